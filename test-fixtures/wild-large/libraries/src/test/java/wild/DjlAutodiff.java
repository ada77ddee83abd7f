package wild;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.function.UnaryOperator;

/** What the engine computes of arrays, and differentiates. */
final class DjlAutodiff {

    private DjlAutodiff() {}

    static Subject function(String name, UnaryOperator<NDArray> f, Shape shape, double[] at) {
        return VectorFunctions.vjp(
                name,
                x -> {
                    try (NDManager manager = NDManager.newBaseManager()) {
                        return f.apply(manager.create(x, shape)).toDoubleArray();
                    }
                },
                (x, upstream) -> {
                    try (NDManager manager = NDManager.newBaseManager();
                            GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                        NDArray argument = manager.create(x, shape);
                        argument.setRequiresGradient(true);
                        NDArray result = f.apply(argument);
                        collector.backward(result.mul(manager.create(upstream, result.getShape()))
                                .sum());
                        return argument.getGradient().toDoubleArray();
                    }
                },
                at);
    }

    /** By the predictions. */
    static Subject loss(String name, Loss loss, Shape labelled, Shape shape, double[] labels, double[] predictions) {
        return function(
                name,
                x -> loss.evaluate(new NDList(x.getManager().create(labels, labelled)), new NDList(x)),
                shape,
                predictions);
    }
}
