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
