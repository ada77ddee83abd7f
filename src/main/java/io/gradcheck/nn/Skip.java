package io.gradcheck.nn;

/**
 * A skip connection: {@code h_from} is added to the pre-activation {@code a_to}, as in {@code a_to = W_to h_(to-1) +
 * b_to + h_from} (He et al. 2016, with the identity as shortcut).
 *
 * @param from the hidden layer where it starts; 0 is the input
 * @param to the layer whose pre-activation it is added to, after {@code from}
 */
public record Skip(int from, int to) {

    /**
     * Makes a skip connection.
     *
     * @param from the hidden layer where it starts; 0 is the input
     * @param to the layer whose pre-activation it is added to
     * @throws IllegalArgumentException if it does not lead forward
     */
    public Skip {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "skip: found " + from + " to " + to + ", wanted 0 <= from < to, with 0 for the input");
        }
    }
}
