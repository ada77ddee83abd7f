package io.gradcheck.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Points at which rounding has left little of right operations; exact values by 80 digits, or by hand. */
class HardPointsTest {

    private static final int SEEDS = 10;

    private static void assertNotWrong(PlannedOperation operation, Map<String, Integer> sizes, Map<String, Tensor> at) {
        Seeds.first(SEEDS)
                .each(seed -> assertThat(GradientChecker.standard()
                                .seed(seed)
                                .allowVacuous()
                                .check(() -> subject(operation, sizes, at), 1)
                                .verdict())
                        .isNotEqualTo(Verdict.FAIL));
    }

    private static Subject subject(PlannedOperation operation, Map<String, Integer> sizes, Map<String, Tensor> at) {
        return new PlannedContract(operation, 0, 1).source().subject(sizes, at, 0);
    }

    @Test
    void one_rounding_of_a_probability_of_one_is_claimed_where_the_exact_slope_is_zero() {
        assertNotWrong(
                new CrfLoss(),
                Map.of("tags", 2, "length", 3, "batch", 1),
                Map.of(
                        "emissions", Tensor.zeros(1, 3, 2),
                        "tags", Tensor.of(new int[] {1, 3}, 1, 0, 0),
                        "lengths", Tensor.vector(3),
                        "transitions", Tensor.of(new int[] {2, 2}, 7, 0, 0, 1),
                        "start", Tensor.vector(0, 800)));
    }

    @Test
    void the_same_of_an_output_far_smaller_than_others() {
        assertNotWrong(
                new CtcLoss(),
                Map.of("labels", 3, "more frames", 2, "classes", 2, "batch", 3),
                Map.of(
                        "logits",
                        Tensor.of(
                                new int[] {3, 7, 2},
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                -62,
                                0,
                                0,
                                -30,
                                -30,
                                0,
                                0,
                                0,
                                0,
                                0,
                                -20,
                                0,
                                0,
                                40,
                                -20,
                                0,
                                -50,
                                0,
                                20,
                                -20,
                                0,
                                0,
                                19,
                                31),
                        "labels",
                        Tensor.of(new int[] {3, 3}, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                        "labelLengths",
                        Tensor.vector(1, 1, 2),
                        "frameLengths",
                        Tensor.vector(6, 5, 7)));
    }

    @Test
    void a_mean_that_moves_in_stairs_beneath_a_variance_that_bends() {
        assertNotWrong(
                new KalmanFilter(),
                Map.of("length", 4),
                Map.of(
                        "series", Tensor.vector(0, -200, 0, 0.003),
                        "observed", Tensor.vector(0, 1, 0, 1),
                        "transition", Tensor.scalar(1.5),
                        "logProcess", Tensor.scalar(6),
                        "logNoise", Tensor.scalar(-6),
                        "logFirst", Tensor.scalar(0)));
    }
}
