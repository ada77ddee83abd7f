package wild;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;

/** A block's output by its parameters and its input. */
final class DjlBlock {

    private static final String INPUT = "input";

    private final NDManager manager = NDManager.newBaseManager();
    private final Block block;
    private final DataType type;
    private final Map<String, NDArray> leaves = new LinkedHashMap<>();

    private DjlBlock(Block block, DataType type, Shape input) {
        this.block = block;
        this.type = type;
        block.setInitializer(Initializer.ONES, parameter -> true);
        block.initialize(manager, type, input);
        block.getParameters().forEach(entry -> {
            if (entry.getValue().requiresGradient()) {
                leaves.put(entry.getKey(), entry.getValue().getArray());
            }
        });
        leaves.put(INPUT, manager.zeros(input, type));
    }

    static Subject of(String name, Block block, DataType type, Shape input) {
        DjlBlock made = new DjlBlock(block, type, input);
        Random random = new Random(1);
        Map<String, Tensor> point = new LinkedHashMap<>();
        made.leaves.forEach((key, leaf) -> point.put(key, numbers(leaf.getShape(), random)));
        Subject subject = Subject.of(name, point, made::forward, made::backward);
        return type == DataType.FLOAT32 ? subject.withPrecision(Precision.FLOAT) : subject;
    }

    private NDArray run(NDManager scope, Map<String, Tensor> point) {
        leaves.forEach((name, leaf) -> {
            leaf.setRequiresGradient(false);
            array(scope, point.get(name)).copyTo(leaf);
            leaf.setRequiresGradient(true);
        });
        NDList input = new NDList(leaves.get(INPUT));
        return block.forward(new ParameterStore(scope, false), input, true).head();
    }

    private Tensor forward(Map<String, Tensor> point) {
        try (NDManager scope = manager.newSubManager()) {
            return tensor(run(scope, point));
        }
    }

    private Map<String, Tensor> backward(Map<String, Tensor> point, Tensor upstream) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray output = run(scope, point);
            collector.zeroGradients();
            collector.backward(output.mul(array(scope, upstream)).sum());
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            leaves.forEach((name, leaf) -> gradient.put(name, tensor(leaf.getGradient())));
            return gradient;
        }
    }

    private NDArray array(NDManager scope, Tensor tensor) {
        return scope.create(tensor.values().clone(), new Shape(tensor.longShape())).toType(type, false);
    }

    private static Tensor tensor(NDArray array) {
        return Tensor.of(
                array.getShape().getShape(), array.toType(DataType.FLOAT64, false).toDoubleArray());
    }

    private static Tensor numbers(Shape shape, Random random) {
        DoubleStream normal = DoubleStream.generate(random::nextGaussian).limit(shape.size());
        return Tensor.of(shape.getShape(), normal.toArray());
    }
}
