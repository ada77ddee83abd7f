package io.gradcheck.nn;

/**
 * The rules of backpropagation that are easily got wrong, one method for each. As they stand here they are right;
 * {@link SuspectGradients} replaces one at a time.
 */
class Rules {

    static final Rules RIGHT = new Rules();

    /** The factor of the loss. */
    double upstream(double upstream) {
        return upstream;
    }

    /** The factor of the weights in their own gradient. */
    double decay(double l2) {
        return l2;
    }

    /** Whether an example takes part. */
    boolean counts(int example) {
        return true;
    }

    /** Whether an example takes part in the gradient of the biases. */
    boolean countsInBiases(int example) {
        return true;
    }

    /** Whether the gradient flows back along the skips. */
    boolean followsSkips() {
        return true;
    }

    /**
     * The derivative of the activation {@code g} of hidden layer {@code k}.
     *
     * @param a the pre-activation
     * @param h the hidden unit, {@code g(a)}
     */
    double derivative(int k, Activation g, double a, double h) {
        return g.derivative(a);
    }
}
