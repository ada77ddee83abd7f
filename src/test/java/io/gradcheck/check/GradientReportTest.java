package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.CommonsMath;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.function.Gaussian;
import org.apache.commons.math3.analysis.function.Logit;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.analysis.function.Sin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

class GradientReportTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private static final Subject PASSING = Subject.scalar("sin", Math::sin, Math::cos, 0.3, 1.1, -2);
    private static final Subject FAILING = Subject.scalar("sin", Math::sin, Math::sin, 0.3, 1.1, -2);
    private static final Subject KINKED = Subject.scalar("abs", Math::abs, Math::signum, 0, 1);
    private static final Subject INCONCLUSIVE = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);

    static Stream<Subject> subjects() {
        return Stream.of(PASSING, FAILING, KINKED, INCONCLUSIVE);
    }

    // Seeds.

    @ParameterizedTest
    @MethodSource("subjects")
    void the_same_seed_gives_the_same_report(Subject subject) {
        GradientReport once = CHECKER.seed(17).check(subject);
        GradientReport again = CHECKER.seed(17).check(subject);

        assertThat(again.mutants()).isEqualTo(once.mutants()); // made when asked for, and then among the fields
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(
                        ".*\\.f\\.(lines|received)|.*\\.phi") // where it was evaluated last, be it for a picture
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(once);
        assertThat(again.toString()).isEqualTo(once.toString());
        assertThat(again.seed()).isEqualTo(17);
        assertThat(again.evaluations()).isEqualTo(once.evaluations());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void another_seed_gives_the_same_verdict_along_another_direction(Subject subject) {
        Verdict verdict = CHECKER.check(subject).verdict();
        Seeds.of(2, 99).each(seed -> {
            assertThat(CHECKER.seed(seed).check(subject).verdict()).isEqualTo(verdict);
        });
    }

    @Test
    void another_seed_takes_another_direction() {
        assertThat(CHECKER.seed(2).check(PASSING).finding("x").analytic())
                .isNotEqualTo(CHECKER.seed(3).check(PASSING).finding("x").analytic());
        assertThat(CHECKER.check(PASSING).seed()).isEqualTo(1);
    }

    // Wrong entries.

    @Test
    void one_wrong_entry_is_named() {
        Finding finding = quadratic(g -> g[2] += 0.01);

        assertThat(finding.wrongEntries()).hasSize(1);
        WrongEntry entry = finding.wrongEntries().get(0);
        assertThat(entry.indexText()).isEqualTo("[2]");
        assertThat(entry.analytic()).isCloseTo(18.01, within(1e-13));
        assertThat(entry.numeric()).isCloseTo(18, within(entry.allowed()));
        assertThat(entry.difference()).isCloseTo(0.01, within(entry.allowed()));
        assertThat(entry.allowed()).isLessThan(1e-8);
    }

    @Test
    void three_wrong_entries_are_named_worst_first() {
        Finding finding = quadratic(g -> {
            g[0] += 0.01;
            g[3] -= 1;
            g[5] += 0.1;
        });

        assertThat(finding.wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder("[0]", "[3]", "[5]");
        assertThat(finding.wrongEntries().get(2).indexText()).isEqualTo("[0]");
    }

    @Test
    void all_entries_are_named_where_all_are_wrong() {
        Finding finding = quadratic(g -> {
            for (int i = 0; i < g.length; i++) {
                g[i] = -g[i];
            }
        });

        assertThat(finding.wrongEntries()).hasSize(6);
    }

    @Test
    void an_entry_of_a_matrix_is_named_by_row_and_column() {
        Subject squares = new GivenSubject(
                "squares",
                Map.of("W", Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6)),
                Precision.DOUBLE,
                at -> {
                    Tensor y = at.get("W").copy();
                    for (int i = 0; i < y.size(); i++) {
                        y.values()[i] *= y.values()[i];
                    }
                    return y;
                },
                (at, upstream) -> {
                    Tensor g = at.get("W").copy();
                    for (int i = 0; i < g.size(); i++) {
                        g.values()[i] *= 2 * upstream.values()[i];
                    }
                    return Map.of("W", g);
                });

        assertThat(CHECKER.check(squares).verdict()).isEqualTo(Verdict.PASS);
        assertThat(CHECKER.check(GivenSubject.withError(squares, "W", 5, 0.1))
                        .finding("W")
                        .wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1,2]");
    }

    @Test
    void a_large_variable_fails_with_a_sample_of_its_entries() {
        Finding finding = CHECKER.check(Subject.scalar("exp", Math::exp, x -> 2 * Math.exp(x), new double[100]))
                .finding("x");

        assertThat(finding.wrongEntries()).hasSize(32);
        assertThat(finding.wrong().count()).isEqualTo(100);
        assertThat(finding.wrong().countKind()).isEqualTo(CountKind.ESTIMATED);
    }

    @Test
    void numbers_of_a_scalar_output_are_the_subjects_own_whatever_the_seed() {
        Subject wrong = Subject.objective("square", x -> x[0] * x[0], x -> new double[] {3 * x[0]}, 5);
        Seeds.first(20).each(seed -> {
            WrongEntry entry =
                    CHECKER.seed(seed).check(wrong).finding("x").wrongEntries().get(0);

            assertThat(entry.analytic()).isCloseTo(15, within(1e-14));
            assertThat(entry.numeric()).isCloseTo(10, within(entry.allowed()));
            assertThat(entry.difference()).isCloseTo(5, within(entry.allowed()));
        });
    }

    private static Finding quadratic(Consumer<double[]> mistake) {
        Subject subject = Subject.objective(
                "quadratic",
                x -> {
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += (i + 1) * x[i] * x[i];
                    }
                    return sum;
                },
                x -> {
                    double[] g = new double[x.length];
                    for (int i = 0; i < g.length; i++) {
                        g[i] = 2 * (i + 1) * x[i];
                    }
                    mistake.accept(g);
                    return g;
                },
                1,
                2,
                3,
                -4,
                5,
                -6);
        Finding finding = CHECKER.check(subject).finding("x");
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        return finding;
    }

    // Numbers of a finding.

    @Test
    void a_finding_carries_what_was_compared() {
        Finding finding = CHECKER.check(PASSING).finding("x");

        assertThat(finding.name()).isEqualTo("x");
        assertThat(finding.entries()).isEqualTo(3);
        assertThat(finding.reason()).isEmpty();
        assertThat(finding.difference()).isEqualTo(Math.abs(finding.analytic() - finding.numeric()));
        assertThat(finding.difference()).isLessThanOrEqualTo(finding.error());
        assertThat(finding.detectionLimit()).isBetween(finding.error(), 2 * finding.error());
        assertThat(finding.relativeDetectionLimit()).isGreaterThanOrEqualTo(finding.detectionLimit());
        assertThat(finding.evaluations()).isBetween(7, 30);
        assertThat(finding.vacuous()).isFalse();
    }

    @Test
    void evaluations_add_up() {
        int[] calls = {0};
        Subject counted = GivenSubject.ofTwo(
                0.4,
                0.7,
                (x, y) -> {
                    calls[0]++;
                    return Math.sin(x) * Math.exp(y);
                },
                (x, y) -> {
                    calls[0]++; // once a gradient
                    return Math.cos(x) * Math.exp(y);
                },
                (x, y) -> Math.sin(x) * Math.exp(y));

        GradientReport report = CHECKER.check(counted);

        assertThat(report.evaluations()).as("values and gradients").isEqualTo(calls[0]);
    }

    @Test
    void findings_are_in_the_order_of_the_point_and_unknown_names_are_rejected() {
        GradientReport report = CHECKER.check(GivenSubject.ofTwo(1, 2, (x, y) -> x * y, (x, y) -> y, (x, y) -> x));

        assertThat(report.subject()).isEqualTo("f");
        assertThat(report.findings()).extracting(Finding::name).containsExactly("x", "y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.finding("z"))
                .withMessage("variable: found z, wanted one of [x, y]");
    }

    // Throwing.

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void a_report_is_quiet_on_pass_and_kink(int subject) {
        GradientReport report = CHECKER.check(subjects().toList().get(subject));

        assertThat(report.verdict()).isIn(Verdict.PASS, Verdict.KINK);
        assertThatCode(report::throwIfFailed).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_report_throws_its_text_on_fail_and_inconclusive(int subject) {
        GradientReport report = CHECKER.check(subjects().toList().get(subject));

        assertThat(report.verdict()).isIn(Verdict.FAIL, Verdict.INCONCLUSIVE);
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(report::throwIfFailed)
                .withMessage(report.toString());
    }

    @Test
    void an_adapter_says_in_its_own_words_that_nothing_can_be_said() {
        Subject vacuous = Subject.objective("constant", x -> 1, x -> new double[] {0}, 3);

        assertThat(new InconclusiveError(CHECKER.check(vacuous), "nothing seen"))
                .hasMessage("nothing seen")
                .satisfies(error -> assertThat(error.isVacuous()).isTrue());
        assertThat(new InconclusiveError(CHECKER.check(PASSING), "nothing asked").isVacuous())
                .isFalse();
    }

    @Test
    void mutants_of_a_wrong_gradient_assert_nothing() {
        GradientReport report = CHECKER.check(FAILING);

        assertThat(report.mutants()).isEmpty();
        assertThat(report.mutantScore()).isNaN();
        assertThat(report.isAsserted()).isFalse();
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.isAsserted()).isTrue();
    }

    @Test
    void the_worst_verdict_decides() {
        List<Verdict> fromBest = List.of(Verdict.PASS, Verdict.KINK, Verdict.INCONCLUSIVE, Verdict.FAIL);

        assertThat(fromBest).containsExactly(Verdict.values());
        assertThat(Verdict.KINK.worse(Verdict.PASS)).isEqualTo(Verdict.KINK);
        assertThat(Verdict.PASS.worse(Verdict.FAIL)).isEqualTo(Verdict.FAIL);
        assertThat(Verdict.FAIL.worse(Verdict.FAIL)).isEqualTo(Verdict.FAIL);
    }

    // Functions of commons-math3.

    @Test
    void the_published_logit_has_a_wrong_derivative_by_its_upper_bound() {
        GradientReport report = CHECKER.check(CommonsMath.parametric(new Logit.Parametric(), 0.4, -2, 3));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("parameters[0]").verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("parameters[1]").verdict()).isEqualTo(Verdict.FAIL);
        WrongEntry entry = report.finding("parameters[1]").wrongEntries().get(0);
        assertThat(entry.indexText()).isEmpty();
        assertThat(entry.analytic()).isCloseTo(1 / 2.6, within(1e-14));
        assertThat(entry.numeric()).isCloseTo(-1 / 2.6, within(entry.allowed()));
    }

    @Test
    void published_functions_with_right_derivatives_pass() {
        assertThat(verdict(CommonsMath.parametric(new Gaussian.Parametric(), 0.4, 1, 0, 2)))
                .isEqualTo(Verdict.PASS);
        assertThat(verdict(CommonsMath.parametric(new Sigmoid.Parametric(), 0.4, -1, 2)))
                .isEqualTo(Verdict.PASS);
        assertThat(verdict(CommonsMath.univariate(new Sin(), 0.3, 2))).isEqualTo(Verdict.PASS);
        assertThat(verdict(CommonsMath.multivariate(new Product(1), 2, 3))).isEqualTo(Verdict.PASS);
    }

    @Test
    void differentiable_functions_with_wrong_derivatives_fail() {
        assertThat(verdict(CommonsMath.multivariate(new Product(1.001), 2, 3))).isEqualTo(Verdict.FAIL);
        assertThat(verdict(CommonsMath.univariate(new Square(), 0.3, 2))).isEqualTo(Verdict.FAIL);
    }

    private static Verdict verdict(Subject subject) {
        return CHECKER.check(subject).verdict();
    }

    /** {@code x y}, with derivatives off by a factor. */
    private record Product(double factor) implements MultivariateDifferentiableFunction {

        @Override
        public double value(double[] x) {
            return x[0] * x[1];
        }

        @Override
        public DerivativeStructure value(DerivativeStructure[] x) {
            return x[0].multiply(x[1]).multiply(factor);
        }
    }

    /** {@code x^2}, with the derivative of {@code x^3}. */
    private static final class Square implements UnivariateDifferentiableFunction {

        @Override
        public double value(double x) {
            return x * x;
        }

        @Override
        public DerivativeStructure value(DerivativeStructure x) {
            return x.pow(3);
        }
    }

    // What cannot be checked.

    @Test
    void a_gradient_that_lacks_a_variable_is_rejected() {
        Subject lacking = new GivenSubject(
                "half",
                GivenSubject.ofTwo(1, 2, (x, y) -> x, (x, y) -> 1, (x, y) -> 0).point(),
                Precision.DOUBLE,
                at -> Tensor.scalar(1),
                (at, upstream) -> Map.of("x", Tensor.scalar(1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(lacking))
                .withMessage(
                        "subject half: gradient returned [x], wanted one tensor for each of the variables [x, y]"
                                + "; if y is no variable, say holdingConstant(\"y\") of the subject, or in a source Values that are constant, such as labels and masks");
    }

    @Test
    void a_gradient_of_another_shape_is_rejected() {
        Subject flat = new GivenSubject(
                "flat",
                Map.of("W", Tensor.zeros(2, 3)),
                Precision.DOUBLE,
                at -> Tensor.scalar(1),
                (at, upstream) -> Map.of("W", Tensor.zeros(6)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(flat))
                .withMessage(
                        "subject flat: gradient returned shape [6] for variable W, wanted the variable's shape [2, 3]");
    }

    @Test
    void a_subject_without_variables_is_rejected() {
        Subject none = new GivenSubject(
                "none", Map.of(), Precision.DOUBLE, at -> Tensor.scalar(1), (at, upstream) -> Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(none))
                .withMessage("subject none: found no variable in its point, wanted at least one to check");
    }

    @Test
    void too_few_evaluations_are_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.maxEvaluations(29))
                .withMessage("evaluations: found 29, wanted at least 30");
        assertThat(CHECKER.maxEvaluations(30).check(PASSING).verdict()).isEqualTo(Verdict.PASS);
    }
}
