package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.MultivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.function.Logit;
import org.apache.commons.math3.analysis.function.Sin;
import org.junit.jupiter.api.Test;

class CommonsMathTest {

    private final Subject logit = CommonsMath.parametric(new Logit.Parametric(), 0.4, -2, 3);

    @Test
    void each_parameter_is_a_variable() {
        assertThat(logit.name()).isEqualTo("Logit.Parametric");
        assertThat(logit.classUnderTest()).isEqualTo(Logit.Parametric.class);
        assertThat(logit.point().keySet()).containsExactly("parameters[0]", "parameters[1]");
        assertThat(logit.point().get("parameters[0]").get()).isEqualTo(-2);
        assertThat(logit.point().get("parameters[1]").get()).isEqualTo(3);
    }

    @Test
    void a_parametric_function_is_evaluated_at_the_point() {
        Map<String, Tensor> elsewhere = Map.of("parameters[0]", Tensor.scalar(-1), "parameters[1]", Tensor.scalar(2));

        assertThat(logit.evaluate(logit.point()).get()).isEqualTo(new Logit.Parametric().value(0.4, -2, 3));
        assertThat(logit.evaluate(elsewhere).get()).isEqualTo(new Logit.Parametric().value(0.4, -1, 2));
    }

    @Test
    void a_claimed_gradient_is_passed_on_as_it_is_even_where_it_is_wrong() {
        double[] claimed = new Logit.Parametric().gradient(0.4, -2, 3);

        Map<String, Tensor> gradient = logit.gradient(logit.point(), Tensor.scalar(1));

        assertThat(gradient.get("parameters[0]").get()).isEqualTo(claimed[0]);
        assertThat(gradient.get("parameters[1]").get()).isEqualTo(claimed[1]);
        // ln((x - lo) / (hi - x)) falls as hi grows: the library's sign is wrong.
        assertThat(claimed[1]).isCloseTo(1 / 2.6, within(1e-15));
    }

    @Test
    void a_claimed_gradient_is_scaled_by_the_upstream() {
        double[] claimed = new Logit.Parametric().gradient(0.4, -2, 3);

        assertThat(logit.gradient(logit.point(), Tensor.scalar(-4))
                        .get("parameters[0]")
                        .get())
                .isEqualTo(-4 * claimed[0]);
    }

    @Test
    void a_parametric_function_needs_a_parameter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonsMath.parametric(new Logit.Parametric(), 0.4))
                .withMessage("parameters: found none, wanted at least one to differentiate by");
    }

    @Test
    void a_differentiable_function_of_one_variable_is_taken_element_by_element() {
        Subject sine = CommonsMath.univariate(new Sin(), 0.3, 2.5);

        assertThat(sine.name()).isEqualTo("Sin");
        assertThat(sine.classUnderTest()).isEqualTo(Sin.class);
        assertThat(sine.evaluate(sine.point()).values())
                .containsExactly(new double[] {Math.sin(0.3), Math.sin(2.5)}, within(1e-15));
        assertThat(sine.gradient(sine.point(), Tensor.vector(1, -2)).get("x").values())
                .containsExactly(new double[] {Math.cos(0.3), -2 * Math.cos(2.5)}, within(1e-15));
    }

    @Test
    void a_differentiable_function_of_several_variables_is_an_objective() {
        Subject subject = CommonsMath.multivariate(new Skew(), 2, 3, 5);

        assertThat(subject.name()).isEqualTo("CommonsMathTest.Skew");
        assertThat(subject.classUnderTest()).isEqualTo(Skew.class);
        assertThat(subject.evaluate(subject.point()).get()).isEqualTo(2 * 9 + 5);
        assertThat(subject.gradient(subject.point(), Tensor.scalar(10)).get("x").values())
                .containsExactly(90, 120, 10);
    }

    /** f(a, b, c) = a b^2 + c. */
    private static final class Skew implements MultivariateDifferentiableFunction {

        @Override
        public double value(double[] x) {
            return x[0] * x[1] * x[1] + x[2];
        }

        @Override
        public DerivativeStructure value(DerivativeStructure[] x) {
            return x[0].multiply(x[1]).multiply(x[1]).add(x[2]);
        }
    }
}
