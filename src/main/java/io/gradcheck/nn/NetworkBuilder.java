package io.gradcheck.nn;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Describes a network layer by layer; ends with {@link #initialise} or {@link #parameters}.
 *
 * <p>Each call changes this builder and returns it.
 */
public final class NetworkBuilder {

    private final List<Integer> widths = new ArrayList<>();
    private final List<Activation> activations = new ArrayList<>();
    private final List<Skip> skips = new ArrayList<>();
    private @Nullable Loss loss;
    private double l2;

    NetworkBuilder(int inputs) {
        addWidth("inputs", inputs);
    }

    private void addWidth(String argument, int width) {
        if (width < 1) {
            throw new IllegalArgumentException(argument + ": found " + width + ", wanted a width of at least 1");
        }
        widths.add(width);
    }

    /**
     * Adds a hidden layer.
     *
     * @param width how many units it has
     * @param activation what follows its pre-activation
     * @return this builder
     * @throws IllegalArgumentException if the width is below 1
     * @throws IllegalStateException if the output layer has been added already
     */
    public NetworkBuilder hidden(int width, Activation activation) {
        requireNoOutput();
        addWidth("hidden", width);
        activations.add(activation);
        return this;
    }

    /**
     * Adds the last layer and the loss of its pre-activation.
     *
     * @param width how many outputs there are
     * @param loss the loss, which also decides how the output follows from the last pre-activation
     * @return this builder
     * @throws IllegalArgumentException if the width is below 1
     * @throws IllegalStateException if the output layer has been added already
     */
    public NetworkBuilder output(int width, Loss loss) {
        requireNoOutput();
        addWidth("output", width);
        this.loss = loss;
        return this;
    }

    private void requireNoOutput() {
        if (loss != null) {
            throw new IllegalStateException(
                    "output: the output layer has been added already, wanted no layer after it");
        }
    }

    /**
     * Adds {@code l2 / 2} times the sum of all squared weights, without biases, to the loss.
     *
     * @param l2 the factor
     * @return this builder
     * @throws IllegalArgumentException if the factor is negative or not finite
     */
    public NetworkBuilder l2(double l2) {
        this.l2 = Argument.finiteFromZero("l2", l2);
        return this;
    }

    /**
     * Adds {@code h_from} to the pre-activation {@code a_to}. Whether the layers exist and have equal widths is checked
     * when the network is made.
     *
     * @param from the hidden layer where the connection starts; 0 is the input
     * @param to the layer whose pre-activation receives it, after {@code from}
     * @return this builder
     * @throws IllegalArgumentException if the connection does not lead forward
     */
    public NetworkBuilder skip(int from, int to) {
        skips.add(new Skip(from, to));
        return this;
    }

    private Architecture architecture() {
        if (loss == null) {
            throw new IllegalStateException("output: found no output layer, wanted one after the hidden layers");
        }
        return new Architecture(widths, activations, loss, l2, skips);
    }

    /**
     * Makes the network with random weights and zero biases.
     *
     * @param initialiser how the weights are drawn
     * @param seed the same seed gives the same weights
     * @return the network
     * @throws IllegalStateException if there is no output layer
     * @throws IllegalArgumentException if a skip connection leads outside, is given twice or joins different widths
     */
    public Network initialise(Initialiser initialiser, long seed) {
        Architecture architecture = architecture();
        Random random = new Random(seed);
        int layers = architecture.layers();
        double[][] weights = new double[layers + 1][];
        double[][] biases = new double[layers + 1][];
        for (int k = 1; k <= layers; k++) {
            weights[k] = initialiser.weights(random, architecture.width(k - 1), architecture.width(k));
            biases[k] = new double[architecture.width(k)];
        }
        return new Network(architecture, weights, biases);
    }

    /**
     * Makes the network with given weights and biases.
     *
     * @param weights one matrix for each layer, of shape [outputs, inputs]. Copied.
     * @param biases one vector for each layer, of shape [outputs]. Copied.
     * @return the network
     * @throws IllegalStateException if there is no output layer
     * @throws IllegalArgumentException if a skip connection leads outside, is given twice or joins different widths
     * @throws IllegalArgumentException if there are not as many tensors as layers, or one has another shape
     * @throws IllegalArgumentException if an entry is NaN or infinite
     */
    public Network parameters(List<Tensor> weights, List<Tensor> biases) {
        return Network.of(architecture(), weights, biases);
    }
}
