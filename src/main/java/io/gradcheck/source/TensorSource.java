package io.gradcheck.source;

import io.gradcheck.source.cases.CaseFields;
import io.gradcheck.source.cases.ConstructorCode;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A source of subjects that are made of some tensors: the inputs of a function, or the input and the parameters of a
 * layer.
 *
 * <p>A subclass says which tensors there are for given sizes and how a subject is made of them. The numbers in them, and
 * which outputs take no part, are placed here.
 *
 * <pre>{@code
 * class DistanceSource extends TensorSource {
 *     DistanceSource() {
 *         super("distance");
 *     }
 *
 *     protected Map<String, Variable> variables(Sizes s) {
 *         Variable vector = new Variable(Values.any(), s.width());
 *         return Map.of("a", vector, "b", vector);
 *     }
 *
 *     protected Subject subject(Sizes s, Map<String, Tensor> values) {
 *         return Subject.of("distance", values, at -> ..., (at, u) -> ...);
 *     }
 * }
 * }</pre>
 */
public abstract class TensorSource implements SubjectSource {

    private static final double ZEROS_IN_UPSTREAM = 0.15;
    private static final double EQUAL_TENSORS = 0.05;

    private final String name;

    /**
     * A tensor to be drawn.
     *
     * @param values what its numbers may be
     * @param shape its shape. Not modified, and not to be modified afterwards.
     */
    public record Variable(Values values, int... shape) {}

    /**
     * Makes a source.
     *
     * @param name its name in reports and in the regression corpus
     */
    protected TensorSource(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    public final String name() {
        return name;
    }

    /**
     * Which tensors a case has.
     *
     * @param sizes the sizes of the case
     * @return the tensors by name. A {@link LinkedHashMap} or sorted map keeps its order; any other is taken in the order
     *     of the names, so that a seed repeats a series.
     */
    protected abstract Map<String, Variable> variables(Sizes sizes);

    /**
     * Makes the subject of a case.
     *
     * @param sizes the sizes of the case
     * @param values the tensors by name, in the order of the variables. Copies; may be kept and modified.
     * @return the subject
     */
    protected abstract Subject subject(Sizes sizes, Map<String, Tensor> values);

    /**
     * A Java expression that makes this source, for the code that repeats a finding. That code is in the package of this
     * class where it sees more there; other classes than this one are named in full.
     *
     * @return by default a new object of this class. Empty if no expression makes one, as by default where the class is
     *     private or has no constructor without parameters that its package can call: the source is then a parameter of
     *     the code.
     */
    protected String code() {
        return ConstructorCode.of(getClass()).map(ConstructorCode::expression).orElse("");
    }

    private Optional<ConstructorCode> byConstructor() {
        return ConstructorCode.of(getClass())
                .filter(constructor -> constructor.expression().equals(code()));
    }

    /** What the code needs to import for it; empty where there is nothing. */
    String codeImport() {
        boolean bySimpleName = !code().isEmpty()
                && byConstructor().isEmpty()
                && ConstructorCode.isNamed(getClass())
                && !getClass().getPackageName().isEmpty();
        return bySimpleName ? getClass().getCanonicalName() : "";
    }

    /** The package that the code must be in; empty if it may be anywhere. */
    String codePackage() {
        if (code().isEmpty()) {
            return "";
        }
        return byConstructor()
                .map(ConstructorCode::inPackage)
                .orElseGet(() -> getClass().getPackageName());
    }

    /** The tensors in an order that is the same in every JVM: a map without an order of its own is taken by its names. */
    final Map<String, Variable> ordered(Sizes sizes) {
        return changes().variables(() -> inOrder(variables(sizes)));
    }

    /** What is other than in the source as it was made. */
    Changes changes() {
        return Changes.NONE;
    }

    static Map<String, Variable> inOrder(Map<String, Variable> variables) {
        return variables instanceof LinkedHashMap || variables instanceof SortedMap
                ? variables
                : new TreeMap<>(variables);
    }

    /**
     * The subject of a case whose sizes and values are known: what repeats a finding.
     *
     * @param sizes its sizes by name
     * @param values its tensors by name. Copied.
     * @param upstreamZeros which outputs take no part, so that the gradient meets zeros in its upstream gradient; 0 for
     *     none
     * @return the subject
     * @throws IllegalArgumentException if a size is outside its range
     */
    public final Subject subject(Map<String, Integer> sizes, Map<String, Tensor> values, long upstreamZeros) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        Map<String, Variable> variables = ordered(Sizes.of(sizes));
        variables.keySet().forEach(variable -> {
            Tensor value = values.get(variable);
            if (value != null) {
                copies.put(variable, value.copy());
            }
        });
        values.forEach((variable, value) -> copies.putIfAbsent(variable, value.copy()));
        Sizes known = Sizes.of(sizes);
        Subject subject = withConstants(changes().subject(() -> subject(known, copies)), variables);
        for (Map.Entry<String, Variable> one : variables.entrySet()) {
            subject = one.getValue().values.motion().of(subject, one.getKey());
        }
        known.close(sizes.keySet());
        return upstreamZeros == 0 ? subject : new MaskedSubject(subject, upstreamZeros);
    }

    /** What is drawn of constant values is no variable, whether or not the subject takes it for one. */
    private static Subject withConstants(Subject subject, Map<String, Variable> variables) {
        Set<String> present = subject.point().keySet();
        String[] constants = variables.entrySet().stream()
                .filter(one -> one.getValue().values.isConstant() && present.contains(one.getKey()))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
        return constants.length == 0 ? subject : subject.holdingConstant(constants);
    }

    /**
     * A case whose sizes and values are known.
     *
     * @param sizes its sizes by name. Copied.
     * @param values its tensors by name. Copied.
     * @param upstreamZeros which outputs take no part; 0 for none
     * @return the case, of which {@link #subject(Map, Map, long)} makes the subject
     */
    public final SubjectCase subjectCase(Map<String, Integer> sizes, Map<String, Tensor> values, long upstreamZeros) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        values.forEach((variable, value) -> copies.put(variable, value.copy()));
        return new TensorCase(this, new LinkedHashMap<>(sizes), copies, upstreamZeros);
    }

    /**
     * The same source, but all numbers are of one kind, as far as their domains have it.
     *
     * @param kind the kind
     * @return a new source
     */
    public TensorSource only(Values.Kind kind) {
        return AlteredSource.of(this).only(kind);
    }

    /**
     * The same source, but in its {@linkplain #at series} all sizes are the least of their ranges or one more.
     *
     * @return a new source
     */
    public TensorSource inSmallSizes() {
        return AlteredSource.of(this).inSmallSizes();
    }

    /**
     * The same source, but a case that is refused by this exception is {@linkplain Case#skip skipped}: where its values are
     * drawn, where its layer or subject is made, and where the function is evaluated at the point itself. Without this, such
     * an exception is a finding. That of a gradient is one all the same, where there is a value.
     *
     * <pre>{@code
     * LayerSource.of("pooling", s -> new Pooling(s.between("window", 1, 4)), s -> new int[] {s.length()})
     *         .skipping(IllegalArgumentException.class);   // the window may be longer than the input, which forward refuses
     * }</pre>
     *
     * @param exception the exception, or one that it is a kind of
     * @return a new source
     */
    public TensorSource skipping(Class<? extends RuntimeException> exception) {
        return AlteredSource.of(this).skipping(exception);
    }

    /**
     * The same source, but its subjects compute in another format, such as {@code float}.
     *
     * @param precision the format
     * @return a new source
     */
    public TensorSource withPrecision(Precision precision) {
        return AlteredSource.of(this).withPrecision(precision);
    }

    /**
     * The same source with the Java expression that makes it, for the code that repeats a finding.
     *
     * @param expression such as {@code new com.acme.HuberContract().source()}
     * @param codePackage the package that the code must be in, such as {@code com.acme}; empty if it may be anywhere
     * @return a new source
     */
    public TensorSource writtenAs(String expression, String codePackage) {
        return AlteredSource.of(this).writtenAs(expression, codePackage);
    }

    @Override
    public final SubjectCase at(long seed, long index) {
        RandomGenerator random = Series.random(seed, index);
        return draw(random, changes().sizesFrom(random));
    }

    @Override
    public final SubjectCase draw(RandomGenerator random, Sizes sizes) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        Map<String, Variable> variables = ordered(sizes);
        variables.forEach((variable, wanted) ->
                values.put(variable, changes().possible(() -> wanted.values.tensor(random, wanted.shape))));
        long zeros = random.nextDouble() < ZEROS_IN_UPSTREAM ? 1 + random.nextInt(1000) : 0;
        if (random.nextDouble() < EQUAL_TENSORS) {
            equalise(values, variables);
        }
        askForSizes(sizes, values);
        return new TensorCase(this, new LinkedHashMap<>(sizes.chosen()), values, zeros);
    }

    /** A size may be asked for first where the subject is made; drawn now, it is part of the case like any other. */
    private void askForSizes(Sizes sizes, Map<String, Tensor> values) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        values.forEach((variable, value) -> copies.put(variable, value.copy()));
        try {
            changes().subject(() -> subject(sizes, copies));
        } catch (SkippedCaseException impossible) {
            throw impossible;
        } catch (RuntimeException cannotBeMade) {
            return; // thrown once more where the case is checked, which tells of it
        }
    }

    /** Gives tensors of one shape the same numbers: a mistake may take one parameter for another of equal value. */
    private static void equalise(Map<String, Tensor> values, Map<String, Variable> variables) {
        List<Tensor> firsts = new ArrayList<>();
        variables.forEach((variable, wanted) -> values.computeIfPresent(variable, (name, value) -> {
            for (Tensor first : firsts) {
                if (first.hasShapeOf(value)) {
                    return wanted.values.fitted(first);
                }
            }
            firsts.add(value);
            return value;
        }));
    }

    @Override
    public final SubjectCase restore(Map<String, Object> data) {
        CaseFields fields = new CaseFields(name, data);
        Map<String, Integer> sizes = fields.sizes("sizes");
        Map<String, Tensor> values = fields.tensors("values");
        Map<String, Variable> wanted = ordered(Sizes.of(sizes));
        wanted.forEach((variable, kind) -> {
            Tensor value = values.get(variable);
            if (value == null) {
                throw new IllegalArgumentException(
                        name + ": found values of " + values.keySet() + ", wanted also those of " + variable);
            }
            Tensor shape = Tensor.zeros(kind.shape);
            if (!value.hasShapeOf(shape)) {
                throw new IllegalArgumentException(name + ": found shape " + value.shapeText() + " for " + variable
                        + ", wanted " + shape.shapeText() + " with sizes " + sizes);
            }
        });
        return new TensorCase(this, sizes, values, Math.round(fields.number("upstreamZeros")));
    }
}
