package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerSubjectTest {

    private final Affine layer = new Affine();
    private final Subject subject = Subject.layer("affine", layer, Tensor.vector(1, 2));
    private final Map<String, Tensor> elsewhere =
            Map.of("input", Tensor.vector(10, 20), "c", Tensor.scalar(5), "d", Tensor.scalar(7));

    @Test
    void has_the_name_and_the_class_of_its_layer() {
        assertThat(subject.name()).isEqualTo("affine");
        assertThat(subject.classUnderTest()).isEqualTo(Affine.class);
    }

    @Test
    void is_not_batched_unless_the_layer_says_so() {
        assertThat(layer.isBatched()).isFalse();
        assertThat(subject.parts()).isEmpty();
    }

    @Test
    void the_point_is_the_input_and_then_the_parameters() {
        assertThat(subject.point()).containsOnlyKeys("input", "c", "d");
        assertThat(new ArrayList<>(subject.point().keySet())).containsExactly("input", "c", "d");
        assertThat(subject.point().get("input").values()).containsExactly(1, 2);
        assertThat(subject.point().get("c").values()).containsExactly(3);
        assertThat(subject.point().get("d").values()).containsExactly(4);
    }

    @Test
    void the_point_does_not_follow_the_layer_or_the_input() {
        Tensor input = Tensor.vector(1, 2);
        Subject fixed = Subject.layer("affine", layer, input);

        input.set(9, 0);
        layer.c.value().set(9);

        assertThat(fixed.point().get("input").values()).containsExactly(1, 2);
        assertThat(fixed.point().get("c").values()).containsExactly(3);
    }

    @Test
    void evaluates_at_the_given_input_and_parameters() {
        assertThat(subject.evaluate(elsewhere).values()).containsExactly(57, 107);
    }

    @Test
    void gives_the_parameters_their_values_back() {
        subject.evaluate(elsewhere);
        assertThat(layer.values()).containsExactly(3, 4);

        subject.gradient(elsewhere, Tensor.vector(1, 1));
        assertThat(layer.values()).containsExactly(3, 4);
    }

    @Test
    void gives_the_parameters_their_values_back_when_the_layer_throws() {
        layer.failure = new UnsupportedOperationException("not written yet");

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> subject.evaluate(elsewhere))
                .withMessage("not written yet");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> subject.gradient(elsewhere, Tensor.vector(1, 1)))
                .withMessage("not written yet");
        assertThat(layer.values()).containsExactly(3, 4);
    }

    @Test
    void gives_the_parameters_their_values_back_when_the_point_lacks_one() {
        Map<String, Tensor> incomplete = Map.of("input", Tensor.vector(10, 20), "c", Tensor.scalar(5));

        assertThatIllegalArgumentException().isThrownBy(() -> subject.evaluate(incomplete));
        assertThatIllegalArgumentException().isThrownBy(() -> subject.gradient(incomplete, Tensor.vector(1, 1)));
        assertThat(layer.values()).containsExactly(3, 4);
    }

    @Test
    void collects_the_gradients_of_a_layer_that_overwrites_them() {
        Map<String, Tensor> gradient = subject.gradient(elsewhere, Tensor.vector(1, 2));

        assertThat(gradient).containsOnlyKeys("input", "c", "d");
        assertThat(gradient.get("input").values()).containsExactly(5, 10);
        assertThat(gradient.get("c").values()).containsExactly(50);
        assertThat(gradient.get("d").values()).containsExactly(3);
    }

    @Test
    void collects_the_same_gradients_of_a_layer_that_adds_to_them() {
        layer.adds = true;

        subject.gradient(elsewhere, Tensor.vector(1, 2));
        Map<String, Tensor> gradient = subject.gradient(elsewhere, Tensor.vector(1, 2));

        assertThat(gradient.get("c").values()).containsExactly(50);
        assertThat(gradient.get("d").values()).containsExactly(3);
    }

    @Test
    void a_later_call_does_not_change_a_parameter_gradient() {
        Tensor earlier = subject.gradient(elsewhere, Tensor.vector(1, 2)).get("c");

        subject.gradient(elsewhere, Tensor.vector(0, 0));

        assertThat(earlier.values()).containsExactly(50);
    }

    @Test
    void a_layer_that_hands_on_what_it_was_handed_gives_arrays_of_its_own() {
        Subject identity = Subject.layer("reshape", new Reshape(), Tensor.vector(1, 2));
        Tensor upstream = Tensor.of(new int[] {2, 1}, 3, 4);

        Tensor output = identity.evaluate(identity.point());
        Tensor gradient = identity.gradient(identity.point(), upstream).get("input");

        assertThat(output.shape()).containsExactly(2, 1);
        assertThat(output.values())
                .containsExactly(1, 2)
                .isNotSameAs(identity.point().get("input").values());
        assertThat(gradient.values()).containsExactly(3, 4).isNotSameAs(upstream.values());
    }

    @Test
    void any_other_array_of_a_layer_is_handed_on_as_it_is() {
        assertThat(subject.evaluate(elsewhere)).isSameAs(layer.y);
    }

    @Test
    void refuses_two_parameters_of_one_name() {
        layer.c = new Parameter("d", Tensor.scalar(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subject.layer("affine", layer, Tensor.vector(1)))
                .withMessage("layer affine: found two variables named d, wanted parameters with different names, "
                        + "none of them \"input\"");
    }

    @Test
    void refuses_a_parameter_named_like_the_input() {
        layer.c = new Parameter("input", Tensor.scalar(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subject.layer("affine", layer, Tensor.vector(1)))
                .withMessage("layer affine: found two variables named input, wanted parameters with different names, "
                        + "none of them \"input\"");
    }

    @Test
    void names_the_variable_that_a_point_lacks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        subject.evaluate(Map.ofEntries(entry("c", Tensor.scalar(5)), entry("d", Tensor.scalar(5)))))
                .withMessageMatching("point: found variables \\[(c, d|d, c)], wanted one named input");
    }

    /** Hands on its arrays in another shape. */
    private static final class Reshape implements Layer {

        @Override
        public Tensor forward(Tensor input) {
            return Tensor.of(new int[] {input.size(), 1}, input.values());
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return Tensor.vector(outputGradient.values());
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    /** y = c x + d, entry by entry. */
    private static final class Affine implements Layer {

        private Parameter c = new Parameter("c", Tensor.scalar(3));
        private final Parameter d = new Parameter("d", Tensor.scalar(4));
        private boolean adds;
        private RuntimeException failure;
        private Tensor x = Tensor.vector();
        private Tensor y = Tensor.vector();

        double[] values() {
            return new double[] {c.value().get(), d.value().get()};
        }

        @Override
        public Tensor forward(Tensor input) {
            if (failure != null) {
                throw failure;
            }
            x = input;
            y = input.copy();
            for (int i = 0; i < y.size(); i++) {
                y.set(c.value().get() * input.get(i) + d.value().get(), i);
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            double dc = adds ? c.gradient().get() : 0;
            double dd = adds ? d.gradient().get() : 0;
            Tensor dx = dy.copy();
            for (int i = 0; i < dy.size(); i++) {
                dc += dy.get(i) * x.get(i);
                dd += dy.get(i);
                dx.set(c.value().get() * dy.get(i), i);
            }
            c.gradient().set(dc);
            d.gradient().set(dd);
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(c, d);
        }
    }
}
