package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.source.Values.Kind;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        assertThat(Values.positive().allow(Tensor.vector(0))).isFalse();
        assertThat(Values.positive().fitted(Tensor.vector(-2, 0, 3)).values()).containsExactly(1, 1, 3);
    }

    @Test
    void values_of_a_range_stay_within_and_reach_its_ends() {
        SplittableRandom random = new SplittableRandom(7);
        double[] values = Values.between(-1, 2).tensor(random, DRAWS).values();

        assertThat(Arrays.stream(values).boxed())
                .allSatisfy(value -> assertThat(value).isBetween(-1.0, 2.0))
                .contains(-1.0, 2.0);
        assertThat(Values.between(-1, 2).allow(Tensor.vector(2.1))).isFalse();
        assertThat(Values.between(-1, 2).fitted(Tensor.vector(-3, 5, 0)).values())
                .containsExactly(-1, 2, 0);
    }

    @Test
    void whole_numbers_are_whole_and_repeat() {
        SplittableRandom random = new SplittableRandom(8);
        double[] values = Values.integers(0, 3).tensor(random, DRAWS).values();

        assertThat(Arrays.stream(values).distinct().sorted()).containsExactly(0.0, 1.0, 2.0, 3.0);
        assertThat(Values.integers(0, 3).allow(Tensor.vector(1.5))).isFalse();
        assertThat(Values.integers(0, 3).fitted(Tensor.vector(1.6, 9, -2)).values())
                .containsExactly(2, 3, 0);
    }

    @Test
    void values_of_one_kind_have_what_the_kind_says_and_nothing_else() {
        for (Values any : List.of(Values.any(), Values.any().only(Kind.ZEROS))) {
            assertThat(draws(any.only(Kind.ORDINARY)))
                    .allSatisfy(
                            values -> assertThat(values).doesNotHaveDuplicates().doesNotContain(0.0));
            assertThat(draws(any.only(Kind.ZEROS)))
                    .anySatisfy(values -> assertThat(values).containsOnly(0.0))
                    .anySatisfy(values -> assertThat(values).contains(0.0).anyMatch(value -> value != 0));
            assertThat(draws(any.only(Kind.REPEATED)))
                    .allSatisfy(values -> assertThat(values).doesNotContain(0.0))
                    .allSatisfy(values -> assertThat(new HashSet<>(values)).hasSizeLessThan(values.size()))
                    .anySatisfy(values -> assertThat(new HashSet<>(values)).hasSize(1))
                    .anySatisfy(values -> assertThat(values.subList(0, 2))
                            .isEqualTo(values.subList(4, 6))
                            .doesNotHaveDuplicates());
            assertThat(draws(any.only(Kind.HUGE_AND_TINY)))
                    .anySatisfy(values -> assertThat(values)
                            .anyMatch(value -> Math.abs(value) > 100)
                            .anyMatch(value -> Math.abs(value) < 0.01));
            assertThat(draws(any.only(Kind.SATURATING)))
                    .anySatisfy(values -> assertThat(values).anyMatch(value -> Math.abs(value) > 60));
        }
    }

    private static List<List<Double>> draws(Values values) {
        SplittableRandom random = new SplittableRandom(9);
        return IntStream.range(0, DRAWS)
                .mapToObj(k -> Arrays.stream(values.tensor(random, 3, 2).values())
                        .boxed()
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void values_of_every_kind_stay_in_their_domain(Kind kind) {
        for (Values values : List.of(Values.positive(), Values.between(10, 20), Values.integers(-2, 3))) {
            Values some = values.only(kind);
            assertThat(draws(some))
                    .allSatisfy(drawn -> assertThat(drawn).allMatch(value -> values.allow(Tensor.vector(value))))
                    .anySatisfy(drawn -> assertThat(new HashSet<>(drawn)).hasSizeGreaterThan(1));
            assertThat(some.allow(Tensor.vector(-3))).isFalse();
            assertThat(some).hasToString(values + ", " + kind);
        }
    }

    @Test
    void a_range_has_its_ends_among_the_extreme_values_and_its_nearest_to_zero_among_the_zeros() {
        assertThat(draws(Values.between(10, 20).only(Kind.HUGE_AND_TINY)))
                .anySatisfy(values -> assertThat(values).contains(10.0, 20.0));
        assertThat(draws(Values.integers(-2, 3).only(Kind.SATURATING)))
                .anySatisfy(values -> assertThat(values).contains(-2.0, 3.0));
        assertThat(draws(Values.between(10, 20).only(Kind.ZEROS)))
                .anySatisfy(values -> assertThat(values).containsOnly(10.0));
        assertThat(draws(Values.integers(-2, 3).only(Kind.ZEROS)))
                .anySatisfy(values -> assertThat(values).containsOnly(0.0));
    }

    @Test
    void normal_values_are_of_one_kind_already() {
        assertThat(Values.normal().only(Kind.ZEROS)).isSameAs(Values.normal());
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
