package io.gradcheck.campaign;

import io.gradcheck.nn.layers.Window;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;

/** Sizes and entries of random layers, drawn one after the other. */
final class RandomTensors {

    private static final double LENGTH_ONE = 0.2;
    private static final int LONGEST = 4;
    private static final double ZERO_ENTRY = 0.4;
    private static final double DECADES = 3;

    private final SplittableRandom random;
    private final boolean ordinary;

    /**
     * Draws from a generator.
     *
     * @param random the source of chance
     * @param ordinary whether entries are normally distributed only
     */
    RandomTensors(SplittableRandom random, boolean ordinary) {
        this.random = random;
        this.ordinary = ordinary;
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** The length of an axis: examples, channels, widths; often 1. */
    int length() {
        return chance(LENGTH_ONE) ? 1 : between(2, LONGEST);
    }

    /** A window that may see padding only in part. */
    Window window() {
        int size = between(1, 3);
        return chance(0.5)
                ? new Window(size, between(1, 3), between(0, size - 1), 1)
                : new Window(size, between(1, 3), 0, between(1, 3));
    }

    /** A window of any geometry, with no more padding than it can cover. */
    Window paddedWindow() {
        int size = between(1, 3);
        return new Window(size, between(1, 3), between(0, 2), between(1, 3));
    }

    /** The length of an axis over which a window fits, whether or not its stride divides it. */
    int lengthUnder(Window window) {
        return Math.max(1, window.span() - 2 * window.padding()) + between(0, 4);
    }

    /** A tensor whose entries are of one of several sorts. */
    Tensor tensor(int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        int sort = ordinary ? 0 : between(0, 7);
        double same = random.nextGaussian();
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = switch (sort) {
                case 3 -> chance(ZERO_ENTRY) ? 0 : random.nextGaussian();
                case 4 -> 0.5 * between(-2, 2);
                case 5 -> same;
                case 6 -> 0;
                case 7 -> magnitude();
                default -> random.nextGaussian();
            };
        }
        return tensor;
    }

    private double magnitude() {
        double size = Math.pow(10, DECADES * (2 * random.nextDouble() - 1));
        return chance(0.5) ? size : -size;
    }

    /** A tensor of zeros and ones. */
    Tensor mask(double ones, int... shape) {
        Tensor mask = Tensor.zeros(shape);
        for (int i = 0; i < mask.size(); i++) {
            mask.values()[i] = chance(ones) ? 1 : 0;
        }
        return mask;
    }
}
