package io.gradcheck.numeric;

/** How the estimates are tuned to the floating-point format in which the function computes. */
public enum Arithmetic {
    /** Values exact to about 1e-16 relative. */
    BINARY64(1e-13, 0.1, 4, 1e-12),

    /**
     * Values exact to about 6e-8 relative. The noise is so high that the smallest step of the window decides, hence wider
     * steps that shrink more slowly.
     */
    BINARY32(1e-6, 1, 2, 2e-5);

    private final double firstSpacing;
    private final double firstStep;
    private final double ratio;
    private final double gamma;

    Arithmetic(double firstSpacing, double firstStep, double ratio, double gamma) {
        this.firstSpacing = firstSpacing;
        this.firstStep = firstStep;
        this.ratio = ratio;
        this.gamma = gamma;
    }

    /** {@return the spacing at which the noise estimate starts} */
    double firstSpacing() {
        return firstSpacing;
    }

    /** {@return the first step of a ladder in units of the variable's scale, as a fraction of its length} */
    public double firstStep() {
        return firstStep;
    }

    /** {@return the ratio of two successive steps of a ladder} */
    public double ratio() {
        return ratio;
    }

    /**
     * Relative rounding of a directional derivative as the sum of the gradient's terms.
     *
     * @return the factor of {@code sum |g_i d_i|} that is never held against a gradient
     */
    public double gamma() {
        return gamma;
    }
}
