package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Broken laws that are why a gradient is wrong. */
class CausesTest {

    private static final double[] AT = {0.7, -1.3, 0.4};
    private static final GradientChecker CHECKER = GradientChecker.standard();

    // ---- Another at each call

    @Test
    void a_gradient_of_noise_looks_like_another_at_each_call_and_like_nothing_else() {
        Random random = new Random(5);

        GradientReport report = CHECKER.check(cosines(g -> {
            Arrays.setAll(g, i -> random.nextGaussian());
            return g;
        }));

        assertThat(kinds(report)).containsExactly(Mistake.UNREPEATABLE);
        assertThat(report.toString().lines().skip(1).findFirst().orElseThrow())
                .startsWith("  looks like: another at each call; x[");
    }

    @Test
    void so_does_one_of_a_little_noise_that_is_wrong_by_no_more_than_that() {
        Random random = new Random(5);

        GradientReport report = CHECKER.exhaustive().check(cosines(g -> {
            Arrays.setAll(g, i -> g[i] + 1e-5 * random.nextGaussian());
            return g;
        }));

        assertThat(kinds(report)).containsExactly(Mistake.UNREPEATABLE);
    }

    @Test
    void noise_far_below_the_error_does_not_explain_it() {
        Random random = new Random(5);

        GradientReport report = CHECKER.check(cosines(g -> {
            Arrays.setAll(g, i -> -g[i] + 1e-9 * random.nextGaussian());
            return g;
        }));

        assertThat(verdict(report)).isEqualTo(Verdict.FAIL);
        assertThat(kinds(report)).doesNotContain(Mistake.UNREPEATABLE).isNotEmpty();
    }

    @Test
    void a_wrong_gradient_that_adds_up_over_calls_is_wrong_by_itself() {
        double[] sum = new double[AT.length];

        GradientReport report = CHECKER.check(cosines(g -> {
            Arrays.setAll(sum, i -> sum[i] - g[i]);
            return sum.clone();
        }));

        assertThat(verdict(report)).isEqualTo(Verdict.FAIL);
        assertThat(kinds(report)).startsWith(Mistake.SIGN).doesNotContain(Mistake.UNREPEATABLE);
    }

    @Test
    void a_law_that_is_left_out_explains_nothing() {
        Random random = new Random(5);

        GradientReport report = CHECKER.without(Law.DETERMINISTIC).check(cosines(g -> {
            Arrays.setAll(g, i -> random.nextGaussian());
            return g;
        }));

        assertThat(kinds(report)).doesNotContain(Mistake.UNREPEATABLE);
    }

    // ---- Upstream gradient

    @Test
    void a_gradient_that_ignores_the_upstream_gradient_looks_like_that_first() {
        assertThat(kinds(CHECKER.check(Subject.of(
                        "sum of weights ignored",
                        Map.of("x", Tensor.vector(AT)),
                        at -> at.get("x"),
                        (at, u) -> Map.of("x", Tensor.vector(1, 1, 1))))))
                .startsWith(Mistake.UPSTREAM_IGNORED);
    }

    @Test
    void one_to_which_a_constant_is_added_does_not() {
        assertThat(kinds(CHECKER.check(Subject.of(
                        "one added",
                        Map.of("x", Tensor.vector(AT)),
                        at -> at.get("x"),
                        (at, u) -> Map.of(
                                "x",
                                Tensor.vector(Arrays.stream(u.values())
                                        .map(v -> v + 1)
                                        .toArray()))))))
                .isNotEmpty()
                .doesNotContain(Mistake.UPSTREAM_IGNORED);
    }

    // ---- Arguments

    @Test
    void a_gradient_that_overwrites_its_upstream_gradient_and_reads_it_again_looks_like_that_first() {
        GradientReport report = CHECKER.check(scaled((u, c) -> {
            u.values()[0] *= c;
            return u.values()[0];
        }));

        assertThat(kinds(report, "c")).startsWith(Mistake.ARGUMENT_OVERWRITTEN);
        assertThat(report.finding("c").diagnoses().get(0).evidence())
                .startsWith("upstream[0] is ")
                .contains(" before gradient, ");
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void one_that_leaves_it_alone_does_not() {
        GradientReport report = CHECKER.check(scaled((u, c) -> u.values()[0] * c));

        assertThat(kinds(report, "c")).doesNotContain(Mistake.ARGUMENT_OVERWRITTEN);
        assertThat(report.finding("c").verdict()).isEqualTo(Verdict.FAIL);
    }

    // ---- Random values

    @Test
    void where_values_are_random_what_hides_in_them_is_not_called_wrong() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            GradientReport report = CHECKER.seed(seed)
                    .check(Subject.objective(
                            "fast waves in noise",
                            x -> Math.sin(80 * x[0]) + random.nextGaussian(),
                            x -> new double[] {80 * Math.cos(80 * x[0])},
                            0.9));

            assertThat(report.finding("x").verdict()).as("%s", report).isNotEqualTo(Verdict.FAIL);
            assertThat(verdict(report)).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void what_is_far_beyond_random_values_is() {
        Random random = new Random(3);
        GradientReport report = CHECKER.check(Subject.objective(
                "square in little noise",
                x -> x[0] * x[0] + 1e-9 * random.nextGaussian(),
                x -> new double[] {-2 * x[0]},
                0.9));

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(kinds(report)).contains(Mistake.SIGN);
    }

    /** That on the law that calls repeat themselves. */
    private static Verdict verdict(GradientReport report) {
        return report.laws().stream()
                .filter(finding -> finding.law() == Law.DETERMINISTIC)
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    // ---- Stale

    /** What the value leaves for the derivative. */
    private static final class Sigmoid {
        private double y;

        double value(double x) {
            y = 1 / (1 + Math.exp(-x));
            return y;
        }

        double slope() {
            return y * (1 - y);
        }
    }

    /** Of two entries one is right, as it was evaluated last: that it is one alone says nothing. */
    @Test
    void a_gradient_that_reads_what_the_last_evaluate_left_looks_like_that_and_not_like_one_entry() {
        Sigmoid sigmoid = new Sigmoid();

        GradientReport report =
                CHECKER.check(Subject.scalar("sigmoid", sigmoid::value, x -> sigmoid.slope(), 0.3, -1.2));

        assertThat(report.finding("x").diagnoses())
                .containsExactly(new Diagnosis(
                        Mistake.STALE,
                        "of the point that was evaluated last",
                        "it reads what the last evaluate left, at whatever point that was"));
    }

    @Test
    void a_stale_gradient_that_is_wrong_besides_looks_like_both() {
        Sigmoid sigmoid = new Sigmoid();

        GradientReport report = CHECKER.check(Subject.scalar("sigmoid", sigmoid::value, x -> -sigmoid.slope(), 0.3));

        assertThat(kinds(report)).containsExactly(Mistake.STALE, Mistake.SIGN);
    }

    @Test
    void a_wrong_gradient_that_keeps_nothing_is_not_stale() {
        assertThat(kinds(CHECKER.check(Subject.scalar("squares", x -> x * x, x -> -2 * x, 0.3, -1.2))))
                .containsExactly(Mistake.SIGN);
        assertThat(kinds(CHECKER.without(Law.GRADIENT_ALONE)
                        .check(Subject.scalar("sigmoid", new Sigmoid()::value, x -> 0.3, 0.3, -1.2))))
                .doesNotContain(Mistake.STALE);
    }

    private static List<Mistake> kinds(GradientReport report) {
        return kinds(report, "x");
    }

    private static List<Mistake> kinds(GradientReport report, String variable) {
        return report.finding(variable).diagnoses().stream()
                .map(Diagnosis::kind)
                .toList();
    }

    private static Subject cosines(UnaryOperator<double[]> claim) {
        return Subject.objective(
                "cosines",
                x -> Arrays.stream(x).map(Math::sin).sum(),
                x -> claim.apply(Arrays.stream(x).map(Math::cos).toArray()),
                AT);
    }

    /** {@code y = c x}; of what it is that {@code c} is told by, the upstream gradient should be one factor. */
    private static Subject scaled(ToDoubleBiFunction<Tensor, Double> dx) {
        return Subject.of(
                "scaled",
                Map.of("c", Tensor.scalar(1.7), "x", Tensor.vector(AT)),
                at -> Tensor.vector(Arrays.stream(at.get("x").values())
                        .map(x -> x * at.get("c").get())
                        .toArray()),
                (at, u) -> {
                    double c = at.get("c").get();
                    double[] x = at.get("x").values();
                    double[] right = Arrays.stream(u.values()).map(v -> v * c).toArray();
                    double read = dx.applyAsDouble(u, c);
                    double dc = read * x[0];
                    for (int i = 1; i < x.length; i++) {
                        dc += u.values()[i] * x[i];
                    }
                    return Map.of("c", Tensor.scalar(dc), "x", Tensor.vector(right));
                });
    }
}
