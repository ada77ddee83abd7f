package io.gradcheck.nn;

/** The logistic function and its kin, without overflow and without cancellation. */
final class Logistic {

    private Logistic() {}

    /** {@code 1 / (1 + exp(-a))}. */
    static double sigmoid(double a) {
        double e = Math.exp(-Math.abs(a));
        return a >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** {@code s (1 - s)} for {@code s = sigmoid(a)}, accurate also where s is nearly 1. */
    static double sigmoidDerivative(double a) {
        double e = Math.exp(-Math.abs(a));
        return e / ((1 + e) * (1 + e));
    }

    /** {@code log(1 + exp(a))}. */
    static double softplus(double a) {
        return Math.max(a, 0) + beyondHinge(a);
    }

    /** {@code softplus(a) - max(a, 0) = log(1 + exp(-|a|))}. */
    static double beyondHinge(double a) {
        return Elementary.log1p(Math.exp(-Math.abs(a)));
    }
}
