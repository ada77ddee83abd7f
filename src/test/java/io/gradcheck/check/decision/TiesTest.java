package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Directions that keep ties and zeros. */
class TiesTest {

    @Test
    void equal_numbers_are_a_tie() {
        assertThat(tied(1, 2, 2)).isTrue();
        assertThat(tied(3, 3)).isTrue();
        assertThat(tied(1, 2, 3)).isFalse();
        assertThat(tied(2, -2)).isFalse();
    }

    @Test
    void a_zero_can_be_kept_where_something_else_moves() {
        assertThat(tied(0, 1)).isTrue();
        assertThat(tied(0, 0, 1)).isTrue();
        assertThat(tied(-0.0, 1)).isTrue();
    }

    @Test
    void zeros_alone_and_nothing_leave_no_direction() {
        assertThat(tied(0, 0)).isFalse();
        assertThat(tied()).isFalse();
        assertThat(tied(5)).isFalse();
    }

    @Test
    void only_entries_of_the_region_count() {
        Tensor x = Tensor.vector(0, 1, 2, 2);

        assertThat(Ties.in(Entries.of(4, new int[] {1, 2}), x)).isFalse();
        assertThat(Ties.in(Entries.of(4, new int[] {2, 3}), x)).isTrue();
        assertThat(Ties.in(Entries.of(4, new int[] {0, 2}), x)).isTrue();
    }

    @Test
    void equal_entries_move_alike_and_zeros_stay() {
        double[] d = Ties.direction(Entries.all(6), Tensor.vector(2, 0, 3, 2, -0.0, -2), new SplittableRandom(4))
                .tensor()
                .values();

        assertThat(d[0]).isEqualTo(d[3]).isNotEqualTo(d[2]).isNotEqualTo(d[5]);
        assertThat(new double[] {d[1], d[4]}).containsOnly(0);
        assertThat(List.of(d[0], d[2], d[5]))
                .allSatisfy(w -> assertThat(Math.abs(w)).isBetween(0.5, 1.0));
    }

    @Test
    void entries_outside_the_region_stay() {
        double[] d = Ties.direction(Entries.of(3, new int[] {1}), Tensor.vector(2, 2, 3), new SplittableRandom(4))
                .tensor()
                .values();

        assertThat(d[1]).isNotZero();
        assertThat(new double[] {d[0], d[2]}).containsOnly(0);
    }

    private static boolean tied(double... x) {
        return Ties.in(Entries.all(x.length), Tensor.vector(x));
    }
}
