package io.gradcheck.campaign.speed;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.NetworkSubject;
import java.util.Arrays;

/** The networks by which the work and the time of a check are measured, from 745 to 1.8 million weights and biases. */
public enum MeasuredNetwork {
    SMALL("10-20-20-5", Activation.TANH, Initialiser.GLOROT),
    DIGITS("784-100-10", Activation.RELU, Initialiser.HE),
    SIGMOID("256-256-256-256", Activation.SIGMOID, Initialiser.GLOROT),
    LARGE("784-1000-1000-10", Activation.RELU, Initialiser.HE);

    private final String shape;
    private final Activation activation;
    private final Initialiser initialiser;

    MeasuredNetwork(String shape, Activation activation, Initialiser initialiser) {
        this.shape = shape;
        this.activation = activation;
        this.initialiser = initialiser;
    }

    /**
     * The cross entropy of the network on normally distributed inputs, with classes at random.
     *
     * @param examples how many examples the batch has
     * @return a new subject; the same numbers every time
     */
    public NetworkSubject on(int examples) {
        int[] widths =
                Arrays.stream(shape.split("-")).mapToInt(Integer::parseInt).toArray();
        return RandomNetwork.on(examples, activation, initialiser, widths);
    }

    @Override
    public String toString() {
        return shape + " " + activation.label();
    }
}
