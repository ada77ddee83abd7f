package io.gradcheck.finding;

/** Whether the gradient that is reported at a kink lies between the one-sided slopes there. */
public enum Subgradient {
    /** The point is no kink, as far as was seen. */
    NO_KINK,

    /** At every coordinate looked at, it lies between the one-sided slopes. */
    YES,

    /** Several kinks may meet, or the one-sided slopes are not clear enough. */
    NOT_DECIDED,

    /** At some coordinate it lies far outside the one-sided slopes. */
    NO
}
