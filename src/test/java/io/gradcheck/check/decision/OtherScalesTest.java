package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slopes that only steps of one scale show, beside claims that steps of another scale show, or none. */
class OtherScalesTest {

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

    private static Verdict verdict(Subject subject, long seed) {
        return GradientChecker.standard().seed(seed).check(subject).verdict();
    }

    private static Map<Verdict, List<Long>> seeds(double error) {
        return Seeds.first(SEEDS).by(seed -> verdict(subject(error), seed));
    }

    @Test
    void a_right_gradient_is_not_called_wrong_for_a_structure_of_the_last_bits() {
        assertThat(seeds(0)).doesNotContainKey(Verdict.FAIL);
    }

    @Test
    void a_wrong_gradient_beside_such_a_structure_is_seen() {
        assertThat(seeds(1e-5)).containsOnlyKeys(Verdict.FAIL);
        assertThat(seeds(-6e-6)).containsOnlyKeys(Verdict.FAIL);
    }

    /** A product with the square of {@code 1 - sigmoid(z)}, which is a few roundings of one. */
    private static Map<Verdict, List<String>> sure(double factor) {
        Map<Verdict, List<String>> seen = new EnumMap<>(Verdict.class);
        for (double z : new double[] {33.6, 34.2, 34.7, 35.1}) {
            Subject subject = Subject.scalar(
                    "sure",
                    x -> Math.log1p(Math.exp(-x)) * Math.pow(1 - 1 / (1 + Math.exp(-x)), 2),
                    x -> -3 * factor * Math.exp(-3 * x),
                    z);
            Seeds.first(SEEDS)
                    .each(seed -> seen.computeIfAbsent(verdict(subject, seed), of -> new ArrayList<>())
                            .add("seed " + seed + " at " + z));
        }
        return seen;
    }

    @Test
    void a_right_gradient_is_not_called_wrong_for_stairs_as_wide_as_the_function_bends() {
        assertThat(sure(1)).doesNotContainKey(Verdict.FAIL);
    }

    @Test
    void a_wrong_gradient_is_still_called_wrong_there() {
        // At the rest values are of so few roundings that nothing is known of them.
        for (double factor : new double[] {-1, 5}) {
            assertThat(sure(factor))
                    .doesNotContainKeys(Verdict.PASS, Verdict.KINK)
                    .hasEntrySatisfying(Verdict.FAIL, seen -> assertThat(seen).hasSizeGreaterThan(2 * SEEDS));
        }
    }
}
