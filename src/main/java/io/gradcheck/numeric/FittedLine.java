package io.gradcheck.numeric;

/**
 * The straight line through points by least squares.
 *
 * <pre>y = mean y + slope (t - mean t),   slope = sum (t_k - mean t) (y_k - mean y) / sum (t_k - mean t)^2</pre>
 *
 * @param meanT the mean of all {@code t}
 * @param meanY the mean of all {@code y}
 * @param slope the slope of the line
 */
public record FittedLine(double meanT, double meanY, double slope) {

    /**
     * Fits a line.
     *
     * @param t the arguments, not all the same. Not modified.
     * @param y the values, as many. Not modified.
     * @return the line
     */
    public static FittedLine through(double[] t, double[] y) {
        double meanT = 0;
        double meanY = 0;
        for (int k = 0; k < t.length; k++) {
            meanT += t[k] / t.length;
            meanY += y[k] / t.length;
        }
        double covariance = 0;
        double variance = 0;
        for (int k = 0; k < t.length; k++) {
            covariance += (t[k] - meanT) * (y[k] - meanY);
            variance += (t[k] - meanT) * (t[k] - meanT);
        }
        return new FittedLine(meanT, meanY, covariance / variance);
    }

    /**
     * How far a point is above the line.
     *
     * @param t its argument
     * @param y its value
     * @return what the line leaves of the value
     */
    public double residual(double t, double y) {
        return y - meanY - slope * (t - meanT);
    }
}
