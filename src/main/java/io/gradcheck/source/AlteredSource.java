package io.gradcheck.source;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another source with other values or sizes, or in which some cases are skipped. */
final class AlteredSource extends TensorSource {

    private final TensorSource source;
    private final Changes changes;
    private final @Nullable Code code;

    /** The expression that makes the source, and the package that it must be in. */
    private record Code(String expression, String inPackage) {}

    private AlteredSource(TensorSource source, Changes changes, @Nullable Code code) {
        super(source.name());
        this.source = source;
        this.changes = changes;
        this.code = code;
    }

    static AlteredSource of(TensorSource source) {
        return new AlteredSource(source, source.changes(), null);
    }

    private AlteredSource with(Changes other) {
        return new AlteredSource(source, other, code);
    }

    @Override
    Changes changes() {
        return changes;
    }

    @Override
    public TensorSource only(Values.Kind kind) {
        return with(changes.only(kind));
    }

    @Override
    public TensorSource inSmallSizes() {
        return with(changes.inSmallSizes());
    }

    @Override
    public TensorSource skipping(Class<? extends RuntimeException> exception) {
        return with(changes.skipping(exception));
    }

    @Override
    public TensorSource withPrecision(Precision precision) {
        return with(changes.withPrecision(precision));
    }

    @Override
    public TensorSource writtenAs(String expression, String codePackage) {
        return new AlteredSource(
                source,
                changes,
                new Code(
                        Objects.requireNonNull(expression, "expression"),
                        Objects.requireNonNull(codePackage, "codePackage")));
    }

    @Override
    protected Map<String, Variable> variables(Sizes sizes) {
        return source.variables(sizes);
    }

    @Override
    protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
        return source.subject(sizes, values);
    }

    @Override
    public Class<?> about() {
        return source.about();
    }

    @Override
    protected String code() {
        return code == null ? source.code() : code.expression;
    }

    @Override
    String codeImport() {
        return code == null ? source.codeImport() : "";
    }

    @Override
    String codePackage() {
        return code == null ? source.codePackage() : code.inPackage;
    }
}
