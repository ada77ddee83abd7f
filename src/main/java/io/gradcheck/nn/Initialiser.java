package io.gradcheck.nn;

import java.util.Random;

/** How random weights are drawn; biases start at zero. */
public enum Initialiser {
    /** Uniform in {@code +-sqrt(6 / (inputs + outputs))} (Glorot and Bengio 2010, equation 16). */
    GLOROT {
        @Override
        double draw(Random random, int inputs, int outputs) {
            return Math.sqrt(6.0 / (inputs + outputs)) * (2 * random.nextDouble() - 1);
        }
    },

    /** Normal with standard deviation {@code sqrt(2 / inputs)} (He et al. 2015, equation 10). */
    HE {
        @Override
        double draw(Random random, int inputs, int outputs) {
            return Math.sqrt(2.0 / inputs) * random.nextGaussian();
        }
    };

    abstract double draw(Random random, int inputs, int outputs);

    double[] weights(Random random, int inputs, int outputs) {
        double[] weights = new double[outputs * inputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = draw(random, inputs, outputs);
        }
        return weights;
    }
}
