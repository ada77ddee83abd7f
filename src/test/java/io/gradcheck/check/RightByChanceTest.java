package io.gradcheck.check;

import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.law.LawAssertions;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients that are right at the point and wrong elsewhere, though nothing is stored. */
class RightByChanceTest {

    private static final int SEEDS = 30;
    private static final String NEARBY = "right at this point, wrong at points nearby";
    private static final String BY_VALUES = NEARBY
            + ": zeros, ones and ties can make a formula right that is wrong elsewhere, and so can values kept from this point";

    // ---- Zeros, ones, ties

    @Test
    void a_formula_that_is_right_at_ones_alone_is_a_wrong_gradient() {
        assertWrongNearby(sumOf(x -> x * x * x, x -> 3 * x, 1, 1, 1));
    }

    @Test
    void a_formula_that_is_right_at_zeros_alone_is_a_wrong_gradient() {
        assertWrongNearby(sumOf(Math::exp, x -> 1 + 2 * x, 0, 0));
        assertWrongNearby(sumOf(Math::exp, x -> 1, 0, 0));
    }

    @Test
    void a_formula_that_is_right_at_ties_alone_is_a_wrong_gradient() {
        assertWrongNearby(Subject.objective(
                "product",
                x -> x[0] * x[1] * x[2],
                x -> new double[] {x[1] * x[1], x[0] * x[2], x[0] * x[0]},
                0.7,
                0.7,
                0.7));
    }

    @Test
    void a_formula_that_forgets_a_scale_of_one_is_a_wrong_gradient() {
        // The inputs are any numbers; only the scale is special.
        Subject subject = Subject.of(
                "scaled",
                Map.of("scale", Tensor.scalar(1), "x", Tensor.vector(0.37, -1.42)),
                at -> Tensor.vector(
                        Math.pow(at.get("scale").get(), 2) * at.get("x").get(0),
                        Math.pow(at.get("scale").get(), 2) * at.get("x").get(1)),
                (at, u) -> Map.of(
                        "scale",
                                Tensor.scalar(2
                                        * (u.get(0) * at.get("x").get(0)
                                                + u.get(1) * at.get("x").get(1))),
                        "x",
                                Tensor.vector(
                                        at.get("scale").get() * u.get(0),
                                        at.get("scale").get() * u.get(1))));

        List<Long> wrong = Seeds.first(SEEDS).where(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
            return report.finding("x").reason().startsWith(NEARBY);
        });
        assertThat(wrong).as("but where the terms that are off cancel").hasSizeGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void what_differs_and_what_it_looks_like_is_told_of_the_point_nearby() {
        Finding wrong = GradientChecker.standard()
                .check(sumOf(x -> x + x * x, x -> 1 - 2 * x, 0, 0))
                .finding("x");

        assertThat(wrong.wrongEntries()).hasSize(2);
        assertThat(wrong.wrongEntries())
                .allSatisfy(entry ->
                        assertThat(entry.analytic() - 1).isNotZero().isCloseTo(1 - entry.numeric(), within(1e-9)));
    }

    @Test
    void it_is_found_where_every_entry_is_checked_alone() {
        GradientReport report =
                GradientChecker.standard().exhaustive().check(sumOf(x -> x * x * x, x -> 3 * x, 1, 1, 1));

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").reason()).startsWith(NEARBY);
        assertThat(report.finding("x").wrong().count()).isEqualTo(3);
    }

    @Test
    void who_leaves_the_law_out_asks_for_no_other_points() {
        assertThat(GradientChecker.standard()
                        .without(Law.GRADIENT_ALONE)
                        .check(sumOf(x -> x * x * x, x -> 3 * x, 1, 1, 1))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 0.7})
    void a_right_gradient_at_such_values_costs_no_more(double value) {
        CountedSubject right = new CountedSubject(sumOf(Math::exp, Math::exp, value, value));

        GradientReport report = GradientChecker.standard().check(right);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(right.gradients())
                .as("one for the check, three for the laws")
                .isEqualTo(4);
    }

    // ---- Symmetry

    @Test
    void a_formula_that_is_right_where_entries_are_equal_is_right_by_symmetry() {
        assertRightBySymmetry(Subject.objective(
                "neighbours",
                x -> x[0] * x[0] * x[1] + x[1] * x[1] * x[2] + x[2] * x[2] * x[0],
                x -> new double[] {3 * x[0] * x[0], 3 * x[1] * x[1], 3 * x[2] * x[2]},
                0.7,
                0.7,
                0.7));
    }

    @Test
    void so_is_one_that_is_right_for_symmetric_matrices() {
        // tr(A^3) / 3, of which the gradient is the transposed of A^2.
        assertRightBySymmetry(cubes(0.3, 0.2, 0.6, 0.2, -0.5, 0.35, 0.6, 0.35, 0.8));
    }

    @Test
    void a_matrix_that_is_not_symmetric_shows_it_at_the_point_itself() {
        assertThat(GradientChecker.standard()
                        .check(cubes(0.3, 0.2, 0.6, 0.25, -0.5, 0.35, 0.66, 0.37, 0.8))
                        .finding("A")
                        .reason())
                .doesNotContain(NEARBY);
    }

    @Test
    void a_formula_that_is_right_at_ones_is_not_right_by_their_being_equal() {
        assertRightByValues(sumOf(x -> x * x * x, x -> 3 * x, 1, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-17, -1e-12})
    void a_factor_forgotten_where_it_is_as_good_as_one_is_no_storage(double logLength) {
        // k = exp(logLength) a, by logLength: the factor is 1 here.
        double[] a = {0.4, 1.3, -0.6};
        Subject kernel = Subject.of(
                "kernel",
                Map.of("logLength", Tensor.scalar(logLength)),
                at -> Tensor.vector(Arrays.stream(a)
                        .map(v -> v * Math.exp(at.get("logLength").get()))
                        .toArray()),
                (at, u) -> Map.of("logLength", Tensor.scalar(dot(a, u.values()))));

        List<Long> wrong = Seeds.first(SEEDS).where(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(kernel);
            assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
            assertThat(report.findings())
                    .allSatisfy(finding -> assertThat(finding.verdict() == Verdict.FAIL)
                            .isEqualTo(finding.reason().startsWith(NEARBY)));
            return report.verdict() == Verdict.FAIL;
        });
        assertThat(wrong).hasSizeGreaterThan(SEEDS * 2 / 3);
    }

    private static Subject cubes(double... entries) {
        return Subject.of(
                "cubes",
                Map.of("A", Tensor.of(new int[] {3, 3}, entries)),
                at -> {
                    Tensor square = square(at.get("A"));
                    double trace = 0;
                    for (int i = 0; i < 9; i++) {
                        trace += square.values()[i] * at.get("A").get(i % 3, i / 3);
                    }
                    return Tensor.scalar(trace / 3);
                },
                (at, u) -> {
                    Tensor g = square(at.get("A"));
                    Arrays.setAll(g.values(), i -> u.get() * g.values()[i]);
                    return Map.of("A", g);
                });
    }

    private static Tensor square(Tensor a) {
        Tensor square = Tensor.zeros(3, 3);
        for (int i = 0; i < 27; i++) {
            square.values()[i / 3] += a.get(i / 9, i % 3) * a.get(i % 3, i / 3 % 3);
        }
        return square;
    }

    private static void assertRightBySymmetry(Subject subject) {
        assertReason(
                subject,
                NEARBY + ": right only by symmetry, since it is right again where all values have moved and the same "
                        + "entries are equal");
    }

    private static void assertRightByValues(Subject subject) {
        assertReason(subject, BY_VALUES);
    }

    /** In most seeds; in others what is off cancels at the point nearby, and nothing is asked. */
    private static void assertReason(Subject subject, String reason) {
        List<Long> wrong = Seeds.first(SEEDS).where(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
            assertThat(report.findings()).extracting(Finding::reason).isSubsetOf(reason, "");
            return report.verdict() == Verdict.FAIL;
        });
        assertThat(wrong).hasSizeGreaterThan(SEEDS * 2 / 3);
    }

    // ---- A region

    @Test
    void a_formula_that_is_right_on_one_side_of_a_bend_is_a_wrong_gradient() {
        // x^2 below 0.8005 and a parabola that goes on steeper; the slope of the first is claimed for both.
        double bend = 0.8005;
        Subject subject = Subject.objective(
                "bent",
                x -> x[0] < bend ? x[0] * 2 : bend * 2 + 2 * (x[0] - bend) + 50 * (x[0] - bend) * (x[0] - bend),
                x -> new double[] {2},
                0.8);

        List<Long> wrong = Seeds.first(SEEDS).where(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(brokenLaws(GradientChecker.standard().seed(seed), subject))
                    .isEmpty();
            return report.verdict() == Verdict.FAIL;
        });
        assertThat(wrong).isNotEmpty();
    }

    // ---- Surfaces

    @Test
    void a_gradient_that_is_right_for_unit_vectors_is_nobodys_fault() {
        double[] pull = {1.5, -0.4, 0.9};
        Subject subject = Subject.objective(
                "direction",
                x -> dot(pull, x) / Math.sqrt(dot(x, x)),
                x -> {
                    double along = dot(pull, x);
                    return new double[] {pull[0] - along * x[0], pull[1] - along * x[1], pull[2] - along * x[2]};
                },
                2 / 7.0,
                -3 / 7.0,
                6 / 7.0);

        assertRightOnSurface(subject, "right where the norm of the variables stays what it is, not where it changes");
    }

    @Test
    void a_gradient_that_is_right_for_distributions_is_nobodys_fault() {
        assertRightOnSurface(
                crossEntropy(Tensor.vector(0.22, 0.47, 0.31)),
                "right where the sum of the variables stays what it is, not where it changes");
    }

    @Test
    void so_is_one_that_is_right_for_rows_of_distributions() {
        assertRightOnSurface(
                crossEntropy(Tensor.of(new int[] {2, 3}, 0.22, 0.47, 0.31, 0.15, 0.26, 0.59)),
                "right where the sum of each row of the variables stays what it is, not where it changes");
    }

    /** {@code - sum log(p / sum p)} of every row, with a gradient that takes the sums for 1. */
    private static Subject crossEntropy(Tensor p) {
        int row = p.shape()[p.rank() - 1];
        return Subject.of(
                "cross-entropy",
                Map.of("p", p),
                at -> {
                    double[] values = at.get("p").values();
                    double loss = 0;
                    for (int i = 0; i < values.length; i++) {
                        int start = i - i % row;
                        double sum = Arrays.stream(values, start, start + row).sum();
                        loss -= (1 + i) * Math.log(values[i] / sum);
                    }
                    return Tensor.scalar(loss);
                },
                (at, u) -> {
                    double[] values = at.get("p").values();
                    Tensor g = Tensor.zeros(at.get("p").shape());
                    for (int i = 0; i < values.length; i++) {
                        int start = i - i % row;
                        double weights = row * (1 + start + (row - 1) / 2.0);
                        g.values()[i] = u.get() * (weights - (1 + i) / values[i]);
                    }
                    return Map.of("p", g);
                });
    }

    // ---- Storage

    @Test
    void what_the_first_call_left_is_told_by_a_subject_that_is_called_elsewhere_first() {
        Seeds.first(SEEDS).each(seed -> {
            GradientChecker checker = GradientChecker.standard().seed(seed);

            GradientReport report = checker.check(RightByChanceTest::keepsItsFirstPoint, 1);

            LawFinding broken = LawAssertions.finding(report, Law.GRADIENT_ALONE);
            assertThat(broken.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(broken.found()).contains("; an equal subject that is called there first is right there; ");
            assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
            assertThat(checker.check(keepsItsFirstPoint()).finding("x").reason())
                    .isEqualTo(BY_VALUES.replace(
                            NEARBY, NEARBY + ", where the reported gradient is the same, bit for bit"));
        });
    }

    private static Subject keepsItsFirstPoint() {
        double[][] first = new double[1][];
        return Subject.objective(
                "keeps",
                x -> {
                    first[0] = first[0] == null ? x.clone() : first[0];
                    return Math.exp(x[0]) + Math.exp(2 * x[1]);
                },
                x -> new double[] {Math.exp(first[0][0]), 2 * Math.exp(2 * first[0][1])},
                0,
                0);
    }

    @Test
    void a_formula_is_no_storage_for_an_equal_subject_either() {
        GradientReport report = GradientChecker.standard().check(() -> sumOf(x -> x * x * x, x -> 3 * x, 1, 1, 1), 1);

        assertThat(report.finding("x").reason()).startsWith(NEARBY);
        assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
    }

    @Test
    void a_stored_gradient_beside_a_zero_is_still_storage() {
        Subject stored = Subject.objective(
                "squares", x -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2], x -> new double[] {0, 1.4, 1.4}, 0, 0.7, 0.7);

        assertThat(brokenLaws(stored)).containsExactly(Law.GRADIENT_ALONE);
        assertThat(LawAssertions.finding(GradientChecker.standard().check(stored), Law.GRADIENT_ALONE)
                        .found())
                .contains("; it is as wrong where the same zeros, ones and ties are kept; ");
    }

    @Test
    void where_a_gradient_is_wrong_at_the_point_no_other_is_said_to_be_stored() {
        Subject subject = Subject.of(
                "two",
                Map.of("a", Tensor.scalar(0.6), "b", Tensor.scalar(0.9)),
                at -> Tensor.scalar(
                        Math.exp(at.get("a").get()) + Math.exp(at.get("b").get())),
                (at, u) -> Map.of(
                        "a", Tensor.scalar(u.get() * Math.exp(0.6)), "b", Tensor.scalar(u.get() * -Math.exp(0.9))));

        GradientReport report = GradientChecker.standard().check(subject);

        assertThat(report.finding("b").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.laws()).extracting(LawFinding::law).doesNotContain(Law.GRADIENT_ALONE);
    }

    @Test
    void of_a_gradient_that_is_wrong_nearby_it_is_not_said_whether_it_is_stored() {
        GradientReport nearby = GradientChecker.standard().check(sumOf(x -> x * x * x, x -> 3 * x, 1, 1, 1));
        GradientReport everywhere = GradientChecker.standard().check(sumOf(x -> x * x, x -> 3 * x, 0.4, 0.7));
        GradientReport onSurface = GradientChecker.standard().check(crossEntropy(Tensor.vector(0.22, 0.47, 0.31)));

        assertThat(nearby.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(nearby.laws()).extracting(LawFinding::law).doesNotContain(Law.GRADIENT_ALONE);
        assertThat(List.of(everywhere, onSurface))
                .allSatisfy(report -> assertThat(LawAssertions.finding(report, Law.GRADIENT_ALONE)
                                .verdict())
                        .isEqualTo(Verdict.PASS));
        assertThat(everywhere.finding("x").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_gradient_that_reads_the_last_evaluate_is_told_beside_one_that_is_wrong() {
        double[] last = new double[1];
        Subject subject = Subject.objective(
                "two",
                x -> {
                    last[0] = Math.exp(x[0]);
                    return last[0] + x[1] * x[1];
                },
                x -> new double[] {last[0], 3 * x[1]},
                0.5,
                0.7);

        GradientReport report = GradientChecker.standard().check(subject);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(LawAssertions.finding(report, Law.GRADIENT_ALONE).found())
                .endsWith("it reads what the last evaluate left");
    }

    private static void assertWrongNearby(Subject subject) {
        Seeds.first(SEEDS).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAIL);
            assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
            assertThat(report.findings())
                    .filteredOn(finding -> finding.verdict() == Verdict.FAIL)
                    .allSatisfy(finding -> assertThat(finding.reason()).startsWith(NEARBY))
                    .allSatisfy(finding -> assertThat(finding.wrongEntries()).isNotEmpty());
        });
    }

    private static void assertRightOnSurface(Subject subject, String reason) {
        Seeds.first(SEEDS).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASS);
            assertThat(report.findings()).extracting(Finding::reason).containsExactly(reason);
        });
    }

    private static Subject sumOf(DoubleUnaryOperator f, DoubleUnaryOperator slope, double... x) {
        return Subject.objective(
                "sum",
                at -> Arrays.stream(at).map(f).sum(),
                at -> Arrays.stream(at).map(slope).toArray(),
                x);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
