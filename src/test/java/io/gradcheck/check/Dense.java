package io.gradcheck.check;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/** {@code y = tanh(x W' + b)} for a batch of rows; how much each example counts in a gradient can be told. */
public final class Dense implements Layer {

    /** How much example {@code i} of {@code n} counts. */
    interface Share {
        double of(int i, int n);
    }

    public static final Share ALL = (i, n) -> 1;
    public static final Share MEAN = (i, n) -> 1.0 / n;
    static final Share FIRST = (i, n) -> i == 0 ? 1 : 0;
    static final Share LAST = (i, n) -> i == n - 1 ? 1 : 0;

    private final Parameter weights;
    private final Parameter biases;
    private final Share ofInput;
    private final Share ofWeights;
    private final Share ofBiases;
    private Tensor x = Tensor.zeros(0, 0);
    private Tensor y = Tensor.zeros(0, 0);

    private Dense(Tensor weights, Tensor biases, Share ofInput, Share ofWeights, Share ofBiases) {
        this.weights = new Parameter("W", weights);
        this.biases = new Parameter("b", biases);
        this.ofInput = ofInput;
        this.ofWeights = ofWeights;
        this.ofBiases = ofBiases;
    }

    public static Dense random(SplittableRandom random, int inputs, int outputs) {
        return new Dense(matrix(random, outputs, inputs), matrix(random, outputs), ALL, ALL, ALL);
    }

    public static Tensor matrix(SplittableRandom random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = random.nextInt(8) == 0 ? 0 : random.nextGaussian();
        }
        return tensor;
    }

    /** The same layer, in whose gradients an example counts as told. */
    public Dense counting(Share input, Share weight, Share bias) {
        return new Dense(weights.value(), biases.value(), input, weight, bias);
    }

    @Override
    public boolean isBatched() {
        return true;
    }

    @Override
    public Tensor forward(Tensor input) {
        x = input.copy();
        y = Tensor.zeros(x.length(0), biases.value().size());
        for (int row = 0; row < y.length(0); row++) {
            for (int j = 0; j < y.length(1); j++) {
                double a = biases.value().get(j);
                for (int i = 0; i < x.length(1); i++) {
                    a += weights.value().get(j, i) * x.get(row, i);
                }
                y.set(Math.tanh(a), row, j);
            }
        }
        return y.copy();
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(x.shape());
        int n = x.length(0);
        for (int row = 0; row < n; row++) {
            for (int j = 0; j < y.length(1); j++) {
                double da = dy.get(row, j) * (1 - y.get(row, j) * y.get(row, j));
                add(biases.gradient(), ofBiases.of(row, n) * da, j);
                for (int i = 0; i < x.length(1); i++) {
                    add(weights.gradient(), ofWeights.of(row, n) * da * x.get(row, i), j, i);
                    add(dx, ofInput.of(row, n) * da * weights.value().get(j, i), row, i);
                }
            }
        }
        return dx;
    }

    private static void add(Tensor to, double value, int... index) {
        to.set(to.get(index) + value, index);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weights, biases);
    }
}
