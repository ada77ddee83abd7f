package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

/** Of which numbers it is said that code computes in float without saying so. */
class SinglePrecisionTest {

    private static final double DOUBLE = 0.1;
    private static final double FLOAT = 0.1f;
    private static final double SHORT = 0.375;

    private static EvaluationPoint place(double gradient, double upstream) {
        Subject subject = Subject.scalar("f", x -> DOUBLE, x -> gradient, 1);
        return EvaluationPoint.of(new Contraction(subject, Tensor.vector(upstream), 0), Tensor.vector(DOUBLE));
    }

    private static boolean outputs(double... output) {
        return SinglePrecision.isUndeclared(place(DOUBLE, 1), Tensor.vector(output));
    }

    private static boolean gradient(double gradient, double upstream) {
        return SinglePrecision.isUndeclaredInAny(place(gradient, upstream), Tensor.vector(DOUBLE));
    }

    @Test
    void outputs_that_need_the_bits_of_a_float_and_no_more_are_floats() {
        assertThat(outputs(FLOAT)).isTrue();
        assertThat(outputs(FLOAT, SHORT, -FLOAT)).isTrue();
        assertThat(outputs(FLOAT, DOUBLE)).as("one needs more").isFalse();
        assertThat(outputs(SHORT, 2, 0)).as("short by chance").isFalse();
        assertThat(outputs()).isFalse();
    }

    @Test
    void a_gradient_of_floats_is_enough_whatever_the_outputs_are() {
        assertThat(gradient(FLOAT, 1)).isTrue();
        assertThat(gradient(DOUBLE, 1)).isFalse();
        assertThat(gradient(SHORT, 1)).isFalse();
        assertThat(SinglePrecision.isUndeclaredInAny(place(DOUBLE, 1), Tensor.vector(FLOAT)))
                .isTrue();
    }

    @Test
    void a_gradient_was_a_float_before_it_was_weighed_by_the_upstream_gradient() {
        double weight = 0.7132;

        assertThat(gradient(FLOAT, weight)).isTrue();
        assertThat(gradient(DOUBLE, weight)).isFalse();
        assertThat(gradient(FLOAT / weight, weight)).as("after it only").isFalse();
    }

    @Test
    void who_declares_single_precision_is_told_nothing() {
        EvaluationPoint declared =
                AtPoint.of(Subject.scalar("f", x -> FLOAT, x -> FLOAT, 1).withPrecision(Precision.FLOAT));

        assertThat(SinglePrecision.isUndeclared(declared, Tensor.vector(FLOAT))).isFalse();
        assertThat(SinglePrecision.isUndeclaredInAny(declared, Tensor.vector(FLOAT)))
                .isFalse();
    }
}
