package io.gradcheck.junit;

import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Layer;

/** A contract whose code may be anywhere. */
public class PublicContract extends LayerContract {

    /** Called by the code that repeats a finding. */
    public PublicContract() {}

    @Override
    protected Layer layer(Sizes s) {
        return new Contracts.WrongSign().layer(s);
    }

    @Override
    protected int[] inputShape(Sizes s) {
        return new int[] {s.batch(), s.width()};
    }

    @Override
    protected Class<?> classUnderTest() {
        return ScaleLayer.class;
    }
}
