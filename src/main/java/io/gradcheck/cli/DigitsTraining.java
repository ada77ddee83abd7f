package io.gradcheck.cli;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.GradientDescent;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;

/**
 * A recipe that reads digits: a network 64-32-10 with ReLU and cross-entropy, trained by gradient descent with
 * momentum. It reaches at least 96% on the digits it has not seen.
 */
public final class DigitsTraining {

    private static final int BATCH_SIZE = 64;
    private static final int EPOCHS = 60;

    private DigitsTraining() {}

    /**
     * The network before training.
     *
     * @param seed the same seed gives the same weights
     * @return the network
     */
    public static Network network(long seed) {
        return Network.inputs(Digits.PIXELS)
                .hidden(32, Activation.RELU)
                .output(Digits.CLASSES, Loss.CROSS_ENTROPY)
                .l2(1e-4)
                .initialise(Initialiser.HE, seed);
    }

    /**
     * The training method; callbacks may be added.
     *
     * @param seed the same seed gives the same order of examples
     * @return the method with its settings
     */
    public static GradientDescent method(long seed) {
        return GradientDescent.withLearningRate(0.2)
                .momentum(0.5)
                .batchSize(BATCH_SIZE)
                .epochs(EPOCHS)
                .seed(seed);
    }

    /**
     * How many steps the method makes.
     *
     * @param digits the examples. Not modified.
     * @return the number of mini-batches in all epochs
     */
    public static int steps(Batch digits) {
        return EPOCHS * ((digits.size() + BATCH_SIZE - 1) / BATCH_SIZE);
    }

    /**
     * The share of examples whose largest output is that of their class.
     *
     * @param network a network. Not modified.
     * @param digits examples with one-hot targets. Not modified.
     * @return a number from 0 to 1
     */
    public static double accuracy(Network network, Batch digits) {
        double[] output = network.predict(digits.input()).values();
        int width = digits.target().length(1);
        int right = 0;
        for (int row = 0; row < output.length; row += width) {
            if (digits.target().values()[largest(output, row, row + width)] == 1) {
                right++;
            }
        }
        return (double) right / digits.size();
    }

    private static int largest(double[] values, int from, int to) {
        int largest = from;
        for (int i = from + 1; i < to; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
