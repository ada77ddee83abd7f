package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One check of a subject: how it is weighted, what is undecided, what follows from several variables. */
class SubjectCheckTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final Offset<Double> ROUNDING = within(1e-6);

    @Test
    void in_single_precision_outputs_are_weighted_by_numbers_of_ten_bits() {
        assertThat(weights(Precision.FLOAT))
                .allSatisfy(u -> assertThat(Math.abs(u)).isBetween(0.5, 1.0))
                .allSatisfy(u -> assertThat(1024 * u).isEqualTo(Math.rint(1024 * u)));
    }

    @Test
    void in_double_precision_outputs_are_weighted_by_any_numbers() {
        assertThat(weights(Precision.DOUBLE))
                .allSatisfy(u -> assertThat(Math.abs(u)).isBetween(0.5, 1.0))
                .allSatisfy(u -> assertThat(1024 * u).isNotEqualTo(Math.rint(1024 * u)));
    }

    private static List<Double> weights(Precision precision) {
        List<Double> weights = new ArrayList<>();
        Subject identity = subject(precision, Tensor.vector(0.3, 0.7, -0.2), Tensor::copy, (x, u) -> {
            if (weights.isEmpty()) {
                for (double weight : u.values()) {
                    weights.add(weight);
                }
            }
            return u.copy();
        });
        assertThat(CHECKER.check(identity).verdict()).isEqualTo(Verdict.PASS);
        assertThat(weights).hasSize(3);
        return weights;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void numbers_are_those_of_the_subjects_own_output_whatever_it_is_weighted_by(long seed) {
        // A tenth of each term is accepted, so that is what an error may be.
        GradientChecker lenient = CHECKER.seed(seed).accepting(RelativeError.of(0.1));
        Finding finding =
                lenient.check(Subject.scalar("3 x", x -> 3 * x, x -> 3, 0.4)).finding("x");
        double weight = finding.analytic() / 3;

        assertThat(Math.abs(weight)).isBetween(0.5, 1.0);
        assertThat(finding.numeric()).isCloseTo(3 * weight, ROUNDING);
        assertThat(finding.error()).isCloseTo(0.3 * Math.abs(weight), ROUNDING);
        assertThat(finding.detectionLimit()).isCloseTo(0.3, ROUNDING);
        assertThat(finding.relativeDetectionLimit()).isCloseTo(0.1, ROUNDING);
    }

    @Test
    void where_the_gradient_throws_every_entry_is_undecided() {
        Subject throwing = subject(Precision.DOUBLE, Tensor.vector(1, 2), x -> x, (x, u) -> {
            throw new ArithmeticException("no gradient");
        });

        assertUndecided(throwing, "the gradient throws at the point: check at another point");
    }

    @Test
    void where_the_function_is_not_finite_every_entry_is_undecided() {
        assertUndecided(
                subject(Precision.DOUBLE, Tensor.vector(1, 2), x -> Tensor.scalar(Double.NaN), (x, u) -> x),
                "the function is not finite at the point: check at another point");
    }

    @Test
    void where_the_shape_of_the_output_changes_every_entry_is_undecided() {
        AtomicInteger calls = new AtomicInteger();
        Subject growing =
                subject(Precision.DOUBLE, Tensor.vector(1, 2), x -> Tensor.zeros(calls.incrementAndGet()), (x, u) -> x);

        assertUndecided(growing, "the output's shape is not always the same: pad it to one shape");
    }

    private static void assertUndecided(Subject subject, String reason) {
        GradientReport report = CHECKER.check(subject);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.finding("x").reason()).isEqualTo(reason);
        assertThat(report.finding("x").detectionLimit()).isInfinite();
        assertThat(report.entries()).isEqualTo(new EntryCounts(2, 0, 0, 2));
    }

    @Test
    void several_threads_guard_a_subject_that_writes_to_its_argument_as_one_does() {
        GradientReport alone = CHECKER.check(writing());

        assertThat(alone.findings()).extracting(Finding::verdict).containsExactly(Verdict.PASS, Verdict.PASS);
        assertThat(CHECKER.check(SubjectCheckTest::writing)).hasToString(alone.toString());
    }

    /** {@code sin(x) sin(y)}, which leaves zeros in its arguments. */
    private static Subject writing() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.scalar(0.4));
        point.put("y", Tensor.scalar(0.9));
        return Subject.of(
                "writing",
                point,
                at -> {
                    double product = 1;
                    for (Tensor value : at.values()) {
                        product *= Math.sin(value.get());
                        value.values()[0] = 0;
                    }
                    return Tensor.scalar(product);
                },
                (at, u) -> {
                    double x = at.get("x").get();
                    double y = at.get("y").get();
                    return Map.of(
                            "x",
                            Tensor.scalar(u.get() * Math.cos(x) * Math.sin(y)),
                            "y",
                            Tensor.scalar(u.get() * Math.sin(x) * Math.cos(y)));
                });
    }

    /**
     * {@code sqrt(a) + relu(x) - relu(-x) + relu(y)} by the vector (x, a) and y; where a is 1 and where it is 0. At zero the
     * chain rule gives 0 for the slope 1 of x; elsewhere it is reported with a factor.
     */
    private static Subject identityByKinks(double a, double factor) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.vector(0, a));
        point.put("y", Tensor.scalar(0));
        return Subject.of(
                "identity",
                point,
                at -> {
                    double[] x = at.get("x").values();
                    return Tensor.scalar(
                            x[0] + Math.sqrt(x[1]) + Math.max(0, at.get("y").get()));
                },
                (at, u) -> {
                    double[] x = at.get("x").values();
                    double bySquareRoot = u.get() * 0.5 / Math.sqrt(x[1]);
                    return Map.of(
                            "x",
                            Tensor.vector(x[0] == 0 ? 0 : factor * u.get(), bySquareRoot),
                            "y",
                            Tensor.scalar(at.get("y").get() > 0 ? u.get() : 0));
                });
    }

    @Test
    void a_disagreement_beside_a_kink_that_no_point_nearby_shows_is_a_kink() {
        assertThat(CHECKER.check(identityByKinks(1, 1)).finding("x").verdict()).isEqualTo(Verdict.KINK);
    }

    @Test
    void entries_that_cannot_be_compared_stay_undecided_where_another_is_reconsidered() {
        Finding finding = CHECKER.check(identityByKinks(0, 1)).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.reason()).startsWith("1 of 2 entries are not finite, at an edge of the domain");
        assertThat(finding.counts()).isEqualTo(new EntryCounts(2, 1, 0, 1));
    }

    @Test
    void entries_that_cannot_be_compared_stay_undecided_beside_a_mistake_that_points_nearby_show() {
        Finding finding = CHECKER.check(identityByKinks(0, 3)).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.counts()).isEqualTo(new EntryCounts(2, 1, 0, 1));
    }

    @Test
    void a_variable_that_runs_out_of_evaluations_is_undecided() {
        Subject rough = Subject.scalar("rough", x -> Math.abs(x) + Math.sin(1e7 * x) * 1e-6, Math::signum, 0);

        Finding finding = CHECKER.maxEvaluations(30).check(rough).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo(
                        "undecided after 30 evaluations, the most that were allowed: allow more: maxEvaluations(300)");
        assertThat(finding.counts()).isEqualTo(new EntryCounts(1, 0, 0, 1));
    }

    @Test
    void a_variable_that_cannot_be_reconsidered_for_lack_of_evaluations_is_undecided() {
        int needed = CHECKER.check(identityByKinks(1, 1)).finding("x").evaluations();

        Finding finding =
                CHECKER.maxEvaluations(needed - 1).check(identityByKinks(1, 1)).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.reason())
                .isEqualTo("undecided after " + (needed - 1)
                        + " evaluations, the most that were allowed: allow more: maxEvaluations(" + 10 * (needed - 1)
                        + ")");
    }

    private static Subject subject(
            Precision precision,
            Tensor point,
            Function<Tensor, Tensor> value,
            BiFunction<Tensor, Tensor, Tensor> derivative) {
        return new GivenSubject(
                "given",
                Map.of("x", point),
                precision,
                at -> value.apply(at.get("x")),
                (at, u) -> Map.of("x", derivative.apply(at.get("x"), u)));
    }
}
