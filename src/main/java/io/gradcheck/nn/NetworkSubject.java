package io.gradcheck.nn;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a network on a batch, with its gradient by {@link Backpropagation}.
 *
 * <p>Its variables are {@code x, W1, b1, a1, h1, W2, b2, a2, ...}. The hidden ones, {@code a_k} and {@code h_k}, are
 * offsets added to the pre-activation and to the hidden layer; they are zero at {@link #point()}, so that all variables
 * are independent of each other. {@link #along} recomputes only what follows from the variable that moves.
 *
 * <p>Used by one thread at a time; several subjects may share a network.
 */
public final class NetworkSubject implements Subject {

    private final Network network;
    private final Batch batch;
    private final Map<String, Tensor> point;
    private @Nullable ForwardPass atPoint;

    NetworkSubject(Network network, Batch batch) {
        this.network = network;
        this.batch = batch;
        Map<String, Tensor> variables = new LinkedHashMap<>();
        variables.put("x", batch.input());
        for (int k = 1; k <= network.layers(); k++) {
            LayerNames names = network.architecture.names(k);
            variables.put(names.weights(), network.weightTensor(k));
            variables.put(names.biases(), Tensor.vector(network.biases[k]));
            variables.put(names.preActivation(), Tensor.zeros(batch.size(), network.width(k)));
            if (k < network.layers()) {
                variables.put(names.hidden(), Tensor.zeros(batch.size(), network.width(k)));
            }
        }
        this.point = Collections.unmodifiableMap(variables);
    }

    /** {@return the network} */
    public Network network() {
        return network;
    }

    /** {@return the examples} */
    public Batch batch() {
        return batch;
    }

    @Override
    public String name() {
        return "network " + network;
    }

    /** {@inheritDoc} The tensors are live, not copies: writing to them would change the network and the batch. */
    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    /**
     * The mean loss of the examples, with the regulariser.
     *
     * @throws IllegalArgumentException if a variable is missing or has another shape
     */
    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        ForwardPass forward = forward(at);
        return Tensor.scalar(forward.meanLoss(batch.target().values()) + forward.penalty());
    }

    /**
     * The gradient of the upstream value times the loss.
     *
     * @throws IllegalArgumentException if a variable is missing or has another shape
     * @throws IllegalArgumentException if the upstream gradient is not a scalar
     */
    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        Network.requireShape("upstream", upstream);
        return Backpropagation.gradients(forward(at), batch.target().values(), upstream.get(), Rules.RIGHT)
                .byName();
    }

    /**
     * The gradients with one rule of backpropagation wrong: an activation's derivative missing, taken at {@code h}, of
     * the next layer's activation or with a flat spot added, in one layer or in every layer; the bias not summed over
     * the batch; only the first or the last example; the regulariser missing, doubled or with the wrong sign; the upstream
     * value ignored; the skip connections forgotten. Those that this network cannot make at any point are left out.
     *
     * @throws IllegalArgumentException if a variable is missing or has another shape
     * @throws IllegalArgumentException if the upstream gradient is not a scalar
     */
    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        Network.requireShape("upstream", upstream);
        return SuspectGradients.of(forward(at), batch.target().values(), upstream.get());
    }

    /** {@return the first example and all the others, each with its share in the mean, and so in the regulariser} */
    @Override
    public List<Subject> parts() {
        int examples = batch.size();
        return examples < 2 ? List.of() : List.of(share(0, 1), share(1, examples));
    }

    private Subject share(int from, int to) {
        Batch rows = new Batch(batch.input().rows(from, to), batch.target().rows(from, to));
        return new NetworkSubject(network, rows).times((to - from) / (double) batch.size());
    }

    private ForwardPass forward(Map<String, Tensor> at) {
        int layers = network.layers();
        double[][] weights = new double[layers + 1][];
        double[][] biases = new double[layers + 1][];
        double[][] a = new double[layers + 1][];
        double[][] h = new double[layers][];
        for (int k = 1; k <= layers; k++) {
            LayerNames names = network.architecture.names(k);
            weights[k] = values(at, names.weights());
            biases[k] = values(at, names.biases());
            a[k] = values(at, names.preActivation());
            if (k < layers) {
                h[k] = values(at, names.hidden());
            }
        }
        return ForwardPass.of(
                new Network(network.architecture, weights, biases),
                values(at, "x"),
                batch.size(),
                new ForwardPass.Offsets(a, h));
    }

    private double[] values(Map<String, Tensor> at, String variable) {
        Tensor wanted = variable(variable);
        Tensor found = at.get(variable);
        if (found == null) {
            throw new IllegalArgumentException("point: found variables " + at.keySet() + ", wanted also " + variable
                    + " of shape " + wanted.shapeText() + " for subject " + name());
        }
        if (!found.hasShapeOf(wanted)) {
            throw new IllegalArgumentException(variable + ": found shape " + found.shapeText() + ", wanted "
                    + wanted.shapeText() + " for subject " + name());
        }
        return found.values();
    }

    private Tensor variable(String name) {
        Tensor value = point.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "variable: found " + name + ", wanted one of " + point.keySet() + " of subject " + name());
        }
        return value;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Along any one variable the first pre-activation that depends on it is linear in {@code t}, so its matrix
     * product is made once; each place then costs the layers after it.
     */
    @Override
    public Line along(String variable, Tensor direction) {
        Tensor start = variable(variable);
        if (!direction.hasShapeOf(start)) {
            throw new IllegalArgumentException("direction: found shape " + direction.shapeText() + ", wanted "
                    + start.shapeText() + " as variable " + variable + " of subject " + name());
        }
        double[] d = direction.values();
        if (variable.equals("x")) {
            return NetworkLine.alongHidden(atPoint(), batch.target().values(), 0, d);
        }
        int k = Integer.parseInt(variable.substring(1));
        return switch (variable.charAt(0)) {
            case 'W' -> NetworkLine.alongWeights(atPoint(), batch.target().values(), k, d);
            case 'b' -> NetworkLine.alongBiases(atPoint(), batch.target().values(), k, d);
            case 'a' -> NetworkLine.alongPreActivation(atPoint(), batch.target().values(), k, d);
            default -> NetworkLine.alongHidden(atPoint(), batch.target().values(), k, d);
        };
    }

    private ForwardPass atPoint() {
        ForwardPass pass = atPoint;
        if (pass == null) {
            pass = ForwardPass.of(network, batch.input().values(), batch.size());
            atPoint = pass;
        }
        return pass;
    }

    /** {@return {@link Backpropagation}, whose work the gradient is} */
    @Override
    public Class<?> classUnderTest() {
        return Backpropagation.class;
    }
}
