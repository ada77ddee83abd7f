package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Zeros of a function at which terms cancel: its value has no rounding there, and all of it beside. */
class ZeroOfFunctionTest {

    private static final int SEEDS = 100;

    private static Map<Verdict, Integer> verdicts(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            Subject subject = Subject.scalar("zero", f, derivative, 0);
            counts.merge(GradientChecker.standard().seed(seed).check(subject).verdict(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void a_right_zero_of_the_gradient_passes() {
        assertThat(verdicts(x -> Math.sinh(x) - x, x -> Math.cosh(x) - 1)).containsOnlyKeys(Verdict.PASS);
        assertThat(verdicts(x -> x - Math.tanh(x), x -> Math.pow(Math.tanh(x), 2)))
                .doesNotContainKey(Verdict.FAIL);
    }

    @Test
    void a_wrong_zero_of_the_gradient_is_seen() {
        assertThat(verdicts(x -> Math.sinh(x) - x, x -> Math.cosh(x) - 1 + 1e-12))
                .containsOnlyKeys(Verdict.FAIL);
        assertThat(verdicts(x -> x - Math.tanh(x), x -> Math.pow(Math.tanh(x), 2) + 1e-9))
                .doesNotContainKeys(Verdict.PASS, Verdict.KINK)
                .hasEntrySatisfying(Verdict.FAIL, seen -> assertThat(seen).isGreaterThan(SEEDS * 9 / 10));
    }
}
