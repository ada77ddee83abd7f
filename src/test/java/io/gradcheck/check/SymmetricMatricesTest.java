package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifolds;
import io.gradcheck.subject.manifold.SymmetricEntries;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of symmetric matrices, checked as those of any matrix. */
class SymmetricMatricesTest {

    private static final Tensor X =
            Tensor.ofRows(new double[] {0.5, 0.3, -1}, new double[] {0.3, 2, 0.7}, new double[] {-1, 0.7, 1.5});

    /** What a function takes of its argument. */
    private enum Takes {
        ALL,
        LOWER_TRIANGLE,
        SYMMETRIC_ONLY
    }

    private static double value(Tensor x, Takes takes) {
        double sum = 0;
        for (int i = 0; i < x.length(0); i++) {
            for (int j = 0; j < x.length(0); j++) {
                if (takes == Takes.SYMMETRIC_ONLY && Math.abs(x.get(i, j) - x.get(j, i)) > 1e-12) {
                    throw new IllegalArgumentException("not symmetric");
                }
                double entry = takes == Takes.LOWER_TRIANGLE && j > i ? x.get(j, i) : x.get(i, j);
                sum += Math.sin(entry) * (1 + i + j);
            }
        }
        return sum;
    }

    /** The gradient by entries that move singly. */
    private static Tensor gradient(Tensor x) {
        Tensor g = x.copy();
        for (int i = 0; i < x.length(0); i++) {
            for (int j = 0; j < x.length(0); j++) {
                g.set(Math.cos(x.get(i, j)) * (1 + i + j), i, j);
            }
        }
        return g;
    }

    private static Tensor inPairs(Tensor g) {
        Tensor doubled = g.copy();
        for (int i = 0; i < g.length(0); i++) {
            for (int j = 0; j < g.length(0); j++) {
                doubled.set((i == j ? 1 : 2) * g.get(i, j), i, j);
            }
        }
        return doubled;
    }

    private static Subject subject(Map<String, Tensor> values, Takes takes, UnaryOperator<Tensor> reported) {
        return Subject.of(
                "sines",
                values,
                at -> Tensor.scalar(value(at.get("X"), takes)),
                (at, u) -> Map.of("X", scaled(u.get(), reported.apply(gradient(at.get("X"))))));
    }

    private static Tensor scaled(double factor, Tensor tensor) {
        Tensor scaled = tensor.copy();
        for (int k = 0; k < scaled.size(); k++) {
            scaled.values()[k] *= factor;
        }
        return scaled;
    }

    private static GradientReport check(Takes takes, UnaryOperator<Tensor> reported) {
        return GradientChecker.standard().check(subject(Map.of("X", X), takes, reported));
    }

    @Test
    void a_gradient_of_entries_in_pairs_is_told_from_other_mistakes() {
        GradientReport report = check(Takes.ALL, SymmetricMatricesTest::inPairs);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("X").diagnoses().get(0).kind()).isEqualTo(Mistake.SYMMETRIC_ENTRIES);
        assertThat(report.toString())
                .contains(
                        "looks like: that of a symmetric matrix whose entries move in pairs; it is right along symmetric"
                                + " matrices, while here entries move singly; if X is to stay symmetric, say Manifolds.on(subject,"
                                + " \"X\", Manifolds.symmetric(SymmetricEntries.IN_PAIRS), GradientKind.AMBIENT), and of random"
                                + " cases Values.on(...) with the same, or with positiveDefinite");
    }

    @Test
    void what_the_text_says_is_right() {
        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(
                                subject(Map.of("X", X), Takes.ALL, SymmetricMatricesTest::inPairs),
                                "X",
                                Manifolds.symmetric(SymmetricEntries.IN_PAIRS),
                                GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(
                                subject(Map.of("X", X), Takes.LOWER_TRIANGLE, g -> g),
                                "X",
                                Manifolds.symmetric(SymmetricEntries.SINGLY),
                                GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static Tensor triangle(Tensor g, boolean lower) {
        Tensor half = g.copy();
        for (int i = 0; i < g.length(0); i++) {
            for (int j = 0; j < g.length(0); j++) {
                half.set((lower ? j > i : i > j) ? 0 : g.get(i, j), i, j);
            }
        }
        return half;
    }

    @Test
    void a_gradient_of_which_one_triangle_alone_is_filled_says_which() {
        for (boolean lower : new boolean[] {true, false}) {
            GradientReport report = check(Takes.ALL, g -> triangle(g, lower));

            assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(report.finding("X").diagnoses().get(0).kind()).isEqualTo(Mistake.SYMMETRIC_ENTRIES);
            assertThat(report.toString())
                    .contains("looks like: only the " + (lower ? "lower" : "upper")
                            + " triangle is filled; the other one is zero; fits with its mirror image there, while here"
                            + " entries move singly");
        }
    }

    @Test
    void one_whose_triangle_is_wrong_besides_is_not_told_to_be_only_that() {
        assertThat(check(Takes.ALL, g -> {
                            Tensor wrong = triangle(g, true);
                            wrong.set(0.1 + wrong.get(2, 1), 2, 1);
                            return wrong;
                        })
                        .toString())
                .doesNotContain("triangle is filled");
        assertThat(check(Takes.ALL, g -> triangle(triangle(g, true), false)).toString())
                .doesNotContain("triangle is filled");
    }

    @Test
    void a_triangle_of_a_matrix_that_is_not_symmetric_is_no_mirror_image() {
        Tensor x = X.copy();
        x.set(0.9, 0, 2);
        assertThat(GradientChecker.standard()
                        .check(subject(Map.of("X", x), Takes.ALL, g -> triangle(g, true)))
                        .toString())
                .doesNotContain("triangle is filled");
    }

    @Test
    void a_function_of_one_triangle_is_told_too() {
        GradientReport report = check(Takes.LOWER_TRIANGLE, g -> g);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString())
                .contains("looks like: that of a function of symmetric matrices; ", "SymmetricEntries.SINGLY)");
    }

    @Test
    void a_gradient_that_is_right_nowhere_is_not_told_to_be() {
        assertThat(check(Takes.ALL, g -> {
                            Tensor wrong = inPairs(g);
                            wrong.set(0.1 + wrong.get(1, 2), 1, 2);
                            return wrong;
                        })
                        .toString())
                .doesNotContain("symmetric");
        assertThat(check(Takes.ALL, g -> scaled(2, g)).toString())
                .contains("constant factor")
                .doesNotContain("symmetric");
    }

    @Test
    void a_matrix_that_is_not_symmetric_is_not_told_to_be() {
        Tensor other = X.copy();
        other.set(0.4, 0, 1);

        assertThat(GradientChecker.standard()
                        .check(subject(Map.of("X", other), Takes.ALL, SymmetricMatricesTest::inPairs))
                        .toString())
                .contains("is WRONG")
                .doesNotContain("symmetric");
    }

    @Test
    void where_only_symmetric_matrices_are_taken_nothing_can_be_said_and_the_way_out_is_told() {
        GradientReport report = check(Takes.SYMMETRIC_ONLY, g -> g);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.finding("X").reason())
                .startsWith(
                        "the function is not finite around the point: if X is to stay symmetric, say Manifolds.on(");
    }

    @Test
    void what_takes_no_matrix_nearby_has_another_reason() {
        Subject only = Subject.of(
                "only",
                Map.of("X", X),
                at -> {
                    if (!Arrays.equals(at.get("X").values(), X.values())) {
                        throw new IllegalArgumentException("another matrix");
                    }
                    return Tensor.scalar(1);
                },
                (at, u) -> Map.of("X", X));

        assertThat(GradientChecker.standard().check(only).finding("X").reason())
                .isEqualTo("the function is not finite around the point: check at another point");
    }

    private static boolean isBroken(GradientReport report) {
        return report.laws().stream()
                .anyMatch(law -> law.law() == Law.THROWS_TOGETHER && law.verdict() == Verdict.FAIL);
    }

    @Test
    void a_right_gradient_of_a_function_that_refuses_asymmetric_matrices_breaks_no_law() {
        for (Tensor x : Set.of(
                X,
                Tensor.zeros(2, 2),
                Tensor.ofRows(new double[] {1, 0}, new double[] {0, 2}),
                Tensor.ofRows(new double[] {1, 0.5, 0}, new double[] {0.5, 2, 0}, new double[] {0, 0, 3}))) {
            for (long seed = 1; seed <= 20; seed++) {
                GradientReport report = GradientChecker.standard()
                        .seed(seed)
                        .check(subject(Map.of("X", x), Takes.SYMMETRIC_ONLY, g -> g));
                assertThat(isBroken(report))
                        .as("seed %s of %s:%n%s", seed, x, report)
                        .isFalse();
            }
        }
    }

    @Test
    void a_gradient_beyond_an_edge_of_the_domain_breaks_it_as_ever_at_zeros_too() {
        Subject roots = Subject.of(
                "sum above zero",
                Map.of("x", Tensor.vector(0, 0)),
                at -> {
                    double sum = at.get("x").get(0) + at.get("x").get(1);
                    if (sum < 0) {
                        throw new IllegalArgumentException("below zero");
                    }
                    return Tensor.scalar(sum);
                },
                (at, u) -> Map.of("x", Tensor.vector(u.get(), u.get())));
        int broken = 0;
        for (long seed = 1; seed <= 100; seed++) {
            broken += isBroken(GradientChecker.standard().seed(seed).check(roots)) ? 1 : 0;
        }
        assertThat(broken).isGreaterThan(30);
    }

    @Test
    void a_campaign_of_plain_values_tells_it_as_one_finding() {
        CampaignReport report = Campaign.of(FunctionSource.of(
                                "sines", (s, v) -> subject(v, Takes.ALL, SymmetricMatricesTest::inPairs))
                        .input("X", s -> Values.symmetric(), s -> new int[] {s.width(), s.width()}))
                .tries(100)
                .threads(1)
                .run();

        assertThat(report.findings()).hasSize(1);
        assertThat(report.toString()).contains("looks like: that of a symmetric matrix whose entries move in pairs");
    }
}
