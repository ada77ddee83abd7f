package io.gradcheck.source;

import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Random cases of a function of named inputs, such as an {@link Operation}: its user says which shapes they have, and what
 * their numbers may be.
 *
 * <p>By an input whose values are {@linkplain Values#constant() constant}, such as labels or a mask, the function is not
 * differentiated.
 *
 * <pre>{@code
 * FunctionSource attention = FunctionSource.ofOperation("attention", s -> new AttentionAdapter(new Attention()))
 *         .input("query", s -> new int[] {s.length(), s.width()})
 *         .input("key", s -> new int[] {s.between("keys", 1, 6), s.width()})
 *         .input("value", s -> new int[] {s.between("keys", 1, 6), s.outputs()})
 *         .input("mask", s -> Values.mask(), s -> new int[] {s.length(), s.between("keys", 1, 6)});
 * Campaign.of(attention).tries(1_000).run().throwIfFailed();
 * }</pre>
 */
public final class FunctionSource extends TensorSource {

    private final Made made;
    private final List<Input> inputs;
    private final Named named;
    private final Changes changes;

    /** What makes the subjects of cases. */
    private interface Made {

        /** The learned parameters; none for other subjects than operations. */
        List<Parameter> parameters(Sizes sizes);

        Subject subject(String name, Sizes sizes, Map<String, Tensor> values);

        /** What the numbers of a parameter may be. */
        Values values(String parameter, Sizes sizes);
    }

    private record OfOperation(
            Function<Sizes, ? extends Operation> operation, BiFunction<String, Sizes, Values> parameters)
            implements Made {

        @Override
        public List<Parameter> parameters(Sizes sizes) {
            return operation.apply(sizes).parameters();
        }

        @Override
        public Values values(String parameter, Sizes sizes) {
            return parameters.apply(parameter, sizes);
        }

        @Override
        public Subject subject(String name, Sizes sizes, Map<String, Tensor> values) {
            Operation made = operation.apply(sizes);
            Map<String, Tensor> inputs = new LinkedHashMap<>(values);
            for (Parameter parameter : made.parameters()) {
                Tensor value = inputs.remove(parameter.name());
                if (value == null) {
                    throw new IllegalArgumentException(name + ": found values of " + values.keySet()
                            + ", wanted also those of " + parameter.name());
                }
                parameter.write(value);
            }
            return Subject.operation(name, made, inputs);
        }
    }

    private record OfSubjects(BiFunction<Sizes, Map<String, Tensor>, ? extends Subject> subject) implements Made {

        @Override
        public List<Parameter> parameters(Sizes sizes) {
            return List.of();
        }

        @Override
        public Values values(String parameter, Sizes sizes) {
            return Values.any();
        }

        @Override
        public Subject subject(String name, Sizes sizes, Map<String, Tensor> values) {
            return subject.apply(sizes, values);
        }
    }

    /** Some inputs for given sizes. */
    @FunctionalInterface
    private interface Input {
        Map<String, Variable> of(Sizes sizes);
    }

    /**
     * What a source says of itself.
     *
     * @param about the class whose gradient it is; null for that of the subject
     * @param code the expression that makes the source; empty if none is known
     * @param codePackage the package that it must be in; empty if it may be anywhere
     */
    private record Named(@Nullable Class<?> about, String code, String codePackage) {}

    private FunctionSource(String name, Made made, List<Input> inputs, Named named, Changes changes) {
        super(name);
        this.made = made;
        this.inputs = inputs;
        this.named = named;
        this.changes = changes;
    }

    /**
     * A source of cases of any subject that is made of some tensors.
     *
     * @param name its name in reports and in the regression corpus
     * @param subject makes the subject of a case, from its sizes and the values of its inputs
     * @return the source, without inputs so far
     */
    public static FunctionSource of(String name, BiFunction<Sizes, Map<String, Tensor>, ? extends Subject> subject) {
        return new FunctionSource(
                name,
                new OfSubjects(Objects.requireNonNull(subject, "subject")),
                List.of(),
                new Named(null, "", ""),
                Changes.NONE);
    }

    /**
     * A source of cases of an operation. Its parameters are variables beside its inputs.
     *
     * @param name its name in reports and in the regression corpus
     * @param operation makes a new operation for given sizes
     * @return the source, without inputs so far
     */
    public static FunctionSource ofOperation(String name, Function<Sizes, ? extends Operation> operation) {
        return new FunctionSource(
                name,
                new OfOperation(Objects.requireNonNull(operation, "operation"), (parameter, sizes) -> Values.any()),
                List.of(),
                new Named(null, "", ""),
                Changes.NONE);
    }

    private FunctionSource and(Input input) {
        List<Input> more = new ArrayList<>(inputs);
        more.add(input);
        return new FunctionSource(name(), made, List.copyOf(more), named, changes);
    }

    /**
     * The same source with one more input, whose numbers may be anything.
     *
     * @param input its name
     * @param shape its shape for given sizes
     * @return a new source
     */
    public FunctionSource input(String input, Function<Sizes, int[]> shape) {
        return input(input, sizes -> Values.any(), shape);
    }

    /**
     * The same source with one more input.
     *
     * @param input its name
     * @param values what its numbers may be for given sizes
     * @param shape its shape for the same sizes
     * @return a new source
     */
    public FunctionSource input(String input, Function<Sizes, Values> values, Function<Sizes, int[]> shape) {
        return and(sizes -> Map.of(input, new Variable(values.apply(sizes), shape.apply(sizes))));
    }

    /**
     * The same source with more inputs.
     *
     * @param some the inputs by name for given sizes. A {@link LinkedHashMap} or sorted map keeps its order; any other is
     *     taken in the order of the names, so that a seed repeats a series.
     * @return a new source
     */
    public FunctionSource inputs(Function<Sizes, Map<String, Variable>> some) {
        return and(sizes -> inOrder(some.apply(sizes)));
    }

    /**
     * The same source with a domain for one parameter of the operation.
     *
     * @param parameter its name
     * @param values what its numbers may be, for given sizes
     * @return a new source
     * @throws IllegalStateException if it is not a source of an operation
     */
    public FunctionSource parameter(String parameter, Function<Sizes, Values> values) {
        OfOperation of = operation();
        return parameters((name, sizes) -> name.equals(parameter) ? values.apply(sizes) : of.values(name, sizes));
    }

    /**
     * The same source with domains for all parameters of the operation.
     *
     * @param values what the numbers of a parameter may be, by its name and for given sizes
     * @return a new source
     * @throws IllegalStateException if it is not a source of an operation
     */
    public FunctionSource parameters(BiFunction<String, Sizes, Values> values) {
        return new FunctionSource(name(), new OfOperation(operation().operation, values), inputs, named, changes);
    }

    private OfOperation operation() {
        if (made instanceof OfOperation of) {
            return of;
        }
        throw new IllegalStateException(
                name() + ": found no operation, so no parameters, wanted inputs only: say input(...)");
    }

    /**
     * The same source, said to check another class than that of the operation.
     *
     * @param classUnderTest the class whose gradient it is
     * @return a new source
     */
    public FunctionSource about(Class<?> classUnderTest) {
        return new FunctionSource(
                name(), made, inputs, new Named(classUnderTest, named.code, named.codePackage), changes);
    }

    /**
     * The same source with the Java expression that makes it, for the code that repeats a finding. Without one, the source
     * is a parameter of that code.
     *
     * @param expression such as {@code com.acme.Sources.attention()}
     * @return a new source
     */
    public FunctionSource writtenAs(String expression) {
        return writtenAs(expression, "");
    }

    /**
     * The same source with the Java expression that makes it, where that names what only its package sees.
     *
     * @param expression such as {@code new com.acme.AttentionContract().source()}
     * @param codePackage the package that the code must be in, such as {@code com.acme}; empty if it may be anywhere
     * @return a new source
     */
    @Override
    public FunctionSource writtenAs(String expression, String codePackage) {
        return new FunctionSource(name(), made, inputs, new Named(named.about, expression, codePackage), changes);
    }

    @Override
    Changes changes() {
        return changes;
    }

    private FunctionSource with(Changes other) {
        return new FunctionSource(name(), made, inputs, named, other);
    }

    @Override
    public FunctionSource only(Values.Kind kind) {
        return with(changes.only(kind));
    }

    @Override
    public FunctionSource inSmallSizes() {
        return with(changes.inSmallSizes());
    }

    @Override
    public FunctionSource skipping(Class<? extends RuntimeException> exception) {
        return with(changes.skipping(exception));
    }

    @Override
    public FunctionSource withPrecision(Precision precision) {
        return with(changes.withPrecision(precision));
    }

    /** The class that it is {@linkplain #about(Class) said} to check; else this one. */
    @Override
    public Class<?> about() {
        return named.about == null ? getClass() : named.about;
    }

    @Override
    protected Map<String, Variable> variables(Sizes sizes) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        for (Input input : inputs) {
            input.of(sizes).forEach((variable, one) -> put(variables, variable, one));
        }
        for (Parameter parameter : made.parameters(sizes)) {
            Values values = made.values(parameter.name(), sizes);
            put(
                    variables,
                    parameter.name(),
                    new Variable(values, parameter.value().shape()));
        }
        if (variables.isEmpty()) {
            throw new IllegalStateException(name() + ": found no input, wanted at least one: say input(...)");
        }
        return variables;
    }

    private void put(Map<String, Variable> variables, String variable, Variable one) {
        if (variables.put(variable, one) != null) {
            throw new IllegalStateException(
                    name() + ": found two inputs or parameters named " + variable + ", wanted each name only once");
        }
    }

    @Override
    protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
        Subject subject = made.subject(name(), sizes, values);
        return named.about == null ? subject : subject.about(named.about);
    }

    /** The expression it is {@linkplain #writtenAs(String) written as}; empty if it is not. */
    @Override
    protected String code() {
        return named.code;
    }

    @Override
    String codeImport() {
        return "";
    }

    @Override
    String codePackage() {
        return named.codePackage;
    }
}
