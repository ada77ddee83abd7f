package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrong gradient is said to look like, judging from its own arrays; and mistakes that are not taken for it. */
class DiagnosisTest {

    private static Tensor each(Tensor g, DoubleUnaryOperator change) {
        return indexed(g, i -> change.applyAsDouble(g.values()[i]));
    }

    private static Tensor indexed(Tensor g, IntToDoubleFunction value) {
        Tensor wrong = g.copy();
        Arrays.setAll(wrong.values(), value);
        return wrong;
    }

    private static List<String> mistakes(List<Diagnosis> diagnoses) {
        return diagnoses.stream().map(Diagnosis::mistake).toList();
    }

    // Sign and zero.

    @Test
    void a_flipped_sign_is_named_with_its_ratio() {
        List<Diagnosis> diagnoses =
                Separable.of("W", 2, 3).wrong("W", g -> each(g, v -> -v)).diagnoses("W");

        assertThat(diagnoses).hasSize(1);
        assertThat(diagnoses.get(0).toString()).startsWith("sign flipped; analytic/numeric = -1 at 6 entries, spread ");
    }

    @Test
    void a_flipped_sign_of_a_number_is_named() {
        assertThat(Separable.of("c").wrong("c", g -> each(g, v -> -v)).diagnoses("c"))
                .containsExactly(new Diagnosis(Mistake.SIGN, "sign flipped", "analytic/numeric = -1"));
    }

    @Test
    void signs_that_are_right_in_some_entries_are_not_flipped() {
        assertThat(Separable.of("b", 4)
                        .wrong("b", g -> indexed(g, i -> i < 2 ? -g.values()[i] : g.values()[i]))
                        .diagnoses("b"))
                .isEmpty();
    }

    @Test
    void a_gradient_of_zeros_is_named() {
        assertThat(Separable.of("b", 4).wrong("b", g -> each(g, v -> 0)).diagnoses("b"))
                .containsExactly(new Diagnosis(Mistake.ZERO, "zero", "every reported entry is 0"));
    }

    @Test
    void a_gradient_that_is_zero_but_for_one_entry_is_not_zero() {
        assertThat(Separable.of("b", 4)
                        .wrong("b", g -> indexed(g, i -> i != 1 ? 0 : g.values()[i]))
                        .diagnoses("b"))
                .isEmpty();
    }

    // Constant factors.

    @ParameterizedTest
    @CsvSource({"2, 2", "0.5, 1/2", "3, 3", "-2, -2", "0.1, 1/10", "1.37, 1.37", "1.0001, 1.0001", "-0.3, -0.3"})
    void a_constant_factor_is_named(double factor, String name) {
        List<Diagnosis> diagnoses =
                Separable.of("b", 7).wrong("b", g -> each(g, v -> factor * v)).diagnoses("b");

        assertThat(mistakes(diagnoses)).containsExactly("constant factor " + name);
        assertThat(diagnoses.get(0).evidence()).contains("analytic/numeric = " + Factor.text(factor) + " at 7 entries");
    }

    @Test
    void a_factor_that_is_the_number_of_examples_is_said_to_be_that() {
        List<Diagnosis> diagnoses = Separable.of("x", 5, 2)
                .and("b", 3)
                .wrong("b", g -> each(g, v -> v / 5))
                .diagnoses("b");

        assertThat(mistakes(diagnoses)).containsExactly("constant factor 1/5");
        assertThat(diagnoses.get(0).evidence())
                .startsWith("5 is the length of axis 0 of x; analytic/numeric = 0.2 at 3 entries");
    }

    @Test
    void a_round_factor_is_named_even_where_only_one_entry_shows_it() {
        assertThat(mistakes(Separable.of("c")
                        .wrong("c", g -> each(g, v -> 3 * v))
                        .diagnoses("c")))
                .containsExactly("constant factor 3");
    }

    @Test
    void another_factor_is_not_named_where_only_one_entry_shows_it() {
        assertThat(Separable.of("c").wrong("c", g -> each(g, v -> 2.9 * v)).diagnoses("c"))
                .isEmpty();
    }

    @Test
    void two_factors_are_not_one() {
        assertThat(Separable.of("b", 6)
                        .wrong("b", g -> indexed(g, i -> (i % 2 == 0 ? 2 : 2.001) * g.values()[i]))
                        .diagnoses("b"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void random_errors_have_no_name(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] factors = random.doubles(12, 0.5, 1.5).toArray();

        assertThat(Separable.of("W", 3, 4)
                        .wrong("W", g -> indexed(g, i -> factors[i] * g.values()[i]))
                        .diagnoses("W"))
                .as("seed %d", seed)
                .isEmpty();
    }

    // Order of entries.

    @Test
    void a_transposed_square_is_named() {
        List<Diagnosis> diagnoses = Separable.of("W", 3, 3)
                .wrong("W", g -> indexed(g, i -> g.get(i % 3, i / 3)))
                .diagnoses("W");

        assertThat(diagnoses).hasSize(1);
        assertThat(diagnoses.get(0).toString())
                .matches("transposed; fits when read transposed; ratio analytic/numeric varies from \\S+ to \\S+");
    }

    @Test
    void a_matrix_filled_column_by_column_is_transposed() {
        assertThat(mistakes(Separable.of("W", 2, 4)
                        .wrong("W", g -> indexed(g, i -> g.get(i % 2, i / 2)))
                        .diagnoses("W")))
                .containsExactly("transposed");
    }

    @Test
    void a_matrix_read_as_if_it_were_stored_column_by_column_is_transposed() {
        assertThat(mistakes(Separable.of("W", 2, 4)
                        .wrong("W", g -> indexed(g, i -> g.values()[(i % 4) * 2 + i / 4]))
                        .diagnoses("W")))
                .containsExactly("transposed");
    }

    @Test
    void swapped_axes_of_a_kernel_are_named() {
        assertThat(mistakes(Separable.of("kernel", 3, 3, 2)
                        .wrong("kernel", g -> indexed(g, i -> g.get(i / 2 % 3, i / 6, i % 2)))
                        .diagnoses("kernel")))
                .containsExactly("axes 0 and 1 swapped");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "1, 1", "1, 3"})
    void rolled_entries_are_named_with_their_axis(int axis, int by) {
        List<Diagnosis> diagnoses = Separable.of("W", 3, 4)
                .wrong(
                        "W",
                        g -> indexed(
                                g, i -> axis == 0 ? g.get((i / 4 + by) % 3, i % 4) : g.get(i / 4, (i % 4 + by) % 4)))
                .diagnoses("W");

        assertThat(mistakes(diagnoses)).containsExactly("rolled by one along axis " + axis);
        assertThat(diagnoses.get(0).evidence()).startsWith("fits when rolled back; ratio ");
    }

    @Test
    void reversed_entries_are_neither_rolled_nor_transposed() {
        assertThat(Separable.of("W", 3, 4)
                        .wrong("W", g -> indexed(g, i -> g.values()[11 - i]))
                        .diagnoses("W"))
                .isEmpty();
    }

    // Other variables.

    @Test
    void the_gradient_of_another_variable_is_named() {
        Separable layer = Separable.of("gamma", 3).and("beta", 3);
        Tensor other = layer.gradient("beta");
        List<Diagnosis> diagnoses = layer.wrong("gamma", g -> other).diagnoses("gamma");

        assertThat(diagnoses).hasSize(1);
        assertThat(diagnoses.get(0).toString())
                .startsWith(
                        "gradient of another variable, beta; equal to what is reported for beta, where it is right; ");
    }

    @Test
    void two_exchanged_gradients_are_named_both() {
        Separable layer = Separable.of("gamma", 3).and("beta", 3);
        Tensor gamma = layer.gradient("gamma");
        Tensor beta = layer.gradient("beta");
        Subject exchanged =
                layer.wrong("gamma", g -> beta).wrong("beta", g -> gamma).subject();

        assertThat(mistakes(Separable.diagnoses(exchanged, "gamma")))
                .containsExactly("gradient of another variable, beta");
        assertThat(Separable.diagnoses(exchanged, "beta").get(0).toString())
                .startsWith(
                        "gradient of another variable, gamma; what is reported for gamma fits here, and is wrong there");
    }

    @Test
    void a_right_gradient_elsewhere_that_would_fit_here_does_not_explain_a_wrong_one() {
        Separable twins = Separable.of("a", 4).and("b", 4);
        System.arraycopy(twins.x("a"), 0, twins.x("b"), 0, 4);

        assertThat(twins.wrong("b", g -> indexed(g, i -> (1.1 + 0.1 * i) * g.values()[i]))
                        .diagnoses("b"))
                .isEmpty();
    }

    // Differences.

    private static List<Diagnosis> ofPenalty(String variable, double lambda) {
        Separable penalised = Separable.of(variable, 5);
        double[] x = penalised.x(variable);
        return penalised
                .wrong(variable, g -> indexed(g, i -> g.values()[i] + lambda * x[i]))
                .diagnoses(variable);
    }

    @Test
    void a_missing_regulariser_is_named_with_its_factor_or_half_of_it_with_the_wrong_sign() {
        assertThat(ofPenalty("w", -0.05))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith("regulariser missing; analytic - numeric = -0.05 times the value, or 0.025 times the value "
                        + "with the wrong sign; ratio analytic/numeric varies from ");
    }

    @Test
    void a_doubled_regulariser_is_named_with_its_factor() {
        assertThat(ofPenalty("w", 0.05))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith(
                        "regulariser doubled or undeclared; analytic - numeric = 0.05 times the value; or a weight decay of which the"
                                + " value knows nothing: declare it by Trainable.penalty; ratio analytic/numeric "
                                + "varies from ");
    }

    @Test
    void the_input_of_a_layer_has_no_regulariser() {
        assertThat(ofPenalty("input", -0.05)).isEmpty();
        assertThat(ofPenalty("input", 0.05)).isEmpty();
    }

    @Test
    void a_difference_that_is_another_power_of_the_value_is_no_regulariser() {
        Separable penalised = Separable.of("w", 5);
        double[] x = penalised.x("w");

        assertThat(penalised
                        .wrong("w", g -> indexed(g, i -> g.values()[i] + 0.05 * x[i] * x[i]))
                        .diagnoses("w"))
                .extracting(Diagnosis::kind)
                .containsExactly(Mistake.ONE_TERM);
    }

    @Test
    void one_value_alone_tells_of_no_regulariser() {
        Separable penalised = Separable.of("w");
        double[] x = penalised.x("w");

        assertThat(penalised.wrong("w", g -> each(g, v -> v + 0.05 * x[0])).diagnoses("w"))
                .isEmpty();
    }

    @Test
    void where_the_gradient_is_a_multiple_of_the_value_factor_and_regulariser_are_said_both() {
        Subject square = Subject.objective(
                "half a square",
                x -> 0.35 * Arrays.stream(x).map(v -> v * v).sum(),
                x -> Arrays.stream(x).map(v -> 1.4 * v).toArray(),
                0.3,
                -0.8,
                1.1);

        assertThat(mistakes(Separable.diagnoses(square, "x")))
                .containsExactly("constant factor 2", "regulariser doubled or undeclared");
    }

    @ParameterizedTest
    @CsvSource({"-1, -1/6", "3, 1/2", "9, 1.5", "12, 2"})
    void where_a_simple_factor_makes_the_gradient_parallel_to_the_point_no_regulariser_is_said(
            double slope, String factor) {
        Subject cone = Subject.objective(
                "cone",
                x -> 6 * Math.hypot(x[0], x[1]),
                x -> new double[] {slope * x[0] / Math.hypot(x[0], x[1]), slope * x[1] / Math.hypot(x[0], x[1])},
                0.31,
                0.4);

        assertThat(mistakes(Separable.diagnoses(cone, "x"))).containsExactly("constant factor " + factor);
    }

    @Test
    void a_factor_that_is_no_round_number_still_comes_before_the_regulariser() {
        Subject square = Subject.objective(
                "half a square",
                x -> 0.35 * Arrays.stream(x).map(v -> v * v).sum(),
                x -> Arrays.stream(x).map(v -> 0.5 * v).toArray(),
                0.3,
                -0.8,
                1.1);

        assertThat(mistakes(Separable.diagnoses(square, "x")))
                .containsExactly("constant factor 0.7143", "regulariser missing");
    }

    @Test
    void a_missing_regulariser_is_said_also_where_nothing_else_is_left() {
        Subject square = Subject.objective(
                "half a square",
                x -> 0.35 * Arrays.stream(x).map(v -> v * v).sum(),
                x -> new double[x.length],
                0.3,
                -0.8,
                1.1);

        assertThat(mistakes(Separable.diagnoses(square, "x"))).containsExactly("zero", "regulariser missing");
    }

    @Test
    void a_constant_offset_is_named_whatever_the_seed_weighs_the_output_by() {
        Subject subject =
                Separable.of("b", 5).wrong("b", g -> each(g, v -> v - 0.3)).subject();
        Seeds.of(1, 5).each(seed -> {
            assertThat(GradientChecker.standard()
                            .seed(seed)
                            .check(subject)
                            .finding("b")
                            .diagnoses())
                    .singleElement()
                    .extracting(Diagnosis::toString)
                    .asString()
                    .startsWith("constant offset; analytic - numeric = -0.3 at every entry; ratio ");
        });
    }

    @Test
    void an_offset_that_varies_is_none() {
        assertThat(Separable.of("b", 5)
                        .wrong("b", g -> indexed(g, i -> g.values()[i] + 0.1 + 0.01 * i))
                        .diagnoses("b"))
                .isEmpty();
    }

    // Functions taken element by element.

    private static final double[] AT = {-1.1, 0.2, 0.7, 1.6};

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    private static double sigmoidDerivative(double a) {
        return sigmoid(a) * (1 - sigmoid(a));
    }

    private static List<Diagnosis> ofSigmoid(DoubleUnaryOperator derivative) {
        return Separable.diagnoses(Subject.scalar("sigmoid", DiagnosisTest::sigmoid, derivative, AT), "x");
    }

    @Test
    void a_flat_spot_is_a_constant_offset_of_the_derivative() {
        assertThat(ofSigmoid(a -> sigmoidDerivative(a) + 0.1))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith(
                        "constant offset; analytic - numeric = 0.1 times the upstream gradient, as a flat spot of 0.1 "
                                + "makes it; ratio ");
    }

    @Test
    void another_offset_of_the_derivative_is_no_flat_spot() {
        assertThat(ofSigmoid(a -> sigmoidDerivative(a) + 0.2))
                .singleElement()
                .extracting(Diagnosis::evidence)
                .asString()
                .startsWith("analytic - numeric = 0.2 times the upstream gradient; ratio ");
    }

    @Test
    void a_derivative_left_out_is_named() {
        assertThat(ofSigmoid(a -> 1))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith(
                        "activation derivative missing; the reported gradient is the upstream gradient itself; ratio ");
    }

    @Test
    void a_derivative_taken_at_the_output_is_named() {
        assertThat(ofSigmoid(a -> sigmoidDerivative(sigmoid(a))))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith(
                        "activation derivative taken at h; numeric derivatives at the output are what is reported, at "
                                + "4 entries; ratio ");
    }

    @Test
    void the_derivative_of_another_function_has_no_name_but_a_ratio_that_varies() {
        Subject wrong = Subject.scalar("sigmoid", DiagnosisTest::sigmoid, a -> 1 - Math.tanh(a) * Math.tanh(a), AT);

        assertThat(Separable.diagnoses(wrong, "x")).isEmpty();
        assertThat(GradientChecker.standard().check(wrong).toString())
                .contains("standard().seed(1))\n  ratio analytic/numeric varies from 1.1 to 3.9\n");
    }

    @Test
    void the_output_for_the_input_is_not_tried_outside_the_domain() {
        Subject log = Subject.scalar("log", Math::log, x -> 1 / (x * x * x), 0.3, 0.5, 2.5);

        assertThat(Separable.diagnoses(log, "x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1e-7, false", "1e-4, true"})
    void nothing_is_named_on_evidence_barely_above_the_noise(double amplitude, boolean named) {
        Subject flat = Subject.objective(
                "nearly constant",
                x -> 1e4 + amplitude * Math.sin(x[0]),
                x -> new double[] {-amplitude * Math.cos(x[0])},
                0.3);

        assertThat(mistakes(Separable.diagnoses(flat, "x"))).isEqualTo(named ? List.of("sign flipped") : List.of());
    }
}
