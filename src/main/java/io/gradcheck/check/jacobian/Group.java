package io.gradcheck.check.jacobian;

import io.gradcheck.subject.Tensor;

/**
 * Some outputs next to each other, in row-major order.
 *
 * @param from the first of them
 * @param to the one after the last
 */
record Group(int from, int to) {

    static Group single(int output) {
        return new Group(output, output + 1);
    }

    boolean isSingle() {
        return to - from == 1;
    }

    Group firstHalf() {
        return new Group(from, middle());
    }

    Group secondHalf() {
        return new Group(middle(), to);
    }

    private int middle() {
        return (from + to + 1) >>> 1;
    }

    /** An upstream gradient with the weights of these outputs alone; of one output it is 1, so that no number is rounded. */
    Tensor of(Tensor upstream) {
        Tensor weights = Tensor.zeros(upstream.shape());
        if (isSingle()) {
            weights.values()[from] = 1;
        } else {
            System.arraycopy(upstream.values(), from, weights.values(), from, to - from);
        }
        return weights;
    }
}
