package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wrong gradients offered, against a wrong backward pass written out for two examples through units of width 1. */
class SuspectGradientsTest {

    private static final double[] X = {0.3, -0.8};
    private static final double[] T = {0.5, 1.5};
    private static final double W1 = 0.7;
    private static final double W2 = -1.2;
    private static final double W3 = 0.9;
    private static final double L2 = 0.25;
    private static final double UPSTREAM = -0.75;

    private static final Network NETWORK = Network.inputs(1)
            .hidden(1, Activation.TANH)
            .hidden(1, Activation.SIGMOID)
            .output(1, Loss.SQUARED_ERROR)
            .l2(L2)
            .skip(1, 3)
            .parameters(List.of(one(W1), one(W2), one(W3)), List.of(zero(), zero(), zero()));
    private static final NetworkSubject SUBJECT = NETWORK.on(new Batch(column(X), column(T)));

    private static final Map<String, Map<String, Tensor>> SUSPECTS =
            SUBJECT.suspects(SUBJECT.point(), Tensor.scalar(UPSTREAM));

    private static Tensor one(double w) {
        return Tensor.of(new int[] {1, 1}, w);
    }

    private static Tensor zero() {
        return Tensor.vector(0);
    }

    private static Tensor column(double[] values) {
        return Tensor.of(new int[] {values.length, 1}, values);
    }

    /** The backward pass by hand; every field is one rule, right as it stands. */
    private static final class ByHand {
        DoubleBinaryOperator slope1 = (a, h) -> 1 - Math.tanh(a) * Math.tanh(a);
        DoubleBinaryOperator slope2 = (a, h) -> sigmoid(a) * (1 - sigmoid(a));
        double decay = L2;
        double upstream = UPSTREAM;
        double skip = 1;
        double[] counts = {1, 1};
        double[] countsInBiases = {1, 1};

        double dW1;
        double dW2;
        double dW3;
        double db1;
        double db2;
        double db3;

        ByHand run() {
            for (int i = 0; i < 2; i++) {
                double a1 = W1 * X[i];
                double h1 = Math.tanh(a1);
                double a2 = W2 * h1;
                double h2 = sigmoid(a2);
                double a3 = W3 * h2 + h1;
                double da3 = upstream * counts[i] * 2 * (a3 - T[i]) / 2;
                double da2 = da3 * W3 * slope2.applyAsDouble(a2, h2);
                double da1 = (da2 * W2 + skip * da3) * slope1.applyAsDouble(a1, h1);
                dW3 += da3 * h2;
                dW2 += da2 * h1;
                dW1 += da1 * X[i];
                db3 += countsInBiases[i] * da3;
                db2 += countsInBiases[i] * da2;
                db1 += countsInBiases[i] * da1;
            }
            dW1 += upstream * decay * W1;
            dW2 += upstream * decay * W2;
            dW3 += upstream * decay * W3;
            return this;
        }
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    /** One mistake by name, made in the pass by hand. */
    private record Mistake(String name, ByHand byHand) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Change {
        void in(ByHand byHand);
    }

    private static Mistake mistake(String name, Change change) {
        ByHand byHand = new ByHand();
        change.in(byHand);
        return new Mistake(name, byHand.run());
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                mistake("activation derivative missing in layer 1", p -> p.slope1 = (a, h) -> 1),
                mistake("activation derivative missing in layer 2", p -> p.slope2 = (a, h) -> 1),
                mistake("activation derivative missing in every layer", p -> {
                    p.slope1 = (a, h) -> 1;
                    p.slope2 = (a, h) -> 1;
                }),
                mistake(
                        "activation derivative taken at h in layer 1",
                        p -> p.slope1 = (a, h) -> 1 - Math.tanh(h) * Math.tanh(h)),
                mistake(
                        "activation derivative taken at h in layer 2",
                        p -> p.slope2 = (a, h) -> sigmoid(h) * (1 - sigmoid(h))),
                mistake(
                        "derivative of the next layer's activation in layer 1",
                        p -> p.slope1 = (a, h) -> sigmoid(a) * (1 - sigmoid(a))),
                mistake(
                        "flat spot 0.1 added to the activation derivative in layer 2",
                        p -> p.slope2 = (a, h) -> 0.1 + sigmoid(a) * (1 - sigmoid(a))),
                mistake("bias not summed over the batch", p -> p.countsInBiases[1] = 0),
                mistake("only the first example", p -> p.counts[1] = 0),
                mistake("only the last example", p -> p.counts[0] = 0),
                mistake("regulariser missing", p -> p.decay = 0),
                mistake("regulariser doubled", p -> p.decay = 2 * L2),
                mistake("regulariser with the wrong sign", p -> p.decay = -L2),
                mistake("upstream ignored", p -> p.upstream = 1),
                mistake("skip connection forgotten", p -> p.skip = 0));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_suspect_is_the_wrong_backward_pass_written_out(Mistake mistake) {
        assertThat(SUSPECTS).containsKey(mistake.name());
        assertEquals(SUSPECTS.get(mistake.name()), mistake.byHand());
    }

    @Test
    void the_gradient_itself_is_the_right_pass() {
        assertEquals(SUBJECT.gradient(SUBJECT.point(), Tensor.scalar(UPSTREAM)), new ByHand().run());
    }

    private static void assertEquals(Map<String, Tensor> found, ByHand wanted) {
        double[] expected = {wanted.dW1, wanted.db1, wanted.dW2, wanted.db2, wanted.dW3, wanted.db3};
        String[] variables = {"W1", "b1", "W2", "b2", "W3", "b3"};
        for (int k = 0; k < variables.length; k++) {
            assertThat(found.get(variables[k]).values()[0]).as(variables[k]).isCloseTo(expected[k], within(1e-14));
        }
    }

    @Test
    void the_examples_left_out_have_no_gradient_of_their_own() {
        assertThat(SUSPECTS.get("only the first example").get("a1").values()[1]).isZero();
        assertThat(SUSPECTS.get("only the last example").get("x").values()[0]).isZero();
    }

    @Test
    void what_a_network_cannot_get_wrong_at_any_point_is_not_offered() {
        assertThat(mistakes(Activation.IDENTITY))
                .containsExactly(
                        "flat spot 0.1 added to the activation derivative in layer 1",
                        "bias not summed over the batch",
                        "only the first example",
                        "only the last example",
                        "upstream ignored");
        assertThat(mistakes(Activation.RELU))
                .as("the derivative of ReLU is the same at h")
                .contains("activation derivative missing in layer 1")
                .doesNotContain("activation derivative taken at h in layer 1");
    }

    private static Set<String> mistakes(Activation activation) {
        Network plain = Network.inputs(2)
                .hidden(3, activation)
                .output(2, Loss.SQUARED_ERROR)
                .initialise(Initialiser.GLOROT, 3);
        NetworkSubject subject = plain.on(new Batch(Tensor.of(new int[] {1, 2}, 0.4, -1), Tensor.zeros(1, 2)));
        return subject.suspects(subject.point(), Tensor.scalar(0.7)).keySet();
    }

    @Test
    void a_mistake_that_makes_no_difference_at_this_point_is_the_right_gradient() {
        Network network = Network.inputs(2)
                .hidden(3, Activation.TANH)
                .output(2, Loss.SQUARED_ERROR)
                .initialise(Initialiser.GLOROT, 3);
        NetworkSubject one = network.on(new Batch(Tensor.of(new int[] {1, 2}, 0.4, -1), Tensor.zeros(1, 2)));
        Map<String, Tensor> right = one.gradient(one.point(), Tensor.scalar(0.7));

        Map<String, Tensor> suspect =
                one.suspects(one.point(), Tensor.scalar(0.7)).get("only the first example");

        right.forEach((variable, gradient) ->
                assertThat(suspect.get(variable).values()).as(variable).isEqualTo(gradient.values()));
    }

    @Test
    void the_mistake_in_every_layer_is_offered_only_if_it_differs_from_that_in_one() {
        String missing = "activation derivative missing";

        assertThat(SUSPECTS).containsKeys(missing + " in layer 1", missing + " in every layer");
        assertThat(mistakes(Activation.TANH))
                .contains(missing + " in layer 1")
                .doesNotContain(missing + " in every layer");
    }

    @Test
    void the_derivative_of_a_sigmoid_output_is_offered_for_the_last_hidden_layer() {
        Network mixed = Network.inputs(2)
                .hidden(3, Activation.TANH)
                .output(1, Loss.BINARY_CROSS_ENTROPY)
                .initialise(Initialiser.GLOROT, 3);
        NetworkSubject subject = mixed.on(new Batch(Tensor.of(new int[] {1, 2}, 0.4, -1), Tensor.zeros(1, 1)));

        assertThat(subject.suspects(subject.point(), Tensor.scalar(1)))
                .containsKey("derivative of the next layer's activation in layer 1");
    }

    static Stream<RandomNetworks.Case> networks() {
        return RandomNetworks.seeds(100);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void suspects_name_every_variable_and_leave_the_right_gradient_as_it_is(RandomNetworks.Case network) {
        NetworkSubject subject = network.network().on(network.batch());
        Tensor upstream = Tensor.scalar(0.6);
        Map<String, Tensor> before = subject.gradient(subject.point(), upstream);
        Map<String, Map<String, Tensor>> suspects = subject.suspects(subject.point(), upstream);
        Map<String, Tensor> after = subject.gradient(subject.point(), upstream);

        before.forEach((variable, gradient) ->
                assertThat(after.get(variable).values()).as(variable).isEqualTo(gradient.values()));
        suspects.forEach(
                (mistake, wrong) -> assertThat(wrong.keySet()).as(mistake).isEqualTo(before.keySet()));
    }
}
