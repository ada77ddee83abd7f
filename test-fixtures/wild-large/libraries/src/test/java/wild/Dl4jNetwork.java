package wild;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** A network's score, of examples of several classes, by its parameters and its input. */
final class Dl4jNetwork {

    private static final String INPUT = "input";

    private final MultiLayerNetwork network;
    private final INDArray input;
    private final INDArray labels;

    private Dl4jNetwork(MultiLayerNetwork network, INDArray input, INDArray labels) {
        this.network = network;
        this.input = input;
        this.labels = labels;
    }

    static Dl4jNetwork of(
            Consumer<NeuralNetConfiguration.Builder> options, InputType type, int examples, Layer... layers) {
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .seed(7)
                .updater(new NoOp())
                .weightInit(new NormalDistribution(0, 0.7))
                .activation(Activation.TANH);
        options.accept(builder);
        MultiLayerNetwork network =
                new MultiLayerNetwork(builder.list(layers).setInputType(type).build());
        network.init();
        INDArray input = numbers(type.getShape(true), examples);
        int[] output = network.output(input.dup()).shape().length == 3
                ? new int[] {examples, 3, (int) input.size(2)}
                : new int[] {examples, 3};
        return new Dl4jNetwork(network, input, classes(output));
    }

    MultiLayerNetwork network() {
        return network;
    }

    INDArray input() {
        return input;
    }

    INDArray labels() {
        return labels;
    }

    Subject subject() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        network.paramTable().forEach((name, values) -> point.put(name, Dl4jArrays.tensor(values)));
        point.put(INPUT, Dl4jArrays.tensor(input));
        return Subject.objective("network", point, this::score, this::gradient);
    }

    private void set(Map<String, Tensor> point) {
        network.paramTable().forEach((name, values) -> values.assign(Dl4jArrays.array(point.get(name))));
    }

    private double score(Map<String, Tensor> point) {
        set(point);
        return network.score(new DataSet(Dl4jArrays.array(point.get(INPUT)), labels.dup()), true);
    }

    /** The updater divides by the number of examples and adds what belongs to the penalties. */
    private Map<String, Tensor> gradient(Map<String, Tensor> point) {
        set(point);
        int examples = (int) input.size(0);
        Pair<Gradient, INDArray> both =
                network.calculateGradients(Dl4jArrays.array(point.get(INPUT)), labels.dup(), null, null);
        Gradient updated = both.getFirst();
        network.getUpdater().update(network, updated, 0, 0, examples, LayerWorkspaceMgr.noWorkspaces());
        Map<String, Tensor> gradient = new LinkedHashMap<>();
        gradient.put(INPUT, Dl4jArrays.tensor(both.getSecond().div(examples)));
        updated.gradientForVariable()
                .forEach((name, values) -> gradient.put(
                        name, Tensor.of(point.get(name).shape(), Dl4jArrays.flat(values))));
        return gradient;
    }

    private static INDArray numbers(long[] shape, int examples) {
        shape[0] = examples;
        INDArray input = Nd4j.zeros(DataType.DOUBLE, shape);
        Random random = new Random(1);
        for (long k = 0; k < input.length(); k++) {
            input.putScalar(k, random.nextGaussian());
        }
        return input;
    }

    private static INDArray classes(int[] shape) {
        INDArray classes = Nd4j.zeros(shape);
        for (int n = 0; n < shape[0]; n++) {
            for (int t = 0; t < (shape.length == 3 ? shape[2] : 1); t++) {
                int[] index =
                        shape.length == 3 ? new int[] {n, (n + t) % shape[1], t} : new int[] {n, 2 * n % shape[1]};
                classes.putScalar(index, 1);
            }
        }
        return classes;
    }
}
