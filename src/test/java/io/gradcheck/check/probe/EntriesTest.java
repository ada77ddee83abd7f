package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.decision.Ties;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntriesTest {

    private static final long SEED = 11;

    @Test
    void every_entry_takes_part_in_a_direction_with_a_weight_between_a_half_and_one() {
        Tensor direction = Entries.all(1000)
                .direction(new SplittableRandom(SEED), new int[] {10, 100})
                .tensor();
        List<Double> d = Arrays.stream(direction.values()).boxed().toList();

        assertThat(d)
                .as("seed %d", SEED)
                .allSatisfy(weight -> assertThat(Math.abs(weight)).isBetween(0.5, 1.0));
        assertThat(d)
                .as("seed %d", SEED)
                .anySatisfy(weight -> assertThat(weight).isLessThan(-0.95));
        assertThat(d)
                .as("seed %d", SEED)
                .anySatisfy(weight -> assertThat(weight).isBetween(-0.55, -0.5));
        assertThat(d)
                .as("seed %d", SEED)
                .anySatisfy(weight -> assertThat(weight).isBetween(0.5, 0.55));
        assertThat(d)
                .as("seed %d", SEED)
                .anySatisfy(weight -> assertThat(weight).isGreaterThan(0.95));
    }

    @Test
    void along_an_uphill_direction_the_terms_of_a_gradient_add_up() {
        Tensor g = Tensor.vector(3, -2, 0, 1e-9);
        Entries region = Entries.all(4).where(i -> i != 1);
        Seeds.of(SEED, SEED + 19).each(seed -> {
            double[] d =
                    region.direction(new SplittableRandom(seed), g).tensor().values();

            assertThat(d[0]).isBetween(0.5, 1.0);
            assertThat(d[1]).as("outside").isZero();
            assertThat(Math.abs(d[2])).isBetween(0.5, 1.0);
            assertThat(d[3]).isBetween(0.5, 1.0);
        });
    }

    @Test
    void entries_outside_a_region_stay_where_they_are() {
        double[] d = Entries.all(5)
                .where(i -> i % 2 == 1)
                .direction(new SplittableRandom(SEED), new int[] {5})
                .tensor()
                .values();

        assertThat(d[0]).isZero();
        assertThat(d[1]).isNotZero();
        assertThat(d[2]).isZero();
        assertThat(d[3]).isNotZero();
        assertThat(d[4]).isZero();
    }

    @Test
    void a_region_counts_and_lists_its_entries() {
        Entries odd = Entries.all(7).where(i -> i % 2 == 1);

        assertThat(Entries.all(7).count()).isEqualTo(7);
        assertThat(Entries.all(7).entry(4)).isEqualTo(4);
        assertThat(odd.count()).isEqualTo(3);
        assertThat(odd.entry(2)).isEqualTo(5);
        assertThat(odd.where(i -> i > 3).entry(0)).isEqualTo(5);
        assertThat(Entries.single(7, 6).count()).isEqualTo(1);
        assertThat(Entries.single(7, 6).entry(0)).isEqualTo(6);
        assertThat(Entries.none(7).count()).isZero();
    }

    @Test
    void the_scale_is_the_root_mean_square_within_limits() {
        assertThat(scale(3, -4, 0, 0)).isCloseTo(2.5, within(1e-15));
        assertThat(scale(0, 0)).isEqualTo(1);
        assertThat(scale(1e-5, 1e-6)).isEqualTo(1e-2);
        assertThat(scale(1e5, 1)).isEqualTo(1e2);
        assertThat(scale(1e300, 1e300)).isEqualTo(1e2);
        assertThat(Entries.single(2, 1).scale(Tensor.vector(50, 2))).isEqualTo(2);
    }

    private static double scale(double... x) {
        return Entries.all(x.length).scale(Tensor.vector(x));
    }

    @Test
    void the_first_step_moves_a_variable_by_a_tenth_of_its_scale_and_in_float_by_more_the_more_entries_there_are() {
        Tensor x = Tensor.vector(2, -2);
        Direction d = Direction.of(Tensor.vector(0.6, 0.8));

        assertThat(Entries.all(2)
                        .firstStep(Entries.all(2).scale(x), Entries.all(2).measured(d), FloatFormat.BINARY64))
                .isCloseTo(0.2, within(1e-15));
        assertThat(Entries.all(2)
                        .firstStep(Entries.all(2).scale(x), Entries.all(2).measured(d), FloatFormat.BINARY32))
                .isCloseTo(4 * Math.pow(2, 0.25), within(1e-14));
        assertThat(Entries.single(2, 0)
                        .firstStep(
                                Entries.single(2, 0).scale(x),
                                Entries.single(2, 0).measured(Direction.ofEntry(0, 1, 2)),
                                FloatFormat.BINARY32))
                .isCloseTo(4, within(1e-14));
        assertThat(Entries.all(2)
                        .firstStep(
                                Entries.all(2).scale(x),
                                Entries.all(2).measured(Direction.of(Tensor.vector(1.2, 1.6))),
                                FloatFormat.BINARY64))
                .isCloseTo(0.1, within(1e-15));
    }

    @Test
    void products_are_summed_over_the_region() {
        double[] a = {1, -2, 3};
        Direction b = Direction.of(Tensor.vector(4, 5, -6));

        assertThat(Entries.all(3).dot(a, b)).isEqualTo(-24);
        assertThat(Entries.all(3).absoluteDot(a, b)).isEqualTo(32);
        assertThat(Entries.all(3).where(i -> i > 0).dot(a, b)).isEqualTo(-28);
        assertThat(Entries.single(3, 1).absoluteDot(a, b)).isEqualTo(10);
        assertThat(Entries.single(3, 1).dot(a, Direction.ofEntry(1, 5, 3))).isEqualTo(-10);
        assertThat(Entries.single(3, 1).absoluteDot(a, Direction.ofEntry(1, 5, 3)))
                .isEqualTo(10);
    }

    @Test
    void a_product_that_is_negative_zero_is_zero_as_in_a_sum() {
        assertThat(Entries.single(2, 0).dot(new double[] {-1, 1}, Direction.ofEntry(0, 0, 2)))
                .isEqualTo(0.0);
    }

    @Test
    void where_one_entry_moves_alone_no_other_weight_is_kept() {
        for (Entries one : new Entries[] {Entries.all(1), Entries.single(9, 4), Entries.of(9, new int[] {8})}) {
            assertThat(one.direction(new SplittableRandom(SEED), new int[] {one.size()}))
                    .isInstanceOf(Direction.OfOne.class);
        }
    }

    @Test
    void long_sums_keep_their_accuracy() {
        double[] a = new double[1 << 20];
        double[] ones = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = 0.1;
            ones[i] = 1;
        }

        // Added one by one the error would be 1e-11 relative.
        assertThat(Sums.dot(a, ones)).isCloseTo(0.1 * a.length, within(1e-9));
        assertThat(Sums.dot(new double[] {1, 2, 3}, new double[] {4, 5, 6})).isEqualTo(32);
        assertThat(Sums.dot(new double[0], new double[0])).isZero();
    }

    @Test
    void directions_that_keep_ties_move_equal_entries_alike_and_leave_zeros() {
        Tensor x = Tensor.vector(2, 0, 2, 5, 0);
        double[] d = Ties.direction(Entries.all(5), x, new SplittableRandom(SEED))
                .tensor()
                .values();

        assertThat(d[0]).as("seed %d", SEED).isEqualTo(d[2]).isNotZero().isNotEqualTo(d[3]);
        assertThat(d[1]).isZero();
        assertThat(d[4]).isZero();
        assertThat(d[3]).isNotZero();
    }

    @Test
    void ties_and_zeros_are_noticed_where_something_else_can_move() {
        assertThat(Ties.in(Entries.all(3), Tensor.vector(1, 2, 1))).isTrue();
        assertThat(Ties.in(Entries.all(3), Tensor.vector(1, 2, 0))).isTrue();
        assertThat(Ties.in(Entries.all(3), Tensor.vector(1, 2, 3))).isFalse();
        assertThat(Ties.in(Entries.all(3), Tensor.vector(0, 0, 0))).isFalse();
        assertThat(Ties.in(Entries.all(3).where(i -> i > 0), Tensor.vector(1, 2, 1)))
                .isFalse();
    }
}
