package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures with common steps that are less than the height of stairs which steps of an entry's own size meet. */
class OwnStepsStairsTest {

    private static final double ABOVE = 1 + 1e-9;
    private static final double FIRST = 0.5;

    /** A sine on stairs, of which a thousandth is a hundred wide, with the slope over many of them. */
    private static Prober small() {
        double width = 1e-5;
        double steep = 0.1;
        Subject subject = Subject.scalar(
                "sine on stairs",
                x -> Math.sin(x) + steep * width * Math.rint((x - 1e-3) / width),
                x -> 1 + steep,
                1e-3 + 0.37 * width);
        return AtPoint.prober(subject, "x", 0, 1);
    }

    /** The same of the sum of two entries, each in a unit of its own, on stairs so high that a slope can hardly be seen. */
    private static Prober mixed() {
        double large = 2e5;
        double tiny = 1e-3;
        double width = 0.03;
        double steep = 0.1;
        Subject subject = Subject.objective(
                "sines on stairs",
                x -> Math.sin(x[0] / large)
                        + Math.sin(x[1] / tiny)
                        + steep * width * Math.rint((x[0] / large + x[1] / tiny - 2) / width + 0.13),
                x -> new double[] {(Math.cos(1) + steep) / large, (Math.cos(1) + steep) / tiny},
                large,
                tiny);
        return AtPoint.prober(subject, "x", 0, 1);
    }

    private static Probe disagreeing(Prober prober, double difference, double smallest) {
        return ChosenProbe.at(prober)
                .claims(0)
                .sees(-difference)
                .steps(FIRST, smallest)
                .made();
    }

    /** What follows where common steps led to some verdict by a probe. */
    private static Conclusion conclude(Prober prober, Verdict verdict, Probe first, @Nullable Probe decisive) {
        Conclusion common = new Conclusion(verdict, "with common steps", prober.base(), decisive);
        return new OwnSteps(prober, false).conclude(first.region(), region -> first, probe -> common);
    }

    private static Conclusion failed(Prober prober, double difference, double smallest) {
        Probe first = disagreeing(prober, difference, smallest);
        return conclude(prober, Verdict.FAIL, first, first);
    }

    private static final String COMMON = "with common steps";

    /** How high the stairs are that own steps meet. */
    private static double height(Prober prober, double smallest) {
        Conclusion own = failed(prober, 1e-12, smallest);
        Prober other = prober.of(own.place());
        assertThat(other).isNotSameAs(prober);
        assertThat(other.inStairs()).isTrue();
        return other.noise(own.place());
    }

    @Test
    void what_moves_the_value_by_less_than_a_stair_is_no_failure() {
        double height = height(small(), 1e-2);
        assertThat(height).isBetween(1e-7, 1e-5);

        Conclusion less = failed(small(), height / FIRST, 1e-2);
        assertThat(less.verdict()).isEqualTo(Verdict.PASS);
        assertThat(less.reason()).isNotEqualTo(COMMON);
        assertThat(failed(small(), height / FIRST * ABOVE, 1e-2).reason()).isEqualTo(COMMON);
    }

    @Test
    void nor_is_it_where_entries_are_so_unlike_that_own_steps_come_first() {
        double height = height(mixed(), 1e-5);
        assertThat(height).isBetween(1e-4, 1e-2);

        Conclusion less = failed(mixed(), height / FIRST, 1e-5);
        assertThat(less.verdict()).isEqualTo(Verdict.PASS);
        assertThat(less.vacuous()).isTrue();
        assertThat(failed(mixed(), height / FIRST * ABOVE, 1e-5).reason()).isEqualTo(COMMON);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"KINK", "INCONCLUSIVE"})
    void another_verdict_than_a_failure_stands(Verdict verdict) {
        Prober prober = small();
        Probe first = disagreeing(prober, 1e-9, 1e-2);

        Conclusion conclusion = conclude(prober, verdict, first, first);

        assertThat(conclusion.verdict()).isEqualTo(verdict);
        assertThat(conclusion.reason()).isEqualTo(COMMON);
        assertThat(prober.evaluations().spent()).as("own steps are tried").isGreaterThan(50);
    }

    @Test
    void a_failure_without_a_probe_stands() {
        Prober prober = small();
        Probe first = disagreeing(prober, 1e-9, 1e-2);

        assertThat(conclude(prober, Verdict.FAIL, first, null).reason()).isEqualTo(COMMON);
    }

    @Test
    void noise_that_is_no_stairs_lets_a_failure_stand() {
        Subject noisy = Subject.scalar(
                "noisy sine",
                x -> Math.sin(x) + 1e-6 * new SplittableRandom(Double.doubleToLongBits(x)).nextDouble(),
                Math::cos,
                1e-3);
        Prober prober = AtPoint.prober(noisy, "x", 0, 1);

        assertThat(failed(prober, 1e-9, 1e-2).reason()).isEqualTo(COMMON);
        assertThat(prober.evaluations().spent()).as("own steps are tried").isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 30})
    void where_evaluations_do_not_reach_for_own_steps_a_failure_stands(int left) {
        Prober prober = mixed();
        Evaluations evaluations = prober.evaluations();
        Probe first = disagreeing(prober, 1e-12, 1e-5);
        while (evaluations.spent() < evaluations.limit() - left) {
            evaluations.spend();
        }

        assertThat(conclude(prober, Verdict.FAIL, first, first).reason()).isEqualTo(COMMON);
    }
}
