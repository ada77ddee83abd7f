package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.TiedBranches;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
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
        Seeds.first(SEEDS).each(seed -> {
            Finding finding =
                    GradientChecker.standard().seed(seed).check(kind.right()).finding("x");

            assertThat(finding.verdict()).as(kind.name()).isEqualTo(Verdict.KINK);
            assertThat(finding.evaluations()).isLessThanOrEqualTo(400);
        });
    }

    @Test
    void a_branch_whose_gradient_is_lost_is_seen() {
        List<String> missed = TiedBranches.all().stream()
                .flatMap(kind -> missed(kind).stream().map(seed -> kind.name() + ", seed " + seed))
                .toList();

        // Half of them with pairs of points that mirror each other alone.
        assertThat(missed).hasSizeLessThanOrEqualTo(TiedBranches.all().size() * SEEDS / 20);
    }

    private static List<Long> missed(TiedBranches kind) {
        return Seeds.first(SEEDS)
                .where(seed -> GradientChecker.standard()
                                .seed(seed)
                                .check(kind.wrong())
                                .verdict()
                        != Verdict.FAIL);
    }

    @Test
    void a_branch_off_by_a_hundred_thousandth_is_seen() {
        Seeds.first(SEEDS).each(seed -> {
            assertThat(GradientChecker.standard()
                            .seed(seed)
                            .check(largest(9, 4, 1 + 1e-5))
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        });
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
