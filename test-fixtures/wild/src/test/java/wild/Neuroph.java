package wild;

import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.dfp.Dfp;
import org.neuroph.core.transfer.Gaussian;
import org.neuroph.core.transfer.Linear;
import org.neuroph.core.transfer.Log;
import org.neuroph.core.transfer.Ramp;
import org.neuroph.core.transfer.RectifiedLinear;
import org.neuroph.core.transfer.Sigmoid;
import org.neuroph.core.transfer.Sin;
import org.neuroph.core.transfer.Tanh;
import org.neuroph.core.transfer.TransferFunction;
import org.neuroph.core.transfer.Trapezoid;

/** Transfer functions by their argument: after the output was asked for there, as its trainers do, and alone. */
final class Neuroph {

    private Neuroph() {}

    static Library library() {
        return Library.of("neuroph", "2.92", Neuroph::fill);
    }

    private static void fill(Checks checks) {
        expect(checks, KINK, "RectifiedLinear, at 0", new RectifiedLinear(), 0);
        Tanh tanh = new Tanh();
        DoubleUnaryOperator afterAnother = x -> {
            tanh.getOutput(0.5);
            tanh.getOutput(x);
            return tanh.getDerivative(x);
        };
        checks.fail(
                "Tanh, beyond 100",
                () -> Subject.scalar("Tanh", tanh::getOutput, afterAnother, -200, 400),
                "x[0], x[1]",
                "the value is level, the gradient is not",
                Evidence.digits60Elementwise(x -> tanh(x, 2)),
                "beyond -100 and 100 of the output that was asked for before");
        expect(checks, PASS, "Log, near 0", new Log(), 1e-9);
        expect(checks, PASS, "Gaussian", new Gaussian(), -2, 0, 0.5);
        expect(checks, PASS, "Linear", new Linear(3), -2, 0, 0.5);
        expect(checks, PASS, "Log", new Log(), 0.01, 1, 7);
        expect(checks, PASS, "Ramp", new Ramp(1, 0, 1, 0, 1), 0.2, 0.5);
        expect(checks, PASS, "RectifiedLinear", new RectifiedLinear(), -2, 0.1, 0.5);
        expect(checks, PASS, "Sin", new Sin(), -2, 0, 0.5);
        expect(checks, PASS, "Tanh", new Tanh(), -2, 0, 0.5);
        expect(checks, PASS, "Trapezoid, rising", new Trapezoid(0, 1, 3, 2), 0.2, 0.5);
        fail(
                checks,
                "Ramp, beside its slope",
                new Ramp(1, 0, 1, 0, 1),
                "activation derivative missing",
                Evidence.elementwise(x -> 0.0),
                "1 where the function is level",
                -2,
                3);
        for (double slope : new double[] {1, 2}) {
            fail(
                    checks,
                    "Sigmoid, slope " + slope,
                    new Sigmoid(slope),
                    "constant offset",
                    Evidence.digits60Elementwise(x -> sigmoid(x, slope)),
                    "0.1 is added",
                    -2,
                    0);
        }
        fail(
                checks,
                "Tanh, slope 3",
                new Tanh(3),
                "constant factor 0.6667",
                Evidence.digits60Elementwise(x -> tanh(x, 3)),
                "no factor of half the slope",
                -2,
                0.5);
        Trapezoid trapezoid = new Trapezoid(0, 1, 3, 2);
        fail(
                checks,
                "Trapezoid, falling",
                trapezoid,
                "sign flipped",
                Evidence.elementwise(x -> -1.0),
                "1 where the function falls",
                2.2,
                2.5);
        fail(
                checks,
                "Trapezoid, level",
                trapezoid,
                "activation derivative missing",
                Evidence.elementwise(x -> 0.0),
                "1 where the function is level",
                -1,
                1.5);
        alone(checks, "Linear", new Linear(3));
        alone(checks, "Log", new Log());
        alone(checks, "Sin", new Sin());
        alone(
                checks,
                "Gaussian",
                new Gaussian(),
                "law GRADIENT_ALONE",
                "",
                Evidence.digits60Elementwise(x -> x.pow(2).multiply(2).negate().exp()));
        alone(
                checks,
                "Sigmoid",
                new Sigmoid(),
                "x[0]; law GRADIENT_ALONE",
                "of the point that was evaluated last",
                Evidence.digits60Elementwise(x -> sigmoid(x, 1)));
        alone(checks, "Tanh", new Tanh(), "law GRADIENT_ALONE", "", Evidence.digits60Elementwise(x -> tanh(x, 2)));
    }

    private static Dfp sigmoid(Dfp x, double slope) {
        return Evidence.dfp(1).divide(x.multiply(Evidence.dfp(-slope)).exp().add(Evidence.dfp(1)));
    }

    private static Dfp tanh(Dfp x, double slope) {
        return sigmoid(x, slope).multiply(2).subtract(Evidence.dfp(1));
    }

    private static void alone(Checks checks, String name, TransferFunction f) {
        checks.pass(name + ", derivative alone", () -> alone(name, f));
    }

    private static void alone(
            Checks checks, String name, TransferFunction f, String wrong, String looksLike, Evidence evidence) {
        checks.fail(
                name + ", derivative alone",
                () -> alone(name, f),
                wrong,
                looksLike,
                evidence,
                "of the output that was asked for last, at whatever place");
    }

    private static Subject alone(String name, TransferFunction f) {
        return Subject.scalar(name, f::getOutput, f::getDerivative, 0.3);
    }

    private static void fail(
            Checks checks,
            String name,
            TransferFunction f,
            String looksLike,
            Evidence evidence,
            String mistake,
            double... at) {
        checks.fail(name, () -> transfer(name, f, at), "x[0], x[1]", looksLike, evidence, mistake);
    }

    private static void expect(Checks checks, Verdict verdict, String name, TransferFunction f, double... at) {
        checks.expect(verdict, name, () -> transfer(name, f, at));
    }

    private static Subject transfer(String name, TransferFunction f, double... at) {
        return Subject.scalar(
                name,
                f::getOutput,
                x -> {
                    f.getOutput(x);
                    return f.getDerivative(x);
                },
                at);
    }
}
