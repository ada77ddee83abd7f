package io.gradcheck.campaign.distribution;

import io.gradcheck.campaign.diagnosis.ArrayMistakes;
import io.gradcheck.campaign.diagnosis.NetworkMistakes;
import io.gradcheck.campaign.diagnosis.PlainBackpropagation.Derivative;
import io.gradcheck.campaign.diagnosis.PlantedMistake;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Backpropagation;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mistakes of each class of real ones in random networks, with what a network needs to show them. */
final class NetworkClasses {

    private static final Networks ANY = Networks.any();
    private static final SubjectSource QUIET = Edited.quiet(ANY);
    private static final SubjectSource PLAIN = ANY.depth(0, 0);
    private static final SubjectSource ONE_EXAMPLE = ANY.batch(1, 1);
    private static final SubjectSource UNREGULARISED = Edited.with(ANY, "l2", 0);

    private static final Set<Activation> EXPONENTIAL =
            Set.of(Activation.ELU, Activation.SELU, Activation.CELU, Activation.SOFTPLUS);

    private NetworkClasses() {}

    static List<RealMistake> all() {
        return List.of(
                plain("A", "activation derivative taken at h, one layer", "a hidden layer", PLAIN),
                known("A", "sign of all variables", "any", null),
                rule(
                        "A",
                        "leaky rectifier with derivative 0 below 0",
                        "such an activation, a < 0",
                        (layer, g, a, h) -> g == Activation.LEAKY_RELU && a < 0 ? 0 : g.derivative(a),
                        ANY.activations(Activation.TANH)),
                known("B", "mean taken twice", "several examples", ONE_EXAMPLE),
                of(
                        "B",
                        "divided by the outputs for one example",
                        "one example, several outputs",
                        NetworkClasses::dividedByOutputs,
                        ANY.batch(2, 5)),
                plain("B", "regulariser missing", "regulariser, weights that are not zero", UNREGULARISED),
                plain("B", "regulariser doubled", "regulariser, weights that are not zero", UNREGULARISED),
                of(
                        "B",
                        "regulariser for biases too",
                        "regulariser, biases that are not zero",
                        NetworkClasses::biasesRegularised,
                        Edited.withoutBiases(ANY)),
                plain("D", "bias not summed over the batch", "several examples", ONE_EXAMPLE),
                of(
                        "D",
                        "matrix of one row or column reduced along the other axis",
                        "an axis of length 1",
                        NetworkClasses::reducedAlongTheOther,
                        ANY.width(2, 8).batch(2, 5)),
                plain(
                        "E",
                        "derivative of the next layer's activation, every layer",
                        "layers with different activations",
                        ANY.activations(Activation.TANH).losses(Loss.SQUARED_ERROR)),
                known(
                        "E",
                        "transposed",
                        "weights of several rows and columns",
                        ANY.width(1, 1).batch(1, 1)),
                RealMistake.plain("E", NetworkMistakes.weightsNotTransposed(), "square weights", ANY, ANY.width(1, 1)),
                known("F", "upstream ignored", "an upstream gradient other than 1", null),
                of(
                        "G",
                        "parameters with equal values taken for one",
                        "two parameters with equal values",
                        NetworkClasses::equalParametersMerged,
                        QUIET),
                rule(
                        "H",
                        "derivative multiplied and divided by a",
                        "a = 0",
                        (layer, g, a, h) -> a == 0 ? Double.NaN : g.derivative(a),
                        QUIET),
                of(
                        "H",
                        "product's gradient divided by the input",
                        "exact zero in the input",
                        NetworkClasses::dividedByInput,
                        QUIET),
                of(
                        "H",
                        "Huber loss by the signed error",
                        "an error below -1",
                        NetworkClasses::signedHuber,
                        ANY.losses(Loss.SQUARED_ERROR)),
                rule(
                        "I",
                        "exponential that overflows, derivative 0",
                        "ELU or softplus, a > 88",
                        (layer, g, a, h) -> EXPONENTIAL.contains(g) && a > 88 ? 0 : g.derivative(a),
                        QUIET),
                rule(
                        "I",
                        "sign wrong far out",
                        "a above 20 or below -20",
                        (layer, g, a, h) -> Math.abs(a) > 20 ? -g.derivative(a) : g.derivative(a),
                        QUIET),
                known("I", "a constant in float", "any", null),
                plain("J", "skip connection forgotten", "a layer used twice", Edited.with(ANY, "skips", List.of())),
                RealMistake.of("J", "added to the call before", "a second call", ANY, Accumulating::new, null),
                RealMistake.of(
                        "J", "array of the call before returned again", "a second call", ANY, Reusing::new, null),
                known("K", "zero", "any: both zero for a checker that sees nothing", null),
                known("K", "one entry wrong", "any: what a direction at random could miss", null));
    }

    private static RealMistake known(String group, String name, String shownBy, @Nullable SubjectSource elsewhere) {
        return RealMistake.planted(group, named(name), shownBy, ANY, elsewhere);
    }

    private static RealMistake plain(String group, String name, String shownBy, SubjectSource elsewhere) {
        return RealMistake.plain(group, named(name), shownBy, ANY, elsewhere);
    }

    private static PlantedMistake named(String name) {
        return Stream.concat(ArrayMistakes.all().stream(), NetworkMistakes.all().stream())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("found no mistake " + name));
    }

    private static RealMistake rule(
            String group, String name, String shownBy, Derivative derivative, SubjectSource elsewhere) {
        return RealMistake.plain(group, NetworkMistakes.ofRule(name, derivative), shownBy, ANY, elsewhere);
    }

    private static RealMistake of(
            String group, String name, String shownBy, RealMistake.Wrong wrong, SubjectSource elsewhere) {
        return RealMistake.of(group, name, shownBy, ANY, () -> wrong, elsewhere);
    }

    private static Map<String, Tensor> right(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        right.gradient(at, upstream).forEach((name, gradient) -> copies.put(name, gradient.copy()));
        return copies;
    }

    private static Tensor each(Tensor gradient, DoubleUnaryOperator change) {
        Tensor changed = gradient.copy();
        for (int i = 0; i < changed.size(); i++) {
            changed.values()[i] = change.applyAsDouble(changed.values()[i]);
        }
        return changed;
    }

    private static Map<String, Tensor> dividedByOutputs(Subject right, Map<String, Tensor> at, Tensor upstream) {
        NetworkSubject subject = (NetworkSubject) right;
        Map<String, Tensor> gradient = right(right, at, upstream);
        int outputs = subject.network().width(subject.network().layers());
        if (subject.batch().size() == 1) {
            gradient.replaceAll((name, g) -> each(g, v -> v / outputs));
        }
        return gradient;
    }

    private static Map<String, Tensor> biasesRegularised(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = right(right, at, upstream);
        double l2 = ((NetworkSubject) right).network().l2() * upstream.get();
        gradient.forEach((name, g) -> {
            double[] b = at.getOrDefault(name, g).values();
            for (int i = 0; i < g.size() && name.startsWith("b"); i++) {
                g.values()[i] += l2 * b[i];
            }
        });
        return gradient;
    }

    private static Map<String, Tensor> reducedAlongTheOther(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = right(right, at, upstream);
        gradient.replaceAll((name, g) -> {
            boolean isVector = g.rank() == 2 && Math.min(g.length(0), g.length(1)) == 1;
            double sum = 0;
            for (double v : g.values()) {
                sum += v;
            }
            double total = sum;
            return isVector ? each(g, v -> total) : g;
        });
        return gradient;
    }

    private static Map<String, Tensor> equalParametersMerged(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = right(right, at, upstream);
        Map<String, Tensor> wrong = new LinkedHashMap<>(gradient);
        List<String> parameters = new ArrayList<>(at.keySet());
        parameters.removeIf(name -> !name.startsWith("W") && !name.startsWith("b"));
        for (String one : parameters) {
            for (String other : parameters) {
                if (!one.equals(other) && Numbers.areEqual(value(at, one), value(at, other))) {
                    wrong.put(one, sum(value(wrong, one), value(gradient, other)));
                }
            }
        }
        return wrong;
    }

    private static Tensor value(Map<String, Tensor> tensors, String name) {
        Tensor value = tensors.get(name);
        if (value == null) {
            throw new IllegalStateException("found " + tensors.keySet() + ", wanted also " + name);
        }
        return value;
    }

    private static Tensor sum(Tensor one, Tensor other) {
        Tensor sum = one.copy();
        for (int i = 0; i < sum.size(); i++) {
            sum.values()[i] += other.values()[i];
        }
        return sum;
    }

    /** As a running product's gradient is often taken: the product, divided by the factor. */
    private static Map<String, Tensor> dividedByInput(Subject right, Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = right(right, at, upstream);
        double[] x = value(at, "x").values();
        double[] dx = value(gradient, "x").values();
        for (int i = 0; i < x.length; i++) {
            dx[i] = dx[i] * x[i] / x[i];
        }
        return gradient;
    }

    private static Map<String, Tensor> signedHuber(Subject right, Map<String, Tensor> at, Tensor upstream) {
        NetworkSubject subject = (NetworkSubject) right;
        Map<String, Tensor> gradient = right(right, at, upstream);
        if (subject.network().loss() == Loss.HUBER) {
            int last = subject.network().layers();
            double[] a = Backpropagation.gradients(subject.network(), subject.batch())
                    .preActivation(last)
                    .values();
            double[] target = subject.batch().target().values();
            double[] da = value(gradient, "a" + last).values();
            for (int i = 0; i < da.length; i++) {
                double error = a[i] - target[i];
                da[i] = error < -1 ? upstream.get() * error / subject.batch().size() : da[i];
            }
        }
        return gradient;
    }

    /** Adds to what it reported before. */
    private static final class Accumulating implements RealMistake.Wrong {

        private final Map<String, Tensor> before = new LinkedHashMap<>();

        @Override
        public Map<String, Tensor> gradient(Subject right, Map<String, Tensor> at, Tensor upstream) {
            Map<String, Tensor> sums = new LinkedHashMap<>();
            right.gradient(at, upstream)
                    .forEach((name, g) -> sums.put(name, sum(g, before.getOrDefault(name, Tensor.zeros(g.shape())))));
            before.putAll(sums);
            return sums;
        }
    }

    /** Computes once, and returns that ever after. */
    private static final class Reusing implements RealMistake.Wrong {

        private final Map<String, Tensor> first = new LinkedHashMap<>();

        @Override
        public Map<String, Tensor> gradient(Subject right, Map<String, Tensor> at, Tensor upstream) {
            if (first.isEmpty()) {
                first.putAll(right.gradient(at, upstream));
            }
            return first;
        }
    }
}
