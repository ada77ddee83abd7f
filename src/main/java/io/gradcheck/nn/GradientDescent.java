package io.gradcheck.nn;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Mini-batch gradient descent with momentum: {@code v = m v - r g} and {@code w = w + v}, with the gradient {@code g}
 * of a mini-batch, the learning rate {@code r} and the momentum {@code m} (Polyak 1964; Rumelhart, Hinton and Williams
 * 1986).
 *
 * <p>Immutable: each setting gives a new object. Training never changes the network it is given.
 *
 * <pre>{@code
 * Network trained = GradientDescent.withLearningRate(0.1).momentum(0.9).batchSize(32).epochs(20).seed(7)
 *         .every(100, step -> checker.check(step.network().on(step.batch())).throwIfFailed())
 *         .train(network, examples);
 * }</pre>
 */
public final class GradientDescent {

    private record Settings(double learningRate, double momentum, int batchSize, int epochs, long seed) {}

    private record Callback(int interval, Consumer<TrainingStep> action) {}

    private final Settings settings;
    private final List<Callback> callbacks;

    private GradientDescent(Settings settings, List<Callback> callbacks) {
        this.settings = settings;
        this.callbacks = callbacks;
    }

    /**
     * Plain gradient descent: no momentum, mini-batches of 32 examples, one epoch, seed 0.
     *
     * @param learningRate the factor of the gradient in each step
     * @return the method, with settings that can be changed
     * @throws IllegalArgumentException if the learning rate is not positive and finite
     */
    public static GradientDescent withLearningRate(double learningRate) {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "learningRate: found " + learningRate + ", wanted a positive finite number");
        }
        return new GradientDescent(new Settings(learningRate, 0, 32, 1, 0), List.of());
    }

    /**
     * Sets the momentum.
     *
     * @param momentum the share of each step that the next one keeps
     * @return the method with this momentum
     * @throws IllegalArgumentException if the momentum is not at least 0 and below 1
     */
    public GradientDescent momentum(double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum: found " + momentum + ", wanted 0 <= momentum < 1");
        }
        return with(new Settings(settings.learningRate, momentum, settings.batchSize, settings.epochs, settings.seed));
    }

    /**
     * Sets the size of mini-batches; the last of an epoch has what is left.
     *
     * @param batchSize how many examples a step uses
     * @return the method with this size
     * @throws IllegalArgumentException if the size is below 1
     */
    public GradientDescent batchSize(int batchSize) {
        return with(new Settings(
                settings.learningRate,
                settings.momentum,
                Argument.atLeast("batchSize", batchSize, 1),
                settings.epochs,
                settings.seed));
    }

    /**
     * Sets the number of epochs.
     *
     * @param epochs how often all examples are used
     * @return the method with this number
     * @throws IllegalArgumentException if the number is below 1
     */
    public GradientDescent epochs(int epochs) {
        return with(new Settings(
                settings.learningRate,
                settings.momentum,
                settings.batchSize,
                Argument.atLeast("epochs", epochs, 1),
                settings.seed));
    }

    /**
     * Sets the seed of the order in which examples are used; it is another one in each epoch.
     *
     * @param seed the same seed gives the same order
     * @return the method with this seed
     */
    public GradientDescent seed(long seed) {
        return with(new Settings(settings.learningRate, settings.momentum, settings.batchSize, settings.epochs, seed));
    }

    /**
     * Calls back during training. Several callbacks are called in the order in which they were added; what one throws
     * ends the training.
     *
     * @param steps the callback is called after each multiple of this number of steps
     * @param callback what is called
     * @return the method with this callback
     * @throws IllegalArgumentException if the number of steps is below 1
     */
    public GradientDescent every(int steps, Consumer<TrainingStep> callback) {
        List<Callback> more = new ArrayList<>(callbacks);
        more.add(new Callback(Argument.atLeast("steps", steps, 1), callback));
        return new GradientDescent(settings, List.copyOf(more));
    }

    private GradientDescent with(Settings changed) {
        return new GradientDescent(changed, callbacks);
    }

    /**
     * Trains a copy of a network.
     *
     * @param network where to start. Not modified.
     * @param examples the examples. Not modified.
     * @return the trained network
     * @throws IllegalArgumentException if the examples do not have the network's numbers of inputs and outputs
     * @throws IllegalArgumentException if the targets do not fit the loss
     * @throws ArithmeticException if the loss becomes NaN or infinite
     */
    public Network train(Network network, Batch examples) {
        network.requireFits(examples);
        Network trained = network.copy();
        double[][] weightSteps = zerosLike(trained.weights);
        double[][] biasSteps = zerosLike(trained.biases);
        Random random = new Random(settings.seed);
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        long number = 0;
        for (int epoch = 1; epoch <= settings.epochs; epoch++) {
            shuffle(order, random);
            for (int from = 0; from < order.length; from += settings.batchSize) {
                int to = Math.min(order.length, from + settings.batchSize);
                Batch batch = examples.examples(Arrays.copyOfRange(order, from, to));
                number++;
                Gradients gradients = Backpropagation.gradients(trained, batch);
                requireFinite(gradients.loss(), number);
                for (int k = 1; k <= trained.layers(); k++) {
                    step(trained.weights[k], weightSteps[k], gradients.of("W" + k));
                    step(trained.biases[k], biasSteps[k], gradients.of("b" + k));
                }
                callBack(number, epoch, gradients.loss(), trained, batch);
            }
        }
        return trained;
    }

    private static double[][] zerosLike(double[][] arrays) {
        double[][] zeros = new double[arrays.length][];
        for (int k = 1; k < arrays.length; k++) {
            zeros[k] = new double[arrays[k].length];
        }
        return zeros;
    }

    /** Fisher and Yates, as Knuth's algorithm P. */
    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private void requireFinite(double loss, long step) {
        if (!Double.isFinite(loss)) {
            throw new ArithmeticException("loss: found " + loss + " in step " + step
                    + ", wanted a finite number; the learning rate " + settings.learningRate + " may be too large");
        }
    }

    private void step(double[] values, double[] steps, Tensor gradient) {
        double[] g = gradient.values();
        for (int i = 0; i < values.length; i++) {
            steps[i] = settings.momentum * steps[i] - settings.learningRate * g[i];
            values[i] += steps[i];
        }
    }

    private void callBack(long number, int epoch, double loss, Network network, Batch batch) {
        for (Callback callback : callbacks) {
            if (number % callback.interval == 0) {
                callback.action.accept(new TrainingStep(number, epoch, loss, network.copy(), batch));
            }
        }
    }
}
