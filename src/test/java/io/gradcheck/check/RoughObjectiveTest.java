package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objectives that are the same at every call and rough all the same, because chance with a fixed seed is in them. */
class RoughObjectiveTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final int SEEDS = 50;

    // ---- Noise that follows from the point

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-9, 1e-6})
    void little_noise_changes_no_verdict(double level) {
        Seeds.first(SEEDS).each(seed -> {
            assertThat(check(noisy(level, 1), seed).verdict()).isEqualTo(Verdict.PASS);
            assertThat(check(noisy(level, -1), seed).verdict()).isEqualTo(Verdict.FAIL);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-5, 1e-4, 3e-4})
    void noise_about_as_large_as_the_steps_of_an_estimate_never_accuses_and_never_hides(double level) {
        Seeds.first(SEEDS).each(seed -> {
            assertThat(check(noisy(level, 1), seed).verdict()).isNotEqualTo(Verdict.FAIL);
            assertThat(check(noisy(level, -1), seed).verdict()).isIn(Verdict.INCONCLUSIVE, Verdict.FAIL);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-1, 1, 100})
    void noise_in_which_nothing_can_be_seen_leaves_it_undecided(double level) {
        Seeds.first(SEEDS).each(seed -> {
            assertUndecided(check(noisy(level, 1), seed));
            assertUndecided(check(noisy(level, -1), seed));
        });
    }

    /** {@code a^2 + sin(b) exp(c / 2)}, with a number added that is drawn anew, from a seed, at every point. */
    private static Subject noisy(double level, int sign) {
        return Subject.objective(
                "noisy",
                x -> x[0] * x[0]
                        + Math.sin(x[1]) * Math.exp(x[2] / 2)
                        + level * (2 * new SplittableRandom(Arrays.hashCode(x)).nextDouble() - 1),
                x -> new double[] {
                    sign * 2 * x[0],
                    sign * Math.cos(x[1]) * Math.exp(x[2] / 2),
                    sign * Math.sin(x[1]) * Math.exp(x[2] / 2) / 2
                },
                0.7,
                0.3,
                -1.2);
    }

    // ---- Monte Carlo

    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 3000})
    void the_derivative_of_the_expectation_is_no_mistake_where_samples_jump(int samples) {
        Seeds.first(SEEDS).each(seed -> {
            assertUndecided(check(sampled(samples, seed), seed));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1000})
    void it_is_no_mistake_either_once_the_accuracy_is_declared(int samples) {
        // One sample jumps nowhere near most points: without the accuracy such a function is flat.
        Seeds.first(SEEDS).each(seed -> {
            assertUndecided(check(sampled(samples, seed).withAccuracy(3 / Math.sqrt(samples)), seed));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void samples_that_move_smoothly_have_a_derivative_of_their_own(int samples) {
        double[] z = new SplittableRandom(3).doubles(samples).toArray();
        Subject own = Subject.objective(
                "own",
                x -> Arrays.stream(z).map(v -> Math.sin(x[0] * v)).sum() / samples,
                x -> new double[] {
                    Arrays.stream(z).map(v -> v * Math.cos(x[0] * v)).sum() / samples
                },
                1.3);
        Subject ofTheExpectation = Subject.objective(
                "expectation",
                x -> Arrays.stream(z).map(v -> Math.sin(x[0] * v)).sum() / samples,
                x -> new double[] {Math.sin(x[0]) / x[0] - (1 - Math.cos(x[0])) / (x[0] * x[0])},
                1.3);

        Seeds.first(SEEDS).each(seed -> {
            assertThat(check(own, seed).verdict()).isEqualTo(Verdict.PASS);
            assertThat(check(ofTheExpectation, seed).verdict()).isEqualTo(Verdict.FAIL);
        });
    }

    /**
     * Ten times the mean of a number in [0, 1] with density {@code exp(-a z)}, drawn by rejection from a fixed seed, so
     * that all samples change when one is rejected; with the derivative of its expectation {@code 1 / a - 1 / (e^a - 1)}.
     */
    private static Subject sampled(int samples, long seed) {
        return Subject.objective(
                "sampled",
                a -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    double sum = 0;
                    for (int k = 0; k < samples; k++) {
                        double z = random.nextDouble();
                        while (random.nextDouble() > Math.exp(-a[0] * z)) {
                            z = random.nextDouble();
                        }
                        sum += z;
                    }
                    return 10 * sum / samples;
                },
                a -> new double[] {10 * (Math.exp(a[0]) / (Math.expm1(a[0]) * Math.expm1(a[0])) - 1 / (a[0] * a[0]))},
                1.7);
    }

    private static GradientReport check(Subject subject, long seed) {
        return CHECKER.seed(seed).check(subject);
    }

    private static void assertUndecided(GradientReport report) {
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.toString())
                .as("the reason")
                .containsAnyOf("too noisy or rough to decide", "nothing could be seen", "the most that were allowed");
    }
}
