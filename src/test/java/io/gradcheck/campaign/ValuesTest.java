package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValuesTest {

    private static final int DRAWS = 1_000;

    @Test
    void any_values_reach_every_kind() {
        SplittableRandom random = new SplittableRandom(5);
        int zeros = 0;
        int allZero = 0;
        int ties = 0;
        int allEqual = 0;
        int equalRows = 0;
        int small = 0;
        int large = 0;
        for (int k = 0; k < DRAWS; k++) {
            double[] values = Values.any().tensor(random, 3, 2).values();
            zeros += Arrays.stream(values).anyMatch(value -> value == 0) ? 1 : 0;
            allZero += Arrays.stream(values).allMatch(value -> value == 0) ? 1 : 0;
            ties += Arrays.stream(values).filter(value -> value != 0).distinct().count()
                            < Arrays.stream(values).filter(value -> value != 0).count()
                    ? 1
                    : 0;
            allEqual += Arrays.stream(values).distinct().count() == 1 ? 1 : 0;
            equalRows += values[0] == values[2] && values[2] == values[4] && values[0] != values[1] ? 1 : 0;
            small += Arrays.stream(values).anyMatch(value -> value != 0 && Math.abs(value) < 3e-3) ? 1 : 0;
            large += Arrays.stream(values).anyMatch(value -> Math.abs(value) > 100) ? 1 : 0;
        }
        assertThat(zeros).isGreaterThan(150);
        assertThat(allZero).isBetween(15, 80);
        assertThat(ties).isGreaterThan(100);
        assertThat(allEqual).isBetween(40, 150);
        assertThat(equalRows).isGreaterThan(20);
        assertThat(small).isGreaterThan(20);
        assertThat(large).isGreaterThan(20);
    }

    @Test
    void positive_values_are_positive() {
        SplittableRandom random = new SplittableRandom(6);
        for (int k = 0; k < DRAWS; k++) {
            assertThat(Arrays.stream(Values.positive().tensor(random, 4).values())
                            .boxed())
                    .allSatisfy(value -> assertThat(value).isPositive());
        }
        assertThat(Values.positive().allows(0)).isFalse();
        assertThat(Values.positive().fitted(Tensor.vector(-2, 0, 3)).values()).containsExactly(1, 1, 3);
    }

    @Test
    void values_of_a_range_stay_within_and_reach_its_ends() {
        SplittableRandom random = new SplittableRandom(7);
        double[] values = Values.between(-1, 2).tensor(random, DRAWS).values();

        assertThat(Arrays.stream(values).boxed())
                .allSatisfy(value -> assertThat(value).isBetween(-1.0, 2.0))
                .contains(-1.0, 2.0);
        assertThat(Values.between(-1, 2).allows(2.1)).isFalse();
        assertThat(Values.between(-1, 2).fitted(Tensor.vector(-3, 5, 0)).values())
                .containsExactly(-1, 2, 0);
    }

    @Test
    void whole_numbers_are_whole_and_repeat() {
        SplittableRandom random = new SplittableRandom(8);
        double[] values = Values.integers(0, 3).tensor(random, DRAWS).values();

        assertThat(Arrays.stream(values).distinct().sorted()).containsExactly(0.0, 1.0, 2.0, 3.0);
        assertThat(Values.integers(0, 3).allows(1.5)).isFalse();
        assertThat(Values.integers(0, 3).fitted(Tensor.vector(1.6, 9, -2)).values())
                .containsExactly(2, 3, 0);
    }

    @Test
    void empty_ranges_are_refused() {
        assertThatThrownBy(() -> Values.between(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values: found the range 2.0 to 1.0, wanted finite numbers, least <= most");
        assertThatThrownBy(() -> Values.integers(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values: found the range 2..1, wanted least <= most");
    }
}
