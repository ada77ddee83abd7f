package wild;

import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpMath;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossMixtureDensity;
import org.nd4j.linalg.lossfunctions.impl.LossMultiLabel;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;
import org.nd4j.linalg.lossfunctions.impl.LossWasserstein;

/** All of them, {@code computeScore} against {@code computeGradient}, by what goes into the activation. */
final class Dl4jLosses {

    private static final double[] USUAL = {0.3, -0.7, 1.2, -1.1, 0.05, 0.9};
    private static final double[] LARGE = {30, -40, 20};
    private static final double[] ONE_HOT = {0, 1, 0, 1, 0, 0};
    private static final double[] DISTRIBUTION = {0.2, 0.5, 0.3, 0.6, 0.3, 0.1};
    private static final double[] POSITIVE = {0.5, 2, 1.5, 0.7, 3, 0.2};
    private static final double[] SIGNS = {1, -1, 1, -1, -1, 1};
    private static final double[] SEVERAL = {0, 1, 1, 1, 0, 0};
    private static final double[] SECOND = {0, 1, 0};

    private static final IActivation IDENTITY = new ActivationIdentity();
    private static final IActivation SOFTMAX = new ActivationSoftmax();
    private static final IActivation SIGMOID = new ActivationSigmoid();
    private static final IActivation SOFTPLUS = new ActivationSoftPlus();
    private static final IActivation TANH = new ActivationTanH();

    private static final String LEVEL = "the value is level, the gradient is not";
    private static final String CLAMP = "the value clamps the probability, the gradient does not";

    private Dl4jLosses() {}

    static void fill(Checks checks) {
        INDArray weights = Nd4j.createFromArray(1, 0.5, 2);
        pass(checks, "LossMSE", new LossMSE(), IDENTITY, POSITIVE);
        pass(checks, "LossMSE, weights", new LossMSE(weights), SIGMOID, DISTRIBUTION);
        pass(checks, "LossMSE, softmax", new LossMSE(), SOFTMAX, DISTRIBUTION);
        pass(checks, "LossL2", new LossL2(), IDENTITY, POSITIVE);
        pass(checks, "LossL2, weights", new LossL2(weights), TANH, SIGNS);
        pass(checks, "LossL1", new LossL1(), IDENTITY, POSITIVE);
        pass(checks, "LossL1, weights", new LossL1(weights), SOFTMAX, DISTRIBUTION);
        pass(checks, "LossMAE", new LossMAE(), IDENTITY, POSITIVE);
        pass(checks, "LossMAE, weights", new LossMAE(weights), SIGMOID, POSITIVE);
        checks.kink("LossMAE, no error", () -> loss(new LossMAE(), IDENTITY, USUAL, 3, USUAL));
        pass(checks, "LossMAPE", new LossMAPE(), IDENTITY, POSITIVE);
        pass(checks, "LossMAPE, weights", new LossMAPE(weights), SIGMOID, POSITIVE);
        pass(checks, "LossMAPE, signs", new LossMAPE(), IDENTITY, SIGNS);
        pass(checks, "LossMSLE", new LossMSLE(), SOFTPLUS, POSITIVE);
        pass(checks, "LossMSLE, weights", new LossMSLE(weights), SIGMOID, POSITIVE);
        pass(checks, "LossKLD", new LossKLD(), SOFTMAX, DISTRIBUTION);
        pass(checks, "LossKLD, sigmoid", new LossKLD(), SIGMOID, DISTRIBUTION);
        pass(checks, "LossMCXENT", new LossMCXENT(), SOFTMAX, ONE_HOT);
        pass(checks, "LossMCXENT, weights", new LossMCXENT(weights), SOFTMAX, DISTRIBUTION);
        pass(checks, "LossMCXENT, sigmoid", new LossMCXENT(), SIGMOID, DISTRIBUTION);
        pass(checks, "LossMCXENT, sigmoid, weights", new LossMCXENT(weights), SIGMOID, DISTRIBUTION);
        pass(checks, "LossNegativeLogLikelihood", new LossNegativeLogLikelihood(), SOFTMAX, ONE_HOT);
        pass(checks, "LossSparseMCXENT", new LossSparseMCXENT(), SOFTMAX, 1, 0);
        pass(checks, "LossSparseMCXENT, weights", new LossSparseMCXENT(weights), SOFTMAX, 1, 2);
        pass(checks, "LossBinaryXENT", new LossBinaryXENT(), SIGMOID, SEVERAL);
        pass(checks, "LossBinaryXENT, weights", new LossBinaryXENT(weights), SIGMOID, DISTRIBUTION);
        pass(checks, "LossHinge", new LossHinge(), IDENTITY, SIGNS);
        pass(checks, "LossHinge, tanh", new LossHinge(), TANH, SIGNS);
        checks.kink("LossHinge, on the margin", () -> loss(new LossHinge(), IDENTITY, SIGNS, 3, SIGNS));
        pass(checks, "LossSquaredHinge", new LossSquaredHinge(), IDENTITY, SIGNS);
        pass(checks, "LossSquaredHinge, softmax", new LossSquaredHinge(), SOFTMAX, SIGNS);
        pass(checks, "LossPoisson", new LossPoisson(), SOFTPLUS, POSITIVE);
        pass(checks, "LossPoisson, sigmoid", new LossPoisson(), SIGMOID, POSITIVE);
        checks.inconclusive(
                "LossPoisson, infinite", () -> loss(new LossPoisson(), SOFTPLUS, POSITIVE, 3, 30, -800, 5, -25, 18, 3));
        pass(checks, "LossCosineProximity", new LossCosineProximity(), IDENTITY, POSITIVE);
        pass(checks, "LossCosineProximity, sigmoid", new LossCosineProximity(), SIGMOID, SIGNS);
        pass(checks, "LossWasserstein", new LossWasserstein(), IDENTITY, SIGNS);
        pass(checks, "LossWasserstein, sigmoid", new LossWasserstein(), SIGMOID, SIGNS);
        pass(checks, "LossMultiLabel", new LossMultiLabel(), IDENTITY, SEVERAL);
        pass(checks, "LossMultiLabel, sigmoid", new LossMultiLabel(), SIGMOID, SEVERAL);
        for (double beta : new double[] {1, 0.5}) {
            LossFMeasure f = new LossFMeasure(beta);
            double[] binary = {1, 0, 1, 0};
            double[] ofTwo = {1, 0, 0, 1, 0, 1};
            checks.pass("LossFMeasure, beta " + beta, () -> loss(f, SIGMOID, binary, 1, 0.3, -0.7, 1.2, 0.4));
            checks.pass("LossFMeasure, two outputs, beta " + beta, () -> loss(f, SOFTMAX, ofTwo, 2, USUAL));
        }
        LossMixtureDensity mixture =
                LossMixtureDensity.builder().gaussians(2).labelWidth(3).build();
        double[] mixed =
                IntStream.range(0, 20).mapToDouble(i -> Math.sin(1 + 2 * i)).toArray();
        checks.pass("LossMixtureDensity", () -> loss(mixture, IDENTITY, DISTRIBUTION, 10, mixed));
        checks.pass("LossMixtureDensity, tanh", () -> loss(mixture, TANH, DISTRIBUTION, 10, mixed));
        wrong(checks);
    }

    private static void wrong(Checks checks) {
        double[] sum = {0.5, 2, 1.5};
        double[] usual = Arrays.copyOf(USUAL, 3);
        String all = "x[0], x[1], x[2]";
        fail(
                checks,
                "LossMCXENT, labels of another sum",
                new LossMCXENT(),
                SOFTMAX,
                sum,
                usual,
                all,
                "",
                crossEntropy(0),
                "labels are taken to add up to 1");
        fail(
                checks,
                "LossMCXENT, unlikely label",
                new LossMCXENT(),
                SOFTMAX,
                SECOND,
                LARGE,
                all,
                LEVEL,
                crossEntropy(1e-10),
                CLAMP);
        fail(
                checks,
                "LossNegativeLogLikelihood, unlikely label",
                new LossNegativeLogLikelihood(),
                SOFTMAX,
                SECOND,
                LARGE,
                all,
                LEVEL,
                crossEntropy(1e-10),
                CLAMP);
        checks.fail(
                "LossSparseMCXENT, unlikely label",
                () -> loss(new LossSparseMCXENT(), SOFTMAX, new double[] {1}, 3, LARGE),
                all,
                LEVEL,
                ofProbabilities(SECOND, crossEntropy(1e-10)),
                CLAMP);
        fail(
                checks,
                "LossKLD, one label",
                new LossKLD(),
                SOFTMAX,
                SECOND,
                usual,
                all,
                "accurate to about 5 digits only",
                Dl4jLosses::divergence,
                "the value takes labels of 0 as 1e-5");
        fail(
                checks,
                "LossKLD, unlikely label",
                new LossKLD(),
                SOFTMAX,
                SECOND,
                LARGE,
                all,
                "",
                Dl4jLosses::divergence,
                CLAMP);
        fail(
                checks,
                "LossBinaryXENT, softmax",
                new LossBinaryXENT(),
                SOFTMAX,
                Arrays.copyOf(DISTRIBUTION, 3),
                usual,
                all,
                "",
                crossEntropy(0),
                "the value is that of one label, the gradient that of several");
        checks.fail(
                "LossBinaryXENT, saturated",
                () -> loss(new LossBinaryXENT(), SIGMOID, SECOND, 3, 18, -15, 0.5),
                "x[0], x[1]",
                LEVEL,
                Evidence.closedForm(x -> new double[] {0, 0, 1 / (1 + Math.exp(-x[2]))}),
                "the value clamps the probability, the gradient clamps it in one factor of two");
    }

    private static void fail(
            Checks checks,
            String name,
            ILossFunction loss,
            IActivation activation,
            double[] labels,
            double[] at,
            String wrong,
            String looksLike,
            BiFunction<double[], Dfp[], Dfp> byProbability,
            String mistake) {
        checks.fail(
                name,
                () -> loss(loss, activation, labels, 3, at),
                wrong,
                looksLike,
                ofProbabilities(labels, byProbability),
                mistake);
    }

    private static Evidence ofProbabilities(double[] labels, BiFunction<double[], Dfp[], Dfp> f) {
        return Evidence.digits60(x -> {
            Dfp sum = Evidence.dfp(0);
            Dfp[] p = new Dfp[x.length];
            for (int j = 0; j < x.length; j++) {
                p[j] = DfpMath.exp(x[j]);
                sum = sum.add(p[j]);
            }
            for (int j = 0; j < x.length; j++) {
                p[j] = p[j].divide(sum);
            }
            return new Dfp[] {f.apply(labels, p)};
        });
    }

    /** Minus the logarithms by the labels; of probabilities below the least, as if they were that. */
    private static BiFunction<double[], Dfp[], Dfp> crossEntropy(double least) {
        return (labels, p) -> {
            Dfp sum = Evidence.dfp(0);
            for (int j = 0; j < p.length; j++) {
                Dfp clamped = p[j].toDouble() < least ? Evidence.dfp(least) : p[j];
                sum = labels[j] == 0 ? sum : sum.subtract(DfpMath.log(clamped).multiply(Evidence.dfp(labels[j])));
            }
            return sum;
        };
    }

    /** Labels and probabilities are at least 1e-5. */
    private static Dfp divergence(double[] labels, Dfp[] p) {
        Dfp sum = Evidence.dfp(0);
        for (int j = 0; j < p.length; j++) {
            Dfp label = Evidence.dfp(Math.max(labels[j], 1e-5));
            Dfp clamped = p[j].toDouble() < 1e-5 ? Evidence.dfp(1e-5) : p[j];
            sum = sum.add(DfpMath.log(label.divide(clamped)).multiply(label));
        }
        return sum;
    }

    private static void pass(Checks checks, String name, ILossFunction loss, IActivation activation, double... labels) {
        checks.pass(name, () -> loss(loss, activation, labels, 3, USUAL));
    }

    private static Subject loss(ILossFunction loss, IActivation activation, double[] labels, int width, double... at) {
        int rows = at.length / width;
        return Subject.objective(
                loss.getClass().getSimpleName(),
                x -> loss.computeScore(
                        Dl4jArrays.rows(labels, labels.length / rows),
                        Dl4jArrays.rows(x, width),
                        activation,
                        null,
                        false),
                x -> Dl4jArrays.flat(loss.computeGradient(
                        Dl4jArrays.rows(labels, labels.length / rows), Dl4jArrays.rows(x, width), activation, null)),
                at);
    }
}
