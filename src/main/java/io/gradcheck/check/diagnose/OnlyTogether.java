package io.gradcheck.check.diagnose;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import java.util.Locale;

/**
 * A second thought on a failure of a variable of few entries, none of which differs alone by more than is allowed.
 *
 * <p>Errors of many entries add up to one that shows, and such a failure stands. But where values move in stairs, or are as
 * rough as no estimate of noise foresaw, that same noise is what the verdict rests on, and the entries contradict it.
 */
public final class OnlyTogether {

    private OnlyTogether() {}

    /** The conclusion; undecided where the entries contradict a failure that rests on such noise. */
    public static Conclusion reconsidered(Conclusion conclusion, Explanation explanation, Prober prober) {
        Probe probe = conclusion.probe();
        if (conclusion.verdict() != Verdict.FAIL || probe == null || !prober.noiseSurprised()) {
            return conclusion;
        }
        return isAbsolved(explanation.localised(), probe.direction().size())
                ? new Conclusion(
                        Verdict.INCONCLUSIVE, text(conclusion.place(), probe, prober), conclusion.place(), probe)
                : conclusion;
    }

    /** Whether every entry was checked alone, away from kinks, and none is wrong. */
    private static boolean isAbsolved(Localised localised, int entries) {
        return localised.probed().size() == entries
                && localised.probed().stream().allMatch(entry -> entry.clear() && !entry.wrong());
    }

    private static String text(EvaluationPoint place, Probe probe, Prober prober) {
        double unit = place.f().unit();
        return String.format(
                Locale.ROOT,
                "along the direction tried the gradient is %.6g, the numeric derivative %.6g, but no entry alone differs by "
                        + "more than is allowed: %s",
                probe.analytic() / unit,
                probe.slope().derivative() / unit,
                Advice.ifCoarse(prober.of(place), probe));
    }
}
