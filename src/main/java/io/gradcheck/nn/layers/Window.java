package io.gradcheck.nn.layers;

import java.util.ArrayList;
import java.util.List;

/**
 * A window that slides along one axis: at output {@code o} its tap {@code k} lies on input {@code o stride + k dilation -
 * padding}.
 *
 * <p>Inputs outside the axis are padding. Where the stride does not divide what is left, the last inputs are seen by no
 * output.
 *
 * @param size how many taps it has
 * @param stride by how many inputs it moves from one output to the next
 * @param padding how many inputs are added on each side of the axis
 * @param dilation the distance of neighbouring taps (Yu and Koltun 2016)
 */
public record Window(int size, int stride, int padding, int dilation) {

    /**
     * One tap of a window in one of its positions, on an input inside the axis.
     *
     * @param output the output, which is the window's position
     * @param tap the tap, counted from 0
     * @param input the input under it
     */
    record Tap(int output, int tap, int input) {}

    /**
     * Makes a window.
     *
     * @param size how many taps it has
     * @param stride by how many inputs it moves from one output to the next
     * @param padding how many inputs are added on each side of the axis
     * @param dilation the distance of neighbouring taps
     * @throws IllegalArgumentException if size, stride or dilation is below 1
     * @throws IllegalArgumentException if the padding is negative
     */
    public Window {
        if (size < 1 || stride < 1 || padding < 0 || dilation < 1) {
            throw new IllegalArgumentException("window: found size " + size + ", stride " + stride + ", padding "
                    + padding + ", dilation " + dilation + ", wanted at least 1, 1, 0, 1");
        }
    }

    /**
     * A window that moves by one input, without padding or dilation.
     *
     * @param size how many taps it has
     * @return the window
     * @throws IllegalArgumentException if the size is below 1
     */
    public static Window of(int size) {
        return new Window(size, 1, 0, 1);
    }

    /** {@return from the first to the last input that it covers in one position} */
    public int span() {
        return dilation * (size - 1) + 1;
    }

    /**
     * How many positions it has on an axis.
     *
     * @param length the axis' length, without padding
     * @return the number of outputs
     * @throws IllegalArgumentException if the axis is too short for one position
     */
    public int outputs(int length) {
        int room = length + 2 * padding - span();
        if (room < 0) {
            throw new IllegalArgumentException("input: found an axis of length " + length + ", wanted at least "
                    + (length - room) + ", so that " + this + " fits once");
        }
        return room / stride + 1;
    }

    /** Every tap on an input inside an axis of this length, ordered by output and then by input. */
    List<Tap> taps(int length) {
        List<Tap> taps = new ArrayList<>();
        for (int output = 0; output < outputs(length); output++) {
            for (int tap = 0; tap < size; tap++) {
                int input = output * stride + tap * dilation - padding;
                if (0 <= input && input < length) {
                    taps.add(new Tap(output, tap, input));
                }
            }
        }
        return taps;
    }
}
