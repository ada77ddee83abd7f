package peers;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkBuilder;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Networks with random weights, examples and classes, which follow from a seed. */
enum Networks {
    SMALL(Activation.TANH, Initialiser.GLOROT, 10, 20, 20, 5),
    DIGITS(Activation.RELU, Initialiser.HE, 784, 100, 10),
    SIGMOIDS(Activation.SIGMOID, Initialiser.GLOROT, 256, 256, 256, 256),
    LARGE(Activation.RELU, Initialiser.HE, 784, 1000, 1000, 10);

    static final int EXAMPLES = 8;

    private final Activation activation;
    private final Initialiser initialiser;
    private final int[] widths;

    Networks(Activation activation, Initialiser initialiser, int... widths) {
        this.activation = activation;
        this.initialiser = initialiser;
        this.widths = widths;
    }

    /** {@return the network at the usual number of examples} */
    CheckedNetwork make(long seed) {
        return make(seed, EXAMPLES);
    }

    CheckedNetwork make(long seed, int examples) {
        Network network = network(activation, initialiser, seed, widths);
        Random random = new Random(seed);
        Tensor input = normal(random, examples, widths[0]);
        return CheckedNetwork.right(widthsOf(widths), network.on(new Batch(input, classes(random, examples, widths))));
    }

    /**
     * A small ReLU network that has pre-activations which are exactly zero for every example, as biases are zero and
     * each hidden layer has a unit or two whose weights are all zero. Some inputs are zero too.
     */
    static CheckedNetwork withExactZeros(long seed) {
        int[] widths = {6, 8, 8, 4};
        int examples = 4;
        Network drawn = network(Activation.RELU, Initialiser.HE, seed, widths);
        Random random = new Random(seed);
        List<Tensor> weights = new ArrayList<>();
        List<Tensor> biases = new ArrayList<>();
        for (int k = 1; k <= drawn.layers(); k++) {
            Tensor matrix = drawn.weights(k);
            int dead = k < drawn.layers() ? 1 + random.nextInt(2) : 0;
            for (int unit = 0; unit < dead; unit++) {
                int row = random.nextInt(matrix.length(0));
                Arrays.fill(matrix.values(), row * matrix.length(1), (row + 1) * matrix.length(1), 0);
            }
            weights.add(matrix);
            biases.add(drawn.biases(k));
        }
        Tensor input = normal(random, examples, widths[0]);
        for (int k = 0; k < input.size(); k++) {
            if (random.nextInt(4) == 0) {
                input.values()[k] = 0;
            }
        }
        return CheckedNetwork.right(
                widthsOf(widths),
                drawn.withParameters(weights, biases).on(new Batch(input, classes(random, examples, widths))));
    }

    private static Network network(Activation activation, Initialiser initialiser, long seed, int... widths) {
        NetworkBuilder builder = Network.inputs(widths[0]);
        for (int k = 1; k < widths.length - 1; k++) {
            builder = builder.hidden(widths[k], activation);
        }
        return builder.output(widths[widths.length - 1], Loss.CROSS_ENTROPY).initialise(initialiser, seed);
    }

    private static Tensor normal(Random random, int rows, int columns) {
        Tensor matrix = Tensor.zeros(rows, columns);
        for (int k = 0; k < matrix.size(); k++) {
            matrix.values()[k] = random.nextGaussian();
        }
        return matrix;
    }

    private static Tensor classes(Random random, int examples, int... widths) {
        int outputs = widths[widths.length - 1];
        Tensor classes = Tensor.zeros(examples, outputs);
        for (int row = 0; row < examples; row++) {
            classes.values()[row * outputs + random.nextInt(outputs)] = 1;
        }
        return classes;
    }

    private static String widthsOf(int... widths) {
        List<String> texts = new ArrayList<>();
        for (int width : widths) {
            texts.add(String.valueOf(width));
        }
        return String.join("-", texts);
    }
}
