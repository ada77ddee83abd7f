package io.gradcheck.subject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A layer at an input: the variables are the input and the layer's parameters. */
final class LayerSubject implements Subject {

    private static final String INPUT = Parameter.INPUT;
    private static final String OUTPUT = "output";

    private final String name;
    private final Layer layer;
    private final Map<String, Tensor> point;
    private final Passes passes;
    private @Nullable JoinedOutputs layout;

    private LayerSubject(String name, Layer layer, Map<String, Tensor> point, Passes passes) {
        this.name = Objects.requireNonNull(name, "name");
        this.layer = Objects.requireNonNull(layer, "layer");
        this.point = point;
        this.passes = passes;
    }

    private LayerSubject(String name, Layer layer, Map<String, Tensor> point) {
        this(name, layer, point, new Passes(layer, point));
    }

    LayerSubject(String name, Layer layer, Tensor input) {
        this(name, layer, point(name, layer, input));
    }

    private static Map<String, Tensor> point(String name, Layer layer, Tensor input) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put(INPUT, input.copy());
        for (Parameter parameter : layer.parameters()) {
            Tensor earlier = point.put(parameter.name(), parameter.value().copy());
            if (earlier != null) {
                throw new IllegalArgumentException("layer " + name + ": found two variables named " + parameter.name()
                        + ", wanted parameters with different names, none of them \"" + INPUT + "\"");
            }
        }
        return point;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Precision precision() {
        return layer.precision();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        Map<String, Tensor> outputs = passes.forward(at, all -> {
            Tensor input = Variables.get(all, INPUT);
            Tensor output = WrongResultException.require(name, "forward", layer.forward(input), "a tensor");
            return Map.of(OUTPUT, owned(output, input));
        });
        if (!passes.arePenalised()) {
            return Variables.get(outputs, OUTPUT);
        }
        if (layout == null) {
            layout = new JoinedOutputs(name, outputs, 0);
        }
        return layout.join(outputs);
    }

    @Override
    public List<String> outputNames() {
        if (!passes.arePenalised()) {
            return List.of();
        }
        evaluate(point);
        return Objects.requireNonNull(layout).names();
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        if (!passes.arePenalised()) {
            return passed(at, upstream);
        }
        if (layout == null) {
            evaluate(at);
        }
        return passes.penalised(
                Objects.requireNonNull(layout).split(upstream),
                ofOutput -> passed(at, Variables.get(ofOutput, OUTPUT)));
    }

    private Map<String, Tensor> passed(Map<String, Tensor> at, Tensor byOutput) {
        return passes.gradient(
                at, Map.of(OUTPUT, byOutput), all -> layer.forward(Variables.get(all, INPUT)), upstream -> {
                    Tensor outer = Variables.get(upstream, OUTPUT);
                    Tensor byInput = WrongResultException.require(
                            name, "backward", layer.backward(outer), "the gradient by the input");
                    return Map.of(INPUT, owned(byInput, outer));
                });
    }

    /**
     * A layer that changes nothing hands on the very array that it was handed: identity, reshape, dropout that is
     * switched off. That is common, and right as long as arguments are left alone; the copy makes it an array of its own.
     */
    private static Tensor owned(Tensor result, Tensor argument) {
        return result.values() == argument.values() ? result.copy() : result;
    }

    @Override
    public List<Subject> parts() {
        int examples = examples(point);
        return examples < 2 || passes.arePenalised() || passes.areSeeded()
                ? List.of()
                : List.of(rows(0, 1), rows(1, examples));
    }

    private LayerSubject rows(int from, int to) {
        Map<String, Tensor> some = new LinkedHashMap<>(point);
        some.computeIfPresent(INPUT, (variable, input) -> input.rows(from, to));
        return new LayerSubject(name, layer, some, passes.at(some));
    }

    private int examples(Map<String, Tensor> at) {
        Tensor input = Variables.get(at, INPUT);
        return layer.isBatched() && input.rank() > 0 ? input.length(0) : 0;
    }

    /**
     * Gradients of a batched layer that counts one example only, or whose biases do: parameters with one axis, beside
     * others with more. Made of the layer's gradients for some of the examples.
     */
    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        int examples = examples(at);
        if (examples < 2 || passes.areSeeded() || upstream.rank() == 0 || upstream.length(0) != examples) {
            return Map.of();
        }
        try {
            return new BatchMistakes(INPUT, examples, (from, to) -> {
                        Map<String, Tensor> some = new LinkedHashMap<>(at);
                        some.computeIfPresent(INPUT, (variable, input) -> input.rows(from, to));
                        return gradient(some, upstream.rows(from, to));
                    })
                    .suspects();
        } catch (RuntimeException notForAnyNumber) { // as law BATCH_IS_SUM says
            return Map.of();
        }
    }

    @Override
    public Class<?> classUnderTest() {
        return layer instanceof Fresh fresh ? fresh.classOfLayers() : layer.getClass();
    }

    /** A layer that is made anew for every forward pass. What is learned is held here and given to each one. */
    static class Fresh implements Layer {

        private final Supplier<? extends Layer> maker;
        private final Layer first;
        private final List<Parameter> parameters = new ArrayList<>();
        private final Map<String, Tensor> values = new LinkedHashMap<>();
        private Layer last;
        private boolean used;

        private Fresh(Supplier<? extends Layer> maker, Layer first) {
            this.maker = maker;
            this.first = first;
            this.last = first;
            for (Parameter parameter : first.parameters()) {
                String name = parameter.name();
                values.put(name, parameter.value().copy());
                parameters.add(Parameter.of(
                                name,
                                () -> Variables.get(values, name),
                                value -> values.put(name, value.copy()),
                                () -> parameter(last, name).gradient())
                        .clearedBy(() -> parameter(last, name).zeroGradient()));
            }
        }

        static Layer of(Supplier<? extends Layer> maker) {
            Layer first = made(maker);
            return Passes.hasSeedHook(first) ? new Seeded(maker, first) : new Fresh(maker, first);
        }

        private static Layer made(Supplier<? extends Layer> maker) {
            return WrongResultException.require("a layer made anew", "the supplier", maker.get(), "a layer");
        }

        private Parameter parameter(Layer layer, String name) {
            for (Parameter parameter : layer.parameters()) {
                if (parameter.name().equals(name)) {
                    return parameter;
                }
            }
            throw new WrongResultException(name(layer) + ": found no parameter \"" + name + "\", wanted "
                    + values.keySet() + ", as the first layer has, in each one that the supplier makes");
        }

        /** The next layer; the first one is used once, too. */
        final Layer next() {
            Layer next = used ? made(maker) : first;
            if (used && (next == last || next == first)) {
                throw new WrongResultException(name(next)
                        + ": found a layer that the supplier returned before, wanted a new one at every call");
            }
            used = true;
            last = next;
            give(next);
            return next;
        }

        private void give(Layer layer) {
            values.forEach((name, value) -> parameter(layer, name).write(value));
        }

        private static String name(Layer layer) {
            return layer.getClass().getSimpleName();
        }

        @Override
        public Tensor forward(Tensor input) {
            return next().forward(input);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return last.backward(outputGradient);
        }

        @Override
        public List<Parameter> parameters() {
            return parameters;
        }

        @Override
        public OptionalDouble penalty() {
            give(last);
            return last.penalty();
        }

        @Override
        public boolean isBatched() {
            return first.isBatched();
        }

        @Override
        public Precision precision() {
            return first.precision();
        }

        /** Of the layers, not of what makes them. */
        Class<?> classOfLayers() {
            return first.getClass();
        }

        /** One whose layers draw random numbers: each is given the seed of the pass. */
        private static final class Seeded extends Fresh {

            private long seed;

            Seeded(Supplier<? extends Layer> maker, Layer first) {
                super(maker, first);
            }

            @Override
            public void seed(long number) {
                seed = number;
            }

            @Override
            public Tensor forward(Tensor input) {
                Layer next = next();
                next.seed(seed);
                return next.forward(input);
            }
        }
    }
}
