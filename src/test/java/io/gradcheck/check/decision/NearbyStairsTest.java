package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a kink leaves the decision to points nearby, and values move in stairs there that have finer ones within, as those of a sine of
 * 1e10 beside a steep sine of 1e7: within a stair all steps show the slope of the steep one alone.
 */
class NearbyStairsTest {

    private static final int POINTS = 300;

    /** Of two sines and a kink; the slopes of both sines are claimed to be a multiple of what they are. */
    private static Subject stairs(long seed, double times) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = {0, 0.5 + random.nextDouble(), 0.5 + random.nextDouble()};
        double large = 1e10 * (1 + 3 * random.nextDouble());
        double last = Math.ulp(large);
        double height = 1e-2 * Math.pow(100, random.nextDouble());
        double width = 3e-8 * Math.pow(10, 1.2 * random.nextDouble());
        double size = height / last;
        double frequency = last / width;
        double other = 1e6 * (1 + 30 * random.nextDouble());
        double otherFrequency = 300 * (1 + random.nextDouble());
        double otherSize = 3e7 / otherFrequency * Math.pow(10, random.nextDouble() - 0.5);
        return Subject.objective(
                "stairs",
                at -> size * Math.sin(large + frequency * at[1])
                        + otherSize * Math.sin(other + otherFrequency * at[2])
                        + size * frequency * Math.abs(at[0]),
                at -> new double[] {
                    size * frequency * Math.signum(at[0]),
                    times * size * frequency * Math.cos(large + frequency * at[1]),
                    times * otherSize * otherFrequency * Math.cos(other + otherFrequency * at[2])
                },
                x);
    }

    private static long failures(double times, int maxEvaluations) {
        return Failures.of(POINTS, maxEvaluations, seed -> stairs(seed, times));
    }

    /** Of 300 were 11 with 4,000 evaluations. */
    @ParameterizedTest
    @ValueSource(ints = {400, 1000, 4000})
    void a_right_gradient_does_not_fail(int maxEvaluations) {
        assertThat(failures(1, maxEvaluations)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.5, 2})
    void a_wrong_one_does(double times) {
        assertThat(failures(times, 4000)).isGreaterThan(POINTS * 17 / 20);
    }

    /** Of 30 seeds of each nine and eighteen. */
    @Test
    void networks_of_sines_of_such_numbers_hardly_ever_fail() {
        assertThat(networkFailures(16, 5879)).isLessThanOrEqualTo(1);
        assertThat(networkFailures(20, 12_788)).isZero();
    }

    private static long networkFailures(long seed, long index) {
        Subject network = Networks.any().at(seed, index).subject();
        return Failures.of(30, 4000, k -> network);
    }

    @Test
    void nor_do_they_with_the_seeds_that_made_them_fail() {
        for (int maxEvaluations : new int[] {400, 1000, 4000}) {
            assertThat(verdict(16, 5879, maxEvaluations)).isNotEqualTo(Verdict.FAIL);
            assertThat(verdict(20, 12_788, maxEvaluations)).isNotEqualTo(Verdict.FAIL);
        }
    }

    private static Verdict verdict(long seed, long index, int maxEvaluations) {
        return GradientChecker.standard()
                .seed(index)
                .maxEvaluations(maxEvaluations)
                .check(Networks.any().at(seed, index).subject())
                .verdict();
    }
}
