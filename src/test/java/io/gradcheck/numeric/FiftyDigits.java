package io.gradcheck.numeric;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to fifty digits, by their power series; good for arguments up to about 30. */
final class FiftyDigits {

    static final MathContext DIGITS = new MathContext(50);

    // The terms of a series grow to exp(30) before they shrink, and those of alternating signs cancel.
    private static final MathContext GUARDED = new MathContext(90);
    private static final BigDecimal NEGLIGIBLE = BigDecimal.ONE.scaleByPowerOfTen(-85);

    private FiftyDigits() {}

    static BigDecimal exp(BigDecimal x) {
        return x.signum() < 0
                ? BigDecimal.ONE.divide(series(x.negate(), x.negate(), 0, 1), DIGITS)
                : series(x, x, 0, 1).round(DIGITS);
    }

    static BigDecimal sin(BigDecimal x) {
        return series(x, x.multiply(x).negate(), 1, 2).round(DIGITS);
    }

    static BigDecimal cos(BigDecimal x) {
        return series(x, x.multiply(x).negate(), 0, 2).round(DIGITS);
    }

    static BigDecimal inverse(BigDecimal x) {
        return BigDecimal.ONE.divide(x, DIGITS);
    }

    /** {@code x^first / first! + ...}, where each term is the last one times a factor over the next {@code stride} numbers. */
    private static BigDecimal series(BigDecimal x, BigDecimal factor, int first, int stride) {
        BigDecimal term = first == 0 ? BigDecimal.ONE : x;
        BigDecimal sum = term;
        for (int n = first; term.abs().compareTo(NEGLIGIBLE) > 0; n += stride) {
            term = term.multiply(factor, GUARDED);
            for (int k = n + 1; k <= n + stride; k++) {
                term = term.divide(BigDecimal.valueOf(k), GUARDED);
            }
            sum = sum.add(term, GUARDED);
        }
        return sum;
    }
}
