package wild;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Objectives;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.sgd.SGDObjective;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.regression.sgd.objectives.AbsoluteLoss;
import org.tribuo.regression.sgd.objectives.Huber;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Objectives by the prediction. */
final class Tribuo {

    private static final DenseVector TRUTH = DenseVector.createDenseVector(new double[] {0.5, -1, 2});

    private Tribuo() {}

    static Library library() {
        return Library.of("tribuo", "4.3.1", Tribuo::fill);
    }

    private static void fill(Checks checks) {
        ascent(checks, "LogMulticlass", new LogMulticlass(), 0.3, -0.7, 1.2);
        ascent(checks, "LogMulticlass, equal", new LogMulticlass(), 2, 2, 2);
        ascent(checks, "LogMulticlass, far", new LogMulticlass(), 30, -20, 5);
        ascent(checks, "Hinge", new Hinge(1), 0.3, -0.7, 1.2);
        ascent(checks, "Hinge, beyond its margin", new Hinge(1), 0.3, 5, 1.2);
        descent(checks, "SquaredLoss", new SquaredLoss(), 0.3, -0.7, 1.2);
        descent(checks, "AbsoluteLoss", new AbsoluteLoss(), 0.3, -0.7, 1.2);
        checks.kink(
                "AbsoluteLoss, one met",
                () -> subject("AbsoluteLoss", new AbsoluteLoss(), TRUTH, 0.5, -0.7, 1.2)
                        .maximised());
        descent(checks, "SquaredLoss, met", new SquaredLoss(), 0.5, -1, 2);
        checks.inconclusive(
                "LogMulticlass, saturated", () -> subject("LogMulticlass", new LogMulticlass(), 1, 800, -800, 5));
        descent(checks, "Huber", new Huber(1), 0.3, -0.7, 1.2);
        descent(checks, "Huber, beyond its threshold", new Huber(1), 5, -7, 12);
        descent(checks, "Huber, at its threshold", new Huber(1), 1.5, -2, 12);
    }

    private static void ascent(Checks checks, String name, SGDObjective<Integer> objective, double... prediction) {
        checks.pass(name, () -> subject(name, objective, 1, prediction));
    }

    /** Its value is a loss, its gradient that along which a trainer ascends. */
    private static void descent(Checks checks, String name, SGDObjective<DenseVector> objective, double... prediction) {
        checks.pass(name, () -> subject(name, objective, TRUTH, prediction).maximised());
    }

    private static <T> Subject subject(String name, SGDObjective<T> objective, T truth, double... prediction) {
        return Objectives.valueAndGradient(
                name,
                p -> objective.lossAndGradient(truth, DenseVector.createDenseVector(p)),
                Pair<Double, SGDVector>::getA,
                result -> result.getB().toArray(),
                prediction);
    }
}
