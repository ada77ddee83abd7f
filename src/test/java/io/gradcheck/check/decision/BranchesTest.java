package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.TiedBranches;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every branch of a kink at which three and more meet is looked at. */
class BranchesTest {

    private static final int SEEDS = 20;

    static Stream<TiedBranches> kinds() {
        return TiedBranches.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_right_gradient_is_a_kink_within_the_limit_of_evaluations(TiedBranches kind) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Finding finding =
                    GradientChecker.standard().seed(seed).check(kind.right()).finding("x");

            assertThat(finding.verdict()).as("%s, seed %d", kind.name(), seed).isEqualTo(Verdict.KINK);
            assertThat(finding.evaluations()).isLessThanOrEqualTo(400);
        }
    }

    @Test
    void a_branch_whose_gradient_is_lost_is_seen() {
        long checks = 0;
        long missed = 0;
        for (TiedBranches kind : TiedBranches.all()) {
            for (long seed = 0; seed < SEEDS; seed++) {
                checks++;
                missed += GradientChecker.standard()
                                        .seed(seed)
                                        .check(kind.wrong())
                                        .verdict()
                                == Verdict.FAIL
                        ? 0
                        : 1;
            }
        }

        // Half of them with pairs of points that mirror each other alone.
        assertThat(missed).isLessThanOrEqualTo(checks / 20);
    }

    @Test
    void a_branch_off_by_a_hundred_thousandth_is_seen() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(GradientChecker.standard()
                            .seed(seed)
                            .check(largest(9, 4, 1 + 1e-5))
                            .verdict())
                    .as("seed %d", seed)
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void the_failure_says_where_it_was_seen() {
        Finding finding =
                GradientChecker.standard().seed(3).check(largest(12, 7, 0)).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.reason())
                .isEqualTo("seen at a point nearby, in a branch of the kink that other points do not show");
    }

    @Test
    void where_evaluations_do_not_reach_for_all_branches_the_reason_says_so() {
        Finding finding = GradientChecker.standard()
                .maxEvaluations(100)
                .check(largest(16, 0, 1))
                .finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.KINK);
        assertThat(finding.reason())
                .matches(
                        "the slope jumps at the point; around it the gradient is right; \\d+ of 16 more branches were seen");
    }

    /** The largest of {@code n} that are equal; the gradient of one of them is multiplied by a factor. */
    private static Subject largest(int n, int entry, double factor) {
        double[] at = new double[n];
        Arrays.fill(at, 1.5);
        return Subject.objective(
                "largest",
                x -> Arrays.stream(x).max().orElseThrow(),
                x -> {
                    double[] g = new double[n];
                    int winner = 0;
                    for (int k = 1; k < n; k++) {
                        winner = x[k] > x[winner] ? k : winner;
                    }
                    g[winner] = winner == entry ? factor : 1;
                    return g;
                },
                at);
    }
}
