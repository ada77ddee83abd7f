package io.gradcheck.finding;

import java.util.List;

/**
 * How a function goes along the decisive direction of a variable, on both sides and at many steps: what a picture of a kink,
 * or of the error of difference quotients against their step, is drawn from.
 *
 * <p>With {@code phi(t) = f(x + t d)}, contracted with the upstream gradient unless the output is one number, a sample at
 * step h gives the one-sided slopes {@code ahead / h} and {@code -behind / h} and the central difference quotient
 * {@code (ahead - behind) / (2 h)}.
 *
 * @param variable the variable
 * @param analytic the reported derivative along the direction, {@code <g, d>}
 * @param numeric the numeric derivative along it; NaN if there was none
 * @param error the bound of the numeric derivative's error; infinite if there was none
 * @param samples the function at several steps, the smallest first
 */
public record Profile(String variable, double analytic, double numeric, double error, List<Sample> samples) {

    /**
     * The function at two points around the one that was checked.
     *
     * @param step the step h
     * @param behind {@code phi(-h) - phi(0)}; NaN where the function is not defined
     * @param ahead {@code phi(h) - phi(0)}; NaN where the function is not defined
     */
    public record Sample(double step, double behind, double ahead) {}
}
