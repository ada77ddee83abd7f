package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GivenSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of variables in single precision, seen in groups where the noise of the whole would hide them. */
class FloatGroupsTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final int SEEDS = 50;

    /** {@code y = sum of sin(x_i)} with every operation rounded to float; one entry of its gradient is wrong by a factor. */
    private static Subject sumOfSines(int size, long seed, Precision precision, int entry, double factor) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random.doubles(size, 0.5, 1.2).map(value -> (float) value).toArray();
        return new GivenSubject(
                "sum of sines",
                Map.of("x", Tensor.vector(x)),
                precision,
                at -> Tensor.scalar(sum(at.get("x").values())),
                (at, upstream) -> {
                    double[] g = at.get("x").values().clone();
                    for (int i = 0; i < g.length; i++) {
                        g[i] = (float) (upstream.get() * Math.cos((float) g[i])) * (i == entry ? factor : 1);
                    }
                    return Map.of("x", Tensor.vector(g));
                });
    }

    private static double sum(double[] x) {
        float sum = 0;
        for (double value : x) {
            sum += (float) Math.sin((float) value);
        }
        return sum;
    }

    private static List<Long> failures(int size, double factor) {
        return Seeds.first(SEEDS).where(seed -> {
            int entry = new SplittableRandom(seed).nextInt(size);
            Subject subject = sumOfSines(size, seed, Precision.FLOAT, entry, factor);
            return CHECKER.seed(seed).check(subject).verdict() == Verdict.FAIL;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16, 64})
    void an_entry_wrong_by_a_hundredth_is_caught(int size) {
        assertThat(failures(size, 1.01)).as("seeds, of %d", SEEDS).hasSizeGreaterThanOrEqualTo(SEEDS - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16, 64})
    void a_right_gradient_does_not_fail(int size) {
        assertThat(failures(size, 1)).as("seeds, of %d", SEEDS).isEmpty();
    }

    @Test
    void an_error_that_no_group_can_show_passes_and_the_report_says_so() {
        Finding finding =
                CHECKER.check(sumOfSines(256, 1, Precision.FLOAT, 7, 1 + 1e-6)).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.detectionLimit()).isGreaterThan(1e-6);
    }

    @Test
    void groups_cost_at_most_six_times_what_a_variable_may_cost() {
        Subject subject = sumOfSines(1024, 2, Precision.FLOAT, 0, 1);

        assertThat(CHECKER.maxEvaluations(30).check(subject).finding("x").evaluations())
                .isBetween(90, 180);
        assertThat(CHECKER.check(subject).finding("x").evaluations()).isBetween(1_200, 2_400);
    }

    @Test
    void a_variable_in_double_precision_is_not_probed_in_groups() {
        Subject subject = sumOfSines(64, 3, Precision.DOUBLE, 0, 1).withAccuracy(1e-6);

        assertThat(CHECKER.check(subject).finding("x").evaluations()).isLessThan(60);
    }
}
