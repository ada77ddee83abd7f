package com.acme;

import static io.gradcheck.assertj.GradientAssertions.assertThatGradients;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

class AssertedBlockTest {
    private final Tensor input = Tensor.ofRows(new double[] {0.5, -1}, new double[] {2, 0.25}, new double[] {-3, 1});

    @Test
    void scale() {
        assertThatGradients(Subject.layer("scale", new BlockLayer(new Scale(2)), input))
                .areCorrect()
                .haveDetectionLimitBelow(1e-8);
    }

    @Test
    void shift() {
        assertThatGradients(Subject.layer("shift", new BlockLayer(new Shift(2)), input))
                .as("the gradients of a shift")
                .areCorrect();
    }
}
