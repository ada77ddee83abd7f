package io.gradcheck.campaign.speed;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkBuilder;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.subject.Tensor;
import java.util.Random;

/** Networks that classify, with random weights, inputs and classes; the same numbers every time. */
final class RandomNetwork {

    private static final long SEED = 7;

    private RandomNetwork() {}

    /**
     * The cross entropy of a network on normally distributed inputs, with classes at random.
     *
     * @param examples how many examples the batch has
     * @param activation that of all hidden layers
     * @param initialiser what draws the weights
     * @param widths how many inputs there are, how many units each hidden layer has, and how many classes there are
     * @return a new subject
     */
    static NetworkSubject on(int examples, Activation activation, Initialiser initialiser, int... widths) {
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
}
