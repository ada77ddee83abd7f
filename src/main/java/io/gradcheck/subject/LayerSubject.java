package io.gradcheck.subject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
