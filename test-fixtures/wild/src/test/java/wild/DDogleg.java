package wild;

import io.gradcheck.subject.Subject;
import org.ddogleg.optimization.FactoryLossFunctions;
import org.ddogleg.optimization.FactoryLossFunctions.Funcs;

/** Robust losses by their residuals. */
final class DDogleg {

    private DDogleg() {}

    static Library library() {
        return Library.of("ddogleg", "0.24.0", DDogleg::fill);
    }

    private static void fill(Checks checks) {
        losses(checks, "huber", FactoryLossFunctions.huber(0.8), 0.8);
        losses(checks, "huberSmooth", FactoryLossFunctions.huberSmooth(0.8), 2);
        losses(checks, "cauchy", FactoryLossFunctions.cauchy(0.8), 2);
        losses(checks, "tukey", FactoryLossFunctions.tukey(0.8), 0.8);
    }

    private static void losses(Checks checks, String name, Funcs loss, double edge) {
        checks.pass(name, () -> loss(name, loss, 0.3, -0.5, 1.7, -4));
        checks.pass(name + ", one of 0", () -> loss(name, loss, 0.3, 0, -0.5, 1.7));
        checks.pass(name + ", all of 0", () -> loss(name, loss, 0, 0));
        checks.pass(name + ", at the threshold", () -> loss(name, loss, 0.3, edge, -0.5));
        checks.pass(name + ", huge", () -> loss(name, loss, 1e6, -0.5));
    }

    private static Subject loss(String name, Funcs loss, double... at) {
        return Subject.objective(
                name,
                r -> {
                    loss.function.setNumberOfFunctions(r.length);
                    return loss.function.process(r);
                },
                r -> {
                    double[] gradient = new double[r.length];
                    loss.gradient.setNumberOfFunctions(r.length);
                    loss.gradient.process(r, gradient);
                    return gradient;
                },
                at);
    }
}
