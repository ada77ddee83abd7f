package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final Network NETWORK = Network.inputs(2)
            .hidden(3, Activation.TANH)
            .output(1, Loss.HINGE)
            .l2(0.5)
            .initialise(Initialiser.GLOROT, 7);

    private static final Tensor INPUT = Tensor.of(new int[] {1, 2}, 1, 2);
    private static final Tensor TARGET = Tensor.of(new int[] {1, 1}, 1);

    @Test
    void describes_itself() {
        assertThat(NETWORK).hasToString("2-3-1 tanh/hinge l2=0.5");
        assertThat(NETWORK.layers()).isEqualTo(2);
        assertThat(List.of(NETWORK.width(0), NETWORK.width(1), NETWORK.width(2)))
                .containsExactly(2, 3, 1);
        assertThat(NETWORK.activation(1)).isEqualTo(Activation.TANH);
        assertThat(NETWORK.loss()).isEqualTo(Loss.HINGE);
        assertThat(NETWORK.l2()).isEqualTo(0.5);
        assertThat(NETWORK.parameterCount()).isEqualTo(2 * 3 + 3 + 3 + 1);
        assertThat(NETWORK.skips()).isEmpty();
    }

    @Test
    void computes_its_answer_by_hand() {
        Network network = Network.inputs(2)
                .hidden(1, Activation.RELU)
                .output(1, Loss.SQUARED_ERROR)
                .parameters(
                        List.of(Tensor.of(new int[] {1, 2}, 3, 4), Tensor.of(new int[] {1, 1}, -2)),
                        List.of(Tensor.vector(0.5), Tensor.vector(1)));
        Tensor answers = network.predict(Tensor.of(new int[] {2, 2}, 1, 2, -1, -2));
        assertThat(answers.values()).containsExactly(1 - 2 * (3 + 8 + 0.5), 1);
    }

    @Test
    void is_not_changed_through_tensors_given_or_taken() {
        Tensor weights = Tensor.of(new int[] {1, 1}, 2);
        Network network =
                Network.inputs(1).output(1, Loss.SQUARED_ERROR).parameters(List.of(weights), List.of(Tensor.vector(0)));
        weights.values()[0] = 7;
        network.weights(1).values()[0] = 8;
        network.biases(1).values()[0] = 9;
        assertThat(network.weights(1).get(0, 0)).isEqualTo(2);
        assertThat(network.biases(1).get(0)).isZero();
        assertThat(network.withParameters(List.of(weights), List.of(Tensor.vector(1)))
                        .weights(1)
                        .get(0, 0))
                .isEqualTo(7);
    }

    @Test
    void the_same_seed_draws_the_same_weights_and_zero_biases() {
        NetworkBuilder builder = Network.inputs(5).hidden(4, Activation.RELU).output(3, Loss.POISSON);
        double[] weights = builder.initialise(Initialiser.HE, 1).weights(1).values();
        assertThat(builder.initialise(Initialiser.HE, 1).weights(1).values()).containsExactly(weights);
        assertThat(builder.initialise(Initialiser.HE, 2).weights(1).values()).isNotEqualTo(weights);
        assertThat(builder.initialise(Initialiser.HE, 1).biases(2).values()).containsOnly(0);
    }

    @Test
    void glorot_draws_uniformly_up_to_the_root_of_six_by_inputs_and_outputs() {
        double limit = Math.sqrt(6.0 / (300 + 200));
        double[] weights = Network.inputs(300)
                .output(200, Loss.HUBER)
                .initialise(Initialiser.GLOROT, 7)
                .weights(1)
                .values();
        assertThat(Arrays.stream(weights).max().orElseThrow()).isBetween(0.999 * limit, limit);
        assertThat(Arrays.stream(weights).min().orElseThrow()).isBetween(-limit, -0.999 * limit);
        assertThat(meanSquare(weights)).isCloseTo(limit * limit / 3, within(0.02 * limit * limit / 3));
    }

    @Test
    void he_draws_with_variance_two_by_inputs() {
        double[] weights = Network.inputs(300)
                .output(200, Loss.HUBER)
                .initialise(Initialiser.HE, 7)
                .weights(1)
                .values();
        assertThat(meanSquare(weights)).isCloseTo(2.0 / 300, within(0.02 * 2 / 300));
        assertThat(Arrays.stream(weights).average().orElseThrow()).isCloseTo(0, within(0.001));
        assertThat(Arrays.stream(weights).max().orElseThrow()).isGreaterThan(3.5 * Math.sqrt(2.0 / 300));
    }

    private static double meanSquare(double[] values) {
        return Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    }

    @Test
    void names_widths_and_factors_that_make_no_sense() {
        assertThatThrownBy(() -> Network.inputs(0)).hasMessage("inputs: found 0, wanted a width of at least 1");
        assertThatThrownBy(() -> Network.inputs(1).hidden(-1, Activation.RELU))
                .hasMessage("hidden: found -1, wanted a width of at least 1");
        assertThatThrownBy(() -> Network.inputs(1).output(0, Loss.HUBER))
                .hasMessage("output: found 0, wanted a width of at least 1");
        assertThatThrownBy(() -> Network.inputs(1).l2(-1))
                .hasMessage("l2: found -1.0, wanted a finite number of at least 0");
        assertThatThrownBy(() -> Network.inputs(1).initialise(Initialiser.HE, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("output: found no output layer, wanted one after the hidden layers");
        assertThatThrownBy(() -> Network.inputs(1).output(1, Loss.HUBER).hidden(1, Activation.RELU))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("output: the output layer has been added already, wanted no layer after it");
    }

    @Test
    void names_skips_that_lead_nowhere() {
        NetworkBuilder builder = Network.inputs(2);
        assertThatThrownBy(() -> builder.skip(1, 1))
                .hasMessage("skip: found 1 to 1, wanted 0 <= from < to, with 0 for the input");
        assertThatThrownBy(() -> withSkip(0, 1))
                .hasMessage("skip: found 0 to 1 from width 2 to width 3, wanted equal widths");
        assertThatThrownBy(() -> withSkip(0, 4))
                .hasMessage("skip: found 0 to 4, wanted a layer from 1 to 3 at its end");
        assertThatThrownBy(() -> Network.inputs(2)
                        .output(2, Loss.HUBER)
                        .skip(0, 1)
                        .skip(0, 1)
                        .initialise(Initialiser.HE, 1))
                .hasMessage("skip: found 0 to 1 twice, wanted it at most once");
    }

    private static Network withSkip(int from, int to) {
        return Network.inputs(2)
                .hidden(3, Activation.TANH)
                .hidden(3, Activation.TANH)
                .output(1, Loss.HUBER)
                .skip(from, to)
                .initialise(Initialiser.HE, 1);
    }

    @Test
    void names_parameters_of_the_wrong_number_shape_or_value() {
        NetworkBuilder builder = Network.inputs(2).output(1, Loss.HUBER);
        Tensor weights = Tensor.zeros(1, 2);
        Tensor biases = Tensor.zeros(1);
        assertThatThrownBy(() -> builder.parameters(List.of(weights, weights), List.of(biases)))
                .hasMessage("weights: found 2 tensors, wanted 1, one for each layer");
        assertThatThrownBy(() -> builder.parameters(List.of(weights), List.of()))
                .hasMessage("biases: found 0 tensors, wanted 1, one for each layer");
        assertThatThrownBy(() -> builder.parameters(List.of(Tensor.zeros(2, 1)), List.of(biases)))
                .hasMessage("W1: found shape [2, 1], wanted [1, 2]");
        assertThatThrownBy(() -> builder.parameters(List.of(weights), List.of(Tensor.vector(Double.NaN))))
                .hasMessage("b1: found NaN at [0], wanted finite numbers");
    }

    @Test
    void names_batches_that_make_no_sense() {
        assertThatThrownBy(() -> new Batch(Tensor.vector(1), TARGET))
                .hasMessage(
                        "input: found shape [1], wanted a matrix [examples, width] with at least one row and one column");
        assertThatThrownBy(() -> new Batch(INPUT, Tensor.zeros(0, 1)))
                .hasMessage(
                        "target: found shape [0, 1], wanted a matrix [examples, width] with at least one row and one"
                                + " column");
        assertThatThrownBy(() -> new Batch(INPUT, Tensor.zeros(2, 1)))
                .hasMessage("target: found 2 rows, wanted 1, one for each row of input");
        assertThatThrownBy(() -> new Batch(Tensor.of(new int[] {1, 2}, 1, Double.NEGATIVE_INFINITY), TARGET))
                .hasMessage("input: found -Infinity at [0, 1], wanted finite numbers");
        assertThatThrownBy(() -> new Batch(INPUT, TARGET).examples())
                .hasMessage("rows: found none, wanted at least one example");
        assertThatThrownBy(() -> new Batch(INPUT, TARGET).examples(0, 1)).hasMessage("rows: found 1, wanted 0..0");
    }

    @Test
    void names_batches_that_do_not_fit_the_network() {
        Batch wide = new Batch(Tensor.zeros(1, 3), TARGET);
        Batch wideTarget = new Batch(INPUT, Tensor.zeros(1, 2));
        assertThatThrownBy(() -> NETWORK.on(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input: found shape [1, 3], wanted [1, 2] for network 2-3-1 tanh/hinge l2=0.5");
        assertThatThrownBy(() -> Backpropagation.gradients(NETWORK, wideTarget))
                .hasMessage("target: found shape [1, 2], wanted [1, 1] for network 2-3-1 tanh/hinge l2=0.5");
        assertThatThrownBy(() -> NETWORK.predict(Tensor.zeros(2, 3)))
                .hasMessage("input: found shape [2, 3], wanted [2, 2] for network 2-3-1 tanh/hinge l2=0.5");
        assertThatThrownBy(() -> NETWORK.on(new Batch(INPUT, Tensor.of(new int[] {1, 1}, 0.5))))
                .hasMessage("target: found 0.5 at [0, 0], wanted -1 or 1 for loss hinge");
    }

    @Test
    void names_layers_and_variables_it_does_not_have() {
        assertThatThrownBy(() -> NETWORK.weights(0)).hasMessage("layer: found 0, wanted 1..2");
        assertThatThrownBy(() -> NETWORK.activation(2)).hasMessage("layer: found 2, wanted 1..1");
        assertThatThrownBy(() -> Network.inputs(1)
                        .output(1, Loss.HUBER)
                        .initialise(Initialiser.HE, 1)
                        .activation(1))
                .hasMessage("layer: found 1, wanted none: the network has no hidden layer");
        Gradients gradients = Backpropagation.gradients(NETWORK, new Batch(INPUT, TARGET));
        assertThatThrownBy(() -> gradients.of("W3"))
                .hasMessage("variable: found W3, wanted one of [x, W1, b1, a1, h1, W2, b2, a2]");
        assertThatThrownBy(() -> gradients.preActivation(3)).hasMessage("layer: found 3, wanted 1..2");
    }
}
