package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Zeros of a function at which terms cancel: its value has no rounding there, and all of it beside. */
class ZeroOfFunctionTest {

    private static final int SEEDS = 100;

    private static Map<Verdict, List<Long>> seeds(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        Subject subject = Subject.scalar("zero", f, derivative, 0);
        return Seeds.first(SEEDS)
                .by(seed -> GradientChecker.standard().seed(seed).check(subject).verdict());
    }

    @Test
    void a_right_zero_of_the_gradient_passes() {
        assertThat(seeds(x -> Math.sinh(x) - x, x -> Math.cosh(x) - 1)).containsOnlyKeys(Verdict.PASS);
        assertThat(seeds(x -> x - Math.tanh(x), x -> Math.pow(Math.tanh(x), 2))).doesNotContainKey(Verdict.FAIL);
    }

    @Test
    void a_wrong_zero_of_the_gradient_is_seen() {
        assertThat(seeds(x -> Math.sinh(x) - x, x -> Math.cosh(x) - 1 + 1e-12)).containsOnlyKeys(Verdict.FAIL);
        assertThat(seeds(x -> x - Math.tanh(x), x -> Math.pow(Math.tanh(x), 2) + 1e-9))
                .doesNotContainKeys(Verdict.PASS, Verdict.KINK)
                .hasEntrySatisfying(Verdict.FAIL, seeds -> assertThat(seeds).hasSizeGreaterThan(SEEDS * 9 / 10));
    }
}
