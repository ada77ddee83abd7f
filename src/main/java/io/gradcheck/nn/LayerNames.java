package io.gradcheck.nn;

/**
 * The names of the variables of one layer. Made once for a network, because maps find a string that is the same object
 * faster, and every evaluation asks for all of them.
 *
 * @param weights {@code W_k}
 * @param biases {@code b_k}
 * @param preActivation {@code a_k}
 * @param hidden {@code h_k}
 */
record LayerNames(String weights, String biases, String preActivation, String hidden) {

    static LayerNames of(int k) {
        return new LayerNames("W" + k, "b" + k, "a" + k, "h" + k);
    }
}
