package io.gradcheck.campaign.speed;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.NetworkSubject;

/**
 * A network of three layers with as many units as inputs, ReLU, cross entropy and a batch of 8 examples.
 *
 * @param width the number of inputs, and of units of each layer
 */
record GrowingNetwork(int width) {

    private static final int LAYERS = 3;
    private static final int EXAMPLES = 8;

    /** {@return the network whose number of weights and biases is closest to a wanted one} */
    static GrowingNetwork ofAbout(double parameters) {
        return new GrowingNetwork((int) Math.round((Math.sqrt(1 + 4 * parameters / LAYERS) - 1) / 2));
    }

    /** {@return the number of weights and biases} */
    long parameters() {
        return LAYERS * (width + 1L) * width;
    }

    /** {@return how many bytes a copy of all weights and biases has} */
    long bytesOfACopy() {
        return Double.BYTES * parameters();
    }

    NetworkSubject subject() {
        return RandomNetwork.on(EXAMPLES, Activation.RELU, Initialiser.HE, width, width, width, width);
    }

    @Override
    public String toString() {
        return width + "-" + width + "-" + width + "-" + width;
    }
}
