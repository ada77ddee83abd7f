package io.gradcheck.nn;

import io.gradcheck.subject.BatchMistakes;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The wrong gradients that backpropagation gives with one of its rules got wrong, in the ways found in published code.
 */
final class SuspectGradients {

    /** What Fahlman (1988) adds to a derivative to leave flat spots behind: faster training, and no longer a gradient. */
    private static final double FLAT_SPOT = 0.1;

    /** Pre-activations at which rules are compared: every activation has left its kinks and bends before 10. */
    private static final double RANGE = 10;

    private static final int STEPS = 64;

    private final ForwardPass forward;
    private final double[] target;
    private final double upstream;
    private final Architecture architecture;
    private final Map<String, Tensor> right;
    private final Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();

    private SuspectGradients(ForwardPass forward, double[] target, double upstream) {
        this.forward = forward;
        this.target = target;
        this.upstream = upstream;
        this.architecture = forward.network.architecture;
        this.right = Backpropagation.gradients(forward, target, upstream, Rules.RIGHT)
                .byName();
    }

    /**
     * The gradients by mistake and variable; the right ones where a mistake that this network allows makes no difference
     * at this point.
     */
    static Map<String, Map<String, Tensor>> of(ForwardPass forward, double[] target, double upstream) {
        SuspectGradients suspects = new SuspectGradients(forward, target, upstream);
        suspects.derivatives();
        suspects.examples();
        suspects.factors();
        return suspects.suspects;
    }

    /** A rule for the derivative of an activation. */
    private interface Derivative {
        double of(int k, Activation g, double a, double h);
    }

    private void derivatives() {
        derivative("activation derivative missing", (k, g, a, h) -> 1);
        derivative("activation derivative taken at h", (k, g, a, h) -> g.derivative(h));
        derivative(
                "derivative of the next layer's activation",
                (k, g, a, h) -> after(k, g).derivative(a));
        derivative("flat spot 0.1 added to the activation derivative", (k, g, a, h) -> g.derivative(a) + FLAT_SPOT);
    }

    /** The activation of the layer after {@code k}; the output layer's belongs to the loss. */
    private Activation after(int k, Activation own) {
        if (k + 1 < architecture.layers()) {
            return architecture.activation(k + 1);
        }
        return architecture.loss == Loss.BINARY_CROSS_ENTROPY ? Activation.SIGMOID : own;
    }

    /** The same mistake in each of the layers in which it can be made, or in one of them. */
    private void derivative(String mistake, Derivative derivative) {
        List<Integer> layers = new ArrayList<>();
        for (int k = 1; k < architecture.layers(); k++) {
            if (canMatter(derivative, k)) {
                layers.add(k);
            }
        }
        for (int wrong : layers) {
            derivative(mistake + " in layer " + wrong, derivative, layer -> layer == wrong);
        }
        if (layers.stream().filter(k -> matters(derivative, k)).count() > 1) {
            derivative(mistake + " in every layer", derivative, layer -> true);
        }
    }

    /** Whether a rule is wrong at any pre-activation: that of ReLU may as well be taken at {@code h}. */
    private boolean canMatter(Derivative derivative, int k) {
        Activation g = architecture.activation(k);
        for (double a = -RANGE; a <= RANGE; a += RANGE / STEPS) {
            if (derivative.of(k, g, a, g.value(a)) != g.derivative(a)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule is wrong at the pre-activations of a layer as they are. */
    private boolean matters(Derivative derivative, int k) {
        Activation g = architecture.activation(k);
        double[] a = forward.a[k];
        for (int i = 0; i < a.length; i++) {
            if (derivative.of(k, g, a[i], forward.h[k][i]) != g.derivative(a[i])) {
                return true;
            }
        }
        return false;
    }

    private void derivative(String mistake, Derivative derivative, IntPredicate layers) {
        offer(mistake, new Rules() {
            @Override
            double derivative(int k, Activation g, double a, double h) {
                return layers.test(k) ? derivative.of(k, g, a, h) : super.derivative(k, g, a, h);
            }
        });
    }

    private void examples() {
        offer(BatchMistakes.BIAS_NOT_SUMMED, new Rules() {
            @Override
            boolean countsInBiases(int example) {
                return example == 0;
            }
        });
        only(BatchMistakes.ONLY_FIRST, 0);
        only(BatchMistakes.ONLY_LAST, forward.examples - 1);
    }

    /** The others are left out, and the sum is still divided by the number of all. */
    private void only(String mistake, int counted) {
        offer(mistake, new Rules() {
            @Override
            boolean counts(int example) {
                return example == counted;
            }
        });
    }

    private void factors() {
        if (architecture.l2 != 0) {
            decayTimes("regulariser missing", 0);
            decayTimes("regulariser doubled", 2);
            decayTimes("regulariser with the wrong sign", -1);
        }
        offer("upstream ignored", new Rules() {
            @Override
            double upstream(double upstream) {
                return 1;
            }
        });
        if (architecture.skips.length > 0) {
            offer("skip connection forgotten", new Rules() {
                @Override
                boolean followsSkips() {
                    return false;
                }
            });
        }
    }

    private void decayTimes(String mistake, double factor) {
        offer(mistake, new Rules() {
            @Override
            double decay(double l2) {
                return factor * l2;
            }
        });
    }

    private void offer(String mistake, Rules rules) {
        Map<String, Tensor> wrong = new LinkedHashMap<>(
                Backpropagation.gradients(forward, target, upstream, rules).byName());
        // One array for all that a mistake leaves as it is: in a deep network most of it.
        wrong.replaceAll((variable, gradient) -> {
            Tensor same = right.getOrDefault(variable, gradient);
            return Arrays.equals(same.values(), gradient.values()) ? same : gradient;
        });
        suspects.put(mistake, wrong);
    }
}
