package io.gradcheck.subject;

/** The floating-point format in which a subject computes. */
public enum Precision {
    /** IEEE 754 binary64. */
    DOUBLE(0x1p-53) {
        @Override
        public double ulp(double value) {
            // Of a normal number that is not among the smallest, 2^-52 of its power of two, in half the time.
            long power = Double.doubleToRawLongBits(value) & POWER_OF_TWO;
            return power > SMALLEST && power < POWER_OF_TWO
                    ? Double.longBitsToDouble(power - SMALLEST)
                    : Math.ulp(value);
        }
    },

    /** IEEE 754 binary32: inputs are rounded to float and the result is no better than float. */
    FLOAT(0x1p-24) {
        @Override
        public double ulp(double value) {
            return Math.ulp((float) value);
        }
    };

    // In the bits of a double: the biased exponent, and one of 52.
    private static final long POWER_OF_TWO = 0x7FFL << 52;
    private static final long SMALLEST = 52L << 52;

    private final double unitRoundoff;

    Precision(double unitRoundoff) {
        this.unitRoundoff = unitRoundoff;
    }

    /** {@return the largest relative error of one rounding to nearest, 2<sup>-53</sup> or 2<sup>-24</sup>} */
    public double unitRoundoff() {
        return unitRoundoff;
    }

    /**
     * Distance between a value and the next larger one in this format.
     *
     * @param value the value
     * @return its unit in the last place
     */
    public abstract double ulp(double value);
}
