package com.acme;

import io.gradcheck.source.Sizes;
import io.gradcheck.junit.LayerContract;
import io.gradcheck.subject.Layer;

class ScaleTest extends LayerContract {
    @Override
    protected Layer layer(Sizes sizes) {
        return new BlockLayer(new Scale(sizes.width()));
    }

    @Override
    protected int[] inputShape(Sizes sizes) {
        return new int[] {sizes.batch(), sizes.width()};
    }

    @Override
    protected Class<?> classUnderTest() {
        return Scale.class;
    }
}
