package io.gradcheck.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The passes of a layer or an operation at other values of its parameters than its own, each in the same state and with the
 * same random numbers as every other.
 */
final class Passes {

    /** The name of the penalty among the outputs. */
    static final String PENALTY = "penalty";

    /** Which thread is in a pass of what. */
    private static final Map<Identity, Thread> UNDER_WAY = new ConcurrentHashMap<>();

    private static final int BITS_ABOVE = 20;

    /** The exponent of what is far from the largest float, also after products with what is huge. */
    private static final int MOST = 60;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final Trainable trainable;
    private final Identity identity;
    private final long seed;
    private final List<Tensor> state = new ArrayList<>();
    private final boolean penalised;
    private final boolean seeded;
    private final StoredGradients stored;

    /** One thing, whatever it takes for equal to it. */
    private record Identity(Object one) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.one == one;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(one);
        }
    }

    Passes(Trainable trainable, Map<String, Tensor> point) {
        this(trainable, point, new StoredGradients(trainable));
    }

    /** The passes of the same object at a part of the point. */
    Passes at(Map<String, Tensor> part) {
        return new Passes(trainable, part, stored);
    }

    private Passes(Trainable trainable, Map<String, Tensor> point, StoredGradients stored) {
        this.trainable = trainable;
        this.identity = new Identity(trainable);
        long hash = 1;
        for (Tensor tensor : point.values()) {
            hash = hash * MULTIPLIER + Arrays.hashCode(tensor.values());
        }
        this.seed = hash;
        trainable.state().forEach(one -> state.add(one.value().copy()));
        this.penalised = trainable.penalty().isPresent();
        this.seeded = hasSeedHook(trainable);
        this.stored = stored;
    }

    private static String name(Object one) {
        String name = one.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether there is a penalty beside the outputs. */
    boolean arePenalised() {
        return penalised;
    }

    /** Whether passes draw numbers, by the seed that they are given: then examples alone meet others than all together. */
    boolean areSeeded() {
        return seeded;
    }

    static boolean hasSeedHook(Trainable trainable) {
        try {
            return trainable.getClass().getMethod("seed", long.class).getDeclaringClass() != Trainable.class;
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException(none); // Trainable has it
        }
    }

    /**
     * What a pass comes to where the parameters have other values; they and the state are then as before.
     *
     * @throws WrongResultException if another thread is in a pass of the same object
     */
    private <T> T with(Map<String, Tensor> at, Function<List<Parameter>, T> pass) {
        Thread present = Thread.currentThread();
        Thread before = UNDER_WAY.putIfAbsent(identity, present);
        if (before != null && before != present) {
            throw new WrongResultException(
                    name(trainable) + ": found one object in use by threads "
                            + before.getName() + " and " + present.getName()
                            + " at once, wanted a new one for each subject; what makes it must not return one that it made before");
        }
        try {
            return alone(at, pass);
        } finally {
            if (before == null) {
                UNDER_WAY.remove(identity);
            }
        }
    }

    private <T> T alone(Map<String, Tensor> at, Function<List<Parameter>, T> pass) {
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
     * <p>Where the outputs alone are asked for, the penalty's part is subtracted. It may be so much larger that their sum has
     * lost most digits of the other, so the upstream gradients are made large first.
     *
     * @param byOutput the upstream gradients, that of the penalty among them
     * @param gradient the gradients by upstream gradients of the outputs alone, and by a penalty of weight 1
     */
    Map<String, Tensor> penalised(Map<String, Tensor> byOutput, UnaryOperator<Map<String, Tensor>> gradient) {
        Map<String, Tensor> ofOutputs = new LinkedHashMap<>(byOutput);
        double weight = Variables.get(ofOutputs, PENALTY).get();
        ofOutputs.remove(PENALTY);
        if (weight != 0) {
            return times(gradient.apply(times(ofOutputs, 1 / weight)), weight);
        }
        Map<String, Tensor> whole = gradient.apply(ofOutputs);
        Map<String, Tensor> ofPenalty = gradient.apply(times(ofOutputs, 0));
        Map<String, Tensor> own = stored.withoutRounding(minus(whole, ofPenalty));
        double factor = factor(largest(ofOutputs), largest(own), largest(ofPenalty));
        if (!(factor > 1)) {
            return own;
        }
        Map<String, Tensor> enlarged = minus(gradient.apply(times(ofOutputs, factor)), ofPenalty);
        Map<String, Tensor> larger = times(stored.withoutRounding(enlarged), 1 / factor);
        return Double.isFinite(largest(larger)) ? larger : own;
    }

    /**
     * By which power of two upstream gradients are made large: so that the penalty's part is small beside the outputs', but the
     * rounding of that, which stays where gradients are added up, is small beside the penalty's.
     */
    private static double factor(double upstream, double ofOutputs, double ofPenalty) {
        if (ofPenalty == 0) {
            return 1;
        }
        int above = exponent(ofPenalty) + BITS_ABOVE - exponent(ofOutputs == 0 ? upstream : ofOutputs);
        int most = MOST - exponent(Math.max(upstream, ofOutputs));
        return Math.scalb(1.0, Math.min(above, most));
    }

    private static int exponent(double number) {
        return Math.max(Double.MIN_EXPONENT / 2, Math.min(Math.getExponent(number), Double.MAX_EXPONENT / 2));
    }

    private static double largest(Map<String, Tensor> tensors) {
        double largest = 0;
        for (Tensor tensor : tensors.values()) {
            for (double value : tensor.values()) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    private static Map<String, Tensor> minus(Map<String, Tensor> whole, Map<String, Tensor> part) {
        Map<String, Tensor> differences = new LinkedHashMap<>();
        whole.forEach((name, tensor) -> {
            Tensor difference = tensor.copy();
            Tensor less = Variables.get(part, name);
            for (int i = 0; i < tensor.size(); i++) {
                difference.values()[i] -= less.values()[i];
            }
            differences.put(name, difference);
        });
        return differences;
    }

    private static Map<String, Tensor> times(Map<String, Tensor> tensors, double factor) {
        Map<String, Tensor> products = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> products.put(name, tensor.times(factor)));
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
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            Map<String, Tensor> byParameter = stored.of(at, upstream, sign -> {
                if (sign != null) {
                    begin();
                }
                forward.accept(at);
                Map<String, Tensor> byInput = backward.apply(sign == null ? upstream : times(upstream, sign));
                gradient.putAll(sign == null ? byInput : Map.of());
            });
            gradient.putAll(byParameter);
            return gradient;
        });
    }
}
