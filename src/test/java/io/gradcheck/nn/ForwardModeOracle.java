package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.special.Erf;

/**
 * A network's loss and its exact gradient by forward mode: every entry of every variable is an independent variable of
 * commons-math3's {@link DerivativeStructure}, which carries the derivatives through the forward pass. Shares no code
 * with the engine; activations and losses are written from their definitions.
 */
final class ForwardModeOracle {

    private final Network network;
    private final Batch batch;
    private final Map<String, Tensor> point;
    private final Map<String, Integer> firstParameter = new LinkedHashMap<>();
    private final int parameters;
    private final DerivativeStructure loss;

    ForwardModeOracle(Network network, Batch batch, Map<String, Tensor> point) {
        this.network = network;
        this.batch = batch;
        this.point = point;
        int count = 0;
        for (Map.Entry<String, Tensor> variable : point.entrySet()) {
            firstParameter.put(variable.getKey(), count);
            count += variable.getValue().size();
        }
        this.parameters = count;
        this.loss = evaluate();
    }

    double loss() {
        return loss.getValue();
    }

    Tensor gradient(String variable) {
        Tensor gradient = point.get(variable).copy();
        int[] orders = new int[parameters];
        for (int i = 0; i < gradient.size(); i++) {
            orders[firstParameter.get(variable) + i] = 1;
            gradient.values()[i] = loss.getPartialDerivative(orders);
            orders[firstParameter.get(variable) + i] = 0;
        }
        return gradient;
    }

    private DerivativeStructure number(double value) {
        return new DerivativeStructure(parameters, 1, value);
    }

    private DerivativeStructure entry(String variable, int i) {
        return new DerivativeStructure(
                parameters,
                1,
                firstParameter.get(variable) + i,
                point.get(variable).values()[i]);
    }

    private DerivativeStructure evaluate() {
        DerivativeStructure sum = number(0);
        for (int example = 0; example < batch.size(); example++) {
            sum = sum.add(lossOf(example));
        }
        DerivativeStructure total = sum.divide(batch.size());
        for (int k = 1; k <= network.layers(); k++) {
            for (int i = 0; i < network.width(k) * network.width(k - 1); i++) {
                total = total.add(entry("W" + k, i).pow(2).multiply(network.l2() / 2));
            }
        }
        return total;
    }

    private DerivativeStructure lossOf(int example) {
        List<List<DerivativeStructure>> h = new ArrayList<>();
        List<DerivativeStructure> input = new ArrayList<>();
        for (int i = 0; i < network.width(0); i++) {
            input.add(entry("x", example * network.width(0) + i));
        }
        h.add(input);
        for (int k = 1; ; k++) {
            List<DerivativeStructure> a = new ArrayList<>();
            for (int i = 0; i < network.width(k); i++) {
                a.add(preActivation(k, i, example, h));
            }
            if (k == network.layers()) {
                return loss(a, example);
            }
            List<DerivativeStructure> hk = new ArrayList<>();
            for (int i = 0; i < a.size(); i++) {
                hk.add(activate(network.activation(k), a.get(i)).add(entry("h" + k, example * a.size() + i)));
            }
            h.add(hk);
        }
    }

    private DerivativeStructure preActivation(int k, int i, int example, List<List<DerivativeStructure>> h) {
        DerivativeStructure sum = entry("b" + k, i).add(entry("a" + k, example * network.width(k) + i));
        for (int j = 0; j < network.width(k - 1); j++) {
            sum = sum.add(entry("W" + k, i * network.width(k - 1) + j)
                    .multiply(h.get(k - 1).get(j)));
        }
        for (Skip skip : network.skips()) {
            if (skip.to() == k) {
                sum = sum.add(h.get(skip.from()).get(i));
            }
        }
        return sum;
    }

    private DerivativeStructure activate(Activation activation, DerivativeStructure a) {
        double at = a.getValue();
        return switch (activation) {
            case IDENTITY -> a;
            case SIGMOID -> sigmoid(a);
            case TANH -> a.tanh();
            case RELU -> at > 0 ? a : number(0);
            case LEAKY_RELU -> at > 0 ? a : a.multiply(0.01);
            case RELU6 -> at <= 0 ? number(0) : at < 6 ? a : number(6);
            case ELU -> at > 0 ? a : a.expm1();
            case SELU -> (at > 0 ? a : a.expm1().multiply(1.6732632423543772)).multiply(1.0507009873554805);
            case CELU -> at > 0 ? a : a.divide(2).expm1().multiply(2);
            case SOFTPLUS -> softplus(a);
            case SOFTSIGN -> a.divide(a.abs().add(1));
            case GELU ->
                a.multiply(
                        a.compose(0.5 * Erf.erfc(-at / Math.sqrt(2)), Math.exp(-at * at / 2) / Math.sqrt(2 * Math.PI)));
            case GELU_TANH ->
                a.multiply( // (1 + tanh u) / 2 = sigmoid(2u), which does not cancel in the tail
                        sigmoid(a.add(a.pow(3).multiply(0.044715)).multiply(2 * Math.sqrt(2 / Math.PI))));
            case SILU -> a.multiply(sigmoid(a));
            case MISH -> a.multiply(softplus(a).tanh());
            case HARD_TANH -> at <= -1 ? number(-1) : at < 1 ? a : number(1);
            case HARD_SIGMOID -> at <= -3 ? number(0) : at < 3 ? a.add(3).divide(6) : number(1);
            case HARD_SWISH ->
                at <= -3 ? number(0) : at < 3 ? a.multiply(a.add(3)).divide(6) : a;
            case LOG_SIGMOID -> softplus(a.negate()).negate();
            case SINE -> a.sin();
        };
    }

    private static DerivativeStructure sigmoid(DerivativeStructure a) {
        return a.negate().exp().add(1).reciprocal();
    }

    private static DerivativeStructure softplus(DerivativeStructure a) {
        return a.exp().log1p();
    }

    private DerivativeStructure loss(List<DerivativeStructure> a, int example) {
        DerivativeStructure sum = number(0);
        for (int i = 0; i < a.size(); i++) {
            DerivativeStructure y = a.get(i);
            double t = batch.target().get(example, i);
            DerivativeStructure error = y.subtract(t);
            sum = sum.add(
                    switch (network.loss()) {
                        case SQUARED_ERROR -> error.pow(2);
                        case ABSOLUTE_ERROR -> error.abs();
                        case HUBER ->
                            Math.abs(error.getValue()) <= 1
                                    ? error.pow(2).divide(2)
                                    : error.abs().subtract(0.5);
                        case CROSS_ENTROPY -> minusLogSoftmax(a, y).multiply(t);
                        case BINARY_CROSS_ENTROPY -> softplus(y).subtract(y.multiply(t));
                        case HINGE -> y.getValue() * t < 1 ? y.multiply(-t).add(1) : number(0);
                        case POISSON -> y.exp().subtract(y.multiply(t));
                    });
        }
        return sum;
    }

    private DerivativeStructure minusLogSoftmax(List<DerivativeStructure> a, DerivativeStructure y) {
        DerivativeStructure sum = number(0);
        for (DerivativeStructure other : a) {
            sum = sum.add(other.subtract(y).exp());
        }
        return sum.log();
    }
}
