package com.acme;

import io.gradcheck.junit.GradientTests;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class DynamicBlockTest {
    private final Tensor input = Tensor.ofRows(new double[] {0.5, -1}, new double[] {2, 0.25}, new double[] {-3, 1});

    @TestFactory
    Stream<DynamicNode> blocks() {
        return GradientTests.of(
                Subject.layer("scale", new BlockLayer(new Scale(2)), input).about(Scale.class),
                Subject.layer("shift", new BlockLayer(new Shift(2)), input).about(Shift.class));
    }
}
