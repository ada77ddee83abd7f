package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    private final Subject product = new Product();

    @Test
    void a_scalar_subject_works_element_by_element() {
        Subject square = Subject.scalar("square", x -> x * x, x -> 2 * x, 3, -4);

        assertThat(square.name()).isEqualTo("square");
        assertThat(square.point()).containsOnlyKeys("x");
        assertThat(square.point().get("x").values()).containsExactly(3, -4);
        assertThat(square.evaluate(Map.of("x", Tensor.vector(5, 6))).values()).containsExactly(25, 36);
        assertThat(square.gradient(Map.of("x", Tensor.vector(5, 6)), Tensor.vector(1, 10))
                        .get("x")
                        .values())
                .containsExactly(10, 120);
    }

    @Test
    void an_objective_has_a_scalar_output_and_scales_its_gradient_by_the_upstream() {
        Subject objective = Subject.objective("product", x -> x[0] * x[1], x -> new double[] {x[1], x[0]}, 2, 3);

        assertThat(objective.name()).isEqualTo("product");
        assertThat(objective.point()).containsOnlyKeys("x");
        assertThat(objective.point().get("x").values()).containsExactly(2, 3);
        assertThat(objective.evaluate(objective.point()).shape()).isEmpty();
        assertThat(objective.evaluate(Map.of("x", Tensor.vector(4, 5))).values())
                .containsExactly(20);
        assertThat(objective
                        .gradient(Map.of("x", Tensor.vector(4, 5)), Tensor.scalar(-2))
                        .get("x")
                        .values())
                .containsExactly(-10, -8);
    }

    @Test
    void a_gradient_is_scaled_in_a_copy() {
        double[] kept = {1, 1};
        Subject objective = Subject.objective("sum", x -> x[0] + x[1], x -> kept, 2, 3);

        objective.gradient(objective.point(), Tensor.scalar(5));

        assertThat(kept).containsExactly(1, 1);
    }

    @Test
    void a_function_is_the_class_under_test() {
        DoubleUnaryOperator sine = Math::sin;
        ToDoubleFunction<double[]> first = x -> x[0];

        assertThat(Subject.scalar("sin", sine, Math::cos, 1).classUnderTest()).isEqualTo(sine.getClass());
        assertThat(Subject.objective("first", first, x -> new double[] {1}, 1).classUnderTest())
                .isEqualTo(first.getClass());
    }

    @Test
    void the_places_are_copied() {
        double[] at = {1, 2};
        Subject scalar = Subject.scalar("same", x -> x, x -> 1, at);
        Subject objective = Subject.objective("first", x -> x[0], x -> new double[] {1, 0}, at);

        at[0] = 9;

        assertThat(scalar.point().get("x").values()).containsExactly(1, 2);
        assertThat(objective.point().get("x").values()).containsExactly(1, 2);
    }

    @Test
    void refuses_to_check_nowhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subject.scalar("sin", Math::sin, Math::cos))
                .withMessage("at: found no coordinate, wanted a place at which to check sin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subject.objective("zero", x -> 0, x -> new double[0]))
                .withMessage("at: found no coordinate, wanted a place at which to check zero");
    }

    @Test
    void names_the_variable_that_a_point_lacks() {
        Subject sine = Subject.scalar("sin", Math::sin, Math::cos, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sine.evaluate(Map.of("y", Tensor.vector(1))))
                .withMessage("point: found variables [y], wanted one named x");
    }

    @Test
    void is_exact_double_code_without_suspects_unless_it_says_otherwise() {
        assertThat(product.precision()).isEqualTo(Precision.DOUBLE);
        assertThat(product.accuracy()).isZero();
        assertThat(product.suspects(product.point(), Tensor.scalar(1))).isEmpty();
        assertThat(product.classUnderTest()).isEqualTo(Product.class);
    }

    @Test
    void a_line_moves_one_variable_and_no_other() {
        Line line = product.along("a", Tensor.scalar(10));

        assertThat(valueOf(line, 0)).isEqualTo(6);
        assertThat(valueOf(line, 1)).isEqualTo(36);
        assertThat(valueOf(line, -0.5)).isEqualTo(-9);
        assertThat(valueOf(line, 0)).isEqualTo(6);
    }

    @Test
    void a_line_leaves_the_point_and_the_direction_alone() {
        Tensor direction = Tensor.scalar(10);

        product.along("b", direction).at(1, Tensor.scalar(0));

        assertThat(product.point().get("a").values()).containsExactly(2);
        assertThat(product.point().get("b").values()).containsExactly(3);
        assertThat(direction.values()).containsExactly(10);
    }

    @Test
    void a_line_needs_a_variable_of_the_subject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> product.along("c", Tensor.scalar(1)))
                .withMessage("variable: found c, wanted one of [a, b] of subject product");
    }

    @Test
    void a_line_needs_a_direction_in_the_shape_of_its_variable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> product.along("a", Tensor.vector(1)))
                .withMessage("direction: found shape [1], wanted [] as variable a of subject product");
    }

    @Test
    void a_line_refuses_an_output_that_changes_its_shape() {
        Line line = product.along("a", Tensor.scalar(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> line.at(0, Tensor.vector(0)))
                .withMessage("subject product: evaluate returned shape [] where it had returned [1] before; "
                        + "the output's shape must not depend on the values");
    }

    @Test
    void can_be_said_to_be_about_another_class() {
        Subject about = product.about(String.class);

        assertThat(about.classUnderTest()).isEqualTo(String.class);
        assertForwards(about);
        assertThat(about.accuracy()).isZero();
    }

    @Test
    void can_declare_an_accuracy() {
        Subject rough = product.withAccuracy(1e-6);

        assertThat(rough.accuracy()).isEqualTo(1e-6);
        assertForwards(rough);
        assertThat(rough.classUnderTest()).isEqualTo(Product.class);
    }

    @Test
    void keeps_what_was_declared_first_when_more_is_declared() {
        Subject both = product.withAccuracy(1e-6).about(String.class);

        assertThat(both.accuracy()).isEqualTo(1e-6);
        assertThat(both.classUnderTest()).isEqualTo(String.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_an_accuracy_that_bounds_nothing(double accuracy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> product.withAccuracy(accuracy))
                .withMessage("accuracy: found " + accuracy + ", wanted a finite number of at least 0");
    }

    @Test
    void precision_knows_its_unit_roundoff_and_its_spacing() {
        assertThat(1 + Precision.DOUBLE.unitRoundoff()).isEqualTo(1);
        assertThat(1 + 2 * Precision.DOUBLE.unitRoundoff()).isEqualTo(Math.nextUp(1.0));
        assertThat((float) (1 + 2 * Precision.FLOAT.unitRoundoff())).isEqualTo(Math.nextUp(1f));
        assertThat(Precision.DOUBLE.ulp(1)).isEqualTo(0x1p-52);
        assertThat(Precision.FLOAT.ulp(1)).isEqualTo(0x1p-23);
        assertThat(Precision.FLOAT.ulp(-4)).isEqualTo(0x1p-21);
    }

    private void assertForwards(Subject subject) {
        assertThat(subject.name()).isEqualTo("product");
        assertThat(subject.point().keySet()).containsExactly("a", "b");
        assertThat(subject.precision()).isEqualTo(product.precision());
        assertThat(subject.evaluate(product.point()).get()).isEqualTo(6);
        assertThat(subject.gradient(product.point(), Tensor.scalar(2)).get("a").get())
                .isEqualTo(6);
        assertThat(subject.suspects(product.point(), Tensor.scalar(1))).isEmpty();
        assertThat(valueOf(subject.along("a", Tensor.scalar(1)), 1)).isEqualTo(9);
    }

    private static double valueOf(Line line, double t) {
        Tensor output = Tensor.scalar(Double.NaN);
        line.at(t, output);
        return output.get();
    }

    /** f(a, b) = a b at (2, 3). */
    private static final class Product implements Subject {

        private final Map<String, Tensor> point = new LinkedHashMap<>();

        Product() {
            point.put("a", Tensor.scalar(2));
            point.put("b", Tensor.scalar(3));
        }

        @Override
        public String name() {
            return "product";
        }

        @Override
        public Map<String, Tensor> point() {
            return point;
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            return Tensor.scalar(at.get("a").get() * at.get("b").get());
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return Map.of(
                    "a", Tensor.scalar(upstream.get() * at.get("b").get()),
                    "b", Tensor.scalar(upstream.get() * at.get("a").get()));
        }
    }
}
