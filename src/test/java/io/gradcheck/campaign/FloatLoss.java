package io.gradcheck.campaign;

import io.gradcheck.nn.Loss;

/**
 * The losses in single precision: every operation is rounded to float, and so is the result of an elementary function. It
 * shares no code with the engine's.
 */
public final class FloatLoss {

    private FloatLoss() {}

    private static float exp(float x) {
        return (float) Math.exp(x);
    }

    private static float softplus(float x) {
        return Math.max(x, 0) + (float) Math.log1p(exp(-Math.abs(x)));
    }

    private static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** The loss of the example in the entries {@code from} to {@code to - 1}. */
    public static float value(Loss loss, float[] a, float[] t, int from, int to) {
        float largest = largest(a, from, to);
        float log = loss == Loss.CROSS_ENTROPY ? (float) Math.log(sumOfPowers(a, from, to, largest)) : 0;
        float sum = 0;
        for (int i = from; i < to; i++) {
            float error = a[i] - t[i];
            sum += switch (loss) {
                case SQUARED_ERROR -> error * error;
                case ABSOLUTE_ERROR -> Math.abs(error);
                case HUBER -> Math.abs(error) <= 1 ? 0.5f * error * error : Math.abs(error) - 0.5f;
                case CROSS_ENTROPY -> t[i] == 0 ? 0 : t[i] * (largest - a[i] + log);
                case BINARY_CROSS_ENTROPY -> t[i] * softplus(-a[i]) + (1 - t[i]) * softplus(a[i]);
                case HINGE -> Math.max(0, 1 - t[i] * a[i]);
                case POISSON -> exp(a[i]) - t[i] * a[i];
            };
        }
        return sum;
    }

    /** Writes the gradient of one example's loss into the same entries of {@code da}. */
    public static void gradient(Loss loss, float[] a, float[] t, int from, int to, float[] da) {
        float largest = largest(a, from, to);
        float sum = loss == Loss.CROSS_ENTROPY ? sumOfPowers(a, from, to, largest) : 1;
        for (int i = from; i < to; i++) {
            float error = a[i] - t[i];
            da[i] = switch (loss) {
                case SQUARED_ERROR -> 2 * error;
                case ABSOLUTE_ERROR -> Math.signum(error);
                case HUBER -> Math.max(-1, Math.min(error, 1));
                case CROSS_ENTROPY -> exp(a[i] - largest) / sum - t[i];
                case BINARY_CROSS_ENTROPY -> (1 - t[i]) * sigmoid(a[i]) - t[i] * sigmoid(-a[i]);
                case HINGE -> 1 - t[i] * a[i] >= 0 ? -t[i] : 0;
                case POISSON -> exp(a[i]) - t[i];
            };
        }
    }

    private static float largest(float[] a, int from, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, a[i]);
        }
        return largest;
    }

    private static float sumOfPowers(float[] a, int from, int to, float largest) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += exp(a[i] - largest);
        }
        return sum;
    }
}
