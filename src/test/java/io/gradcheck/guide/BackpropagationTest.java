package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Backpropagation;
import io.gradcheck.nn.Gradients;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The page on backpropagation, step by step: what is worked by hand is what the engine computes. No number of this network is
 * rounded, so that all comparisons are exact.
 */
class BackpropagationTest {

    private final BackpropagationByHand hand = WorkedNetwork.example(0);
    private final Gradients engine = Backpropagation.gradients(WorkedNetwork.NETWORK, WorkedNetwork.BATCH.examples(0));

    /** A row for the only example, as the engine has it. */
    private static Tensor row(double[] values) {
        return Tensor.ofRows(values);
    }

    private static void assertSame(Tensor found, Tensor wanted) {
        assertThat(found.shape()).containsExactly(wanted.shape());
        assertThat(found.values()).containsExactly(wanted.values());
    }

    @Test
    void a_pre_activation_is_a_sum_of_scalar_terms() {
        double a = 2 + 1 * 2 + -2 * 1 + 1 * -1; // b[0] + W[0,0] h[0] + W[0,1] h[1] + W[0,2] h[2]
        double h = a / (1 + Math.abs(a));

        assertThat(engine.preActivation(1).get(0, 0)).isEqualTo(a);
        assertThat(hand.h[1][0]).isEqualTo(h);
        for (int k = 1; k <= hand.layers; k++) {
            assertSame(engine.preActivation(k), row(hand.a[k]));
        }
        assertThat(engine.loss()).isEqualTo(hand.loss());
    }

    @Test
    void the_output_layer_has_the_derivative_of_the_loss() {
        double[] delta = {2 * (3 - 2), 2 * (1 - 3)}; // 2 (a - t)

        assertThat(hand.delta[3]).containsExactly(delta);
        assertSame(engine.of("a3"), row(delta));
    }

    @Test
    void the_paths_from_a_hidden_unit_to_the_loss_sum_to_its_delta() {
        Activation g = Activation.SOFTSIGN;
        double[][] w2 = hand.w[2];
        double[][] w3 = hand.w[3];
        int from = 0;

        double sum = 0;
        for (int p = 0; p < 2; p++) {
            for (int q = 0; q < 2; q++) { // from unit `from` of layer 1, by unit p of layer 2 and output q, to the loss
                sum += g.derivative(hand.a[1][from])
                        * w2[p][from]
                        * g.derivative(hand.a[2][p])
                        * w3[q][p]
                        * hand.delta[3][q];
            }
        }

        assertThat(hand.paths(1, from)).hasSize(2 * 2);
        assertThat(hand.sumOverPaths(1, from)).isEqualTo(sum);
        assertThat(engine.of("a1").get(0, from)).isEqualTo(sum);
    }

    @Test
    void the_recursion_is_the_sum_over_all_paths() {
        for (int k = 1; k <= hand.layers; k++) {
            for (int i = 0; i < hand.a[k].length; i++) {
                assertThat(hand.delta[k][i]).isEqualTo(hand.sumOverPaths(k, i));
            }
            assertSame(engine.of("a" + k), row(hand.delta[k]));
            if (k > 1) {
                assertSame(engine.of("h" + (k - 1)), row(hand.hiddenGradient(k)));
            }
        }
    }

    @Test
    void the_three_way_tensor_is_how_pre_activations_move_with_weights() {
        for (int k = 1; k <= hand.layers; k++) {
            double[] h = hand.h[k - 1];
            double[][][] d = BackpropagationByHand.byWeights(h, hand.a[k].length);
            for (int j = 0; j < hand.a[k].length; j++) {
                for (int l = 0; l < h.length; l++) {
                    double[][] raised =
                            Arrays.stream(hand.w[k]).map(double[]::clone).toArray(double[][]::new);
                    raised[j][l] += 1;
                    double[] moved = BackpropagationByHand.preActivation(raised, hand.b[k], h);
                    for (int i = 0; i < moved.length; i++) {
                        assertThat(moved[i] - hand.a[k][i]).isEqualTo(d[i][j][l]);
                    }
                }
            }
        }
    }

    @Test
    void its_contraction_with_delta_is_the_outer_product() {
        for (int k = 1; k <= hand.layers; k++) {
            double[] h = hand.h[k - 1];
            double[] delta = hand.delta[k];
            double[][] contracted =
                    BackpropagationByHand.contracted(delta, BackpropagationByHand.byWeights(h, delta.length));

            assertThat(contracted).isDeepEqualTo(BackpropagationByHand.outerProduct(delta, h));
            assertSame(engine.of("W" + k), Tensor.ofRows(contracted));
        }
    }

    @Test
    void a_bias_has_the_delta_of_its_unit() {
        for (int k = 1; k <= hand.layers; k++) {
            for (int j = 0; j < hand.b[k].length; j++) {
                double[] raised = hand.b[k].clone();
                raised[j] += 1;
                double[] moved = BackpropagationByHand.preActivation(hand.w[k], raised, hand.h[k - 1]);
                for (int i = 0; i < moved.length; i++) {
                    assertThat(moved[i] - hand.a[k][i]).isEqualTo(i == j ? 1 : 0);
                }
            }
            assertSame(engine.of("b" + k), Tensor.vector(hand.delta[k]));
        }
    }

    @Test
    void the_input_has_no_activation() {
        double[] dx = hand.hiddenGradient(1); // W_1' delta_1, without a derivative of an activation

        assertSame(engine.of("x"), row(dx));
    }
}
