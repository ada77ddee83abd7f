package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Subject;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A slope that is made by structure of a few last bits of the value, and one that only looks like it. */
class FineStructureTest {

    private static final int SEEDS = 100;

    // Seven units in the last place of the value; its slope is 1e-6.
    private static final double AMPLITUDE = 5e-11;
    private static final double WAVES = 2e4;

    private static Subject subject(double error) {
        return Subject.scalar(
                "fine sine in the last bits",
                x -> 60000 + 1.5 * Math.sin(x) + AMPLITUDE * Math.sin(WAVES * x),
                x -> 1.5 * Math.cos(x) + AMPLITUDE * WAVES * Math.cos(WAVES * x) + error,
                0);
    }

    private static Map<Verdict, Integer> verdicts(double error) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject(error));
            counts.merge(report.verdict(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void a_right_gradient_is_not_called_wrong_for_a_structure_of_the_last_bits() {
        assertThat(verdicts(0)).doesNotContainKey(Verdict.FAIL);
    }

    @Test
    void a_wrong_gradient_beside_such_a_structure_is_seen() {
        assertThat(verdicts(1e-5)).containsOnlyKeys(Verdict.FAIL);
        assertThat(verdicts(-6e-6)).containsOnlyKeys(Verdict.FAIL);
    }
}
