package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A fully connected network with its weights and biases: {@code a_k = W_k h_(k-1) + b_k} plus skip connections, {@code
 * h_k = g(a_k)}, and a loss of the last pre-activation.
 *
 * <p>Immutable, and may be shared between threads.
 *
 * <pre>{@code
 * Network network = Network.inputs(64).hidden(32, Activation.RELU).output(10, Loss.CROSS_ENTROPY)
 *         .l2(1e-4).initialise(Initialiser.HE, 7);
 * Backpropagation.gradients(network, batch).of("W2");
 * network.on(batch);   // a subject, to be checked
 * }</pre>
 */
public final class Network {

    final Architecture architecture;
    final double[][] weights;
    final double[][] biases;

    /** Wraps the arrays, of which entry 0 is not used. */
    Network(Architecture architecture, double[][] weights, double[][] biases) {
        this.architecture = architecture;
        this.weights = weights;
        this.biases = biases;
    }

    static Network of(Architecture architecture, List<Tensor> weights, List<Tensor> biases) {
        int layers = architecture.layers();
        requireOneForEachLayer("weights", weights, layers);
        requireOneForEachLayer("biases", biases, layers);
        double[][] w = new double[layers + 1][];
        double[][] b = new double[layers + 1][];
        for (int k = 1; k <= layers; k++) {
            w[k] = copyOf("W" + k, weights.get(k - 1), architecture.width(k), architecture.width(k - 1));
            b[k] = copyOf("b" + k, biases.get(k - 1), architecture.width(k));
        }
        return new Network(architecture, w, b);
    }

    private static void requireOneForEachLayer(String argument, List<Tensor> tensors, int layers) {
        if (tensors.size() != layers) {
            throw new IllegalArgumentException(
                    argument + ": found " + tensors.size() + " tensors, wanted " + layers + ", one for each layer");
        }
    }

    private static double[] copyOf(String name, Tensor tensor, int... shape) {
        requireShape(name, tensor, shape);
        Batch.requireFinite(name, tensor);
        return tensor.values().clone();
    }

    static void requireShape(String name, Tensor tensor, int... shape) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException(
                    name + ": found shape " + tensor.shapeText() + ", wanted " + Arrays.toString(shape));
        }
    }

    /**
     * Begins the description of a network.
     *
     * @param inputs how many inputs an example has
     * @return a builder, to which layers are added
     * @throws IllegalArgumentException if the number is below 1
     */
    public static NetworkBuilder inputs(int inputs) {
        return new NetworkBuilder(inputs);
    }

    /** {@return the number L of layers; 1 if there is only the output layer} */
    public int layers() {
        return architecture.layers();
    }

    /**
     * The width of a layer.
     *
     * @param layer the layer from 0, the input, to {@link #layers()}
     * @return how many units it has
     * @throws IllegalArgumentException if there is no such layer
     */
    public int width(int layer) {
        return architecture.width(requireLayer(layer, 0, layers()));
    }

    /**
     * The activation of a hidden layer.
     *
     * @param layer the layer from 1 to {@code layers() - 1}
     * @return what follows its pre-activation
     * @throws IllegalArgumentException if there is no such hidden layer
     */
    public Activation activation(int layer) {
        return architecture.activation(requireLayer(layer, 1, layers() - 1));
    }

    /**
     * The weights of a layer.
     *
     * @param layer the layer from 1 to {@link #layers()}
     * @return a copy of {@code W_layer}, of shape [outputs, inputs]
     * @throws IllegalArgumentException if there is no such layer
     */
    public Tensor weights(int layer) {
        return weightTensor(requireLayer(layer, 1, layers())).copy();
    }

    /**
     * The biases of a layer.
     *
     * @param layer the layer from 1 to {@link #layers()}
     * @return a copy of {@code b_layer}, of shape [outputs]
     * @throws IllegalArgumentException if there is no such layer
     */
    public Tensor biases(int layer) {
        return Tensor.vector(biases[requireLayer(layer, 1, layers())].clone());
    }

    private static int requireLayer(int layer, int first, int last) {
        if (layer < first || layer > last) {
            throw new IllegalArgumentException("layer: found " + layer + ", wanted "
                    + (first > last ? "none: the network has no hidden layer" : first + ".." + last));
        }
        return layer;
    }

    /** Wraps the live array. */
    Tensor weightTensor(int layer) {
        return Tensor.of(new int[] {architecture.width(layer), architecture.width(layer - 1)}, weights[layer]);
    }

    /** {@return the loss} */
    public Loss loss() {
        return architecture.loss;
    }

    /** {@return the factor of the regulariser {@code l2 / 2 * sum of squared weights}} */
    public double l2() {
        return architecture.l2;
    }

    /** {@return the skip connections, in the order in which they were added} */
    public List<Skip> skips() {
        return List.of(architecture.skips);
    }

    /** {@return the number of weights and biases} */
    public long parameterCount() {
        long count = 0;
        for (int k = 1; k <= layers(); k++) {
            count += weights[k].length + biases[k].length;
        }
        return count;
    }

    /**
     * The same network with other weights and biases.
     *
     * @param weights one matrix for each layer, of shape [outputs, inputs]. Copied.
     * @param biases one vector for each layer, of shape [outputs]. Copied.
     * @return the network
     * @throws IllegalArgumentException if there are not as many tensors as layers, or one has another shape
     * @throws IllegalArgumentException if an entry is NaN or infinite
     */
    public Network withParameters(List<Tensor> weights, List<Tensor> biases) {
        return of(architecture, weights, biases);
    }

    /** The same network with arrays of its own. */
    Network copy() {
        double[][] w = new double[weights.length][];
        double[][] b = new double[biases.length][];
        for (int k = 1; k < w.length; k++) {
            w[k] = weights[k].clone();
            b[k] = biases[k].clone();
        }
        return new Network(architecture, w, b);
    }

    /**
     * Answers to some inputs: the softmax, sigmoid or exponential of the last pre-activation where the loss is of
     * those, else the last pre-activation itself.
     *
     * @param input one row for each example, of shape [examples, inputs]. Not modified.
     * @return one row of outputs for each example
     * @throws IllegalArgumentException if the input has another shape
     * @throws IllegalArgumentException if an entry is NaN or infinite
     */
    public Tensor predict(Tensor input) {
        Batch.requireMatrix("input", input);
        requireWidth("input", input, 0);
        Batch.requireFinite("input", input);
        return ForwardPass.of(this, input.values(), input.length(0)).output();
    }

    /**
     * The network's loss on a batch as something whose gradient can be checked. Its variables are {@code x, W1, b1, a1,
     * h1, W2, b2, a2, ...}; {@code a_k} and {@code h_k} are offsets added to the pre-activation and to the hidden
     * layer, at zero.
     *
     * @param batch the examples. Wrapped, not copied.
     * @return the subject
     * @throws IllegalArgumentException if the batch does not have the network's numbers of inputs and outputs
     * @throws IllegalArgumentException if the targets do not fit the loss
     */
    public NetworkSubject on(Batch batch) {
        requireFits(batch);
        return new NetworkSubject(this, batch);
    }

    void requireFits(Batch batch) {
        requireWidth("input", batch.input(), 0);
        requireWidth("target", batch.target(), layers());
        loss().requireTargets(batch.target());
    }

    private void requireWidth(String argument, Tensor matrix, int layer) {
        if (matrix.length(1) != architecture.width(layer)) {
            throw new IllegalArgumentException(argument + ": found shape " + matrix.shapeText() + ", wanted ["
                    + matrix.length(0) + ", " + architecture.width(layer) + "] for network " + this);
        }
    }

    /**
     * {@return widths, activations, loss, regulariser and skips, such as {@code 64-32-10 relu/cross_entropy l2=1.0E-4}}
     */
    @Override
    public String toString() {
        return architecture.toString();
    }
}
