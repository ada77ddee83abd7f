package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinks among equal entries that are linear along every line, beside functions that have none there. */
class HiddenKinkTest {

    private static final int SEEDS = 20;
    private static final double[] EQUAL = {0.7, 0.7, 0.7};
    private static final double[] OF_SECOND = {0, 1, 0};

    private static double median(double... x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted[x.length / 2];
    }

    private static Subject subject(ToDoubleFunction<double[]> f, double[] claimed, double... at) {
        return Subject.objective("f", f, x -> claimed, at);
    }

    private static Prober prober(Subject subject, double noise, long seed) {
        return AtPoint.prober(subject, "x", noise, seed);
    }

    private static Probe probe(Prober prober) {
        int size = prober.base().value("x").size();
        return prober.probeAtRandom(prober.base(), Entries.all(size), 1);
    }

    private static boolean explains(Subject subject, long seed) {
        Prober prober = prober(subject, 0, seed);
        return HiddenKink.explains(prober, probe(prober));
    }

    private static boolean suspected(Subject subject) {
        Prober prober = prober(subject, 0, 1);
        return HiddenKink.suspected(prober, probe(prober));
    }

    // Before a failure.

    @Test
    void slopes_of_a_median_of_equal_entries_do_not_add_up() {
        Seeds.first(SEEDS).each(seed -> {
            assertThat(explains(subject(HiddenKinkTest::median, OF_SECOND, EQUAL), seed))
                    .isTrue();
        });
    }

    @Test
    void slopes_of_one_of_equal_entries_add_up_whatever_is_claimed() {
        Seeds.first(SEEDS).each(seed -> {
            Prober prober = prober(subject(x -> 3 * x[1], OF_SECOND, EQUAL), 0, seed);
            Probe probe = probe(prober);
            int before = prober.evaluations().spent();

            assertThat(probe.disagrees()).isTrue();
            assertThat(HiddenKink.explains(prober, probe)).isFalse();
            assertThat(prober.evaluations().spent() - before)
                    .as("three differences along each of eight directions")
                    .isEqualTo(8 * 6);
        });
    }

    @Test
    void what_shrinks_with_the_step_is_curvature_and_no_kink() {
        ToDoubleFunction<double[]> curved = x -> 3 * x[1] + 1e4 * Math.pow(x[0] + x[1] + x[2] - 2.1, 3);
        Seeds.first(SEEDS).each(seed -> {
            Prober prober = prober(subject(curved, OF_SECOND, EQUAL), 0, seed);

            assertThat(HiddenKink.explains(prober, probe(prober))).isFalse();
        });
    }

    @Test
    void a_kink_far_smaller_than_the_difference_does_not_explain_it() {
        double[] claimed = {0, 200, 0};
        Seeds.first(SEEDS).each(seed -> {
            assertThat(explains(subject(x -> 100 * x[1] + 0.5 * median(x), claimed, EQUAL), seed))
                    .isFalse();
        });
    }

    @Test
    void what_noise_explains_is_no_kink() {
        Subject subject = subject(HiddenKinkTest::median, OF_SECOND, EQUAL);
        Prober exact = prober(subject, 0, 1);
        Probe probe = probe(exact);
        double h = probe.slope().step();

        assertThat(HiddenKink.explains(prober(subject, h / 2e3, 1), probe)).isTrue();
        assertThat(HiddenKink.explains(prober(subject, h, 1), probe)).isFalse();
    }

    // After an agreement.

    @Test
    void an_entry_that_is_chosen_of_equal_ones_does_not_have_its_slope_alone() {
        assertThat(suspected(subject(HiddenKinkTest::median, OF_SECOND, EQUAL))).isTrue();
        assertThat(suspected(subject(x -> -median(x), new double[] {0, -1, 0}, EQUAL)))
                .isTrue();
        assertThat(suspected(subject(HiddenKinkTest::median, OF_SECOND, 0.0, -0.0, 0.0)))
                .as("the zeros are equal")
                .isTrue();
    }

    @Test
    void an_entry_that_has_its_slope_alone_is_no_chance() {
        Prober prober = prober(subject(x -> x[1], OF_SECOND, EQUAL), 0, 1);
        Probe probe = probe(prober);
        int before = prober.evaluations().spent();

        assertThat(HiddenKink.suspected(prober, probe)).isFalse();
        assertThat(prober.evaluations().spent() - before).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.985, 1.015})
    void a_hundredth_of_the_claim_may_be_missing(double factor) {
        double half = (1 + factor) / 2;

        assertThat(suspected(subject(x -> factor * x[1], OF_SECOND, EQUAL))).isTrue();
        assertThat(suspected(subject(x -> half * x[1], OF_SECOND, EQUAL))).isFalse();
        double[] hundred = {0, 100, 0};
        assertThat(suspected(subject(x -> factor * 100 * x[1], hundred, EQUAL))).isTrue();
        assertThat(suspected(subject(x -> half * 100 * x[1], hundred, EQUAL))).isFalse();
    }

    @Test
    void the_entry_with_the_largest_claim_is_looked_at() {
        assertThat(suspected(subject(x -> 0.5 * x[0], new double[] {0.5, -1, 0}, EQUAL)))
                .as("the second has no slope")
                .isTrue();
        assertThat(suspected(subject(x -> -x[1], new double[] {0.5, -1, 0}, EQUAL)))
                .as("the first has none")
                .isFalse();
        assertThat(suspected(subject(x -> x[1], new double[] {0, 1, 0, 5}, 0.7, 0.7, 0.7, 0.9)))
                .as("the last, which has none either, equals no other")
                .isFalse();
    }

    @Test
    void what_noise_hides_is_not_suspected() {
        Subject subject = subject(HiddenKinkTest::median, OF_SECOND, EQUAL);
        Probe probe = probe(prober(subject, 0, 1));

        // The step is a thousandth of the entries, 7e-4, and noise counts twentyfold.
        assertThat(HiddenKink.suspected(prober(subject, 3e-5, 1), probe)).isTrue();
        assertThat(HiddenKink.suspected(prober(subject, 4e-5, 1), probe)).isFalse();
    }

    // Where nothing is looked at.

    @Test
    void where_no_equal_entries_are_told_apart_nothing_is_spent() {
        assertThat(spentOn(subject(HiddenKinkTest::median, OF_SECOND, EQUAL))).isPositive();
        assertThat(spentOn(subject(x -> x[0] + x[1] + x[2], new double[] {1, 1, 1}, EQUAL)))
                .as("all matter")
                .isZero();
        assertThat(spentOn(subject(x -> 0, new double[3], EQUAL)))
                .as("none does")
                .isZero();
        assertThat(spentOn(subject(HiddenKinkTest::median, OF_SECOND, 0.7, 0.7, 0.8)))
                .as("two are equal")
                .isZero();
        assertThat(spentOn(subject(x -> Math.max(x[0], x[1]), new double[] {0, 1}, 0.7, 0.7)))
                .as("there are two")
                .isZero();
        assertThat(spentOn(subject(HiddenKinkTest::median, OF_SECOND, EQUAL).withPrecision(Precision.FLOAT)))
                .as("noise hides it in single precision")
                .isZero();
    }

    private static int spentOn(Subject subject) {
        Prober prober = prober(subject, 0, 1);
        Probe probe = probe(prober);
        int before = prober.evaluations().spent();
        HiddenKink.suspected(prober, probe);
        HiddenKink.explains(prober, probe);
        return prober.evaluations().spent() - before;
    }

    // The verdict.

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 9})
    void a_median_of_equal_entries_is_a_kink_along_whatever_direction(int n) {
        double[] at = new double[n];
        Arrays.fill(at, 0.7);
        Seeds.first(SEEDS).each(seed -> {
            GradientChecker checker = GradientChecker.standard().seed(seed);

            assertThat(checker.check(medianOf(at, 1)).verdict()).isEqualTo(Verdict.KINK);
            assertThat(checker.check(medianOf(at, 2)).verdict()).isEqualTo(Verdict.FAIL);
        });
    }

    /** The first entry that equals the median gets the gradient, multiplied by a factor. */
    private static Subject medianOf(double[] at, double factor) {
        return Subject.objective(
                "median",
                HiddenKinkTest::median,
                x -> {
                    double[] g = new double[x.length];
                    double median = median(x);
                    for (int i = x.length - 1; i >= 0; i--) {
                        if (x[i] == median) {
                            Arrays.fill(g, 0);
                            g[i] = factor;
                        }
                    }
                    return g;
                },
                at);
    }
}
