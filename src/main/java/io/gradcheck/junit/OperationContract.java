package io.gradcheck.junit;

import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.cases.ConstructorCode;
import io.gradcheck.subject.Operation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tests that every operation of several inputs and outputs has to pass, inherited by a class that says how the operation
 * is made, and which inputs it takes.
 *
 * <pre>{@code
 * class CrossEntropyContract extends OperationContract {
 *     protected Operation operation(Sizes s) { return new CrossEntropyAdapter(new CrossEntropy()); }
 *     protected Map<String, TensorSource.Variable> inputs(Sizes s) {
 *         int classes = s.between("classes", 1, 5);
 *         return Map.of(
 *                 "logits", new TensorSource.Variable(Values.any(), s.batch(), classes),
 *                 "labels", new TensorSource.Variable(Values.labels(classes), s.batch()));
 *     }
 *     protected Class<?> classUnderTest() { return CrossEntropy.class; }
 * }
 * }</pre>
 *
 * <p>If the gradient by the logits is right, all tests pass; labels are constant, and need no gradient. If the gradient
 * forgets to subtract the label, all tests of gradients fail, with one row.
 */
public abstract class OperationContract extends SourceContract {

    /** For subclasses; code repeats what they find best if classes of their package can make one without parameters. */
    protected OperationContract() {}

    /**
     * Makes the operation.
     *
     * @param s the sizes of a case
     * @return a new operation, whose parameters may have any values: they are written before it is used
     */
    protected abstract Operation operation(Sizes s);

    /**
     * The inputs of the operation.
     *
     * @param s the sizes of the same case
     * @return for each input what its numbers may be, and its shape. A {@link LinkedHashMap} or sorted map keeps its order;
     *     any other is taken in the order of the names.
     */
    protected abstract Map<String, TensorSource.Variable> inputs(Sizes s);

    /** {@return the class whose gradient it is, where the operation is an adapter} */
    protected abstract Class<?> classUnderTest();

    /**
     * What the numbers of a parameter may be.
     *
     * @param name the parameter
     * @param s the sizes of a case
     * @return by default anything
     */
    protected Values parameter(String name, Sizes s) {
        return Values.any();
    }

    /**
     * The cases of this contract.
     *
     * @return a new source. The code that repeats its findings makes a contract of this class, where code of its package
     *     can; else it takes this source for a parameter.
     */
    @Override
    public final FunctionSource source() {
        FunctionSource source = FunctionSource.ofOperation(name(), this::operation)
                .inputs(this::inputs)
                .parameters(this::parameter)
                .about(classUnderTest());
        for (Class<? extends RuntimeException> refused : skipping()) {
            source = source.skipping(refused);
        }
        return withCode(source, source::writtenAs);
    }

    @Override
    final FunctionSource cases() {
        return source();
    }

    @Override
    final String codePackage(ConstructorCode code) {
        return code.inPackage();
    }

    @Override
    public final Class<?> about() {
        return classUnderTest();
    }
}
