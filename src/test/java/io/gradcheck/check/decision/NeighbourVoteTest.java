package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The decision at points nearby, from what their probes say. */
class NeighbourVoteTest {

    private static final int SEEDS = 40;

    private static double relu(double x) {
        return Math.max(0, x);
    }

    /** The decision on what one probe at the point left open. */
    private static Conclusion decide(Subject subject, long seed, double noise, boolean confirmed) {
        Prober prober = AtPoint.prober(subject, "x", noise, seed);
        Probe first = prober.probeAtRandom(prober.base(), Entries.all(1), 1);
        return new NeighbourVote(prober, first, confirmed).decide();
    }

    private static Conclusion decide(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at, long seed) {
        return decide(Subject.scalar("f", f, derivative, at), seed, 0, false);
    }

    @Test
    void one_branch_that_is_wrong_outvotes_the_other_that_is_right() {
        Seeds.first(SEEDS).each(seed -> {
            Conclusion left = decide(NeighbourVoteTest::relu, x -> x > 0 ? 1 : 0.5, 0, seed);
            Conclusion right = decide(NeighbourVoteTest::relu, x -> x > 0 ? 1.5 : 0, 0, seed);

            assertThat(left.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(left.place().value("x").values()[0]).isNegative();
            assertThat(right.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(right.place().value("x").values()[0]).isPositive();
            assertThat(left.reason()).isEqualTo("seen at a point nearby, away from the kinks of this one");
            assertThat(left.probe().disagrees()).isTrue();
        });
    }

    @Test
    void right_branches_make_a_kink_of_a_jump_and_say_so() {
        Seeds.first(SEEDS).each(seed -> {
            Conclusion conclusion = decide(NeighbourVoteTest::relu, x -> x > 0 ? 1 : 0, 0, seed);

            assertThat(conclusion.verdict()).isEqualTo(Verdict.KINK);
            assertThat(conclusion.reason()).isEqualTo("the slope jumps at the point; around it the gradient is right");
            assertThat(conclusion.probe().agrees()).isTrue();
            assertThat(conclusion.place().value("x").values()[0]).isNotZero();
        });
    }

    @Test
    void without_a_jump_the_kink_is_that_the_claim_is_not_the_slope() {
        Conclusion conclusion = decide(x -> x, x -> x == 0 ? 2 : 1, 0, 1);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.KINK);
        assertThat(conclusion.reason())
                .isEqualTo("the reported gradient is not the slope at the point; around it the gradient is right");
    }

    @Test
    void where_no_point_has_a_value_the_reason_says_so() {
        DoubleUnaryOperator onlyThere = x -> x == 0 ? 0 : Double.NaN;
        // Kinked at the point; every point nearby is off the lattice of steps.
        DoubleUnaryOperator onSteps = x -> Math.abs(Math.rint(x * 1024) - x * 1024) < 1e-9 ? relu(x) : Double.NaN;

        assertThat(decide(onlyThere, x -> 1, 0, 1).reason())
                .isEqualTo("the function is not finite around the point: check at another point");
        assertThat(decide(onlyThere, x -> 1, 0, 1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(decide(onSteps, x -> 1, 0, 1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void what_is_too_noisy_nearby_stays_undecided() {
        // A jump of 1e-7 and a noise of 1e-7 around it.
        DoubleUnaryOperator rough = x -> x == 0 ? 0 : x + 1e-7 * Math.sin(1e12 * x);
        Conclusion conclusion = decide(Subject.scalar("rough", rough, x -> 1 + 1e-5, 0), 1, 1e-7, false);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion.reason())
                .isEqualTo(
                        "the numeric derivative is unclear, and 6 points nearby were too noisy or rough to decide: check at "
                                + "another point, or if values are noisy or coarse, declare it: withAccuracy(2e-07)");
        assertThat(conclusion.place().value("x").values()).containsExactly(0);
    }

    @Test
    void two_points_that_disagree_settle_the_matter() {
        Prober prober = prober(Subject.scalar("line", x -> 3 * x, x -> 2, 1), 1);
        Probe first = prober.probeAtRandom(prober.base(), Entries.all(1), 1);
        int before = prober.evaluations().spent();
        new NeighbourVote(prober, first, false).decide();
        int two = prober.evaluations().spent() - before;

        Prober six = prober(Subject.scalar("line", x -> 3 * x, x -> x > 1 ? 2 : 3, 1), 1);
        Probe other = six.probeAtRandom(six.base(), Entries.all(1), 1);
        int start = six.evaluations().spent();
        Conclusion mixed = new NeighbourVote(six, other, false).decide();

        assertThat(mixed.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(six.evaluations().spent() - start)
                .as("a third point, which disagrees too")
                .isGreaterThan(two + 5);
    }

    private static Prober prober(Subject subject, long seed) {
        return AtPoint.prober(subject, "x", 0, seed);
    }

    @Test
    void an_agreement_nearby_counts_if_it_could_have_shown_the_difference() {
        // The claim at the point is off by a millionth; the noise declared nearby hides a hundred thousandth.
        DoubleUnaryOperator derivative = x -> x == 1 ? 3 + 1e-6 : 3;
        Subject exact = Subject.scalar("line", x -> 3 * x, derivative, 1);
        Prober prober = prober(exact, 1);
        Probe first = prober.probeAtRandom(prober.base(), Entries.all(1), 1);

        assertThat(new NeighbourVote(prober, first, false).decide().verdict()).isEqualTo(Verdict.KINK);

        Prober noisy = AtPoint.prober(exact, "x", 1e-7, 1);
        assertThat(new NeighbourVote(noisy, first, false).decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void an_agreement_nearby_must_be_sharp_unless_a_closer_look_has_confirmed_the_difference() {
        // A difference of twice the slope, and nearby a bound of about a hundredth of it.
        Subject line = Subject.scalar("line", x -> 3 * x, x -> x == 1 ? 9 : 3, 1);
        Prober prober = AtPoint.prober(line, "x", 1e-7, 1);
        Probe first = prober.probeAtRandom(prober.base(), Entries.all(1), 1);

        assertThat(new NeighbourVote(prober, first, false).decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(new NeighbourVote(prober, first, true).decide().verdict()).isEqualTo(Verdict.KINK);
    }

    @Test
    void beside_a_jump_an_agreement_must_be_ten_times_as_sharp_as_the_jump() {
        Subject relu = Subject.scalar("relu", NeighbourVoteTest::relu, x -> x > 0 ? 1 : 0, 0);
        // Steps nearby are a hundredth of those at the point.
        Prober sharp = AtPoint.prober(relu, "x", 1e-8, 1);
        Probe first = sharp.probeAtRandom(sharp.base(), Entries.all(1), 1);
        Prober blunt = AtPoint.prober(relu, "x", 1e-5, 1);

        assertThat(first.slope().showsJump()).isTrue();
        assertThat(new NeighbourVote(sharp, first, false).decide().verdict()).isEqualTo(Verdict.KINK);
        assertThat(new NeighbourVote(blunt, first, false).decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(new NeighbourVote(blunt, first, false).decide().reason())
                .startsWith("the slope jumps at the point, and ");
    }
}
