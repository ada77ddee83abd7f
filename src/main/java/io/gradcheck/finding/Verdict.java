package io.gradcheck.finding;

/** What a check says of a gradient, from best to worst. */
public enum Verdict {
    /** The gradient agrees with the numeric derivative within its error bound. */
    PASS,

    /** The function has a kink at the point, or its chain rule does not hold there; around it the gradient is right. */
    KINK,

    /** Nothing can be said: noise, values that are not finite, or nothing that could have been seen. */
    INCONCLUSIVE,

    /** The gradient is wrong: it differs from the numeric derivative by more than the error bound allows. */
    FAIL;

    /**
     * The more severe of two verdicts.
     *
     * @param other the verdict to compare with
     * @return this or the other
     */
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
