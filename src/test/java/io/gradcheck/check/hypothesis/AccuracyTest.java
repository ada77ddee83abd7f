package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.Separable;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients that are right but for a small error: of single precision, or of anything else that leaves a few digits. */
class AccuracyTest {

    private static final String SINGLE = "single precision in double code";

    // Single precision.

    @Test
    void a_small_factor_is_not_called_single_precision_but_may_be_that_of_a_constant() {
        assertThat(diagnoses(4, (g, i) -> g[i] * (0.1f / 0.1)))
                .containsExactly(new Diagnosis(
                        Mistake.FACTOR,
                        "constant factor 1.0000000149",
                        "relative differences 1e-08 to 1e-08; a constant that is a float or has few digits, or an epsilon that "
                                + "only one of value and gradient has"));
    }

    @Test
    void a_constant_that_is_in_some_entries_only_is_named() {
        assertThat(mistakes(6, (g, i) -> i < 3 ? g[i] * (0.1f / 0.1) : g[i]))
                .containsExactly("constant factor 1.0000000149 at some entries");
    }

    @Test
    void a_gradient_in_single_precision_is_seen_to_be_of_floats() {
        assertThat(diagnoses(4, (g, i) -> (float) g[i]))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith(SINGLE + "; relative differences ")
                .endsWith("; every reported entry is a float");
    }

    @Test
    void a_gradient_in_single_precision_is_of_floats_also_where_the_output_has_several_entries() {
        Subject sine = Subject.of(
                "sine",
                Map.of("x", Tensor.vector(0.3, 0.7, 1.1)),
                at -> {
                    Tensor y = at.get("x").copy();
                    Arrays.setAll(y.values(), i -> Math.sin(y.values()[i]));
                    return y;
                },
                (at, u) -> {
                    Tensor g = u.copy();
                    Arrays.setAll(g.values(), i ->
                            (float) (u.values()[i] * Math.cos(at.get("x").values()[i])));
                    return Map.of("x", g);
                });

        assertThat(Separable.diagnoses(sine, "x"))
                .extracting(Diagnosis::mistake)
                .containsExactly(SINGLE);
    }

    /** A product with the upstream gradient in double, as where a Jacobian of floats is contracted, hides them. */
    @Test
    void derivatives_in_single_precision_are_seen_to_be_floats_output_by_output() {
        assertThat(Separable.diagnoses(productOf(x -> (float) x), "x"))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith(SINGLE + "; relative differences ")
                .endsWith("; every reported entry is a float");
        assertThat(Separable.diagnoses(productOf(x -> x * (1 + 3e-8 * Math.sin(1e3 * x))), "x"))
                .singleElement()
                .extracting(Diagnosis::kind)
                .isEqualTo(Mistake.LOW_ACCURACY);
    }

    private static Subject productOf(DoubleUnaryOperator rounded) {
        return VectorFunctions.jacobian(
                "waves",
                x -> new double[] {
                    Math.sin(x[0]) * Math.exp(x[1]), Math.cos(x[1]) * Math.exp(x[2]), Math.sin(x[2]) * x[0]
                },
                x -> new double[][] {
                    {
                        rounded.applyAsDouble(Math.cos(x[0]) * Math.exp(x[1])),
                        rounded.applyAsDouble(Math.sin(x[0]) * Math.exp(x[1])),
                        0
                    },
                    {
                        0,
                        rounded.applyAsDouble(-Math.sin(x[1]) * Math.exp(x[2])),
                        rounded.applyAsDouble(Math.cos(x[1]) * Math.exp(x[2]))
                    },
                    {rounded.applyAsDouble(Math.sin(x[2])), 0, rounded.applyAsDouble(Math.cos(x[2]) * x[0])}
                },
                0.3,
                0.7,
                1.1);
    }

    @Test
    void one_number_alone_is_of_single_precision_only_if_it_is_a_float() {
        assertThat(mistakes(1, (g, i) -> (float) g[i])).containsExactly(SINGLE);
        assertThat(mistakes(1, (g, i) -> g[i] * (0.1f / 0.1))).containsExactly("accurate to about 7 digits only");
    }

    // A few digits.

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 3e-8})
    void small_errors_that_follow_no_rule_are_of_low_accuracy(double relative) {
        SplittableRandom random = new SplittableRandom(7);
        double[] errors = random.doubles(6, 0.5 * relative, relative).toArray();

        assertThat(diagnoses(6, (g, i) -> g[i] * (1 + (i % 2 == 0 ? errors[i] : -errors[i]))))
                .singleElement()
                .satisfies(named -> {
                    assertThat(named.kind()).isEqualTo(Mistake.LOW_ACCURACY);
                    assertThat(named.mistake())
                            .isEqualTo("accurate to about " + (relative > 1e-7 ? 6 : 7) + " digits only");
                    assertThat(named.evidence())
                            .matches((relative > 1e-7 ? "" : "a float in a part of it, ")
                                    + "an inner finite difference, a solver's tolerance, cancellation, a value that is no more exact, "
                                    + "or a small term that is wrong; "
                                    + "relative differences \\S+ to \\S+");
                });
    }

    @Test
    void an_inner_finite_difference_is_of_low_accuracy() {
        double h = 1e-6;
        Subject product = Subject.objective("product", x -> Math.exp(x[0]) * x[1] * x[1], x -> forward(x, h), 0.7, 1.3);

        assertThat(Separable.diagnoses(product, "x"))
                .extracting(Diagnosis::kind)
                .containsExactly(Mistake.LOW_ACCURACY);
    }

    private static double[] forward(double[] x, double h) {
        double value = Math.exp(x[0]) * x[1] * x[1];
        return new double[] {
            (Math.exp(x[0] + h) * x[1] * x[1] - value) / h, (Math.exp(x[0]) * (x[1] + h) * (x[1] + h) - value) / h
        };
    }

    @Test
    void errors_of_a_thousandth_are_told_and_larger_ones_are_not() {
        double[] relative = {8e-4, -5e-4, 6e-4, -7e-4};

        assertThat(mistakes(4, (g, i) -> g[i] * (1 + relative[i]))).containsExactly("accurate to about 3 digits only");
        assertThat(mistakes(4, (g, i) -> g[i] * (1 + 2 * relative[i]))).isEmpty();
    }

    @Test
    void errors_of_one_sign_may_be_those_of_an_epsilon() {
        double[] smaller = {1e-6, 4e-6, 2e-6, 3e-6, 5e-6};

        assertThat(diagnoses(5, (g, i) -> g[i] * (1 - smaller[i])))
                .extracting(Diagnosis::toString)
                .containsExactly(
                        "accurate to about 5 digits only; an epsilon, as in a divisor or a root, an inner finite "
                                + "difference, a solver's tolerance, cancellation, a value that is no more exact, or a small term that is "
                                + "wrong; relative differences 1e-06 to 5e-06");
    }

    @Test
    void errors_of_both_signs_are_not_those_of_an_epsilon() {
        double[] relative = {1e-6, -4e-6, 2e-6, -3e-6, 5e-6};

        assertThat(diagnoses(5, (g, i) -> g[i] * (1 - relative[i])))
                .extracting(Diagnosis::toString)
                .containsExactly("accurate to about 5 digits only; an inner finite difference, a solver's tolerance, "
                        + "cancellation, a value that is no more exact, or a small term that is wrong; relative differences 1e-06 to "
                        + "5e-06");
    }

    @Test
    void a_small_factor_is_a_factor() {
        assertThat(mistakes(5, (g, i) -> g[i] * (1 + 4e-6))).containsExactly("constant factor 1.000004");
    }

    @Test
    void a_small_regulariser_is_a_regulariser() {
        double[] x = Separable.of("b", 5).x("b");

        assertThat(mistakes(5, (g, i) -> g[i] + 1e-6 * x[i])).containsExactly("regulariser doubled or undeclared");
    }

    @Test
    void where_all_others_agree_an_entry_is_wrong_and_accuracy_high() {
        assertThat(mistakes(6, (g, i) -> i == 2 ? g[i] * (1 + 2e-8) : g[i])).containsExactly("one entry");
    }

    @Test
    void as_many_entries_that_are_right_and_would_show_the_usual_error_leave_accuracy_high() {
        // Two entries are off by 1.6e-6, two are right: known to less than a tenth of that, and to a quarter.
        assertThat(ofRight(1.5e-7)).isEmpty();
        assertThat(ofRight(4e-7)).containsExactly("accurate to about 6 digits only");
    }

    /** What is said of two entries that are off by 1.6e-6 beside two that are right, as far as is known of them. */
    private static List<String> ofRight(double allowed) {
        double[] reported = {2 * (1 + 8e-7), 2 * (1 - 8e-7), 2, 2};
        EvaluationPoint place = AtPoint.of(
                Subject.objective("linear", x -> 2 * Arrays.stream(x).sum(), x -> reported, 0.3, -0.2, 0.7, 0.4));
        List<EntryProbe> probed = IntStream.range(0, 4)
                .mapToObj(i -> new EntryProbe(i, reported[i], 2, i < 2 ? 1e-9 : allowed, i < 2, true))
                .toList();
        Probe failed = place.probe(
                "x",
                Entries.all(4),
                Direction.of(Tensor.vector(1, 0.5, 0.75, 0.6)),
                0.1,
                1e-15,
                false,
                false,
                new Evaluations(1000));
        Evidence evidence =
                new Evidence(place, "x", new Localised(probed, 2, CountKind.EXACT, List.of(), false), failed);
        return new LowAccuracy().test(evidence).stream().map(Diagnosis::mistake).toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1e-10})
    void larger_and_smaller_errors_are_of_neither(double relative) {
        assertThat(Separable.of("b", 4)
                        .wrong("b", g -> indexed(g, i -> g.values()[i] * (1 + (i + 1) * relative)))
                        .subject())
                .satisfies(subject -> assertThat(GradientChecker.standard()
                                .check(subject)
                                .finding("b")
                                .diagnoses())
                        .isEmpty());
    }

    @Test
    void errors_of_a_subject_in_single_precision_are_of_neither() {
        double[] x =
                IntStream.range(0, 4).mapToDouble(i -> (float) (0.3 + 0.2 * i)).toArray();
        Subject square = Subject.objective(
                        "square",
                        v -> (float) Arrays.stream(v).map(a -> a * a).sum(),
                        v -> Arrays.stream(v).map(a -> 2 * a * (1.3 + a)).toArray(),
                        x)
                .withPrecision(Precision.FLOAT);

        assertThat(Separable.diagnoses(square, "x")).isEmpty();
    }

    private interface Change {
        double of(double[] right, int entry);
    }

    private static List<Diagnosis> diagnoses(int size, Change change) {
        return Separable.of("b", size)
                .wrong("b", g -> indexed(g, i -> change.of(g.values(), i)))
                .diagnoses("b");
    }

    private static List<String> mistakes(int size, Change change) {
        return diagnoses(size, change).stream().map(Diagnosis::mistake).toList();
    }

    private static Tensor indexed(Tensor g, IntToDoubleFunction value) {
        Tensor wrong = g.copy();
        Arrays.setAll(wrong.values(), value);
        return wrong;
    }
}
