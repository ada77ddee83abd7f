package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import gov.sandia.cognition.learning.algorithm.regression.ParameterDifferentiableCostMinimizer.ParameterCostEvaluatorDerivativeBased;
import gov.sandia.cognition.learning.data.DefaultInputOutputPair;
import gov.sandia.cognition.learning.data.InputOutputPair;
import gov.sandia.cognition.learning.function.cost.DifferentiableCostFunction;
import gov.sandia.cognition.learning.function.cost.MeanSquaredErrorCostFunction;
import gov.sandia.cognition.learning.function.cost.SumSquaredErrorCostFunction;
import gov.sandia.cognition.learning.function.scalar.AtanFunction;
import gov.sandia.cognition.learning.function.scalar.CosineFunction;
import gov.sandia.cognition.learning.function.scalar.HardSigmoidFunction;
import gov.sandia.cognition.learning.function.scalar.HardTanHFunction;
import gov.sandia.cognition.learning.function.scalar.LeakyRectifiedLinearFunction;
import gov.sandia.cognition.learning.function.scalar.LinearFunction;
import gov.sandia.cognition.learning.function.scalar.PolynomialFunction;
import gov.sandia.cognition.learning.function.scalar.RectifiedLinearFunction;
import gov.sandia.cognition.learning.function.scalar.SigmoidFunction;
import gov.sandia.cognition.learning.function.scalar.SoftPlusFunction;
import gov.sandia.cognition.learning.function.scalar.TanHFunction;
import gov.sandia.cognition.learning.function.vector.DifferentiableFeedforwardNeuralNetwork;
import gov.sandia.cognition.learning.function.vector.DifferentiableGeneralizedLinearModel;
import gov.sandia.cognition.math.DifferentiableUnivariateScalarFunction;
import gov.sandia.cognition.math.matrix.Vector;
import gov.sandia.cognition.math.matrix.VectorFactory;
import gov.sandia.cognition.statistics.SmoothCumulativeDistributionFunction;
import gov.sandia.cognition.statistics.distribution.BetaDistribution;
import gov.sandia.cognition.statistics.distribution.CauchyDistribution;
import gov.sandia.cognition.statistics.distribution.ChiSquareDistribution;
import gov.sandia.cognition.statistics.distribution.ExponentialDistribution;
import gov.sandia.cognition.statistics.distribution.GammaDistribution;
import gov.sandia.cognition.statistics.distribution.InverseGammaDistribution;
import gov.sandia.cognition.statistics.distribution.LaplaceDistribution;
import gov.sandia.cognition.statistics.distribution.LogNormalDistribution;
import gov.sandia.cognition.statistics.distribution.LogisticDistribution;
import gov.sandia.cognition.statistics.distribution.ParetoDistribution;
import gov.sandia.cognition.statistics.distribution.StudentTDistribution;
import gov.sandia.cognition.statistics.distribution.UniformDistribution;
import gov.sandia.cognition.statistics.distribution.UnivariateGaussian;
import gov.sandia.cognition.statistics.distribution.WeibullDistribution;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.special.Gamma;

/** Squashing functions and distributions by their argument, networks and their costs by the parameters. */
final class Foundry {

    private static final double[] PARAMETERS = {0.4, -0.9, 0.3, 0.2, -0.5, 0.8, 0.1, 0.7, -0.3};
    private static final VectorFactory<?> VECTORS = VectorFactory.getDefault();

    private static final List<InputOutputPair<Vector, Vector>> EXAMPLES = List.of(
            DefaultInputOutputPair.create(VECTORS.copyValues(0.3, -0.7), VECTORS.copyValues(0.2)),
            DefaultInputOutputPair.create(VECTORS.copyValues(1.1, 0.4), VECTORS.copyValues(-0.7)));

    private Foundry() {}

    static Library library() {
        return Library.of("cognitive-foundry", "4.0.1", Foundry::fill);
    }

    private static void fill(Checks checks) {
        function(checks, KINK, "RectifiedLinearFunction, at 0", new RectifiedLinearFunction(), 0);
        function(checks, KINK, "LeakyRectifiedLinearFunction, at 0", new LeakyRectifiedLinearFunction(0.2), 0);
        function(checks, KINK, "HardTanHFunction, at its ends", new HardTanHFunction(), -1, 1);
        function(checks, KINK, "HardSigmoidFunction, at its ends", new HardSigmoidFunction(), -2.5, 2.5);
        function(checks, INCONCLUSIVE, "SigmoidFunction, saturated", new SigmoidFunction(), -800, 800);
        function(checks, INCONCLUSIVE, "TanHFunction, saturated", new TanHFunction(), -400, 400);
        distribution(checks, PASS, "LaplaceDistribution, at its mode", new LaplaceDistribution.CDF(0.3, 2), 0.3);
        distribution(checks, KINK, "UniformDistribution, at its ends", new UniformDistribution.CDF(0, 4), 0, 4);
        function(checks, PASS, "AtanFunction", new AtanFunction(), -20, 0, 0.5);
        function(checks, PASS, "CosineFunction", new CosineFunction(2, 0.5, 0.3), -20, 0, 0.5);
        function(checks, PASS, "HardSigmoidFunction", new HardSigmoidFunction(), -0.9, 0, 0.5);
        function(checks, PASS, "HardTanHFunction", new HardTanHFunction(), -0.9, 0, 0.5);
        function(checks, INCONCLUSIVE, "HardTanHFunction, beside its slope", new HardTanHFunction(), -3, 3);
        function(checks, PASS, "LeakyRectifiedLinearFunction", new LeakyRectifiedLinearFunction(0.2), -2, 0.1, 0.5);
        function(checks, PASS, "LinearFunction", new LinearFunction(2, 3), -2, 0, 0.5);
        function(checks, PASS, "PolynomialFunction, exponent 2.5", new PolynomialFunction(2.5), 0.1, 0.5, 7);
        function(checks, INCONCLUSIVE, "PolynomialFunction, exponent 0", new PolynomialFunction(0), 0.1, 0.5, 7);
        function(checks, PASS, "PolynomialFunction.Cubic", new PolynomialFunction.Cubic(1, 2, -3, 4), -2, 0, 0.5);
        function(checks, PASS, "PolynomialFunction.Quadratic", new PolynomialFunction.Quadratic(1, 2, -3), -2, 0, 0.5);
        function(checks, PASS, "PolynomialFunction.Linear", new PolynomialFunction.Linear(1, 2), -2, 0, 0.5);
        function(checks, PASS, "RectifiedLinearFunction", new RectifiedLinearFunction(), -2, 0.1, 0.5);
        function(checks, PASS, "SigmoidFunction", new SigmoidFunction(), -20, 0, 0.5);
        function(checks, PASS, "SoftPlusFunction", new SoftPlusFunction(), -20, 0, 0.5);
        function(checks, PASS, "SoftPlusFunction, far", new SoftPlusFunction(), 50, 800);
        function(checks, PASS, "TanHFunction", new TanHFunction(), -20, 0, 0.5);
        for (DifferentiableUnivariateScalarFunction f :
                List.of(new TanHFunction(), new SigmoidFunction(), new LinearFunction(2, 3))) {
            String name =
                    "DifferentiableFeedforwardNeuralNetwork, " + f.getClass().getSimpleName();
            checks.pass(name, () -> network(name, f));
            DifferentiableGeneralizedLinearModel model = new DifferentiableGeneralizedLinearModel(2, 3, f);
            model.convertFromVector(VECTORS.copyValues(0.4, -0.9, 0.3, 0.2, -0.5, 0.8));
            checks.pass(
                    "DifferentiableGeneralizedLinearModel, " + f.getClass().getSimpleName(),
                    () -> VectorFunctions.jacobian(
                            "model",
                            x -> model.evaluate(VECTORS.copyArray(x)).toArray(),
                            x -> model.differentiate(VECTORS.copyArray(x)).toArray(),
                            0.3,
                            -0.7));
            wrong(
                    checks,
                    "SumSquaredErrorCostFunction, " + f.getClass().getSimpleName(),
                    new SumSquaredErrorCostFunction(),
                    f);
            wrong(
                    checks,
                    "MeanSquaredErrorCostFunction, " + f.getClass().getSimpleName(),
                    new MeanSquaredErrorCostFunction(),
                    f);
        }
        distribution(checks, PASS, "BetaDistribution", new BetaDistribution.CDF(2, 3), 0.2, 0.7);
        distribution(checks, PASS, "CauchyDistribution", new CauchyDistribution.CDF(0.3, 2), -2, 0.3, 50);
        inexact(
                checks,
                "ChiSquareDistribution",
                new ChiSquareDistribution.CDF(3),
                new org.apache.commons.math3.distribution.ChiSquaredDistribution(3),
                "x[0], x[1], x[2]",
                "accurate to about 7 digits only",
                0.2,
                2,
                9);
        distribution(checks, PASS, "ExponentialDistribution", new ExponentialDistribution.CDF(3), 0.2, 2, 9);
        inexact(
                checks,
                "GammaDistribution",
                new GammaDistribution.CDF(3, 2),
                new org.apache.commons.math3.distribution.GammaDistribution(3, 2),
                "x[1]",
                "one entry",
                0.2,
                2,
                9);
        InverseGammaDistribution.CDF inverse = new InverseGammaDistribution.CDF(3, 2);
        checks.fail(
                "InverseGammaDistribution",
                () -> Subject.scalar(
                        "InverseGammaDistribution",
                        x -> inverse.evaluate(x),
                        x -> (Double) inverse.differentiate(x),
                        0.2,
                        2,
                        9),
                "x[1], x[2]",
                "accurate to about 7 digits only",
                Evidence.inexactValue(x -> Gamma.regularizedGammaQ(3, 2 / x)),
                "CDF of a few digits; the density is right");
        distribution(checks, PASS, "LaplaceDistribution", new LaplaceDistribution.CDF(0.3, 2), -2, 0.5, 9);
        inexact(
                checks,
                "LogNormalDistribution",
                new LogNormalDistribution.CDF(0.3, 2),
                new org.apache.commons.math3.distribution.LogNormalDistribution(0.3, Math.sqrt(2)),
                "x[0], x[1], x[2]",
                "accurate to about 6 digits only",
                0.2,
                2,
                9);
        distribution(checks, PASS, "LogisticDistribution", new LogisticDistribution.CDF(0.3, 2), -2, 0.5, 9);
        distribution(checks, PASS, "ParetoDistribution", new ParetoDistribution.CDF(3, 2, 0), 2.2, 5);
        inexact(
                checks,
                "StudentTDistribution",
                new StudentTDistribution.CDF(3),
                new org.apache.commons.math3.distribution.TDistribution(3),
                "x[0], x[1]",
                "accurate to about 6 digits only",
                -2,
                0.5,
                9);
        distribution(checks, PASS, "UniformDistribution", new UniformDistribution.CDF(0, 4), -2, 0.5, 9);
        inexact(
                checks,
                "UnivariateGaussian",
                new UnivariateGaussian.CDF(0.3, 2),
                new org.apache.commons.math3.distribution.NormalDistribution(0.3, Math.sqrt(2)),
                "x[0], x[1]",
                "accurate to about 5 digits only",
                -2,
                0.5,
                9);
        distribution(checks, PASS, "WeibullDistribution", new WeibullDistribution.CDF(3, 2), 0.2, 2, 4);
    }

    private static void function(
            Checks checks, Verdict verdict, String name, DifferentiableUnivariateScalarFunction f, double... at) {
        checks.expect(verdict, name, () -> Subject.scalar(name, x -> f.evaluate((Double) x), f::differentiate, at));
    }

    private static void inexact(
            Checks checks,
            String name,
            SmoothCumulativeDistributionFunction f,
            RealDistribution exact,
            String wrong,
            String looksLike,
            double... at) {
        checks.fail(
                name,
                () -> Subject.scalar(name, x -> f.evaluate(x), x -> (Double) f.differentiate(x), at),
                wrong,
                looksLike,
                Evidence.inexactValue(exact::cumulativeProbability),
                "CDF of a few digits; the density is right");
    }

    private static void distribution(
            Checks checks, Verdict verdict, String name, SmoothCumulativeDistributionFunction f, double... at) {
        checks.expect(
                verdict, name, () -> Subject.scalar(name, x -> f.evaluate(x), x -> (Double) f.differentiate(x), at));
    }

    private static DifferentiableFeedforwardNeuralNetwork network(DifferentiableUnivariateScalarFunction f) {
        return new DifferentiableFeedforwardNeuralNetwork(2, 3, 1, f, new Random(1));
    }

    private static Subject network(String name, DifferentiableUnivariateScalarFunction f) {
        DifferentiableFeedforwardNeuralNetwork network = network(f);
        Vector input = VECTORS.copyValues(0.3, -0.7);
        return VectorFunctions.jacobian(
                name,
                p -> {
                    network.convertFromVector(VECTORS.copyArray(p));
                    return network.evaluate(input).toArray();
                },
                p -> {
                    network.convertFromVector(VECTORS.copyArray(p));
                    return network.computeParameterGradient(input).toArray();
                },
                PARAMETERS);
    }

    private static void wrong(
            Checks checks, String name, DifferentiableCostFunction cost, DifferentiableUnivariateScalarFunction f) {
        checks.fail(
                name,
                () -> cost(cost, f),
                "x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]",
                "constant factor 1/2",
                new Evidence("its own Jacobian of the network", null, p -> new double[][] {gradient(cost, f, p)}),
                "factor 2 of the square");
    }

    /** A multiple of the sum of squares, by the chain rule from the Jacobian of the network. */
    private static double[] gradient(
            DifferentiableCostFunction cost, DifferentiableUnivariateScalarFunction f, double[] p) {
        DifferentiableFeedforwardNeuralNetwork network = network(f);
        network.convertFromVector(VECTORS.copyArray(p));
        double squares = 0;
        Vector gradient = VECTORS.copyValues(new double[p.length]);
        for (InputOutputPair<Vector, Vector> example : EXAMPLES) {
            double off = network.evaluate(example.getInput()).get(0)
                    - example.getOutput().get(0);
            squares += off * off;
            gradient.plusEquals(network.computeParameterGradient(example.getInput())
                    .getRow(0)
                    .scale(2 * off));
        }
        cost.setCostParameters(EXAMPLES);
        return gradient.scale(cost.evaluate(network) / squares).toArray();
    }

    private static Subject cost(DifferentiableCostFunction cost, DifferentiableUnivariateScalarFunction f) {
        cost.setCostParameters(EXAMPLES);
        ParameterCostEvaluatorDerivativeBased evaluator = new ParameterCostEvaluatorDerivativeBased(network(f), cost);
        return Subject.objective(
                cost.getClass().getSimpleName(),
                p -> evaluator.evaluate(VECTORS.copyArray(p)),
                p -> evaluator.differentiate(VECTORS.copyArray(p)).toArray(),
                PARAMETERS);
    }
}
