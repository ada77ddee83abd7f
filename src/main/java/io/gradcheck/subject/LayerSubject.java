package io.gradcheck.subject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A layer at an input: the variables are the input and the layer's parameters. */
final class LayerSubject implements Subject {

    private static final String INPUT = Parameter.INPUT;

    private final String name;
    private final Layer layer;
    private final Map<String, Tensor> point;

    private LayerSubject(String name, Layer layer, Map<String, Tensor> point) {
        this.name = Objects.requireNonNull(name, "name");
        this.layer = Objects.requireNonNull(layer, "layer");
        this.point = point;
    }

    LayerSubject(String name, Layer layer, Tensor input) {
        this(name, layer, new LinkedHashMap<>());
        point.put(INPUT, input.copy());
        for (Parameter parameter : layer.parameters()) {
            Tensor earlier = point.put(parameter.name(), parameter.value().copy());
            if (earlier != null) {
                throw new IllegalArgumentException("layer " + name + ": found two variables named " + parameter.name()
                        + ", wanted parameters with different names, none of them \"" + INPUT + "\"");
            }
        }
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
        try (ParameterValues values = new ParameterValues(layer.parameters())) {
            values.write(at);
            Tensor input = Variables.get(at, INPUT);
            return owned(WrongResultException.require(name, "forward", layer.forward(input), "a tensor"), input);
        }
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        try (ParameterValues values = new ParameterValues(layer.parameters())) {
            values.write(at);
            values.zeroGradients();
            layer.forward(Variables.get(at, INPUT));
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            Tensor byInput = WrongResultException.require(
                    name, "backward", layer.backward(upstream), "the gradient by the input");
            gradient.put(INPUT, owned(byInput, upstream));
            ParameterValues.gradients(layer.parameters()).forEach(gradient::put);
            return gradient;
        }
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
        return examples < 2 ? List.of() : List.of(rows(0, 1), rows(1, examples));
    }

    private LayerSubject rows(int from, int to) {
        Map<String, Tensor> some = new LinkedHashMap<>(point);
        some.computeIfPresent(INPUT, (variable, input) -> input.rows(from, to));
        return new LayerSubject(name, layer, some);
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
        if (examples < 2 || upstream.rank() == 0 || upstream.length(0) != examples) {
            return Map.of();
        }
        try {
            return new ExampleSuspects(INPUT, examples, (from, to) -> {
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
        return layer.getClass();
    }
}
