package io.gradcheck.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The passes of a layer or an operation at other values of its parameters than its own, each in the same state and with the
 * same random numbers as every other.
 */
final class Passes {

    /** The name of the penalty among the outputs. */
    static final String PENALTY = "penalty";

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final Trainable trainable;
    private final long seed;
    private final List<Tensor> state = new ArrayList<>();
    private final boolean penalised;
    private Clearing clearing = Clearing.UNKNOWN;

    /** What becomes of the gradients of the last backward pass before the next one. */
    private enum Clearing {
        /** Not known yet: all were zero so far. */
        UNKNOWN,
        /** {@link Parameter#zeroGradient} sets them to zero. */
        CLEARED,
        /** They are overwritten. */
        OVERWRITTEN,
        /** The next pass adds to them: a pass with the negative upstream gradient takes them back. */
        ADDED,
        /** None of these, which law DETERMINISTIC will tell. */
        UNCLEAR
    }

    Passes(Trainable trainable, Map<String, Tensor> point) {
        this.trainable = trainable;
        long hash = 1;
        for (Tensor tensor : point.values()) {
            hash = hash * MULTIPLIER + Arrays.hashCode(tensor.values());
        }
        this.seed = hash;
        trainable.state().forEach(one -> state.add(one.value().copy()));
        this.penalised = trainable.penalty().isPresent();
    }

    /** Whether there is a penalty beside the outputs. */
    boolean arePenalised() {
        return penalised;
    }

    /** What a pass comes to where the parameters have other values; they and the state are then as before. */
    private <T> T with(Map<String, Tensor> at, Function<List<Parameter>, T> pass) {
        List<Parameter> parameters = trainable.parameters();
        List<Tensor> present = new ArrayList<>(parameters.size());
        parameters.forEach(parameter -> present.add(parameter.value().copy()));
        try {
            for (Parameter parameter : parameters) {
                parameter.write(Variables.get(at, parameter.name()));
            }
            begin();
            return pass.apply(parameters);
        } finally {
            write(parameters, present);
            write(trainable.state(), state);
        }
    }

    private void begin() {
        write(trainable.state(), state);
        trainable.seed(seed);
    }

    private static void write(List<Parameter> parameters, List<Tensor> values) {
        for (int i = 0; i < values.size(); i++) {
            parameters.get(i).write(values.get(i));
        }
    }

    /**
     * A forward pass.
     *
     * @param at the values of the parameters, among others
     * @param forward does the pass
     * @return its outputs; if there is a penalty, with that as one more
     */
    Map<String, Tensor> forward(Map<String, Tensor> at, Function<Map<String, Tensor>, Map<String, Tensor>> forward) {
        return with(at, parameters -> {
            Map<String, Tensor> outputs = forward.apply(at);
            if (!penalised) {
                return outputs;
            }
            Map<String, Tensor> all = new LinkedHashMap<>(outputs);
            OptionalDouble penalty = trainable.penalty();
            if (penalty.isEmpty() || all.put(PENALTY, Tensor.scalar(penalty.getAsDouble())) != null) {
                throw new WrongResultException("penalty: found "
                        + (penalty.isEmpty() ? "none, though there was one before" : "an output of that name too")
                        + ", wanted a number beside the outputs");
            }
            return all;
        });
    }

    /**
     * The gradients of the outputs and of a penalty.
     *
     * @param byOutput the upstream gradients, that of the penalty among them
     * @param gradient the gradients by upstream gradients of the outputs alone, and by a penalty of weight 1
     */
    static Map<String, Tensor> penalised(Map<String, Tensor> byOutput, UnaryOperator<Map<String, Tensor>> gradient) {
        Map<String, Tensor> ofOutputs = new LinkedHashMap<>(byOutput);
        double weight = Variables.get(ofOutputs, PENALTY).get();
        ofOutputs.remove(PENALTY);
        if (weight != 0) {
            return times(gradient.apply(times(ofOutputs, 1 / weight)), weight);
        }
        Map<String, Tensor> whole = gradient.apply(ofOutputs);
        Map<String, Tensor> ofPenalty = gradient.apply(times(ofOutputs, 0));
        whole.forEach((name, tensor) -> {
            Tensor less = Variables.get(ofPenalty, name);
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] -= less.values()[i];
            }
        });
        return whole;
    }

    private static Map<String, Tensor> times(Map<String, Tensor> tensors, double factor) {
        Map<String, Tensor> products = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> products.put(name, times(tensor, factor)));
        return products;
    }

    /**
     * A forward and a backward pass.
     *
     * @param at the values of the parameters, among others
     * @param upstream the upstream gradients by output
     * @param forward does the forward pass
     * @param backward does the backward pass with an upstream gradient, and returns the gradients by the inputs, new ones
     * @return these and copies of the gradients of the parameters
     */
    Map<String, Tensor> gradient(
            Map<String, Tensor> at,
            Map<String, Tensor> upstream,
            Consumer<Map<String, Tensor>> forward,
            UnaryOperator<Map<String, Tensor>> backward) {
        return with(at, parameters -> {
            parameters.forEach(Parameter::zeroGradient);
            forward.accept(at);
            Map<String, Tensor> gradient = new LinkedHashMap<>(backward.apply(upstream));
            Map<String, Tensor> byParameter = gradients();
            gradient.putAll(byParameter);
            clear(byParameter, sign -> {
                begin();
                forward.accept(at);
                Map<String, Tensor> unused = backward.apply(times(upstream, sign));
            });
            return gradient;
        });
    }

    /** Copies of the stored gradients, asked for anew: a pass may have made other parameters. */
    private Map<String, Tensor> gradients() {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (Parameter parameter : trainable.parameters()) {
            gradients.put(parameter.name(), parameter.gradient().copy());
        }
        return gradients;
    }

    /** Takes care that the next pass does not add to the gradients of this one. */
    private void clear(Map<String, Tensor> gradients, DoubleConsumer pass) {
        if (clearing == Clearing.ADDED) {
            pass.accept(-1);
        } else if (clearing == Clearing.UNKNOWN && areFinite(gradients) && !are(gradients, 0, gradients)) {
            clearing = clearing(gradients, pass);
        }
    }

    private Clearing clearing(Map<String, Tensor> gradients, DoubleConsumer pass) {
        trainable.parameters().forEach(Parameter::zeroGradient);
        if (are(gradients(), 0, gradients)) {
            return Clearing.CLEARED;
        }
        pass.accept(-1);
        Map<String, Tensor> after = gradients();
        if (are(after, 0, gradients)) {
            return Clearing.ADDED;
        }
        if (are(after, -1, gradients)) {
            return Clearing.OVERWRITTEN;
        }
        pass.accept(1); // as if nothing had been tried
        return Clearing.UNCLEAR;
    }

    private static boolean areFinite(Map<String, Tensor> gradients) {
        return gradients.values().stream().allMatch(Tensor::isFinite);
    }

    /** Whether some gradients are a multiple of others. */
    private static boolean are(Map<String, Tensor> gradients, double factor, Map<String, Tensor> others) {
        for (Map.Entry<String, Tensor> one : gradients.entrySet()) {
            Tensor other = others.get(one.getKey());
            if (other == null || !other.hasShapeOf(one.getValue())) {
                return false;
            }
            for (int i = 0; i < other.size(); i++) {
                if (one.getValue().values()[i] != factor * other.values()[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Tensor times(Tensor tensor, double factor) {
        Tensor product = tensor.copy();
        for (int i = 0; i < product.size(); i++) {
            product.values()[i] *= factor;
        }
        return product;
    }
}
