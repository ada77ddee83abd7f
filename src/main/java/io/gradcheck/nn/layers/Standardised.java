package io.gradcheck.nn.layers;

/**
 * Numbers brought to mean 0 and variance 1, the heart of batch and layer normalisation.
 *
 * <pre>
 * mean  = 1/m sum_i x_i
 * sigma = sqrt(1/m sum_i (x_i - mean)^2 + epsilon)
 * s_i   = (x_i - mean) / sigma
 * dx_i  = (ds_i - 1/m sum_j ds_j - s_i 1/m sum_j ds_j s_j) / sigma
 * </pre>
 *
 * <p>The second term of {@code dx} is the way through the mean, the third the way through sigma. The mean's way through
 * sigma adds nothing, since the sum of {@code x_i - mean} is zero.
 */
class Standardised {

    final double[] s;
    final double sigma;

    Standardised(double[] x, double epsilon) {
        double mean = Vectors.mean(x);
        double[] centred = Vectors.map(x, value -> value - mean);
        sigma = Math.sqrt(Vectors.mean(Vectors.times(centred, centred)) + epsilon);
        s = Vectors.map(centred, value -> value / sigma);
    }

    /** The gradient by x, from the gradient by s, which is not modified. */
    double[] backward(double[] ds) {
        double throughMean = Vectors.mean(ds);
        double throughSigma = Vectors.mean(Vectors.times(ds, s));
        double[] dx = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            dx[i] = (ds[i] - throughMean - s[i] * throughSigma) / sigma;
        }
        return dx;
    }
}
