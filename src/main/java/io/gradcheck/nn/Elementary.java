package io.gradcheck.nn;

/**
 * Elementary functions that HotSpot 17 leaves to native code, at two to four times the cost of these. Every result is
 * within two units in the last place; infinities and NaN go where the functions of {@link Math} take them.
 */
final class Elementary {

    /** Up to here tanh is a fraction, exact to 5e-18. */
    private static final double FRACTION_TO = 0.625;

    // Up to here log1p is the series, and above it that of a number below 1 and log 2.
    private static final double SQRT2_MINUS_1 = Math.sqrt(2) - 1;
    private static final double LOG2_HIGH = 0x1.62e42fefap-1; // its last 15 bits are zero
    private static final double LOG2_LOW = 0x1.cf79abc9e3b3ap-40;

    private static final double LOG2 = Math.log(2);

    /** Below it the second term of a series is lost, and half of the first might be too. */
    private static final double TINY = 0x1p-54;

    /** From here on adding 1 changes nothing. */
    private static final double HUGE = 0x1p53;

    private Elementary() {}

    /** {@code tanh(a)}: near zero by a fraction, then as {@code 1 - 2 / (exp(2 a) + 1)}. */
    static double tanh(double a) {
        double size = Math.abs(a);
        if (size < FRACTION_TO) {
            double z = a * a;
            return a * (1 - above(z) / below(z));
        }
        double tanh = 1 - 2 / (Math.exp(2 * size) + 1);
        return a < 0 ? -tanh : tanh;
    }

    /** {@code exp(a) - 1}: near zero as {@code 2 t / (1 - t)} for {@code t = tanh(a / 2)}, where nothing cancels. */
    static double expm1(double a) {
        double size = Math.abs(a);
        if (size >= LOG2) {
            return Math.exp(a) - 1;
        }
        if (size < TINY) {
            return a;
        }
        double half = a / 2;
        double z = half * half;
        double above = above(z);
        double below = below(z);
        double odd = half * (below - above);
        return a + a * ((odd - above) / (below - odd));
    }

    // tanh(x) = x / (1 + x^2 / (3 + x^2 / (5 + ...))), which J. H. Lambert proved in 1768, cut off at 15, is x times 1
    // minus a
    // fraction of two polynomials in z = x^2 with whole coefficients, none of them negative.

    private static double above(double z) {
        return z * Math.fma(Math.fma(z + 594, z, 45045), z, 675675);
    }

    private static double below(double z) {
        return Math.fma(Math.fma(Math.fma(z + 630, z, 51975), z, 945945), z, 2027025);
    }

    /**
     * {@code log(1 + a)}, where that would lose the last digits of {@code a}.
     *
     * @param a not negative
     */
    static double log1p(double a) {
        if (a <= SQRT2_MINUS_1) {
            return a < TINY ? a : seriesOfLog(a);
        }
        if (a <= 1) {
            double below = (a - 1) / 2; // 1 + a = 2 (1 + below), exactly
            return LOG2_HIGH + (seriesOfLog(below) + LOG2_LOW);
        }
        double sum = 1 + a;
        return a < HUGE ? Math.log(sum) + (a - (sum - 1)) / sum : Math.log(sum);
    }

    /** {@code log(1 + a) = 2 artanh(s)} for {@code s = a / (2 + a)}, by the series of artanh: {@code s^2} is below 0.03. */
    private static double seriesOfLog(double a) {
        double s = a / (2 + a);
        double z = s * s;
        double z2 = z * z;
        // Pairs side by side, as every fma waits for the one before.
        double high = Math.fma(Math.fma(1.0 / 21, z, 1.0 / 19), z2, Math.fma(1.0 / 17, z, 1.0 / 15));
        double middle = Math.fma(Math.fma(1.0 / 13, z, 1.0 / 11), z2, Math.fma(1.0 / 9, z, 1.0 / 7));
        double low = Math.fma(1.0 / 5, z, 1.0 / 3);
        double rest = z * Math.fma(Math.fma(high, z2 * z2, middle), z2, low);
        return Math.fma(2 * s, rest, 2 * s);
    }
}
