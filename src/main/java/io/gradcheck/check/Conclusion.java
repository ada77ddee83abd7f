package io.gradcheck.check;

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
 */
record Conclusion(
        Verdict verdict,
        String reason,
        Place place,
        @Nullable Probe probe,
        Subgradient subgradient,
        boolean smooth) {

    Conclusion(Verdict verdict, String reason, Place place, @Nullable Probe probe) {
        this(verdict, reason, place, probe, Subgradient.NO_KINK, false);
    }

    /** A disagreement at the point itself, without a jump of the slope there. */
    static Conclusion smoothFail(Place place, Probe probe) {
        return new Conclusion(Verdict.FAIL, "", place, probe, Subgradient.NO_KINK, true);
    }

    /** This kink, with what is known of the gradient reported at it. */
    Conclusion with(SubgradientCheck check, Place base, boolean strict) {
        if (check.answer() != Subgradient.NO) {
            return new Conclusion(verdict, reason, place, probe, check.answer(), smooth);
        }
        return strict
                ? new Conclusion(Verdict.FAIL, check.text(), base, check.probe(), check.answer(), smooth)
                : new Conclusion(verdict, reason + ", BUT " + check.text(), place, probe, check.answer(), smooth);
    }

    boolean vacuous() {
        return verdict == Verdict.PASS && (probe == null || probe.vacuous());
    }

    Conclusion worse(Conclusion other) {
        return other.verdict.compareTo(verdict) > 0 ? other : this;
    }
}
