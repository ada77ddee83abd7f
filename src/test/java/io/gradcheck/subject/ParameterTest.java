package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ParameterTest {

    private final float[] stored = {1, 2};
    private final double[] storedGradient = {3, 4};

    private final Parameter live = new Parameter("c", Tensor.vector(1, 2));
    private final Parameter copying = Parameter.of(
            "w",
            () -> Tensor.vector(stored[0], stored[1]),
            value -> {
                stored[0] = (float) value.get(0);
                stored[1] = (float) value.get(1);
            },
            () -> Tensor.vector(storedGradient.clone()));

    @Test
    void has_a_name() {
        assertThat(live.name()).isEqualTo("c");
        assertThat(copying.name()).isEqualTo("w");
    }

    @Test
    void a_live_value_is_written_in_place() {
        Tensor value = Tensor.vector(1, 2);
        Parameter parameter = new Parameter("c", value);

        parameter.write(Tensor.vector(5, 6));

        assertThat(value.values()).containsExactly(5, 6);
        assertThat(parameter.value()).isSameAs(value);
    }

    @Test
    void does_not_keep_the_tensor_it_was_written_from() {
        Tensor from = Tensor.vector(5, 6);
        live.write(from);

        from.set(0, 0);

        assertThat(live.value().values()).containsExactly(5, 6);
    }

    @Test
    void a_live_gradient_starts_at_zero_in_the_shape_of_the_value() {
        Parameter parameter = new Parameter("c", Tensor.zeros(2, 3));

        assertThat(parameter.gradient().shape()).containsExactly(2, 3);
        assertThat(parameter.gradient().values()).containsOnly(0);
    }

    @Test
    void a_live_gradient_is_cleared_in_place() {
        Tensor gradient = live.gradient();
        gradient.set(7, 1);

        live.zeroGradient();

        assertThat(gradient.values()).containsExactly(0, 0);
        assertThat(live.gradient()).isSameAs(gradient);
    }

    @Test
    void a_float_array_is_written_and_read_in_single_precision() {
        copying.write(Tensor.vector(0.1, 0.5));

        assertThat(stored).containsExactly(0.1f, 0.5f);
        assertThat(copying.value().values()).containsExactly(0.1f, 0.5);
    }

    @Test
    void clearing_a_copy_leaves_the_stored_gradient_unless_told_how_to_clear_it() {
        copying.zeroGradient();
        assertThat(storedGradient).containsExactly(3, 4);

        copying.clearedBy(() -> Arrays.fill(storedGradient, 0)).zeroGradient();
        assertThat(storedGradient).containsExactly(0, 0);
    }

    @Test
    void a_gradient_that_is_handed_out_live_is_cleared() {
        Parameter parameter = Parameter.of("w", copying::value, copying::write, () -> Tensor.vector(storedGradient));

        parameter.zeroGradient();

        assertThat(storedGradient).containsExactly(0, 0);
    }

    @Test
    void another_way_to_clear_changes_nothing_else() {
        Parameter cleared = copying.clearedBy(() -> {});

        cleared.write(Tensor.vector(8, 9));

        assertThat(cleared.name()).isEqualTo("w");
        assertThat(cleared.value().values()).containsExactly(8, 9);
        assertThat(cleared.gradient().values()).containsExactly(3, 4);
    }

    @Test
    void refuses_a_value_of_another_shape_and_keeps_its_own() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.write(Tensor.zeros(2, 1)))
                .withMessage("parameter c: found a value of shape [2, 1], wanted [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copying.write(Tensor.vector(1, 2, 3)))
                .withMessage("parameter w: found a value of shape [3], wanted [2]");
        assertThat(live.value().values()).containsExactly(1, 2);
        assertThat(stored).containsExactly(1, 2);
    }
}
