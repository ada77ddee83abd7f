package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.factory.Nd4j;

/** All of them, {@code getActivation} against {@code backprop}, on two rows of three. */
final class Dl4jActivations {

    private static final double[] USUAL = {0.3, -0.7, 1.2, -2.1, 0.05, 0.9};
    private static final double[] LARGE = {-8, 7.5, 30, -25, 5.5, -40};
    private static final double[] ROUND = {0, 1, -1, 0.5, 6, -3};

    private Dl4jActivations() {}

    static void fill(Checks checks) {
        Map<Activation, Verdict> large = new EnumMap<>(Activation.class);
        large.put(Activation.HARDSIGMOID, INCONCLUSIVE);
        large.put(Activation.HARDTANH, INCONCLUSIVE);
        Map<Activation, Verdict> round = new EnumMap<>(Activation.class);
        for (Activation kinked : new Activation[] {
            Activation.HARDTANH, Activation.RELU, Activation.RELU6, Activation.RECTIFIEDTANH, Activation.SELU
        }) {
            round.put(kinked, KINK);
        }
        round.put(Activation.THRESHOLDEDRELU, INCONCLUSIVE);
        for (Activation activation : Activation.values()) {
            if (activation == Activation.LEAKYRELU || activation == Activation.RRELU) {
                continue;
            }
            IActivation f = activation.getActivationFunction();
            String name = f.getClass().getSimpleName();
            checks.pass(name, () -> subject(name, f, USUAL));
            checks.expect(large.getOrDefault(activation, PASS), name + ", large", () -> subject(name, f, LARGE));
            checks.expect(round.getOrDefault(activation, PASS), name + ", 0 and 1", () -> subject(name, f, ROUND));
        }
        String leaky = "ActivationLReLU";
        leaky(checks, leaky, "x[1], x[3]", USUAL);
        leaky(checks, leaky + ", large", "x[0], x[3], x[5]", LARGE);
        checks.pass(leaky + ", a quarter", () -> subject(leaky, new ActivationLReLU(0.25), USUAL));
        checks.expect(KINK, leaky + ", a quarter, at 0", () -> subject(leaky, new ActivationLReLU(0.25), ROUND));
        Supplier<Subject> parametric = () -> subject(
                "ActivationPReLU",
                new ActivationPReLU(Nd4j.createFromArray(0.1, 0.3, -0.2).reshape(1, 3), null),
                USUAL);
        checks.pass("ActivationPReLU", parametric);
        IActivation random = Activation.RRELU.getActivationFunction();
        checks.fail(
                "ActivationRReLU",
                () -> seeded("ActivationRReLU", random, USUAL),
                "x[1], x[3]",
                "activation derivative missing",
                Evidence.sevenPoints(x -> drawn(random, x), 0.01),
                "1 everywhere, where the slopes drawn should be");
    }

    private static void leaky(Checks checks, String name, String wrong, double[] at) {
        checks.fail(
                name,
                () -> subject("ActivationLReLU", new ActivationLReLU(), at),
                wrong,
                "single precision in double code",
                Evidence.elementwise(x -> x < 0 ? 0.01 : 1),
                "the slope is a float in the derivative");
    }

    private static Subject subject(String name, IActivation f, double[] at) {
        return VectorFunctions.vjp(
                name,
                x -> Dl4jArrays.flat(f.getActivation(Dl4jArrays.rows(x, 3), true)),
                (x, upstream) -> Dl4jArrays.flat(f.backprop(Dl4jArrays.rows(x, 3), Dl4jArrays.rows(upstream, 3))
                        .getFirst()),
                at);
    }

    /** Its slopes are drawn in the forward pass, which the backward pass takes them from. */
    private static Subject seeded(String name, IActivation f, double[] at) {
        return VectorFunctions.vjp(
                name,
                x -> drawn(f, x),
                (x, upstream) -> {
                    drawn(f, x);
                    return Dl4jArrays.flat(f.backprop(Dl4jArrays.rows(x, 3), Dl4jArrays.rows(upstream, 3))
                            .getFirst());
                },
                at);
    }

    private static double[] drawn(IActivation f, double[] x) {
        Nd4j.getRandom().setSeed(1);
        return Dl4jArrays.flat(f.getActivation(Dl4jArrays.rows(x, 3), true));
    }
}
