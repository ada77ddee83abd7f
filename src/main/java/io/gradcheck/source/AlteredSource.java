package io.gradcheck.source;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another source with other values or sizes, or in which some cases are skipped. */
final class AlteredSource extends TensorSource {

    private final TensorSource source;
    private final Changes changes;

    /**
     * What is other than in the source.
     *
     * @param kind the kind of all numbers; null for all kinds
     * @param small whether sizes are small
     * @param skipped exceptions by which a case is skipped
     * @param precision the format in which subjects compute; null for that of the source
     * @param code the expression that makes the source, and the package that it must be in; null for those of the source
     */
    private record Changes(
            Values.@Nullable Kind kind,
            boolean small,
            List<Class<? extends RuntimeException>> skipped,
            @Nullable Precision precision,
            @Nullable Code code) {

        static final Changes NONE = new Changes(null, false, List.of(), null, null);
    }

    private record Code(String expression, String inPackage) {}

    private AlteredSource(TensorSource source, Changes changes) {
        super(source.name());
        this.source = source;
        this.changes = changes;
    }

    static AlteredSource of(TensorSource source) {
        return new AlteredSource(source, Changes.NONE);
    }

    @Override
    public TensorSource only(Values.Kind kind) {
        Objects.requireNonNull(kind, "kind");
        return new AlteredSource(
                source, new Changes(kind, changes.small, changes.skipped, changes.precision, changes.code));
    }

    @Override
    public TensorSource inSmallSizes() {
        return new AlteredSource(
                source, new Changes(changes.kind, true, changes.skipped, changes.precision, changes.code));
    }

    @Override
    public TensorSource skipping(Class<? extends RuntimeException> exception) {
        Objects.requireNonNull(exception, "exception");
        List<Class<? extends RuntimeException>> all = Stream.<Class<? extends RuntimeException>>concat(
                        changes.skipped.stream(), Stream.of(exception))
                .toList();
        return new AlteredSource(
                source, new Changes(changes.kind, changes.small, all, changes.precision, changes.code));
    }

    @Override
    public TensorSource withPrecision(Precision precision) {
        Objects.requireNonNull(precision, "precision");
        return new AlteredSource(
                source, new Changes(changes.kind, changes.small, changes.skipped, precision, changes.code));
    }

    @Override
    public TensorSource writtenAs(String expression, String codePackage) {
        Code code = new Code(
                Objects.requireNonNull(expression, "expression"), Objects.requireNonNull(codePackage, "codePackage"));
        return new AlteredSource(
                source, new Changes(changes.kind, changes.small, changes.skipped, changes.precision, code));
    }

    @Override
    Sizes sizesFrom(RandomGenerator random) {
        return changes.small ? Sizes.smallFrom(random) : source.sizesFrom(random);
    }

    @Override
    protected Map<String, Variable> variables(Sizes sizes) {
        Map<String, Variable> all = orSkipped(() -> source.ordered(sizes));
        Values.Kind kind = changes.kind;
        if (kind == null) {
            return all;
        }
        Map<String, Variable> ofKind = new LinkedHashMap<>();
        all.forEach((name, one) -> ofKind.put(name, new Variable(one.values().only(kind), one.shape())));
        return ofKind;
    }

    @Override
    protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
        Subject subject = orSkipped(() -> source.subject(sizes, values));
        return changes.precision == null ? subject : subject.withPrecision(changes.precision);
    }

    private <T> T orSkipped(Supplier<T> made) {
        try {
            return made.get();
        } catch (RuntimeException thrown) {
            if (changes.skipped.stream().anyMatch(kind -> kind.isInstance(thrown))) {
                String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
                throw new SkippedCaseException(thrown.getClass().getSimpleName() + message, thrown);
            }
            throw thrown;
        }
    }

    @Override
    public Class<?> about() {
        return source.about();
    }

    @Override
    protected String code() {
        return changes.code == null ? source.code() : changes.code.expression;
    }

    @Override
    String codeImport() {
        return changes.code == null ? source.codeImport() : "";
    }

    @Override
    String codePackage() {
        return changes.code == null ? source.codePackage() : changes.code.inPackage;
    }
}
