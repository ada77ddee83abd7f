package io.gradcheck.finding;

import org.jspecify.annotations.Nullable;

/** A kind of mistake that a gradient can look like. */
public enum Mistake {
    /** The sign of every entry is flipped. */
    SIGN,
    /** Every entry is zero. */
    ZERO,
    /** Every entry is multiplied by one number. */
    FACTOR,
    /** Two axes are exchanged, or the values are read in the order of the exchanged axes; also those of a Jacobian. */
    TRANSPOSED,
    /** The values are shifted by one along an axis. */
    ROLLED,
    /** The last index of an axis is zero. */
    LAST_INDEX_MISSING,
    /** Of an axis only the first or only the last index is reported, and all others are zero. */
    ONLY_ONE_INDEX,
    /** The gradient of another variable is reported. */
    ANOTHER_VARIABLE,
    /** A multiple of the variable's own value is missing or there twice. */
    REGULARISER,
    /** One number, or a multiple of the upstream gradient, is added to every entry. */
    OFFSET,
    /** One term of several, a function of the entry alone, has another factor or sign, or is left out. */
    ONE_TERM,
    /** The value is level at every wrong entry, as where it is clamped, and the reported derivative is not 0 there. */
    LEVEL_VALUE,
    /** What is added to the entries is the same along an axis, as where a mean or a sum over it is missing. */
    OFFSET_ALONG_AXIS,
    /** Every entry is multiplied by the variable's value, as a derivative by its logarithm is, or divided by it. */
    LOGARITHM,
    /** Of a variable of unit norm: the component along it is left out, or there though the function has none. */
    NORMAL_COMPONENT,
    /** Of a symmetric matrix: right where it stays one, as its entries move together, and not where each moves alone. */
    SYMMETRIC_ENTRIES,
    /** Of a function taken element by element: its derivative is left out. */
    DERIVATIVE_MISSING,
    /** Of a function taken element by element: its derivative is taken at the output. */
    DERIVATIVE_AT_OUTPUT,
    /** Entries are wrong by about the rounding of a float, and are floats, or wrong by the one factor of a constant that is. */
    SINGLE_PRECISION,
    /** Entries are right to a few digits, and what is wrong with them follows no rule. */
    LOW_ACCURACY,
    /** Every entry is wrong by a small share of itself: a mutant of the size of small mistakes. */
    SMALL_ERROR,
    /** Entries are NaN, or infinite where the slope is finite. */
    NOT_FINITE,
    /** The gradient is another at each call, by about as much as it is wrong, and does not add up over calls. */
    UNREPEATABLE("another at each call", Law.DETERMINISTIC),
    /** The gradient is the same for every upstream gradient, which it should be multiplied by. */
    UPSTREAM_IGNORED("upstream ignored", Law.LINEAR_IN_UPSTREAM),
    /** The method that returns the gradient writes on its arguments, and may read again what it has written. */
    ARGUMENT_OVERWRITTEN("argument overwritten", Law.ARGUMENTS_UNTOUCHED),
    /** The gradient is that of the point which was evaluated last. */
    STALE("of the point that was evaluated last", Law.GRADIENT_ALONE),
    /** A mistake that the subject itself thinks likely, by the name that it gives. */
    SUSPECT,
    /** Every derivative of some outputs, not of all, has the wrong sign. */
    OUTPUT_SIGN,
    /** Every derivative of some outputs, not of all, is multiplied by one number. */
    OUTPUT_FACTOR,
    /** What is reported for the derivatives of outputs are the values of these outputs. */
    VALUE_FOR_DERIVATIVE,
    /** Every derivative of some outputs, not of all, is zero. */
    OUTPUT_IGNORED,
    /** Two outputs have the derivatives of each other. */
    OUTPUTS_EXCHANGED,
    /** The derivatives of all outputs by some entries, not by all, are zero. */
    INPUT_IGNORED,
    /** One entry alone is wrong: where the mistake is, not what it is. */
    ONE_ENTRY,
    /** One row, one column, or one index of another axis alone is wrong: where the mistake is, not what it is. */
    ONE_SLICE;

    private final String words;
    private final @Nullable Law reason;

    Mistake() {
        this("", null);
    }

    Mistake(String words, @Nullable Law reason) {
        this.words = words;
        this.reason = reason;
    }

    /** {@return what it is called, where it is called the same in every case; else empty} */
    public String words() {
        return words;
    }

    /** {@return the law whose being broken is how it is found; null if it is found by the gradient's numbers} */
    public @Nullable Law reason() {
        return reason;
    }

    /** {@return whether it says where a gradient is wrong and nothing of how} */
    public boolean saysOnlyWhere() {
        return this == ONE_ENTRY || this == ONE_SLICE;
    }
}
