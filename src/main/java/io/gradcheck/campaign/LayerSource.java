package io.gradcheck.campaign;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Random cases of one layer: its user says how it is made for given sizes and which shape its input has.
 *
 * <p>Numbers are placed by the harness, in the input and in the parameters: zeros, ties, equal rows, all magnitudes. Where
 * a tensor has a domain, {@link #inputs} and {@link #parameter} say so.
 *
 * <pre>{@code
 * LayerSource scale = LayerSource.of(
 *         "scale", s -> new ScaleAdapter(new Scale(s.width())), s -> new int[] {s.batch(), s.width()});
 * Campaign.of(scale).tries(1_000).run().throwIfFailed();
 * }</pre>
 */
public final class LayerSource extends TensorSource {

    private static final String INPUT = "input";

    private final Function<Sizes, ? extends Layer> layer;
    private final Function<Sizes, int[]> inputShape;
    private final Function<Sizes, Values> inputs;
    private final Map<String, Function<Sizes, Values>> parameters;
    private final @Nullable Class<?> about;
    private final @Nullable String code;

    private LayerSource(
            String name,
            Function<Sizes, ? extends Layer> layer,
            Function<Sizes, int[]> inputShape,
            Function<Sizes, Values> inputs,
            Map<String, Function<Sizes, Values>> parameters,
            @Nullable Class<?> about,
            @Nullable String code) {
        super(name);
        this.layer = layer;
        this.inputShape = inputShape;
        this.inputs = inputs;
        this.parameters = parameters;
        this.about = about;
        this.code = code;
    }

    /**
     * A source of cases of one layer.
     *
     * @param name its name in reports and in the regression corpus
     * @param layer makes a new layer for given sizes
     * @param inputShape the shape of its input for the same sizes
     * @return the source
     */
    public static LayerSource of(
            String name, Function<Sizes, ? extends Layer> layer, Function<Sizes, int[]> inputShape) {
        return new LayerSource(
                name,
                Objects.requireNonNull(layer, "layer"),
                Objects.requireNonNull(inputShape, "inputShape"),
                sizes -> Values.any(),
                Map.of(),
                null,
                null);
    }

    /**
     * The same source with a domain for the input.
     *
     * @param values what the numbers of the input may be, for given sizes
     * @return a new source
     */
    public LayerSource inputs(Function<Sizes, Values> values) {
        return new LayerSource(name(), layer, inputShape, values, parameters, about, code);
    }

    /**
     * The same source with a domain for one parameter.
     *
     * @param parameter its name
     * @param values what its numbers may be, for given sizes
     * @return a new source
     */
    public LayerSource parameter(String parameter, Function<Sizes, Values> values) {
        Map<String, Function<Sizes, Values>> all = new LinkedHashMap<>(parameters);
        all.put(parameter, values);
        return new LayerSource(name(), layer, inputShape, inputs, all, about, code);
    }

    /**
     * The same source, but each layer is replaced by one that is made of it: a wrapper, a wrong version to try a check on.
     *
     * @param change from the layer to the one to use
     * @return a new source
     */
    public LayerSource altered(UnaryOperator<Layer> change) {
        return new LayerSource(
                name(), sizes -> change.apply(layer.apply(sizes)), inputShape, inputs, parameters, about, code);
    }

    /**
     * The same source, said to check another class than that of the layer.
     *
     * @param classUnderTest the class whose gradient it is
     * @return a new source
     */
    public LayerSource about(Class<?> classUnderTest) {
        return new LayerSource(name(), layer, inputShape, inputs, parameters, classUnderTest, code);
    }

    /**
     * The same source with the Java expression that makes it, for the code that repeats a finding.
     *
     * @param expression such as {@code com.acme.Sources.scale()}
     * @return a new source
     */
    public LayerSource writtenAs(String expression) {
        return new LayerSource(name(), layer, inputShape, inputs, parameters, about, expression);
    }

    @Override
    protected Map<String, Variable> variables(Sizes sizes) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        variables.put(INPUT, new Variable(inputs.apply(sizes), inputShape.apply(sizes)));
        for (Parameter parameter : layer.apply(sizes).parameters()) {
            Function<Sizes, Values> values = parameters.getOrDefault(parameter.name(), any -> Values.any());
            variables.put(
                    parameter.name(),
                    new Variable(values.apply(sizes), parameter.value().shape()));
        }
        return variables;
    }

    @Override
    protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
        Layer made = layer.apply(sizes);
        for (Parameter parameter : made.parameters()) {
            parameter.write(value(values, parameter.name()));
        }
        Subject subject = Subject.layer(name(), made, value(values, INPUT));
        return about == null ? subject : subject.about(about);
    }

    private Tensor value(Map<String, Tensor> values, String variable) {
        Tensor value = values.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(
                    name() + ": found values of " + values.keySet() + ", wanted also those of " + variable);
        }
        return value;
    }

    /** The expression it is {@linkplain #writtenAs written as}; else the name of a variable that is to hold it. */
    @Override
    protected String code() {
        return code == null ? "source" : code;
    }

    @Override
    String codeImport() {
        return "";
    }
}
