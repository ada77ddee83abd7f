package io.gradcheck.check;

import org.jspecify.annotations.Nullable;

/**
 * What follows for some entries of a variable.
 *
 * @param verdict the verdict
 * @param reason why, where it is not a plain PASS; else empty
 * @param place where the decisive probe was made
 * @param probe the decisive probe; null where none could be made
 * @param smooth whether a FAIL was seen at the point itself without a jump of the slope there
 */
record Conclusion(
        Verdict verdict,
        String reason,
        Place place,
        @Nullable Probe probe,
        boolean smooth) {

    Conclusion(Verdict verdict, String reason, Place place, @Nullable Probe probe) {
        this(verdict, reason, place, probe, false);
    }

    boolean vacuous() {
        return verdict == Verdict.PASS && (probe == null || probe.vacuous());
    }

    Conclusion worse(Conclusion other) {
        return other.verdict.compareTo(verdict) > 0 ? other : this;
    }
}
