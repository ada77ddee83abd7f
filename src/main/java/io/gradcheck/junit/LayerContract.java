package io.gradcheck.junit;

import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.Values;
import io.gradcheck.source.cases.ConstructorCode;
import io.gradcheck.subject.Layer;

/**
 * The tests that every layer has to pass, inherited by a class that says how the layer is made.
 *
 * <p>Each test is a campaign over random cases, with values of one kind; what fails is shrunk, and printed as Java code
 * that repeats it. A contract is a {@link io.gradcheck.source.SubjectSource} too, and may be run wherever campaigns are.
 *
 * <pre>{@code
 * class ScaleContract extends LayerContract {
 *     protected Layer layer(Sizes s) { return new ScaleAdapter(new Scale(s.width())); }
 *     protected int[] inputShape(Sizes s) { return new int[] {s.batch(), s.width()}; }
 *     protected Class<?> classUnderTest() { return Scale.class; }
 * }
 * }</pre>
 *
 * <p>If {@code Scale} sums its gradient over the batch, all tests pass. If it keeps that of the last example, all tests of
 * gradients fail, with two examples of one entry each.
 */
public abstract class LayerContract extends SourceContract {

    /** For subclasses; code repeats what they find best if classes of their package can make one without parameters. */
    protected LayerContract() {}

    /**
     * Makes the layer.
     *
     * @param s the sizes of a case
     * @return a new layer, whose parameters may have any values: they are written before it is used
     */
    protected abstract Layer layer(Sizes s);

    /**
     * The shape of the layer's input.
     *
     * @param s the sizes of the same case
     * @return the shape
     */
    protected abstract int[] inputShape(Sizes s);

    /** {@return the class whose gradient it is, where the layer is an adapter} */
    protected abstract Class<?> classUnderTest();

    /**
     * What the numbers of the input may be.
     *
     * @param s the sizes of a case
     * @return by default anything
     */
    protected Values inputs(Sizes s) {
        return Values.any();
    }

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
    public final LayerSource source() {
        LayerSource source = LayerSource.of(name(), this::layer, this::inputShape)
                .inputs(this::inputs)
                .parameters(this::parameter)
                .about(classUnderTest());
        for (Class<? extends RuntimeException> refused : skipping()) {
            source = source.skipping(refused);
        }
        return withCode(source, source::writtenAs);
    }

    @Override
    final LayerSource cases() {
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
