package wild;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import net.finmath.montecarlo.RandomVariableFromDoubleArray;
import net.finmath.montecarlo.automaticdifferentiation.AbstractRandomVariableDifferentiableFactory;
import net.finmath.montecarlo.automaticdifferentiation.RandomVariableDifferentiable;
import net.finmath.montecarlo.automaticdifferentiation.backward.RandomVariableDifferentiableAADFactory;
import net.finmath.montecarlo.automaticdifferentiation.forward.RandomVariableDifferentiableADFactory;
import net.finmath.stochastic.RandomVariable;
import net.finmath.stochastic.Scalar;

/** Operations on random variables, differentiated backward and forward by rules that are written by hand. */
final class FinmathAad {

    private static final double[] POINT = {0.7, 1.3, 0.9};
    private static final double[] PATHS = {0.3, -1.2, 0.8, 2.1, -0.4};

    /** A function of three parameters and of numbers that are drawn. */
    private interface Operation {
        RandomVariable of(RandomVariable x, RandomVariable y, RandomVariable z, RandomVariable drawn);
    }

    private FinmathAad() {}

    static void fill(Checks checks) {
        for (boolean backward : new boolean[] {true, false}) {
            operation(checks, "exp", backward, (x, y, z, d) -> x.mult(d).exp());
            operation(checks, "expm1", backward, (x, y, z, d) -> x.mult(d).expm1());
            operation(
                    checks, "log", backward, (x, y, z, d) -> x.add(d.squared()).log());
            operation(checks, "sin", backward, (x, y, z, d) -> x.add(d).sin());
            operation(checks, "cos", backward, (x, y, z, d) -> x.add(d).cos());
            operation(
                    checks, "sqrt", backward, (x, y, z, d) -> x.add(d.squared()).sqrt());
            operation(checks, "squared", backward, (x, y, z, d) -> x.add(d).squared());
            operation(
                    checks, "pow", backward, (x, y, z, d) -> x.add(d.squared()).pow(2.5));
            operation(
                    checks,
                    "invert",
                    backward,
                    (x, y, z, d) -> x.add(d.squared()).invert());
            operation(checks, "abs", backward, (x, y, z, d) -> x.add(d).abs());
            operation(checks, "cap", backward, (x, y, z, d) -> x.mult(d).cap(y));
            operation(checks, "floor", backward, (x, y, z, d) -> x.mult(d).floor(y));
            operation(
                    checks,
                    "cap, by a number",
                    backward,
                    (x, y, z, d) -> x.mult(d).cap(0.5));
            operation(
                    checks,
                    "floor, by a number",
                    backward,
                    (x, y, z, d) -> x.mult(d).floor(0.5));
            operation(checks, "mult", backward, (x, y, z, d) -> x.add(d).mult(y.sub(d)));
            operation(checks, "div", backward, (x, y, z, d) -> x.add(d).div(y.add(d.squared())));
            operation(
                    checks, "vid", backward, (x, y, z, d) -> x.add(d.squared()).vid(y.add(d)));
            operation(
                    checks, "bus", backward, (x, y, z, d) -> x.add(d.squared()).bus(y.mult(d)));
            operation(checks, "addProduct", backward, (x, y, z, d) -> x.addProduct(y.add(d), z.sub(d)));
            operation(checks, "addProduct, by a number", backward, (x, y, z, d) -> x.addProduct(y.add(d), 1.5));
            operation(checks, "addRatio", backward, (x, y, z, d) -> x.addRatio(y.add(d), z.add(d.squared())));
            operation(checks, "subRatio", backward, (x, y, z, d) -> x.subRatio(y.add(d), z.add(d.squared())));
            operation(checks, "accrue", backward, (x, y, z, d) -> x.add(d).accrue(y.sub(d), 0.5));
            operation(checks, "discount", backward, (x, y, z, d) -> x.add(d).discount(y.add(d.squared()), 0.5));
            operation(
                    checks, "choose", backward, (x, y, z, d) -> z.mult(0).add(d).choose(x.add(d), y.mult(d)));
            operation(
                    checks,
                    Verdict.KINK,
                    "abs, at 0",
                    backward,
                    (x, y, z, d) -> x.sub(0.7).mult(d).abs());
            operation(
                    checks,
                    Verdict.KINK,
                    "cap, where both are equal",
                    backward,
                    (x, y, z, d) -> x.cap(y.sub(1.3).add(0.7)));
            operation(
                    checks,
                    Verdict.KINK,
                    "floor, where both are equal",
                    backward,
                    (x, y, z, d) -> x.floor(y.sub(1.3).add(0.7)));
            operation(
                    checks,
                    Verdict.INCONCLUSIVE,
                    "sqrt, at 0",
                    backward,
                    (x, y, z, d) -> x.sub(0.7).sqrt());
            operation(
                    checks,
                    "pow(1), at 0",
                    backward,
                    (x, y, z, d) -> x.sub(0.7).mult(d).pow(1));
            operation(
                    checks,
                    "pow(2), at 0",
                    backward,
                    (x, y, z, d) -> x.sub(0.7).mult(d).pow(2));
            operation(
                    checks,
                    "pow(3), below 0",
                    backward,
                    (x, y, z, d) -> x.sub(1).pow(3));
            operation(checks, "pow(0)", backward, (x, y, z, d) -> x.pow(0).add(y));
            operation(
                    checks,
                    "add",
                    backward,
                    (x, y, z, d) -> x.add(y).add(d).add(1.5).squared());
            operation(
                    checks,
                    "sub",
                    backward,
                    (x, y, z, d) -> x.sub(y).sub(d).sub(1.5).squared());
            operation(
                    checks,
                    "addSumProduct",
                    backward,
                    (x, y, z, d) -> x.addSumProduct(List.of(x, y), List.of(y, z.add(d))));
            operation(
                    checks,
                    "bus, by a number",
                    backward,
                    (x, y, z, d) -> x.mult(d).bus(2).exp());
            operation(
                    checks,
                    "vid, by a number",
                    backward,
                    (x, y, z, d) -> x.add(d.squared()).vid(2));
            operation(
                    checks,
                    "twice the same",
                    backward,
                    (x, y, z, d) -> x.mult(x).div(x.add(x)).sub(x.squared()));
            operation(
                    checks,
                    "average",
                    backward,
                    (x, y, z, d) -> x.mult(d).exp().average().mult(y.mult(d).exp()));
            operation(
                    checks,
                    "variance",
                    backward,
                    (x, y, z, d) -> x.mult(d).exp().variance().mult(y));
            operation(
                    checks,
                    "covariance",
                    backward,
                    (x, y, z, d) -> x.mult(d).exp().covariance(y.add(d).sin()));
        }
    }

    private static void operation(Checks checks, String name, boolean backward, Operation operation) {
        operation(checks, Verdict.PASS, name, backward, operation);
    }

    private static void operation(Checks checks, Verdict verdict, String name, boolean backward, Operation operation) {
        String full = "RandomVariableDifferentiable" + (backward ? "AAD" : "AD") + ", " + name;
        AbstractRandomVariableDifferentiableFactory factory =
                backward ? new RandomVariableDifferentiableAADFactory() : new RandomVariableDifferentiableADFactory();
        checks.expect(verdict, full, () -> averaged(full, factory, operation));
    }

    private static Subject averaged(
            String name, AbstractRandomVariableDifferentiableFactory factory, Operation operation) {
        return Subject.objective(
                name,
                x -> of(operation, variables(factory, x)).getAverage(),
                x -> {
                    List<RandomVariableDifferentiable> variables = variables(factory, x);
                    var gradient = ((RandomVariableDifferentiable) of(operation, variables)).getGradient();
                    return variables.stream()
                            .map(v -> gradient.getOrDefault(v.getID(), new Scalar(0)))
                            .mapToDouble(RandomVariable::getAverage)
                            .toArray();
                },
                POINT);
    }

    private static List<RandomVariableDifferentiable> variables(
            AbstractRandomVariableDifferentiableFactory factory, double[] x) {
        return Arrays.stream(x).mapToObj(factory::createRandomVariable).toList();
    }

    private static RandomVariable of(Operation operation, List<RandomVariableDifferentiable> x) {
        return operation.of(x.get(0), x.get(1), x.get(2), new RandomVariableFromDoubleArray(0, PATHS));
    }
}
