package io.gradcheck.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * A smooth function of several variables put together at random, and a random line through a random point.
 *
 * <p>The values are computed in plain numbers, the derivatives by forward-mode differentiation of commons-math3: neither
 * knows anything of differences. StrictMath, so that what the tests count is the same on every machine.
 */
final class RandomComposition {

    private static final int DEPTH = 4;

    // Of a function that hardly moves, as a square does at 0, there is no relative error to speak of.
    private static final double LEAST_MAGNITUDE = 1e-6;

    private record Function(String name, DoubleUnaryOperator value, UnaryOperator<DerivativeStructure> derivative) {}

    private static final List<Function> FUNCTIONS = List.of(
            new Function("sin", StrictMath::sin, DerivativeStructure::sin),
            new Function("cos", StrictMath::cos, DerivativeStructure::cos),
            new Function("tanh", StrictMath::tanh, DerivativeStructure::tanh),
            new Function("atan", StrictMath::atan, DerivativeStructure::atan),
            new Function("square", x -> x * x, x -> x.multiply(x)),
            new Function(
                    "gauss",
                    x -> StrictMath.exp(-x * x),
                    x -> x.multiply(x).negate().exp()),
            new Function(
                    "logistic",
                    x -> 1 / (1 + StrictMath.exp(-x)),
                    x -> x.negate().exp().add(1).reciprocal()),
            new Function(
                    "exp sin",
                    x -> StrictMath.exp(StrictMath.sin(x)),
                    x -> x.sin().exp()),
            new Function(
                    "log 1 + square",
                    x -> StrictMath.log1p(x * x),
                    x -> x.multiply(x).log1p()),
            new Function(
                    "sqrt 1 + square",
                    x -> StrictMath.sqrt(1 + x * x),
                    x -> x.multiply(x).add(1).sqrt()),
            new Function("3", x -> 3 * x, x -> x.multiply(3)));

    private record Operation(String name, DoubleBinaryOperator value, BinaryOperator<DerivativeStructure> derivative) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("+", Double::sum, DerivativeStructure::add),
            new Operation("-", (x, y) -> x - y, DerivativeStructure::subtract),
            new Operation("*", (x, y) -> x * y, DerivativeStructure::multiply),
            new Operation(
                    "/ 2 + square",
                    (x, y) -> x / (2 + y * y),
                    (x, y) -> x.divide(y.multiply(y).add(2))));

    private interface Expression {
        double of(double[] x);

        DerivativeStructure of(DerivativeStructure[] x);
    }

    private record Variable(int index) implements Expression {
        @Override
        public double of(double[] x) {
            return x[index];
        }

        @Override
        public DerivativeStructure of(DerivativeStructure[] x) {
            return x[index];
        }

        @Override
        public String toString() {
            return "x" + index;
        }
    }

    private record Applied(Function function, Expression to) implements Expression {
        @Override
        public double of(double[] x) {
            return function.value.applyAsDouble(to.of(x));
        }

        @Override
        public DerivativeStructure of(DerivativeStructure[] x) {
            return function.derivative.apply(to.of(x));
        }

        @Override
        public String toString() {
            return function.name + "(" + to + ")";
        }
    }

    private record Combined(Operation operation, Expression left, Expression right) implements Expression {
        @Override
        public double of(double[] x) {
            return operation.value.applyAsDouble(left.of(x), right.of(x));
        }

        @Override
        public DerivativeStructure of(DerivativeStructure[] x) {
            return operation.derivative.apply(left.of(x), right.of(x));
        }

        @Override
        public String toString() {
            return "(" + left + " " + operation.name + " " + right + ")";
        }
    }

    private final Expression f;
    private final double[] x;
    private final double[] d;
    private final double[] gradient;

    private RandomComposition(Expression f, double[] x, double[] d) {
        this.f = f;
        this.x = x;
        this.d = d;
        DerivativeStructure[] variables = new DerivativeStructure[x.length];
        for (int i = 0; i < x.length; i++) {
            variables[i] = new DerivativeStructure(x.length, 1, i, x[i]);
        }
        double[] derivatives = f.of(variables).getAllDerivatives();
        this.gradient = new double[x.length];
        System.arraycopy(derivatives, 1, gradient, 0, x.length);
    }

    /** Random compositions in which every variable has a part; inputs from 1e-2 to 3 in size, an eighth of them zero. */
    static List<RandomComposition> some(int count, SplittableRandom random) {
        List<RandomComposition> some = new ArrayList<>();
        while (some.size() < count) {
            int n = 1 + random.nextInt(5);
            Expression f = expression(0, n, random);
            double[] x = new double[n];
            double[] d = new double[n];
            for (int i = 0; i < n; i++) {
                f = new Combined(OPERATIONS.get(0), f, expression(2, n, i, random));
                x[i] = random.nextInt(8) == 0 ? 0 : sign(random) * 3 * StrictMath.pow(300, -random.nextDouble());
                d[i] = sign(random) * random.nextDouble(0.5, 1);
            }
            RandomComposition composition = new RandomComposition(f, x, d);
            if (composition.magnitude() > LEAST_MAGNITUDE) {
                some.add(composition);
            }
        }
        return some;
    }

    private static double sign(SplittableRandom random) {
        return random.nextBoolean() ? 1 : -1;
    }

    private static Expression expression(int depth, int n, SplittableRandom random) {
        return expression(depth, n, random.nextInt(n), random);
    }

    private static Expression expression(int depth, int n, int variable, SplittableRandom random) {
        if (depth == DEPTH) {
            return new Variable(variable);
        }
        Expression inner = expression(depth + 1, n, variable, random);
        if (random.nextInt(3) == 0) {
            Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
            return new Combined(operation, inner, expression(depth + 1, n, random));
        }
        return new Applied(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), inner);
    }

    /** {@code f(x + t d)}. */
    double along(double t) {
        double[] moved = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            moved[i] = x[i] + t * d[i];
        }
        return f.of(moved);
    }

    /** {@code <g, d>}. */
    double derivative() {
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            sum += gradient[i] * d[i];
        }
        return sum;
    }

    /** {@code sum |g_i d_i|}. */
    double magnitude() {
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            sum += Math.abs(gradient[i] * d[i]);
        }
        return sum;
    }

    /** What an estimate sees along the line, with noise and first step as the procedure prescribes them. */
    DerivativeEstimate slope(double claimed) {
        return slope(this::along, claimed);
    }

    /** The same of another function along the line. */
    DerivativeEstimate slope(DoubleUnaryOperator phi, double claimed) {
        double squares = 0;
        double length = 0;
        double rounding = 0;
        for (int i = 0; i < x.length; i++) {
            squares += x[i] * x[i];
            length += d[i] * d[i];
            double term = gradient[i] * Math.ulp(x[i]);
            rounding += term * term;
        }
        double scale = squares == 0 ? 1 : Math.max(1e-2, Math.sqrt(squares / x.length));
        double leastNoise = Math.max(0.3 * Math.sqrt(rounding), 1.1e-16 * Math.abs(along(0)));
        return PrescribedSteps.slope(phi, leastNoise, claimed, magnitude(), 0.1 * scale / Math.sqrt(length));
    }

    @Override
    public String toString() {
        return f + " at " + Arrays.toString(x) + " along " + Arrays.toString(d);
    }
}
