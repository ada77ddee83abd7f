package io.gradcheck.numeric;

/**
 * Richardson extrapolation from one side, at the edge of a domain.
 *
 * <pre>
 * D_i0 = (phi(s h_i) - phi(0)) / (s h_i)      D_ij = (c_j D_i,j-1 - D_i-1,j-1) / (c_j - 1),  c_j = r^j
 * h_(i+1) = h_i / r,  s = 1 or -1
 * </pre>
 *
 * <p>The error is estimated as in {@link RiddersDerivative}. With half the information no jump can be seen.
 */
final class OneSidedDerivative {

    private static final double NOISE_IN_SLOPE = 4;

    private final SampledFunction phi;

    OneSidedDerivative(SampledFunction phi) {
        this.phi = phi;
    }

    /**
     * Descends until the derivative is known well enough or noise takes over.
     *
     * @param firstStep the largest step
     * @param side the side on which the function is finite, {@code RIGHT} or {@code LEFT}
     */
    DerivativeEstimate estimate(double firstStep, DerivativeEstimate.Sides side) {
        double[] differences = new double[RiddersDerivative.ORDERS];
        int sign = side == DerivativeEstimate.Sides.RIGHT ? 1 : -1;
        double noise = phi.noise();
        double ratio = phi.arithmetic().ratio();
        double h = firstStep;
        double derivative = Double.NaN;
        double error = Double.POSITIVE_INFINITY;
        double step = 0;
        for (int level = 0; level < RiddersDerivative.LEVELS; level++, h /= ratio) {
            double old = differences[0];
            differences[0] = sign * (phi.applyAsDouble(sign * h) - phi.atZero()) / h;
            double c = ratio;
            for (int j = 1; j < RiddersDerivative.ORDERS && j <= level; j++, c *= ratio) {
                double next = (c * differences[j - 1] - old) / (c - 1);
                double nextError = Math.max(Math.abs(next - differences[j - 1]), Math.abs(next - old))
                        + NOISE_IN_SLOPE * noise / h;
                if (j >= RiddersDerivative.LOWEST_ORDER && nextError < error) {
                    derivative = next;
                    error = nextError;
                    step = h;
                }
                old = differences[j];
                differences[j] = next;
            }
            if (error <= RiddersDerivative.TARGET * phi.magnitude() || noise / h > error) {
                break;
            }
        }
        return phi.oneSide(derivative, error, step, side);
    }
}
