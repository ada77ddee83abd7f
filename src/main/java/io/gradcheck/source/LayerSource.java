package io.gradcheck.source;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
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

    private final Parts parts;
    private final Changes changes;

    /**
     * What a source is made of.
     *
     * @param layer makes a layer
     * @param inputShape the shape of its input
     * @param inputs what the numbers of the input may be
     * @param parameters what those of a parameter may be, by its name
     * @param about the class whose gradient it is; null for that of the layer
     * @param code the expression that makes the source; empty if none is known
     * @param codePackage the package that it must be in; empty if it may be anywhere
     */
    private record Parts(
            Function<Sizes, ? extends Layer> layer,
            Function<Sizes, int[]> inputShape,
            Function<Sizes, Values> inputs,
            BiFunction<String, Sizes, Values> parameters,
            @Nullable Class<?> about,
            String code,
            String codePackage) {

        Parts inputs(Function<Sizes, Values> other) {
            return new Parts(layer, inputShape, other, parameters, about, code, codePackage);
        }

        Parts parameters(BiFunction<String, Sizes, Values> other) {
            return new Parts(layer, inputShape, inputs, other, about, code, codePackage);
        }

        /** No longer what the code makes. */
        Parts layer(Function<Sizes, ? extends Layer> other) {
            return new Parts(other, inputShape, inputs, parameters, about, "", "");
        }

        Parts about(Class<?> other) {
            return new Parts(layer, inputShape, inputs, parameters, other, code, codePackage);
        }

        Parts code(String other, String inPackage) {
            return new Parts(layer, inputShape, inputs, parameters, about, other, inPackage);
        }
    }

    private LayerSource(String name, Parts parts, Changes changes) {
        super(name);
        this.parts = parts;
        this.changes = changes;
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
                new Parts(
                        Objects.requireNonNull(layer, "layer"),
                        Objects.requireNonNull(inputShape, "inputShape"),
                        sizes -> Values.any(),
                        (parameter, sizes) -> Values.any(),
                        null,
                        "",
                        ""),
                Changes.NONE);
    }

    private LayerSource with(Parts other) {
        return new LayerSource(name(), other, changes);
    }

    /**
     * The same source with a domain for the input.
     *
     * @param values what the numbers of the input may be, for given sizes
     * @return a new source
     */
    public LayerSource inputs(Function<Sizes, Values> values) {
        return with(parts.inputs(values));
    }

    /**
     * The same source with a domain for one parameter.
     *
     * @param parameter its name
     * @param values what its numbers may be, for given sizes
     * @return a new source
     */
    public LayerSource parameter(String parameter, Function<Sizes, Values> values) {
        BiFunction<String, Sizes, Values> others = parts.parameters;
        return parameters((name, sizes) -> name.equals(parameter) ? values.apply(sizes) : others.apply(name, sizes));
    }

    /**
     * The same source with domains for all parameters.
     *
     * @param values what the numbers of a parameter may be, by its name and for given sizes
     * @return a new source
     */
    public LayerSource parameters(BiFunction<String, Sizes, Values> values) {
        return with(parts.parameters(values));
    }

    /**
     * The same source, but each layer is replaced by one that is made of it: a wrapper, a wrong version to try a check on.
     *
     * <p>What the source was {@linkplain #writtenAs(String) written as} is another one: if at all, write it after this.
     *
     * @param change from the layer to the one to use
     * @return a new source
     */
    public LayerSource altered(UnaryOperator<Layer> change) {
        return with(parts.layer(sizes -> change.apply(parts.layer.apply(sizes))));
    }

    /**
     * The same source, said to check another class than that of the layer.
     *
     * @param classUnderTest the class whose gradient it is
     * @return a new source
     */
    public LayerSource about(Class<?> classUnderTest) {
        return with(parts.about(classUnderTest));
    }

    /**
     * The same source with the Java expression that makes it, for the code that repeats a finding. Without one, the source
     * is a parameter of that code.
     *
     * @param expression such as {@code com.acme.Sources.scale()}
     * @return a new source
     */
    public LayerSource writtenAs(String expression) {
        return writtenAs(expression, "");
    }

    /**
     * The same source with the Java expression that makes it, where that names what only its package sees.
     *
     * @param expression such as {@code new com.acme.ScaleContract().source()}
     * @param codePackage the package that the code must be in, such as {@code com.acme}; empty if it may be anywhere
     * @return a new source
     */
    @Override
    public LayerSource writtenAs(String expression, String codePackage) {
        return with(parts.code(expression, codePackage));
    }

    @Override
    Changes changes() {
        return changes;
    }

    private LayerSource with(Changes other) {
        return new LayerSource(name(), parts, other);
    }

    @Override
    public LayerSource only(Values.Kind kind) {
        return with(changes.only(kind));
    }

    @Override
    public LayerSource inSmallSizes() {
        return with(changes.inSmallSizes());
    }

    @Override
    public LayerSource skipping(Class<? extends RuntimeException> exception) {
        return with(changes.skipping(exception));
    }

    @Override
    public LayerSource withPrecision(Precision precision) {
        return with(changes.withPrecision(precision));
    }

    /** The class that it is {@linkplain #about(Class) said} to check; else this one. */
    @Override
    public Class<?> about() {
        return parts.about == null ? getClass() : parts.about;
    }

    @Override
    protected Map<String, Variable> variables(Sizes sizes) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        variables.put(INPUT, new Variable(parts.inputs.apply(sizes), parts.inputShape.apply(sizes)));
        for (Parameter parameter : parts.layer.apply(sizes).parameters()) {
            Values values = parts.parameters.apply(parameter.name(), sizes);
            variables.put(
                    parameter.name(), new Variable(values, parameter.value().shape()));
        }
        return variables;
    }

    @Override
    protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
        Layer made = parts.layer.apply(sizes);
        for (Parameter parameter : made.parameters()) {
            parameter.write(value(values, parameter.name()));
        }
        Subject subject = Subject.layer(name(), made, value(values, INPUT));
        return parts.about == null ? subject : subject.about(parts.about);
    }

    private Tensor value(Map<String, Tensor> values, String variable) {
        Tensor value = values.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(
                    name() + ": found values of " + values.keySet() + ", wanted also those of " + variable);
        }
        return value;
    }

    /** The expression it is {@linkplain #writtenAs(String) written as}; empty if it is not. */
    @Override
    protected String code() {
        return parts.code;
    }

    @Override
    String codeImport() {
        return "";
    }

    @Override
    String codePackage() {
        return parts.codePackage;
    }
}
