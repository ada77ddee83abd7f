package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {

    /** A network whose last pre-activation is its input. */
    private static Gradients at(Loss loss, Tensor a, Tensor target) {
        int width = a.length(1);
        Tensor unit = Tensor.zeros(width, width);
        for (int i = 0; i < width; i++) {
            unit.set(1, i, i);
        }
        Network network =
                Network.inputs(width).output(width, loss).parameters(List.of(unit), List.of(Tensor.zeros(width)));
        return Backpropagation.gradients(network, new Batch(a, target));
    }

    private static Tensor row(double... values) {
        return Tensor.of(new int[] {1, values.length}, values);
    }

    @Test
    void sums_over_outputs_and_averages_over_examples() {
        Gradients gradients = at(
                Loss.SQUARED_ERROR, Tensor.of(new int[] {2, 2}, 1, 2, 3, 4), Tensor.of(new int[] {2, 2}, 0, 0, 0, 0));
        assertThat(gradients.loss()).isEqualTo((1 + 4 + 9 + 16) / 2.0);
        assertThat(gradients.of("a1").values()).containsExactly(1, 2, 3, 4);
        assertThat(gradients.of("b1").values()).containsExactly(4, 6);
    }

    @Test
    void absolute_error_has_derivative_zero_at_its_kink() {
        assertThat(at(Loss.ABSOLUTE_ERROR, row(2, 3, 4), row(3, 3, 3)).of("a1").values())
                .containsExactly(-1, 0, 1);
    }

    @Test
    void huber_is_quadratic_up_to_one_and_linear_from_there() {
        Gradients gradients = at(Loss.HUBER, row(0.5, 1, -1e308), row(0, 0, 0));
        assertThat(gradients.of("a1").values()).containsExactly(0.5, 1, -1);
        assertThat(at(Loss.HUBER, row(0.5, 1, -3), row(0, 0, 0)).loss()).isEqualTo(0.125 + 0.5 + 2.5);
        assertThat(gradients.loss()).isEqualTo(1e308);
    }

    @Test
    void hinge_has_derivative_minus_t_where_the_margin_is_exactly_one() {
        Gradients gradients = at(Loss.HINGE, row(1, -1, 2, 0), row(1, -1, 1, 1));
        assertThat(gradients.of("a1").values()).containsExactly(-1, 1, 0, -1);
        assertThat(gradients.loss()).isEqualTo(1);
    }

    @Test
    void cross_entropy_survives_huge_logits() {
        Gradients right = at(Loss.CROSS_ENTROPY, row(1e308, -1e308, 0), row(1, 0, 0));
        assertThat(right.loss()).isZero();
        assertThat(right.of("a1").values()).containsExactly(0, 0, 0);
        assertThat(right.output().values()).containsExactly(1, 0, 0);
        Gradients wrong = at(Loss.CROSS_ENTROPY, row(1e307, -1e307, 0), row(0, 1, 0));
        assertThat(wrong.loss()).isEqualTo(2e307);
        assertThat(wrong.of("a1").values()).containsExactly(1, -1, 0);
    }

    @Test
    void cross_entropy_keeps_its_digits_where_the_answer_is_nearly_certain() {
        Gradients gradients = at(Loss.CROSS_ENTROPY, row(40, 0), row(1, 0));
        double other = Math.exp(-40) / (1 + Math.exp(-40));
        assertThat(gradients.loss()).isCloseTo(Math.log1p(Math.exp(-40)), within(1e-32));
        assertThat(gradients.of("a1").get(0, 0)).isCloseTo(-other, within(1e-32));
        assertThat(gradients.of("a1").get(0, 1)).isCloseTo(other, within(1e-32));
    }

    @Test
    void binary_cross_entropy_survives_huge_logits_and_keeps_its_digits() {
        Gradients gradients = at(Loss.BINARY_CROSS_ENTROPY, row(1e308, 40, -40), row(1, 1, 0));
        assertThat(gradients.loss()).isCloseTo(2 * Math.log1p(Math.exp(-40)), within(1e-32));
        assertThat(gradients.of("a1").get(0, 0)).isZero();
        assertThat(gradients.of("a1").get(0, 1)).isCloseTo(-Math.exp(-40), within(1e-32));
        assertThat(gradients.of("a1").get(0, 2)).isCloseTo(Math.exp(-40), within(1e-32));
        Gradients wrong = at(Loss.BINARY_CROSS_ENTROPY, row(1e307, -1e307), row(0, 1));
        assertThat(wrong.loss()).isEqualTo(2e307);
        assertThat(wrong.of("a1").values()).containsExactly(1, -1);
    }

    @Test
    void outputs_are_what_the_loss_makes_of_the_last_pre_activation() {
        assertThat(at(Loss.CROSS_ENTROPY, row(0, 0), row(1, 0)).output().values())
                .containsExactly(0.5, 0.5);
        assertThat(at(Loss.BINARY_CROSS_ENTROPY, row(0, -1e308), row(1, 0))
                        .output()
                        .values())
                .containsExactly(0.5, 0);
        assertThat(at(Loss.POISSON, row(0, 1), row(1, 0)).output().values()).containsExactly(1, Math.E);
        assertThat(at(Loss.HINGE, row(0.25), row(1)).output().values()).containsExactly(0.25);
    }

    @Test
    void names_targets_that_do_not_fit() {
        Tensor a = Tensor.of(new int[] {2, 2}, 0, 0, 0, 0);
        assertThatThrownBy(() -> at(Loss.CROSS_ENTROPY, a, Tensor.of(new int[] {2, 2}, 1, 0, 0.5, 0.6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target: found sum 1.1 of row 1, wanted a distribution with sum 1 in every row for loss"
                        + " cross_entropy");
        assertThatThrownBy(() -> at(Loss.CROSS_ENTROPY, a, Tensor.of(new int[] {2, 2}, 1, 0, 2, -1)))
                .hasMessage("target: found -1.0 at [1, 1], wanted a probability, at least 0, for loss cross_entropy");
        assertThatThrownBy(() -> at(Loss.BINARY_CROSS_ENTROPY, a, Tensor.of(new int[] {2, 2}, 1, 2, 0, 0)))
                .hasMessage("target: found 2.0 at [0, 1], wanted a probability from 0 to 1 for loss"
                        + " binary_cross_entropy");
        assertThatThrownBy(() -> at(Loss.HINGE, a, Tensor.of(new int[] {2, 2}, 1, -1, 0, 1)))
                .hasMessage("target: found 0.0 at [1, 0], wanted -1 or 1 for loss hinge");
        assertThatThrownBy(() -> at(Loss.POISSON, a, Tensor.of(new int[] {2, 2}, 1, 0, -2, 1)))
                .hasMessage("target: found -2.0 at [1, 0], wanted a count or rate, at least 0, for loss poisson");
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void is_found_by_its_lower_case_name(Loss loss) {
        assertThat(Loss.named(loss.label())).isSameAs(loss);
    }

    @Test
    void lists_the_known_names_when_asked_for_an_unknown_one() {
        assertThatThrownBy(() -> Loss.named("mse"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss: found mse, wanted one of [squared_error, absolute_error, huber, cross_entropy,"
                        + " binary_cross_entropy, hinge, poisson]");
    }
}
