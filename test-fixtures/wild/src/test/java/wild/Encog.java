package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.dfp.Dfp;
import org.encog.engine.network.activation.ActivationBipolarSteepenedSigmoid;
import org.encog.engine.network.activation.ActivationClippedLinear;
import org.encog.engine.network.activation.ActivationElliott;
import org.encog.engine.network.activation.ActivationElliottSymmetric;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationGaussian;
import org.encog.engine.network.activation.ActivationLOG;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationRamp;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSIN;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationSteepenedSigmoid;
import org.encog.engine.network.activation.ActivationTANH;
import org.encog.ml.data.MLDataPair;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.error.LinearErrorFunction;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.GradientWorker;
import org.encog.neural.networks.training.propagation.back.Backpropagation;

/** Activations by their argument, networks by their weights. */
final class Encog {

    private static final double[][] IN = {{0.3, -0.7}, {1.1, 0.4}, {-0.6, 0.9}};
    private static final double[][] OUT = {{0.2}, {0.7}, {0.4}};
    private static final double[] WEIGHTS = {0.4, -0.9, 0.3, 0.2, -0.5, 0.8, 0.1, 0.7, -0.3, 0.6, 0.9, -0.4, 0.25};

    private Encog() {}

    static Library library() {
        return Library.of("encog-core", "3.4", Encog::fill);
    }

    private static void fill(Checks checks) {
        expect(checks, KINK, "ActivationReLU, at 0", new ActivationReLU(), 0);
        expect(checks, PASS, "ActivationElliott, at 0", new ActivationElliott(), 0);
        expect(checks, PASS, "ActivationElliottSymmetric, at 0", new ActivationElliottSymmetric(), 0);
        expect(checks, PASS, "ActivationLOG, at 0", new ActivationLOG(), 0);
        expect(checks, INCONCLUSIVE, "ActivationTANH, saturated", new ActivationTANH(), -500, 40);
        expect(checks, INCONCLUSIVE, "ActivationSigmoid, saturated", new ActivationSigmoid(), -800, 800);
        expect(checks, PASS, "ActivationTANH", new ActivationTANH(), -20, 0, 0.5);
        expect(checks, PASS, "ActivationSigmoid", new ActivationSigmoid(), -20, 0, 0.5);
        expect(checks, PASS, "ActivationLinear", new ActivationLinear(), -20, 0, 0.5);
        expect(checks, PASS, "ActivationLOG", new ActivationLOG(), -20, 0, 0.5);
        expect(checks, PASS, "ActivationElliott", new ActivationElliott(), -20, 0.1, 0.5);
        expect(checks, PASS, "ActivationElliottSymmetric", new ActivationElliottSymmetric(), -20, 0.1, 0.5);
        expect(checks, PASS, "ActivationReLU", new ActivationReLU(), -2, 0.1, 0.5);
        expect(checks, PASS, "ActivationReLU, with a slope of 0.2", new ActivationReLU(0, 0.2), -2, 0.1, 0.5);
        expect(checks, PASS, "ActivationRamp, on its slope", new ActivationRamp(), 0.1, 0.5, 0.9);
        expect(checks, PASS, "ActivationClippedLinear, between", new ActivationClippedLinear(), -0.5, 0, 0.9);
        level(checks, "ActivationRamp", new ActivationRamp());
        level(checks, "ActivationClippedLinear", new ActivationClippedLinear());
        double[] at = {-0.5, 0.1, 0.4};
        checks.fail(
                "ActivationSIN",
                () -> activation("ActivationSIN", new ActivationSIN(), at),
                "x[0], x[1], x[2]",
                "constant factor 1/2",
                Evidence.digits60Elementwise(x -> x.multiply(2).sin()),
                "cos(2x) for 2 cos(2x)");
        checks.fail(
                "ActivationGaussian",
                () -> activation("ActivationGaussian", new ActivationGaussian(), at),
                "x[0], x[1], x[2]",
                "",
                Evidence.digits60Elementwise(
                        x -> x.multiply(Evidence.dfp(2.5)).pow(2).negate().exp()),
                "12.5 x in the exponent, where -12.5 x is a factor");
        checks.fail(
                "ActivationSteepenedSigmoid",
                () -> activation("ActivationSteepenedSigmoid", new ActivationSteepenedSigmoid(), at),
                "x[0], x[1], x[2]",
                "",
                Evidence.digits60Elementwise(Encog::steep),
                "another formula, and of the output");
        checks.fail(
                "ActivationBipolarSteepenedSigmoid",
                () -> activation("ActivationBipolarSteepenedSigmoid", new ActivationBipolarSteepenedSigmoid(), at),
                "x[0], x[1], x[2]",
                "activation derivative missing",
                Evidence.digits60Elementwise(x -> steep(x).multiply(2).subtract(Evidence.dfp(1))),
                "1 everywhere");
        checks.pass("GradientWorker, tanh alone", () -> network(new ActivationTANH(), new ActivationTANH()));
        checks.pass("GradientWorker, sigmoid alone", () -> network(new ActivationSigmoid(), new ActivationSigmoid()));
        checks.pass("GradientWorker, linear alone", () -> network(new ActivationLinear(), new ActivationLinear()));
        mixed(checks, "sigmoid and tanh", new ActivationSigmoid(), Encog::sigmoid, new ActivationTANH(), Encog::tanh);
        mixed(checks, "tanh and linear", new ActivationTANH(), Encog::tanh, new ActivationLinear(), x -> x);
        mixed(checks, "linear and sigmoid", new ActivationLinear(), x -> x, new ActivationSigmoid(), Encog::sigmoid);
    }

    private static void level(Checks checks, String name, ActivationFunction f) {
        checks.fail(
                name + ", beside its slope",
                () -> activation(name, f, -3, 2),
                "x[0], x[1]",
                "activation derivative missing",
                Evidence.elementwise(x -> 0.0),
                "1 where the function is level");
    }

    private static void mixed(
            Checks checks,
            String name,
            ActivationFunction hidden,
            UnaryOperator<Dfp> exactHidden,
            ActivationFunction output,
            UnaryOperator<Dfp> exactOutput) {
        checks.fail(
                "GradientWorker, " + name,
                () -> network(hidden, output),
                "x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12]",
                "",
                Evidence.digits60(
                        w -> new Dfp[] {loss(w, exactHidden, exactOutput).negate()}),
                "hidden layers take the next layer's activation");
    }

    /** The same network in 60 digits: the output's three weights and bias, then two weights and a bias for each hidden neuron. */
    private static Dfp loss(Dfp[] w, UnaryOperator<Dfp> hidden, UnaryOperator<Dfp> output) {
        Dfp loss = Evidence.dfp(0);
        for (int k = 0; k < IN.length; k++) {
            Dfp y = w[3];
            for (int h = 0; h < 3; h++) {
                int at = 4 + 3 * h;
                Dfp sum = w[at].multiply(Evidence.dfp(IN[k][0]))
                        .add(w[at + 1].multiply(Evidence.dfp(IN[k][1])))
                        .add(w[at + 2]);
                y = y.add(w[h].multiply(hidden.apply(sum)));
            }
            loss = loss.add(
                    output.apply(y).subtract(Evidence.dfp(OUT[k][0])).pow(2).divide(2));
        }
        return loss;
    }

    private static Dfp sigmoid(Dfp x) {
        return Evidence.dfp(1).divide(x.negate().exp().add(Evidence.dfp(1)));
    }

    private static Dfp steep(Dfp x) {
        return sigmoid(x.multiply(Evidence.dfp(4.9)));
    }

    private static Dfp tanh(Dfp x) {
        return sigmoid(x.multiply(2)).multiply(2).subtract(Evidence.dfp(1));
    }

    private static void expect(Checks checks, Verdict verdict, String name, ActivationFunction f, double... at) {
        checks.expect(verdict, name, () -> activation(name, f, at));
    }

    private static Subject activation(String name, ActivationFunction f, double... at) {
        return Subject.scalar(name, x -> value(f, x), x -> f.derivativeFunction(x, value(f, x)), at);
    }

    private static double value(ActivationFunction f, double x) {
        double[] y = {x};
        f.activationFunction(y, 0, 1);
        return y[0];
    }

    private static Subject network(ActivationFunction hidden, ActivationFunction output) {
        return network(hidden, output, 3, IN, OUT, WEIGHTS);
    }

    /** Of half the sum of squares, which its trainer ascends the negative of. */
    static Subject network(
            ActivationFunction hidden,
            ActivationFunction output,
            int units,
            double[][] in,
            double[][] out,
            double... weights) {
        BasicNetwork network = new BasicNetwork();
        network.addLayer(new BasicLayer(null, true, in[0].length));
        network.addLayer(new BasicLayer(hidden, true, units));
        network.addLayer(new BasicLayer(output, false, 1));
        network.getStructure().finalizeStructure();
        BasicMLDataSet data = new BasicMLDataSet(in, out);
        return Subject.objective("network", w -> loss(network, data, w), w -> gradient(network, data, w), weights)
                .maximised();
    }

    private static double loss(BasicNetwork network, BasicMLDataSet data, double[] weights) {
        network.decodeFromArray(weights);
        double loss = 0;
        for (MLDataPair pair : data) {
            double error = network.compute(pair.getInput()).getData(0) - pair.getIdealArray()[0];
            loss += error * error / 2;
        }
        return loss;
    }

    /** As a trainer adds them up, of which the worker asks the weights of penalties: none. */
    private static double[] gradient(BasicNetwork network, BasicMLDataSet data, double[] weights) {
        network.decodeFromArray(weights);
        double[] flat = new double[network.getLayerCount()];
        GradientWorker worker = new GradientWorker(
                network.getFlat(), new Backpropagation(network, data), data, 0, 0, flat, new LinearErrorFunction());
        data.forEach(worker::process);
        return worker.getGradients();
    }
}
