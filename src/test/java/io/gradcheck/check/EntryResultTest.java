package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.decision.NeighbourPoints;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept of an entry that was checked alone, and what follows for a variable of such entries. */
class EntryResultTest {

    private static final EvaluationPoint PLACE =
            AtPoint.of(Subject.objective("sum", x -> x[0] + x[1], x -> new double[] {1, 1}, 0.3, 0.7));
    private static final EvaluationPoint KINK = AtPoint.of(Subject.scalar("abs", Math::abs, Math::signum, 0));
    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void the_numbers_of_an_entry_are_those_of_its_direction_by_its_weight() {
        // Along it, the derivative is 10, known to 4 * 0.25 + 0.5.
        EntryProbe entry = EntryProbe.of(1, -19, probe(9.5, -0.5, 0, 0));

        assertThat(entry).isEqualTo(new EntryProbe(1, -19, -20, 3, false, true));
        assertThat(entry.difference()).isEqualTo(1);
    }

    @Test
    void an_entry_is_wrong_where_its_probe_disagrees_or_it_is_not_finite() {
        assertThat(EntryProbe.of(1, 24, probe(12, 0.5, 0, 0)).wrong()).isTrue();
        assertThat(EntryProbe.of(1, 20, probe(10, 0.5, 0, 0)).wrong()).isFalse();
        assertThat(EntryProbe.of(1, INFINITE, probe(10, 0.5, 0, 0)).wrong()).isTrue();
        assertThat(EntryProbe.of(1, NAN, probe(10, 0.5, 0, 0)).wrong()).isTrue();
    }

    @Test
    void an_entry_is_clear_unless_the_slope_was_seen_to_jump() {
        assertThat(EntryProbe.of(1, 20, probe(10, 0.5, 6, 0.125)).clear()).isFalse();
        assertThat(EntryProbe.of(1, 20, probe(10, 0.5, 0.25, 0.125)).clear()).isTrue();
    }

    @Test
    void the_worst_entry_is_farthest_beyond_what_is_allowed_and_not_a_number_is_worse() {
        EntryProbe notANumber = new EntryProbe(0, NAN, 1, 1e-9, true, true);
        EntryProbe tenTimes = new EntryProbe(1, 1, 11, 1, true, true);
        EntryProbe twice = new EntryProbe(2, 1, 201, 100, true, true);
        EntryProbe half = new EntryProbe(3, 1, 1.5, 1, false, true);

        assertThat(Stream.of(half, tenTimes, notANumber, twice).sorted(EntryProbe.WORST_FIRST))
                .containsExactly(notANumber, tenTimes, twice, half);
    }

    @Test
    void a_gradient_is_sure_to_disagree_beyond_bound_jump_and_its_error_by_the_weight() {
        EntryResult entry = of(Verdict.PASS, PLACE, probe(10, 0.5, -0.25, 0.125), prober(PLACE));

        // 1.5 and 0.25 and 0.125 along the direction, by a weight of one half.
        assertThat(entry.certain()).isEqualTo(3.75);
        assertThat(entry.detectionLimit()).isEqualTo(3);
    }

    @Test
    void of_an_entry_that_was_not_probed_no_gradient_is_sure_to_disagree() {
        EntryResult entry = of(Verdict.INCONCLUSIVE, PLACE, null, prober(PLACE));

        assertThat(entry.certain()).isInfinite();
        assertThat(entry.detectionLimit()).isInfinite();
    }

    @Test
    void it_is_kept_whether_an_entry_was_judged_at_the_point_itself() {
        EvaluationPoint nearby = NeighbourPoints.along(Direction.of(Tensor.vector(1, 1)), prober(PLACE));

        assertThat(of(Verdict.PASS, PLACE, probe(10, 1, 0, 0), prober(PLACE)).atPoint())
                .isTrue();
        assertThat(of(Verdict.PASS, nearby, probe(10, 1, 0, 0), prober(PLACE)).atPoint())
                .isFalse();
    }

    @Test
    void a_jump_is_known_of_if_any_entry_saw_one() {
        Prober seeing = prober(KINK);
        seeing.probeEntry(KINK, 0, 1);
        EntryResult jumping = of(Verdict.KINK, KINK, probe(10, 1, 0, 0), seeing);
        EntryResult smooth = of(Verdict.PASS, PLACE, probe(10, 1, 0, 0), prober(PLACE));

        assertThat(jumping.jumpSeen()).isTrue();
        assertThat(smooth.jumpSeen()).isFalse();
        assertThat(entries(smooth, jumping).jumpSeen()).isTrue();
        assertThat(entries(smooth, smooth).jumpSeen()).isFalse();
    }

    @Test
    void without_time_for_a_second_look_a_failure_is_undecided_and_keeps_its_numbers() {
        EntryResult failed = entry(1, Verdict.FAIL, true);

        assertThat(failed.undecided("why"))
                .isEqualTo(new EntryResult(
                        Verdict.INCONCLUSIVE,
                        "why",
                        failed.probe(),
                        failed.certain(),
                        failed.detectionLimit(),
                        true,
                        Subgradient.NO_KINK,
                        false,
                        false,
                        false,
                        7));
    }

    @Test
    void a_gradient_is_caught_by_any_entry_that_passed_at_the_point() {
        // The entries are 5, a gradient is sure to be wrong from 0.5 away on.
        EntryResults passed = entries(entry(0, Verdict.PASS, true), entry(1, Verdict.PASS, true));

        assertThat(passed.catches(new double[] {5.5, 4.5})).isFalse();
        assertThat(passed.catches(new double[] {5, 4.25})).isTrue();
        assertThat(passed.catches(new double[] {5.75, 5})).isTrue();
        assertThat(passed.catches(new double[] {NAN, 5})).isTrue();
    }

    @Test
    void entries_without_a_pass_at_the_point_catch_nothing() {
        double[] wrong = {9, 9};

        assertThat(entries(entry(0, Verdict.FAIL, true), entry(1, Verdict.KINK, true))
                        .catches(wrong))
                .isFalse();
        assertThat(entries(entry(0, Verdict.PASS, false), null).catches(wrong)).isFalse();
        assertThat(entries(entry(0, Verdict.INCONCLUSIVE, true), entry(1, Verdict.PASS, true))
                        .catches(wrong))
                .isTrue();
    }

    @Test
    void the_wrong_entries_are_those_that_failed() {
        EntryResults entries = entries(
                entry(0, Verdict.PASS, true),
                entry(1, Verdict.FAIL, true),
                entry(2, Verdict.KINK, true),
                entry(3, Verdict.FAIL, false),
                null);

        assertThat(entries.wrong().entries()).containsExactly(1, 3);
        assertThat(entries.wrong().size()).isEqualTo(5);
        assertThat(entries.counts()).isEqualTo(new EntryCounts(5, 4, 0, 1));
        assertThat(entries.localised().probed())
                .as("at the point")
                .extracting(EntryProbe::offset)
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(entries.localised().wrong()).isEqualTo(2);
        assertThat(entries.localised().count()).isEqualTo(CountKind.AT_LEAST);
    }

    private static EntryResult entry(int offset, Verdict verdict, boolean atPoint) {
        EntryProbe probe = new EntryProbe(offset, 5, 5, 0.25, verdict == Verdict.FAIL, true);
        return new EntryResult(
                verdict, "", probe, 0.5, 0.25, atPoint, Subgradient.NO_KINK, false, verdict == Verdict.FAIL, false, 7);
    }

    private static EntryResults entries(EntryResult... entries) {
        return new EntryResults(entries);
    }

    private static EntryResult of(Verdict verdict, EvaluationPoint place, Probe probe, Prober prober) {
        EntryProbe shown = probe == null ? EntryProbe.unknown(1, 20) : EntryProbe.of(1, 20, probe);
        return EntryResult.of(new Conclusion(verdict, "", place, probe), shown, prober, 7);
    }

    private static Prober prober(EvaluationPoint place) {
        return new Prober(place, "x", 0, new SplittableRandom(1), new Evaluations(1000));
    }

    /** A probe of the second of two entries, of a slope of 10 with a bound of 1.5. */
    private static Probe probe(double analytic, double weight, double jump, double jumpError) {
        DerivativeEstimate slope =
                new DerivativeEstimate(10, 0.25, jump, jumpError, 0.1, 0.5, DerivativeEstimate.Sides.BOTH);
        Derivative estimator = new Derivative(t -> t, 0, 0, analytic, Math.abs(analytic), FloatFormat.BINARY64);
        return new Probe(
                Entries.single(2, 1),
                Direction.ofEntry(1, weight, 2),
                0.1,
                analytic,
                Math.abs(analytic),
                0,
                slope,
                estimator);
    }
}
