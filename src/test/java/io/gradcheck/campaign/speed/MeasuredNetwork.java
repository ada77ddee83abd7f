package io.gradcheck.campaign.speed;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkBuilder;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Random;

/** The networks by which the work and the time of a check are measured, from 745 to 1.8 million weights and biases. */
public enum MeasuredNetwork {
    SMALL("10-20-20-5", Activation.TANH, Initialiser.GLOROT),
    DIGITS("784-100-10", Activation.RELU, Initialiser.HE),
    SIGMOID("256-256-256-256", Activation.SIGMOID, Initialiser.GLOROT),
    LARGE("784-1000-1000-10", Activation.RELU, Initialiser.HE);

    private static final long SEED = 7;

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
        int last = widths.length - 1;
        NetworkBuilder hidden = Network.inputs(widths[0]);
        for (int k = 1; k < last; k++) {
            hidden = hidden.hidden(widths[k], activation);
        }
        Network network = hidden.output(widths[last], Loss.CROSS_ENTROPY).initialise(initialiser, SEED);
        Random random = new Random(SEED);
        Tensor input = Tensor.zeros(examples, widths[0]);
        for (int i = 0; i < input.size(); i++) {
            input.values()[i] = random.nextGaussian();
        }
        Tensor target = Tensor.zeros(examples, widths[last]);
        for (int example = 0; example < examples; example++) {
            target.set(1, example, random.nextInt(widths[last]));
        }
        return network.on(new Batch(input, target));
    }

    @Override
    public String toString() {
        return shape + " " + activation.label();
    }
}
