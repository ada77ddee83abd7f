package io.gradcheck.check;

/** How a number of wrong entries is known. */
public enum CountKind {
    /** Every entry was checked, or shown to be right together with others. */
    EXACT,

    /** The search ended before every block of the tensor was looked into. */
    AT_LEAST,

    /** From a sample of entries. */
    ESTIMATED
}
