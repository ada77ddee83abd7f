package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in an entry whose gradient is far smaller than others', near the rounding of these. */
class SmallEntriesTest {

    private static final int SEEDS = 40;

    /** {@code exp(20 a) sin(3 b) + sin(c) / 50 + d^2 a / 1000}, with a gradient of 150, -10, 0.02 and 2e-4. */
    private static Subject adjoint(int entry, double wrong) {
        return Subject.objective(
                "adjoint",
                x -> Math.exp(20 * x[0]) * Math.sin(3 * x[1]) + Math.sin(x[2]) / 50 + x[3] * x[3] * x[0] / 1000,
                x -> {
                    double[] g = {
                        20 * Math.exp(20 * x[0]) * Math.sin(3 * x[1]) + x[3] * x[3] / 1000,
                        3 * Math.exp(20 * x[0]) * Math.cos(3 * x[1]),
                        Math.cos(x[2]) / 50,
                        x[3] * x[0] / 500
                    };
                    g[entry] *= 1 + wrong;
                    return g;
                },
                0.1,
                0.7,
                0.4,
                0.9);
    }

    private static Map<Verdict, List<Long>> seeds(Subject subject) {
        return Seeds.of(1, SEEDS)
                .by(seed -> GradientChecker.standard()
                        .seed(seed)
                        .check(subject)
                        .findings()
                        .get(0)
                        .verdict());
    }

    @Test
    void a_right_gradient_passes() {
        assertThat(seeds(adjoint(0, 0))).containsOnlyKeys(Verdict.PASS);
    }

    // The third derivative along a direction is 60,000: what plain differences have of it is more than the mistake.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_millionth_is_seen_beside_a_steep_bend(int entry) {
        assertThat(seeds(adjoint(entry, 1e-6))).containsOnlyKeys(Verdict.FAIL);
    }

    @Test
    void a_mistake_near_the_bound_of_all_is_looked_for_among_small_entries() {
        Map<Verdict, List<Long>> seeds = seeds(adjoint(2, 1e-7));

        // 1 of 40 where all are looked at together only.
        assertThat(seeds.getOrDefault(Verdict.FAIL, List.of())).hasSizeGreaterThan(SEEDS / 3);
        assertThat(seeds.getOrDefault(Verdict.PASS, List.of())).hasSizeLessThan(SEEDS / 10);
    }
}
