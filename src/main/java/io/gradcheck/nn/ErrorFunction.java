package io.gradcheck.nn;

/**
 * The complementary error function {@code erfc(x) = 2/sqrt(pi) * integral from x to infinity of exp(-t^2) dt}, to one
 * unit in the last place also in the tails, where commons-math3's {@code Erf} loses three digits.
 *
 * <p>The rational approximations are those of FDLIBM's {@code s_erf.c}, which asks to keep this notice:
 *
 * <pre>
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved.
 * </pre>
 */
final class ErrorFunction {

    /** From 0 to 0.84375: {@code erf(x) = x + x P(x^2) / Q(x^2)}. */
    private static final double[] NEAR_ZERO_P = {
        1.28379167095512558561e-01,
        -3.25042107247001499370e-01,
        -2.84817495755985104766e-02,
        -5.77027029648944159157e-03,
        -2.37630166566501626084e-05
    };

    private static final double[] NEAR_ZERO_Q = {
        1,
        3.97917223959155352819e-01,
        6.50222499887672944485e-02,
        5.08130628187576562776e-03,
        1.32494738004321644526e-04,
        -3.96022827877536812320e-06
    };

    /** From 0.84375 to 1.25: {@code erf(x) = AT_ONE + P(x - 1) / Q(x - 1)}. */
    private static final double AT_ONE = 8.45062911510467529297e-01;

    private static final double[] NEAR_ONE_P = {
        -2.36211856075265944077e-03,
        4.14856118683748331666e-01,
        -3.72207876035701323847e-01,
        3.18346619901161753674e-01,
        -1.10894694282396677476e-01,
        3.54783043256182359371e-02,
        -2.16637559486879084300e-03
    };

    private static final double[] NEAR_ONE_Q = {
        1,
        1.06420880400844228286e-01,
        5.40397917702171048937e-01,
        7.18286544141962662868e-02,
        1.26171219808761642112e-01,
        1.36370839120290507362e-02,
        1.19844998467991074170e-02
    };

    /** From 1.25 to 1/0.35: {@code erfc(x) = exp(-x^2 - 0.5625 + P(1/x^2) / Q(1/x^2)) / x}. */
    private static final double[] MIDDLE_P = {
        -9.86494403484714822705e-03,
        -6.93858572707181764372e-01,
        -1.05586262253232909814e+01,
        -6.23753324503260060396e+01,
        -1.62396669462573470355e+02,
        -1.84605092906711035994e+02,
        -8.12874355063065934246e+01,
        -9.81432934416914548592e+00
    };

    private static final double[] MIDDLE_Q = {
        1,
        1.96512716674392571292e+01,
        1.37657754143519042600e+02,
        4.34565877475229228821e+02,
        6.45387271733267880336e+02,
        4.29008140027567833386e+02,
        1.08635005541779435134e+02,
        6.57024977031928170135e+00,
        -6.04244152148580987438e-02
    };

    /** From 1/0.35 to 28, in the same form. */
    private static final double[] TAIL_P = {
        -9.86494292470009928597e-03,
        -7.99283237680523006574e-01,
        -1.77579549177547519889e+01,
        -1.60636384855821916062e+02,
        -6.37566443368389627722e+02,
        -1.02509513161107724954e+03,
        -4.83519191608651397019e+02
    };

    private static final double[] TAIL_Q = {
        1,
        3.03380607434824582924e+01,
        3.25792512996573918826e+02,
        1.53672958608443695994e+03,
        3.19985821950859553908e+03,
        2.55305040643316442583e+03,
        4.74528541206955367215e+02,
        -2.24409524465858183362e+01
    };

    private ErrorFunction() {}

    /**
     * Computes {@code erfc(x)}.
     *
     * @param x any number
     * @return a number from 0 to 2
     */
    static double erfc(double x) {
        double size = Math.abs(x);
        if (size < 0.84375) {
            double square = x * x;
            double ratio = polynomial(NEAR_ZERO_P, square) / polynomial(NEAR_ZERO_Q, square);
            return x < 0.25 ? 1 - (x + x * ratio) : 0.5 - (x - 0.5 + x * ratio);
        }
        if (size < 1.25) {
            double ratio = polynomial(NEAR_ONE_P, size - 1) / polynomial(NEAR_ONE_Q, size - 1);
            return x >= 0 ? 1 - AT_ONE - ratio : 1 + (AT_ONE + ratio);
        }
        if (size >= 28) {
            return x > 0 ? 0 : 2; // erfc(28) = 1e-342
        }
        double inverseSquare = 1 / (x * x);
        double ratio = size < 1 / 0.35
                ? polynomial(MIDDLE_P, inverseSquare) / polynomial(MIDDLE_Q, inverseSquare)
                : polynomial(TAIL_P, inverseSquare) / polynomial(TAIL_Q, inverseSquare);
        // The rounding error of x^2 would grow by x^2; a short z with an exact square keeps it out of the large part.
        double z = Double.longBitsToDouble(Double.doubleToRawLongBits(size) & 0xffffffff00000000L);
        double tail = Math.exp(-z * z - 0.5625) * Math.exp((z - size) * (z + size) + ratio) / size;
        return x > 0 ? tail : 2 - tail;
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
