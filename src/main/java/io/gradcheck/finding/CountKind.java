package io.gradcheck.finding;

/** How a number of wrong entries is known. */
public enum CountKind {
    /** Every entry was checked, or shown to be right together with others; it is the number of entries found wrong. */
    EXACT,

    /** There may be more: the search ended before every block of the tensor was looked into, or entries are undecided. */
    AT_LEAST,

    /** From a sample of the entries of the tensor, or of a block of it. */
    ESTIMATED
}
