package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that move in stairs beneath a term that is smooth, as of a kernel in float within code in double. */
class CoarseValuesTest {

    private static final int SEEDS = 12;

    record Kind(String name, ToDoubleFunction<double[]> f, UnaryOperator<double[]> g, double... x) {

        Subject subject(DoubleUnaryOperator mistake) {
            return Subject.objective(
                    name, f, at -> Arrays.stream(g.apply(at)).map(mistake).toArray(), x);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Kind> kinds() {
        return List.of(
                new Kind(
                        "x^2 / 2 + (float) exp x",
                        x -> x[0] * x[0] / 2 + (float) Math.exp(x[0]),
                        x -> new double[] {x[0] + Math.exp(x[0])},
                        -0.7),
                new Kind(
                        "x y + ((1e9 + x y^2) - 1e9)",
                        x -> x[0] * x[1] + ((1e9 + x[0] * x[1] * x[1]) - 1e9),
                        x -> new double[] {x[1] + x[1] * x[1], x[0] + 2 * x[0] * x[1]},
                        0.8,
                        1.7),
                new Kind(
                        "prices in hundredths",
                        x -> 0.1 * x[0] * x[0] + Math.rint(1e5 * Math.log(x[0])) / 1e5,
                        x -> new double[] {0.2 * x[0] + 1 / x[0]},
                        2.3),
                new Kind(
                        "regularised float kernel of four weights",
                        CoarseValuesTest::kernel,
                        CoarseValuesTest::kernelGradient,
                        0.4,
                        -1.1,
                        0.6,
                        0.2),
                new Kind(
                        "sure and right cross-entropy",
                        x -> {
                            double m = Math.max(x[0], x[1]);
                            return m + Math.log(Math.exp(x[0] - m) + Math.exp(x[1] - m)) - x[0];
                        },
                        x -> {
                            double q = 1 / (1 + Math.exp(x[0] - x[1]));
                            return new double[] {-q, q};
                        },
                        0.7,
                        -26.3));
    }

    private static final float[] INPUT = {1.5f, -0.3f, 2.25f, 0.7f};

    private static double kernel(double[] w) {
        float sum = 0;
        double penalty = 0;
        for (int i = 0; i < w.length; i++) {
            sum += (float) w[i] * INPUT[i];
            penalty += 0.02 * w[i] * w[i];
        }
        return Math.sin(sum) + penalty;
    }

    private static double[] kernelGradient(double[] w) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * INPUT[i];
        }
        double[] g = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            g[i] = Math.cos(sum) * INPUT[i] + 0.04 * w[i];
        }
        return g;
    }

    private static Map<Verdict, List<Long>> seeds(Subject subject) {
        return Seeds.of(1, SEEDS)
                .by(seed -> GradientChecker.standard()
                        .without(Law.LINEAR_IN_UPSTREAM)
                        .seed(seed)
                        .check(subject)
                        .verdict());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_right_gradient_passes(Kind kind) {
        assertThat(seeds(kind.subject(g -> g))).containsOnlyKeys(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_lost_sign_is_found(Kind kind) {
        assertThat(seeds(kind.subject(g -> -g))).containsOnlyKeys(Verdict.FAIL);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_gradient_that_is_half_as_large_again_is_found(Kind kind) {
        assertThat(seeds(kind.subject(g -> 1.5 * g))).containsOnlyKeys(Verdict.FAIL);
    }

    @Test
    void a_gradient_of_the_smooth_term_alone_is_not_believed_and_both_slopes_are_named() {
        Subject forgotten = Subject.objective(
                "kernel forgotten", x -> x[0] * x[0] + (float) (3 * Math.cos(x[0])), x -> new double[] {2 * x[0]}, 0.8);
        Seeds.of(1, SEEDS).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(forgotten);
            assertThat(report.verdict()).isIn(Verdict.INCONCLUSIVE, Verdict.FAIL);
            if (report.verdict() == Verdict.INCONCLUSIVE) {
                assertThat(report.finding("x").reason()).contains("stairs", "withAccuracy(");
            }
        });
    }

    @Test
    void many_kinks_of_a_right_gradient_are_no_stairs() {
        Subject wave = Subject.scalar(
                "triangle wave",
                x -> Math.abs(x / 0.01 - Math.rint(x / 0.01)),
                x -> Math.signum(x / 0.01 - Math.rint(x / 0.01)) / 0.01,
                0.1234);
        assertThat(seeds(wave)).doesNotContainKey(Verdict.FAIL);
    }

    /** Rounds to zero from 23.6 on, and to multiples of 1.2e-10 before. */
    private static Subject roundedToZero(double factor) {
        return Subject.scalar("rounded to zero", x -> (1e6 + Math.exp(-x)) - 1e6, x -> -factor * Math.exp(-x), 24.8);
    }

    @Test
    void values_that_round_to_zero_on_one_side_are_as_coarse_there_as_on_the_other() {
        assertThat(seeds(roundedToZero(1))).doesNotContainKey(Verdict.FAIL);
        assertThat(seeds(roundedToZero(1e4))).containsOnlyKeys(Verdict.FAIL);
    }
}
