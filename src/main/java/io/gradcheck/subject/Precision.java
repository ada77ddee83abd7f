package io.gradcheck.subject;

/** The floating-point format in which a subject computes. */
public enum Precision {
    /** IEEE 754 binary64. */
    DOUBLE(0x1p-53) {
        @Override
        public double ulp(double value) {
            return Math.ulp(value);
        }
    },

    /** IEEE 754 binary32: inputs are rounded to float and the result is no better than float. */
    FLOAT(0x1p-24) {
        @Override
        public double ulp(double value) {
            return Math.ulp((float) value);
        }
    };

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
