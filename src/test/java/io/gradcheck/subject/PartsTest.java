package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subjects as sums of others, multiples of subjects, and the parts of a batched layer. */
class PartsTest {

    private final Subject square = Subject.objective("square", x -> x[0] * x[0], x -> new double[] {2 * x[0]}, 3);
    private final Subject cube =
            Subject.objective("cube", x -> x[0] * x[0] * x[0], x -> new double[] {3 * x[0] * x[0]}, 3);

    private static double value(Subject subject) {
        return subject.evaluate(subject.point()).get();
    }

    private static double slope(Subject subject) {
        return subject.gradient(subject.point(), Tensor.scalar(2)).get("x").get(0);
    }

    // ---- declared parts

    @Test
    void a_subject_has_no_parts_unless_it_says_so() {
        assertThat(square.parts()).isEmpty();
        assertThat(square.withParts(List.of(cube)).parts()).containsExactly(cube);
    }

    @Test
    void what_else_is_said_of_a_subject_leaves_its_parts() {
        Subject sum = square.withParts(List.of(cube, square));

        assertThat(sum.withAccuracy(1e-3)
                        .withPrecision(Precision.FLOAT)
                        .about(String.class)
                        .parts())
                .containsExactly(cube, square);
        assertThat(sum.evaluate(sum.point()).get()).isEqualTo(9);
    }

    @Test
    void a_client_that_forwards_decides_itself_on_parts() {
        Subject sum = square.withParts(List.of(cube, square));

        assertThat(new ForwardingSubject(sum) {}.parts()).isEmpty();
    }

    // ---- multiples

    @Test
    void a_multiple_multiplies_value_and_gradient() {
        Subject triple = square.times(3).withAccuracy(1e-3).times(-2);

        assertThat(value(triple)).isEqualTo(-54);
        assertThat(slope(triple)).isEqualTo(-72);
        assertThat(triple.accuracy()).isEqualTo(2e-3);
        assertThat(triple.name()).isEqualTo("square");
        Tensor output = Tensor.scalar(0);
        triple.along("x", Tensor.vector(1)).at(2, output);
        assertThat(output.get()).isEqualTo(-150);
    }

    @Test
    void a_multiple_leaves_the_upstream_gradient_alone() {
        Tensor upstream = Tensor.scalar(2);

        square.times(3).gradient(square.point(), upstream);
        square.times(3).suspects(square.point(), upstream);

        assertThat(upstream.get()).isEqualTo(2);
    }

    @Test
    void suspects_of_a_multiple_are_multiples() {
        Subject offers = new ForwardingSubject(square) {
            @Override
            public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
                return Map.of("same", gradient(point, upstream));
            }
        };

        assertThat(offers.times(5)
                        .suspects(square.point(), Tensor.scalar(2))
                        .get("same")
                        .get("x")
                        .get(0))
                .isEqualTo(60);
    }

    @Test
    void parts_of_a_multiple_are_multiples() {
        List<Subject> parts =
                square.withParts(List.of(cube, square)).times(2).scaledBy(5).parts();

        assertThat(parts).extracting(PartsTest::value).containsExactly(270.0, 90.0);
        assertThat(parts).extracting(PartsTest::slope).containsExactly(108.0, 24.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_a_multiple_that_leaves_nothing(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> square.times(factor))
                .withMessage("factor: found " + factor + ", wanted a finite number other than 0");
    }

    // ---- layers

    /** {@code y = x + b}, a row for each example, with weights that no output depends on. */
    private static final class AddBias implements Layer {

        private final boolean batched;
        private final Parameter bias = new Parameter("b", Tensor.vector(10, 20));
        private final Parameter weights = new Parameter("W", Tensor.of(new int[] {1, 2}, 1, 1));

        AddBias(boolean batched) {
            this.batched = batched;
        }

        @Override
        public boolean isBatched() {
            return batched;
        }

        @Override
        public Tensor forward(Tensor input) {
            Tensor output = input.copy();
            for (int i = 0; i < output.size(); i++) {
                output.values()[i] += bias.value().values()[i % 2];
            }
            return output;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            for (int i = 0; i < outputGradient.size(); i++) {
                bias.gradient().values()[i % 2] += outputGradient.values()[i];
            }
            return outputGradient;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(bias, weights);
        }
    }

    private final AddBias layer = new AddBias(true);
    private final Tensor input = Tensor.of(new int[] {3, 2}, 1, 2, 3, 4, 5, 6);
    private final Tensor upstream = Tensor.of(new int[] {3, 2}, 1, 0, 2, 0, 4, 8);

    @Test
    void a_layer_that_is_not_batched_has_neither_parts_nor_suspects() {
        Subject plain = Subject.layer("add", new AddBias(false), input);

        assertThat(plain.parts()).isEmpty();
        assertThat(plain.suspects(plain.point(), upstream)).isEmpty();
    }

    @Test
    void the_parts_of_a_batched_layer_are_the_first_example_and_all_others() {
        Subject batch = Subject.layer("add", layer, input);
        layer.bias.value().set(99, 0);

        List<Subject> parts = batch.parts();

        assertThat(parts)
                .extracting(part -> part.point().get("input").values())
                .containsExactly(new double[] {1, 2}, new double[] {3, 4, 5, 6});
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.point().get("b").values()).containsExactly(10, 20));
        assertThat(parts.get(1).evaluate(parts.get(1).point()).values()).containsExactly(13, 24, 15, 26);
        assertThat(parts.get(0).parts()).isEmpty();
        assertThat(parts.get(1).parts()).hasSize(2);
        assertThat(batch.point().get("input").values()).hasSize(6);
    }

    @Test
    void one_example_and_no_axis_have_neither_parts_nor_suspects() {
        Subject one = Subject.layer("add", layer, input.rows(0, 1));
        Subject scalar = Subject.layer("add", layer, Tensor.scalar(1));

        assertThat(one.parts()).isEmpty();
        assertThat(scalar.parts()).isEmpty();
        assertThat(one.suspects(one.point(), upstream.rows(0, 1))).isEmpty();
        assertThat(scalar.suspects(scalar.point(), Tensor.scalar(1))).isEmpty();
    }

    @Test
    void a_layer_that_does_not_keep_to_its_batch_suspects_nothing() {
        Subject batch = Subject.layer("add", layer, input);
        Layer forThree = new Layer() {
            @Override
            public boolean isBatched() {
                return true;
            }

            @Override
            public Tensor forward(Tensor x) {
                return x.rows(0, 3);
            }

            @Override
            public Tensor backward(Tensor outputGradient) {
                return outputGradient;
            }

            @Override
            public List<Parameter> parameters() {
                return List.of();
            }
        };
        Subject three = Subject.layer("three", forThree, input);

        assertThat(batch.suspects(batch.point(), Tensor.zeros(2, 2))).isEmpty();
        assertThat(batch.suspects(batch.point(), Tensor.scalar(1))).isEmpty();
        assertThat(three.suspects(three.point(), upstream)).isEmpty();
    }

    @Test
    void of_two_examples_each_may_count_alone() {
        Subject two = Subject.layer("add", layer, input.rows(0, 2));

        Map<String, Map<String, double[]>> suspects = values(two.suspects(two.point(), upstream.rows(0, 2)));

        assertThat(suspects.get("only the first example")).containsEntry("b", new double[] {1, 0});
        assertThat(suspects.get("only the last example")).containsEntry("b", new double[] {2, 0});
    }

    @Test
    void a_mistake_that_changes_nothing_is_not_suspected() {
        Subject batch = Subject.layer("add", layer, input);
        Tensor first = Tensor.of(new int[] {3, 2}, 1, 2, 0, 0, 0, 0);

        assertThat(batch.suspects(batch.point(), first).keySet()).containsExactly("only the last example");
        assertThat(batch.suspects(batch.point(), Tensor.zeros(3, 2))).isEmpty();
    }

    @Test
    void biases_are_told_from_other_parameters_by_the_weights_beside_them() {
        Layer noWeights = new Layer() {
            @Override
            public boolean isBatched() {
                return true;
            }

            @Override
            public Tensor forward(Tensor x) {
                return layer.forward(x);
            }

            @Override
            public Tensor backward(Tensor outputGradient) {
                return layer.backward(outputGradient);
            }

            @Override
            public List<Parameter> parameters() {
                return layer.parameters().subList(0, 1);
            }
        };
        Subject batch = Subject.layer("add", noWeights, input);

        assertThat(batch.suspects(batch.point(), upstream).keySet())
                .containsExactly("only the first example", "only the last example");
    }

    @Test
    void a_batched_layer_suspects_that_only_some_examples_count() {
        Subject batch = Subject.layer("add", layer, input);

        Map<String, Map<String, double[]>> suspects = values(batch.suspects(batch.point(), upstream));

        assertThat(suspects.keySet())
                .containsExactly("bias not summed over the batch", "only the first example", "only the last example");
        assertThat(suspects.get("bias not summed over the batch"))
                .containsOnlyKeys("b")
                .containsEntry("b", new double[] {1, 0});
        assertThat(suspects.get("only the first example"))
                .containsOnlyKeys("input", "b")
                .containsEntry("b", new double[] {1, 0})
                .containsEntry("input", new double[] {1, 0, 0, 0, 0, 0});
        assertThat(suspects.get("only the last example"))
                .containsOnlyKeys("input", "b")
                .containsEntry("b", new double[] {4, 8})
                .containsEntry("input", new double[] {0, 0, 0, 0, 4, 8});
    }

    private static Map<String, Map<String, double[]>> values(Map<String, Map<String, Tensor>> suspects) {
        Map<String, Map<String, double[]>> values = new LinkedHashMap<>();
        suspects.forEach((mistake, gradients) -> {
            Map<String, double[]> arrays = new LinkedHashMap<>();
            gradients.forEach((variable, gradient) -> arrays.put(variable, gradient.values()));
            values.put(mistake, arrays);
        });
        return values;
    }
}
