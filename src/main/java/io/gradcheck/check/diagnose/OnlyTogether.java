package io.gradcheck.check.diagnose;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.decision.OtherScales;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import java.util.Locale;

/**
 * A second thought on a failure of a variable of few entries, none of which differs alone by more than is allowed, or only where
 * rounding has left the values in stairs.
 *
 * <p>Errors of many entries add up to one that shows, and such a failure stands. But where values move in stairs, or are as
 * rough as no estimate of noise foresaw, that same noise is what the verdict rests on, and the entries contradict it. So they do where
 * all that is allowed for them one by one adds up to less than the difference seen together. And where one entry, looked at alone, was
 * found to be so noisy that this alone is far more than that difference, nothing was seen.
 */
public final class OnlyTogether {

    // A bound is about the same along any direction, so that a difference just above it is no more than one entry's.
    private static final double FAR_ABOVE = 2;
    private static final int MOST = 4000;
    private static final double NOTHING = 1e-6;

    private OnlyTogether() {}

    /** The conclusion; undecided where the entries contradict a failure that rests on such noise. */
    public static Conclusion reconsidered(Conclusion conclusion, Explanation explanation, Prober prober) {
        Probe probe = conclusion.probe();
        if (conclusion.verdict() != Verdict.FAIL || probe == null) {
            return conclusion;
        }
        Localised localised = explanation.localised();
        if (!isClear(localised, probe.direction().size())) {
            return conclusion;
        }
        boolean doubtful = prober.noiseSurprised()
                || (conclusion.smooth() && contradict(localised, conclusion.ofSubject(prober.variable())));
        String reason = isWrong(localised)
                ? inStairs(localised, conclusion.place().ofSubject(), prober)
                : doubtful ? text(conclusion.place(), probe, prober) : "";
        return reason.isEmpty() ? conclusion : new Conclusion(Verdict.INCONCLUSIVE, reason, conclusion.place(), probe);
    }

    /** The stairs in which the values stand along every entry that seems wrong; empty where there is one that has none. */
    private static String inStairs(Localised localised, EvaluationPoint place, Prober prober) {
        Prober looks = new Prober(
                place,
                prober.variable(),
                prober.noise(prober.base()),
                prober.random().split(),
                new Evaluations(MOST));
        String found = "";
        try {
            for (EntryProbe entry : localised.probed()) {
                if (!entry.wrong()) {
                    continue;
                }
                if (Math.abs(entry.numeric()) > NOTHING * entry.difference()) {
                    return "";
                }
                Probe alone = looks.probeEntry(place, entry.offset(), 1);
                found = alone.disagrees() ? OtherScales.inStairs(looks, place, alone, alone) : "";
                if (found.isEmpty()) {
                    return "";
                }
            }
            return found;
        } catch (Evaluations.Exhausted exhausted) {
            return "";
        } finally {
            prober.evaluations().add(looks.evaluations());
        }
    }

    private static boolean isWrong(Localised localised) {
        return localised.probed().stream().anyMatch(EntryProbe::wrong);
    }

    /** Whether every entry was checked alone, away from kinks. */
    private static boolean isClear(Localised localised, int entries) {
        return localised.probed().size() == entries
                && localised.probed().stream().allMatch(EntryProbe::clear);
    }

    /** Whether entries that all agree alone say that the difference along all is nothing, or leave more open than it. */
    private static boolean contradict(Localised localised, Conclusion conclusion) {
        Probe probe = conclusion.probe();
        if (probe == null) {
            return false;
        }
        double sum = 0;
        double most = 0;
        for (EntryProbe entry : localised.probed()) {
            double allowed = entry.allowed() * Math.abs(probe.direction().weight(entry.offset()));
            sum += allowed;
            most = Math.max(most, allowed);
        }
        // In single precision the bound of one entry alone is often so large: noise decides there, along all
        // directions.
        boolean noisier = most >= FAR_ABOVE * probe.difference()
                && !conclusion.place().arithmetic().noiseDecides();
        return sum < probe.difference() || noisier;
    }

    private static String text(EvaluationPoint place, Probe probe, Prober prober) {
        double unit = place.f().unit();
        return String.format(
                Locale.ROOT,
                "along the direction tried the gradient is %.6g, the numeric derivative %.6g, but no entry alone differs by "
                        + "more than is allowed: %s",
                probe.analytic() / unit,
                probe.slope().derivative() / unit,
                Advice.ifCoarse(prober.of(place).base(), Advice.moved(prober.of(place), probe)));
    }
}
