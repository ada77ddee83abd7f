package io.gradcheck.check.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.jacobian.Jacobian;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A failure that rests on noise and that no entry alone bears out. */
class OnlyTogetherTest {

    private static final Direction BOTH = Direction.of(Tensor.vector(1, 1));
    private static final EntryProbe RIGHT = new EntryProbe(0, 1, 1, 1e-6, false, true);
    private static final EntryProbe ALSO_RIGHT = new EntryProbe(1, 1, 1, 1e-6, false, true);
    private static final EntryProbe WRONG = new EntryProbe(1, 2, 1, 1e-6, true, true);
    private static final EntryProbe AT_KINK = new EntryProbe(1, 1, 1, 1e-6, false, false);

    // The difference along both is 2, with the weight of the output.
    private static final EntryProbe OPEN = new EntryProbe(0, 1, 1, 1.1, false, true);
    private static final EntryProbe ALSO_OPEN = new EntryProbe(1, 1, 1, 1.1, false, true);
    private static final EntryProbe NOISY = new EntryProbe(1, 1, 1, 4.1, false, true);

    private final Prober prober = prober();
    private final Probe probe = prober.probeAlong(prober.base(), Entries.all(2), BOTH, 0.1);

    /** Of {@code x + y}, of which a gradient of 1 and 2 is reported, with the output weighted by -2. */
    private static Prober prober() {
        Subject sum = Subject.objective(
                "sum", x -> x[0] + x[1] + 1e-7 * Math.sin(1e9 * x[0]), x -> new double[] {1, 2}, 0.3, 0.4);
        Contraction weighted = new Contraction(sum, Tensor.scalar(-2), 0);
        return new Prober(
                EvaluationPoint.of(weighted, AtPoint.output(sum)),
                "x",
                1e-6,
                new SplittableRandom(1),
                new Evaluations(1000));
    }

    private void surprise() {
        // What is known of the noise, 1e-6, is far more than there is, unless values are asked that are much rougher.
        Subject rough = Subject.objective(
                "rough", x -> x[0] + x[1] + 1e-3 * Math.sin(1e9 * x[0]), x -> new double[] {1, 2}, 0.3, 0.4);
        EvaluationPoint there = AtPoint.of(rough);
        assertThat(prober.learnAt(there, probe, 1e-3)).isTrue();
    }

    private Conclusion failed() {
        return new Conclusion(Verdict.FAIL, "", prober.base(), probe);
    }

    private static Explanation explanation(EntryProbe... probed) {
        Localised localised = new Localised(List.of(probed), 0, CountKind.EXACT, List.of(), false);
        return new Explanation(localised, Jacobian.NONE, List.of(), 0);
    }

    @Test
    void where_noise_surprised_and_every_entry_alone_is_right_nothing_is_decided() {
        surprise();

        Conclusion last = OnlyTogether.reconsidered(failed(), explanation(RIGHT, ALSO_RIGHT), prober);

        assertThat(last.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(last.probe()).isSameAs(probe);
        assertThat(last.undecided()).isEqualTo(2);
        assertThat(last.reason())
                .matches(
                        "along the direction tried the gradient is 3\\.00000, the numeric derivative (2\\.0|1\\.9)\\d+, "
                                + "but no entry alone differs by more than is allowed: "
                                + "if values are noisy or coarse, declare it: withAccuracy\\(\\de-\\d+\\)");
    }

    @Test
    void where_noise_was_what_it_was_known_to_be_errors_of_many_entries_may_add_up() {
        Conclusion failed = failed();

        assertThat(OnlyTogether.reconsidered(failed, explanation(RIGHT, ALSO_RIGHT), prober))
                .isSameAs(failed);
    }

    @Test
    void an_entry_that_is_wrong_or_was_not_seen_clearly_or_not_at_all_lets_the_failure_stand() {
        surprise();
        Conclusion failed = failed();

        assertThat(OnlyTogether.reconsidered(failed, explanation(RIGHT, WRONG), prober))
                .isSameAs(failed);
        assertThat(OnlyTogether.reconsidered(failed, explanation(RIGHT, AT_KINK), prober))
                .isSameAs(failed);
        assertThat(OnlyTogether.reconsidered(failed, explanation(RIGHT), prober))
                .isSameAs(failed);
    }

    private Conclusion failedAtThePoint() {
        return new Conclusion(Verdict.FAIL, "", prober.base(), probe, Subgradient.NO_KINK, true, 0);
    }

    @Test
    void errors_that_add_up_to_less_than_was_seen_along_all_contradict_it() {
        Conclusion last = OnlyTogether.reconsidered(failedAtThePoint(), explanation(RIGHT, ALSO_RIGHT), prober);

        assertThat(last.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(last.reason()).contains("but no entry alone differs by more than is allowed");
    }

    @Test
    void errors_that_may_add_up_to_what_was_seen_along_all_let_the_failure_stand() {
        Conclusion failed = failedAtThePoint();

        assertThat(OnlyTogether.reconsidered(failed, explanation(OPEN, ALSO_OPEN), prober))
                .isSameAs(failed);
    }

    @Test
    void an_entry_that_alone_leaves_far_more_open_than_was_seen_along_all_contradicts_it() {
        assertThat(OnlyTogether.reconsidered(failedAtThePoint(), explanation(RIGHT, NOISY), prober)
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** The verdict where entries alone allow what is said, and a difference of 1 was seen along (1, -1/2). */
    private Verdict verdict(double first, double second) {
        Probe uneven = prober.probeAlong(prober.base(), Entries.all(2), Direction.of(Tensor.vector(1, -0.5)), 0.1);
        assertThat(uneven.difference()).isBetween(0.99, 1.01);
        Conclusion failed = new Conclusion(Verdict.FAIL, "", prober.base(), uneven, Subgradient.NO_KINK, true, 0);
        Explanation explanation =
                explanation(new EntryProbe(0, 1, 1, first, false, true), new EntryProbe(1, 1, 1, second, false, true));
        return OnlyTogether.reconsidered(failed, explanation, prober).verdict();
    }

    @Test
    void what_is_allowed_for_an_entry_counts_as_far_as_the_entry_moves() {
        assertThat(verdict(0.2, 1.5)).as("0.95 in all").isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(0.3, 1.5)).as("1.05").isEqualTo(Verdict.FAIL);
        assertThat(verdict(1e-6, 3.9)).as("1.95 of one").isEqualTo(Verdict.FAIL);
        assertThat(verdict(1e-6, 4.1)).as("2.05").isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(1.9, 1e-6)).as("1.9 of the other").isEqualTo(Verdict.FAIL);
        assertThat(verdict(2.1, 1e-6)).as("2.1").isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void around_a_jump_what_an_entry_leaves_open_at_the_point_says_nothing() {
        Conclusion failed = failed();

        assertThat(OnlyTogether.reconsidered(failed, explanation(RIGHT, NOISY), prober))
                .isSameAs(failed);
    }

    @Test
    void an_entry_along_which_rounding_leaves_values_in_stairs_is_not_held_against_a_gradient() {
        double x = 2e6;
        Subject product = rest(x, 1);
        Prober of = AtPoint.prober(product, "x", 1e-16, 1, 4000);
        Probe along = of.probeAlong(of.base(), Entries.all(2), BOTH, 1e-3);
        Conclusion failed = new Conclusion(Verdict.FAIL, "", of.base(), along);
        double slope = of.base().gradient("x").values()[0];
        EntryProbe seemsWrong = new EntryProbe(0, slope, 0, 1e-18, true, true);
        int before = of.evaluations().spent();

        Conclusion last = OnlyTogether.reconsidered(failed, explanation(seemsWrong, ALSO_RIGHT), of);

        assertThat(last.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(last.reason())
                .isEqualTo(
                        "the disagreement is no more than rounding leaves of the output, which moves in stairs or stands "
                                + "on one: check at another point");
        assertThat(of.evaluations().spent()).isGreaterThan(before);
        assertThat(OnlyTogether.reconsidered(failed, explanation(seemsWrong, WRONG), of))
                .as("the second entry has no stairs")
                .isSameAs(failed);
    }

    /** What becomes of a failure of {@code rest} that is told of its first entry, with some numeric derivative there. */
    private static Verdict verdictOfRest(double factor, double numericShare) {
        Prober of = AtPoint.prober(rest(2e6, factor), "x", 1e-16, 1, 4000);
        Probe along = of.probeAlong(of.base(), Entries.all(2), BOTH, 1e-3);
        double slope = of.base().gradient("x").values()[0];
        EntryProbe seemsWrong = new EntryProbe(0, slope, numericShare * slope, 1e-18, true, true);
        Conclusion failed = new Conclusion(Verdict.FAIL, "", of.base(), along);
        return OnlyTogether.reconsidered(failed, explanation(seemsWrong, ALSO_RIGHT), of)
                .verdict();
    }

    @Test
    void an_entry_of_which_a_slope_was_seen_stands_on_no_stair() {
        assertThat(verdictOfRest(1, 0)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdictOfRest(1, -0.9e-6)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdictOfRest(1, 1.1e-6)).isEqualTo(Verdict.FAIL);
        assertThat(verdictOfRest(1, -1.1e-6)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void an_entry_that_is_farther_off_than_rounding_can_be_is_wrong() {
        assertThat(verdictOfRest(1e8, 0)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void an_entry_that_a_further_look_finds_right_does_not_explain_a_failure() {
        Subject right = Subject.objective("sum", x -> x[0] + x[1], x -> new double[] {1, 1}, 0.3, 0.4);
        Prober of = AtPoint.prober(right, "x", 1e-16, 1);
        Conclusion failed =
                new Conclusion(Verdict.FAIL, "", of.base(), of.probeAlong(of.base(), Entries.all(2), BOTH, 0.1));
        EntryProbe seemsWrong = new EntryProbe(0, 1, 0, 1e-18, true, true);

        assertThat(OnlyTogether.reconsidered(failed, explanation(seemsWrong, ALSO_RIGHT), of))
                .isSameAs(failed);
    }

    @Test
    void entries_that_are_right_beside_one_in_stairs_are_not_looked_at_again() {
        Subject two = Subject.objective(
                "rest of the second",
                v -> (Math.sqrt(1 + v[1] * v[1]) - v[1]) * (2 + v[0]),
                v -> {
                    double root = Math.sqrt(1 + v[1] * v[1]);
                    return new double[] {2 * (root - v[1]), -1 / root / (root + v[1]) * (2 + v[0])};
                },
                0.5,
                2e6);
        Prober of = AtPoint.prober(two, "x", 1e-16, 1, 4000);
        Conclusion failed =
                new Conclusion(Verdict.FAIL, "", of.base(), of.probeAlong(of.base(), Entries.all(2), BOTH, 1e-3));
        double slope = of.base().gradient("x").values()[1];
        EntryProbe seemsWrong = new EntryProbe(1, slope, 0, 1e-18, true, true);
        EntryProbe wrongToo = new EntryProbe(0, 7, 0, 1e-6, true, true);

        assertThat(OnlyTogether.reconsidered(failed, explanation(RIGHT, seemsWrong), of)
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(OnlyTogether.reconsidered(failed, explanation(wrongToo, seemsWrong), of))
                .isSameAs(failed);
        assertThat(OnlyTogether.reconsidered(failed, explanation(RIGHT), of)).isSameAs(failed);
    }

    /** {@code (sqrt(1 + x^2) - x) (2 + y)}, of whose first factor rounding leaves a few last places of x. */
    private static Subject rest(double x, double factor) {
        return Subject.objective(
                "rest",
                v -> (Math.sqrt(1 + v[0] * v[0]) - v[0]) * (2 + v[1]),
                v -> {
                    double root = Math.sqrt(1 + v[0] * v[0]);
                    return new double[] {-factor / root / (root + v[0]) * (2 + v[1]), 2 * (root - v[0])};
                },
                x,
                0.5);
    }

    @Test
    void what_did_not_fail_or_failed_without_a_probe_is_left_alone() {
        surprise();
        Conclusion kink = new Conclusion(Verdict.KINK, "", prober.base(), probe);
        Conclusion notFinite = new Conclusion(Verdict.FAIL, "", prober.base(), null);

        assertThat(OnlyTogether.reconsidered(kink, explanation(RIGHT, ALSO_RIGHT), prober))
                .isSameAs(kink);
        assertThat(OnlyTogether.reconsidered(notFinite, explanation(RIGHT, ALSO_RIGHT), prober))
                .isSameAs(notFinite);
    }
}
