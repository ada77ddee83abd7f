package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Units;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What follows for some entries of a variable.
 *
 * @param verdict the verdict
 * @param reason why, where it is not a plain PASS; else empty
 * @param place where the decisive probe was made
 * @param probe the decisive probe; null where none could be made
 * @param subgradient whether the gradient reported at a kink is a subgradient
 * @param smooth whether a FAIL was seen at the point itself without a jump of the slope there
 * @param undecided how many of the entries stay undecided beside this verdict, or because of it
 */
public record Conclusion(
        Verdict verdict,
        String reason,
        EvaluationPoint place,
        @Nullable Probe probe,
        Subgradient subgradient,
        boolean smooth,
        int undecided) {

    /** As a number of undecided entries: all that there are. */
    public static final int ALL = Integer.MAX_VALUE;

    public Conclusion(Verdict verdict, String reason, EvaluationPoint place, @Nullable Probe probe) {
        this(verdict, reason, place, probe, Subgradient.NO_KINK, false, undecided(verdict, probe));
    }

    private static int undecided(Verdict verdict, @Nullable Probe probe) {
        if (verdict != Verdict.INCONCLUSIVE) {
            return 0;
        }
        return probe == null ? ALL : probe.region().count();
    }

    /** No verdict, since all evaluations that were allowed are spent. */
    public static Conclusion exhausted(Prober prober) {
        return new Conclusion(
                Verdict.INCONCLUSIVE,
                "undecided after " + prober.evaluations().spent() + " evaluations, the most that were allowed: "
                        + Advice.moreEvaluations(prober),
                prober.base(),
                null);
    }

    /** A disagreement at the point itself, without a jump of the slope there. */
    static Conclusion smoothFail(EvaluationPoint place, Probe probe) {
        return new Conclusion(Verdict.FAIL, "", place, probe, Subgradient.NO_KINK, true, 0);
    }

    /** The same conclusion, with more to say of it. */
    Conclusion with(String more) {
        return new Conclusion(verdict, reason + more, place, probe, subgradient, smooth, undecided);
    }

    /** This kink, with what is known of the gradient reported at it. */
    Conclusion with(SubgradientCheck check, EvaluationPoint base, boolean strict) {
        if (check.answer() != Subgradient.NO) {
            return new Conclusion(verdict, reason, place, probe, check.answer(), smooth, undecided);
        }
        return strict
                ? new Conclusion(Verdict.FAIL, check.text(), base, check.probe(), check.answer(), smooth, undecided)
                : new Conclusion(
                        verdict, reason + ", BUT " + check.text(), place, probe, check.answer(), smooth, undecided);
    }

    /**
     * The largest error of a single entry that could have stayed unseen. One that passes can be hidden by the whole of
     * what was seen of the difference, and by the numeric derivative's own error beside it; what is undecided excludes
     * nothing.
     */
    public double detectionLimit() {
        if (probe == null || verdict == Verdict.INCONCLUSIVE) {
            return Double.POSITIVE_INFINITY;
        }
        double hidden = verdict == Verdict.FAIL ? probe.bound() : probe.difference() + probe.bound();
        return hidden / probe.smallestWeight();
    }

    public boolean vacuous() {
        return verdict == Verdict.PASS && (probe == null || probe.vacuous());
    }

    /** The worse of two conclusions about different entries of a variable; what stays undecided adds up. */
    public Conclusion worse(Conclusion other) {
        Conclusion worse = other.verdict.compareTo(verdict) > 0 ? other : this;
        return worse.withUndecided((int) Math.min(ALL, (long) undecided + other.undecided));
    }

    /** The same with a further reason. */
    public Conclusion because(String further) {
        String both = reason.isEmpty() ? further : reason + "; " + further;
        return new Conclusion(verdict, both, place, probe, subgradient, smooth, undecided);
    }

    /** The same conclusion on a variable, in the units of the subject. */
    public Conclusion ofSubject(String variable) {
        Units units = place.f().units();
        Probe own = probe == null ? null : probe.ofSubject(variable, units);
        return units.areOfSubject()
                ? this
                : new Conclusion(verdict, reason, place.ofSubject(), own, subgradient, smooth, undecided);
    }

    Conclusion withUndecided(int entries) {
        return new Conclusion(verdict, reason, place, probe, subgradient, smooth, entries);
    }
}
