package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Values that move in stairs wider than the steps that are usual, as those of a saturated sigmoid with a large weight. */
class WideStairsTest {

    private static final int SEEDS = 30;
    private static final double WIDTH = 0.31;
    private static final double HEIGHT = 0.05;

    /** A smooth term, and one that is rounded to stairs. */
    private static double stairs(double x) {
        return 0.02 * Math.sin(x) + HEIGHT * Math.rint((x - 1.3) / WIDTH);
    }

    private static List<Finding> findings(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at) {
        List<Finding> findings = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            findings.add(GradientChecker.standard()
                    .seed(seed)
                    .check(Subject.scalar("stairs", f, derivative, at))
                    .finding("x"));
        }
        return findings;
    }

    @Test
    void a_slope_over_many_stairs_is_not_refuted_within_one() {
        List<Finding> findings = findings(WideStairsTest::stairs, x -> 0.02 * Math.cos(x) + HEIGHT / WIDTH, 1.34);

        assertThat(findings).noneMatch(finding -> finding.verdict() == Verdict.FAIL);
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() == Verdict.INCONCLUSIVE)
                .isNotEmpty()
                .allMatch(finding -> finding.reason().contains("withAccuracy"));
    }

    @Test
    void a_slope_that_is_neither_is_wrong() {
        assertThat(findings(WideStairsTest::stairs, x -> 0.02 * Math.cos(x) - HEIGHT / WIDTH, 1.34))
                .allMatch(finding -> finding.verdict() == Verdict.FAIL);
    }

    @Test
    void one_jump_beside_the_point_excuses_nothing() {
        // From the point to as far below, x mod 1 moves as a slope of -1 would.
        assertThat(findings(x -> x - Math.floor(x), x -> -1, 2.01))
                .allMatch(finding -> finding.verdict() == Verdict.FAIL);
    }
}
