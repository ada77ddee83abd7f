package io.gradcheck.check;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;

/**
 * What follows for one entry that was checked alone.
 *
 * <p>The numbers only: the directions of all probes of a variable of n entries would take n^2.
 *
 * @param verdict the verdict
 * @param reason why, where it is not a plain PASS; else empty
 * @param probe what was compared, divided by the weight with which the entry moved
 * @param certain the distance from which on a gradient is sure to disagree
 * @param detectionLimit the largest error that could have stayed unseen; infinite where nothing was compared
 * @param atPoint whether it was judged at the point itself, not nearby
 * @param subgradient whether the gradient reported at a kink is a subgradient
 * @param vacuous whether nothing could have been seen
 * @param smoothFail whether it failed at the point itself without a jump of the slope
 * @param jumpSeen whether any probe at the point itself saw the slope jump
 * @param evaluations what that took
 */
record EntryResult(
        Verdict verdict,
        String reason,
        EntryProbe probe,
        double certain,
        double detectionLimit,
        boolean atPoint,
        Subgradient subgradient,
        boolean vacuous,
        boolean smoothFail,
        boolean jumpSeen,
        int evaluations) {

    static EntryResult of(Conclusion conclusion, EntryProbe shown, Prober prober, int evaluations) {
        Probe probe = conclusion.probe();
        return new EntryResult(
                conclusion.verdict(),
                conclusion.reason(),
                shown,
                probe == null
                        ? Double.POSITIVE_INFINITY
                        : (probe.bound()
                                        + Math.abs(probe.slope().jump())
                                        + probe.slope().jumpError())
                                / probe.smallestWeight(),
                conclusion.detectionLimit(),
                conclusion.place() == prober.base(),
                conclusion.subgradient(),
                conclusion.vacuous(),
                conclusion.smooth(),
                prober.jumpSeen(),
                evaluations);
    }

    int offset() {
        return probe.offset();
    }

    /** The same entry, when there was no time left for the second look that its failure needs. */
    EntryResult undecided(String why) {
        return new EntryResult(
                Verdict.INCONCLUSIVE,
                why,
                probe,
                certain,
                detectionLimit,
                atPoint,
                subgradient,
                vacuous,
                false,
                jumpSeen,
                evaluations);
    }
}
