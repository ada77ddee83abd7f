package io.gradcheck.guide;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * The network of the page on backpropagation. Its activation is softsign, {@code a / (1 + |a|)}, and its pre-activations are
 * 1, -1, 3 and -3 in hidden layers: every number is a multiple of 1/32, no sum or product is rounded, and what is equal is
 * equal to the bit.
 */
final class WorkedNetwork {

    static final Network NETWORK = Network.inputs(3)
            .hidden(2, Activation.SOFTSIGN)
            .hidden(2, Activation.SOFTSIGN)
            .output(2, Loss.SQUARED_ERROR)
            .parameters(
                    List.of(
                            Tensor.ofRows(new double[] {1, -2, 1}, new double[] {-2, 3, 1}),
                            Tensor.ofRows(new double[] {6, -4}, new double[] {-2, 4}),
                            Tensor.ofRows(new double[] {8, 2}, new double[] {-2, -3})),
                    List.of(Tensor.vector(2, -1), Tensor.vector(-3, 3), Tensor.vector(-2, 1)));

    static final Batch BATCH = new Batch(
            Tensor.ofRows(new double[] {2, 1, -1}, new double[] {3, 2, -2}),
            Tensor.ofRows(new double[] {2, 3}, new double[] {-6, 0}));

    private WorkedNetwork() {}

    /** The passes through it with one of the two examples, each step in plain loops. */
    static BackpropagationByHand example(int e) {
        return new BackpropagationByHand(
                NETWORK, BATCH.input().toRows()[e], BATCH.target().toRows()[e]);
    }
}
