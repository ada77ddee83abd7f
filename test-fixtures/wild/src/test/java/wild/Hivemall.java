package wild;

import hivemall.optimizer.LossFunctions;
import hivemall.optimizer.LossFunctions.LossFunction;
import hivemall.optimizer.LossFunctions.LossType;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;

/** Losses in double with derivatives in float, by the prediction. */
final class Hivemall {

    private static final double[] PREDICTIONS = {-1.25, -0.375, 0.40625, 2.75, 4.5};

    private Hivemall() {}

    static Library library() {
        return Library.of("hivemall-core", "0.5.2-incubating", Hivemall::fill);
    }

    private static void fill(Checks checks) {
        LossFunction hinge = LossFunctions.getLossFunction(LossType.HingeLoss);
        checks.kink(
                "HingeLoss, at its margin",
                () -> Subject.scalar("HingeLoss", p -> hinge.loss(p, 1), p -> hinge.dloss((float) p, 1), 1));
        LossFunction epsilon = LossFunctions.getLossFunction(LossType.EpsilonInsensitiveLoss);
        checks.pass(
                "EpsilonInsensitiveLoss, met",
                () -> Subject.scalar(
                        "EpsilonInsensitiveLoss", p -> epsilon.loss(p, 1), p -> epsilon.dloss((float) p, 1), 1));
        LossFunction quantile = LossFunctions.getLossFunction(LossType.QuantileLoss);
        checks.kink(
                "QuantileLoss, met",
                () -> Subject.scalar("QuantileLoss", p -> quantile.loss(p, 1), p -> quantile.dloss((float) p, 1), 1));
        for (LossType type : LossType.values()) {
            LossFunction f = LossFunctions.getLossFunction(type);
            double[] targets = f.forBinaryClassification() ? new double[] {1, -1} : new double[] {0.5, -1.75};
            for (double target : targets) {
                String name = type + ", target " + target;
                checks.pass(
                        name + ", declared as float",
                        () -> loss(name, f, target).withPrecision(Precision.FLOAT));
                if (type == LossType.SquaredEpsilonInsensitiveLoss || type == LossType.LogLoss) {
                    undeclared(checks, name, f, target);
                } else {
                    checks.pass(name, () -> loss(name, f, target)); // all its derivatives there are floats
                }
            }
        }
    }

    private static void undeclared(Checks checks, String name, LossFunction f, double target) {
        boolean log = f.getType() == LossType.LogLoss;
        checks.fail(
                name,
                () -> loss(name, f, target),
                !log && target > 0 ? "x[0], x[1], x[3], x[4]" : "x[0], x[1], x[2], x[3], x[4]",
                "single precision in double code",
                log
                        ? Evidence.digits60Elementwise(p -> p.multiply(Evidence.dfp(-target))
                                .exp()
                                .add(Evidence.dfp(1))
                                .log())
                        : Evidence.elementwise(
                                p -> 2 * Math.signum(p - target) * Math.max(0, Math.abs(p - target) - 0.1f)),
                "in single precision, which has to be declared");
    }

    private static Subject loss(String name, LossFunction f, double target) {
        return Subject.scalar(name, p -> f.loss(p, target), p -> f.dloss((float) p, (float) target), PREDICTIONS);
    }
}
