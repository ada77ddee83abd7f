package io.gradcheck.source.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplerValuesTest {

    @Test
    void round_numbers_come_in_order() {
        assertThat(SimplerValues.roughness(0)).isZero();
        assertThat(SimplerValues.roughness(1)).isLessThan(SimplerValues.roughness(0.5));
        assertThat(SimplerValues.roughness(0.5)).isLessThan(SimplerValues.roughness(-1));
        assertThat(SimplerValues.roughness(3)).isLessThan(SimplerValues.roughness(0.3));
        assertThat(SimplerValues.roughness(0.3)).isLessThan(SimplerValues.roughness(0.31));
        assertThat(SimplerValues.roughness(0.31)).isLessThan(SimplerValues.roughness(1.0 / 3));
    }

    @ParameterizedTest
    @CsvSource({"0.123456, 1, 0.1", "0.123456, 3, 0.123", "-1987.6, 2, -2000", "0, 1, 0"})
    void numbers_are_rounded_to_digits(double value, int digits, double rounded) {
        assertThat(SimplerValues.rounded(value, digits)).isEqualTo(rounded);
    }

    @Test
    void a_number_is_replaced_by_rounder_ones_only() {
        assertThat(SimplerValues.rounder(0.123456))
                .containsExactly(0.0, 1.0, 0.5, -1.0, -0.5, 2.0, -2.0, 0.1, 0.12, 0.123);
        assertThat(SimplerValues.rounder(1)).containsExactly(0.0);
        assertThat(SimplerValues.rounder(0)).isEmpty();
    }

    @Test
    void every_step_makes_the_whole_rounder() {
        SplittableRandom random = new SplittableRandom(4);
        Tensor tensor = Tensor.zeros(2, 3);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = i == 2 ? 0.5 : random.nextGaussian();
        }
        assertThat(SimplerValues.of(tensor, value -> true))
                .hasSizeGreaterThan(20)
                .allSatisfy(step -> assertThat(roughness(step.get())).isLessThan(roughness(tensor)));
    }

    private static int roughness(Tensor tensor) {
        return Arrays.stream(tensor.values()).mapToInt(SimplerValues::roughness).sum();
    }

    @Test
    void all_entries_are_tried_at_once_first() {
        Tensor tensor = Tensor.vector(0.25, 3, 0);

        assertThat(SimplerValues.of(tensor, value -> true).get(0).get().values())
                .containsExactly(0, 0, 0);
        assertThat(SimplerValues.of(tensor, value -> true).get(1).get().values())
                .containsExactly(1, 1, 0);
    }

    @Test
    void numbers_that_are_not_allowed_do_not_come() {
        Tensor tensor = Tensor.vector(0.25, 3);

        for (Supplier<Tensor> step : SimplerValues.of(tensor, value -> value > 0)) {
            assertThat(Arrays.stream(step.get().values()).boxed())
                    .allSatisfy(value -> assertThat(value).isPositive());
        }
    }

    @Test
    void zeros_cannot_become_simpler() {
        assertThat(SimplerValues.of(Tensor.zeros(2, 2), value -> true)).isEmpty();
    }
}
