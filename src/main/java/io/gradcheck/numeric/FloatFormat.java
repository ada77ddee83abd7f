package io.gradcheck.numeric;

/** How the estimates are tuned to the floating-point format in which the function computes. */
public enum FloatFormat {
    /** Values exact to about 1e-16 relative. */
    BINARY64(1e-13, 0.1, 0, 4, 1e-12, 0.37, 1e-2),

    /**
     * Values exact to about 6e-8 relative. Noise decides what can be seen, hence steps as large as the function bears, and
     * least squares over a window of them.
     */
    // Measured on 40,000 random networks computed in float, widths to 16 and to 64, against steps of 0.5 to 3, growth
    // of 0 to 1/2, second looks at 0.37 to 1.3, neighbours at 0.01 to 0.3: these find most errors of one entry. Sums
    // of gradients in float were off by less than 4e-6 of their terms in 99.9% of the variables.
    BINARY32(1e-5, 2, 0.25, 1.6, 5e-6, 1.3, 0.3);

    private final double firstSpacing;
    private final double firstStep;
    private final double growth;
    private final double ratio;
    private final double gamma;
    private final double secondLook;
    private final double nearby;

    FloatFormat(
            double firstSpacing,
            double firstStep,
            double growth,
            double ratio,
            double gamma,
            double secondLook,
            double nearby) {
        this.firstSpacing = firstSpacing;
        this.firstStep = firstStep;
        this.growth = growth;
        this.ratio = ratio;
        this.gamma = gamma;
        this.secondLook = secondLook;
        this.nearby = nearby;
    }

    /** {@return whether noise decides what can be seen, so that it is averaged and entries are probed in groups} */
    public boolean noiseDecides() {
        return this == BINARY32;
    }

    /** {@return the spacing at which the noise estimate starts} */
    double firstSpacing() {
        return firstSpacing;
    }

    /**
     * The first step of an estimate.
     *
     * @param entries how many entries move
     * @return how far they move together, in units of their scale
     */
    public double firstStep(int entries) {
        return firstStep * Math.pow(entries, growth);
    }

    /** {@return the ratio of two successive steps of an estimate} */
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

    /** {@return the first step of a second look, in units of the first look's} */
    public double secondLook() {
        return secondLook;
    }

    /** {@return how far away points nearby are, in units of a variable's scale, and the first step there} */
    public double nearby() {
        return nearby;
    }
}
