package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Backpropagation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Gradients;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkBuilder;
import io.gradcheck.nn.RelativeDistance;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on backpropagation, where it comes to batches; and all of its steps in random networks. */
class BackpropagationOfBatchesTest {

    private static final List<Activation> SMOOTH =
            List.of(Activation.TANH, Activation.SIGMOID, Activation.SOFTSIGN, Activation.SOFTPLUS);

    private final Gradients engine = Backpropagation.gradients(WorkedNetwork.NETWORK, WorkedNetwork.BATCH);

    @Test
    void the_gradient_of_a_batch_is_the_mean_of_those_of_its_examples() {
        BackpropagationByHand[] examples = {WorkedNetwork.example(0), WorkedNetwork.example(1)};

        for (int k = 1; k <= 3; k++) {
            Tensor dW = Tensor.zeros(engine.of("W" + k).shape());
            Tensor db = Tensor.zeros(engine.of("b" + k).shape());
            for (BackpropagationByHand example : examples) {
                for (int j = 0; j < dW.length(0); j++) {
                    for (int l = 0; l < dW.length(1); l++) {
                        dW.add(example.delta[k][j] * example.h[k - 1][l] / examples.length, j, l);
                    }
                    db.add(example.delta[k][j] / examples.length, j);
                }
            }

            assertThat(engine.of("W" + k).values()).containsExactly(dW.values());
            assertThat(engine.of("b" + k).values()).containsExactly(db.values());
        }
    }

    /** Rows of the engine's matrices are examples, so that its products are those of columns, transposed. */
    @Test
    void with_examples_as_rows_the_products_are_transposed() {
        double[][][] h = {rows(0), rows(1), rows(2)};
        for (int k = 3; k >= 1; k--) {
            double[][] w = WorkedNetwork.NETWORK.weights(k).toRows();
            double[][] a = product(h[k - 1], transposed(w)); // [examples, inputs] by [inputs, outputs]
            double[][] da = engine.of("a" + k).toRows();
            double[][] dW = product(transposed(da), h[k - 1]); // [outputs, examples] by [examples, inputs]
            double[][] dh = product(da, w); // [examples, outputs] by [outputs, inputs]

            for (double[] row : a) {
                for (int i = 0; i < row.length; i++) {
                    row[i] += WorkedNetwork.NETWORK.biases(k).get(i);
                }
            }
            assertThat(engine.preActivation(k).toRows()).isDeepEqualTo(a);
            assertThat(engine.of("W" + k).toRows()).isDeepEqualTo(dW);
            assertThat(engine.of(k > 1 ? "h" + (k - 1) : "x").toRows()).isDeepEqualTo(dh);
        }
    }

    /** Layer k of both examples. */
    private static double[][] rows(int k) {
        return new double[][] {WorkedNetwork.example(0).h[k], WorkedNetwork.example(1).h[k]};
    }

    private static double[][] transposed(double[][] m) {
        double[][] transposed = new double[m[0].length][m.length];
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m[i].length; j++) {
                transposed[j][i] = m[i][j];
            }
        }
        return transposed;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    /** Up to three hidden layers, up to four units in each, one to three examples. */
    record RandomCase(long seed, Network network, Batch batch) {

        static RandomCase of(long seed) {
            Random random = new Random(seed);
            int[] widths = random.ints(2 + seed % 4, 1, 5).toArray(); // one to four layers
            NetworkBuilder builder = Network.inputs(widths[0]);
            List<Tensor> weights = new ArrayList<>();
            List<Tensor> biases = new ArrayList<>();
            for (int k = 1; k < widths.length; k++) {
                if (k < widths.length - 1) {
                    builder.hidden(widths[k], SMOOTH.get(random.nextInt(SMOOTH.size())));
                }
                weights.add(normal(random, widths[k], widths[k - 1]));
                biases.add(normal(random, widths[k]));
            }
            int last = widths[widths.length - 1];
            int examples = 1 + random.nextInt(3);
            return new RandomCase(
                    seed,
                    builder.output(last, Loss.SQUARED_ERROR).parameters(weights, biases),
                    new Batch(normal(random, examples, widths[0]), normal(random, examples, last)));
        }

        private static Tensor normal(Random random, int... shape) {
            Tensor tensor = Tensor.zeros(shape);
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] = random.nextGaussian();
            }
            return tensor;
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + network + ", " + batch.size() + " examples";
        }
    }

    static List<RandomCase> random_networks() {
        return LongStream.range(0, 60).mapToObj(RandomCase::of).toList();
    }

    @ParameterizedTest
    @MethodSource("random_networks")
    void paths_recursion_and_engine_agree(RandomCase random) {
        Network network = random.network();
        int examples = random.batch().size();
        Gradients gradients = Backpropagation.gradients(network, random.batch());
        for (int k = 1; k <= network.layers(); k++) {
            Tensor paths = Tensor.zeros(examples, network.width(k));
            Tensor recursion = Tensor.zeros(examples, network.width(k));
            Tensor sums = Tensor.zeros(network.width(k));
            Tensor outerProducts = Tensor.zeros(network.width(k), network.width(k - 1));
            for (int e = 0; e < examples; e++) {
                BackpropagationByHand hand = new BackpropagationByHand(
                        network,
                        random.batch().input().toRows()[e],
                        random.batch().target().toRows()[e]);
                for (int i = 0; i < network.width(k); i++) {
                    assertThat(hand.paths(k, i)).hasSize(widthsAfter(network, k));
                    paths.set(hand.sumOverPaths(k, i) / examples, e, i);
                    recursion.set(hand.delta[k][i] / examples, e, i);
                    sums.add(hand.biasGradient(k)[i] / examples, i);
                    for (int l = 0; l < network.width(k - 1); l++) {
                        outerProducts.add(hand.weightGradient(k)[i][l] / examples, i, l);
                    }
                }
            }

            assertThat(RelativeDistance.between(recursion, paths)).isLessThan(1e-12);
            assertThat(RelativeDistance.between(gradients.of("a" + k), recursion))
                    .isLessThan(1e-12);
            assertThat(RelativeDistance.between(gradients.of("b" + k), sums)).isLessThan(1e-12);
            assertThat(RelativeDistance.between(gradients.of("W" + k), outerProducts))
                    .isLessThan(1e-12);
        }
    }

    private static int widthsAfter(Network network, int layer) {
        int product = 1;
        for (int k = layer + 1; k <= network.layers(); k++) {
            product *= network.width(k);
        }
        return product;
    }

    @Test
    void random_networks_are_of_every_depth() {
        assertThat(random_networks().stream()
                        .map(random -> random.network().layers())
                        .distinct())
                .containsExactlyInAnyOrder(1, 2, 3, 4);
    }
}
