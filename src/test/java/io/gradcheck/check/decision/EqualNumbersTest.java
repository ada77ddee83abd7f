package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.Entries;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EqualNumbersTest {

    private static int[] thrice(double... x) {
        return occurring(3, x);
    }

    private static int[] occurring(int times, double... x) {
        return EqualNumbers.occurring(times, Entries.all(x.length), x);
    }

    @Test
    void entries_of_a_number_that_comes_so_often_are_found() {
        assertThat(thrice(1, 2, 1, 3, 2, 1, 4)).containsExactly(0, 2, 5);
        assertThat(thrice(7, 7, 7, 7)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void others_are_not() {
        assertThat(thrice(1, 2, 1, 3, 2, 4)).isEmpty();
        assertThat(thrice(1, 1)).isEmpty();
        assertThat(thrice()).isEmpty();
    }

    @Test
    void both_zeros_are_one_number_and_so_are_all_that_are_none() {
        assertThat(thrice(0.0, -0.0, 5, 0.0)).containsExactly(0, 1, 3);
        assertThat(thrice(Double.NaN, 1, Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)))
                .containsExactly(0, 2, 3);
    }

    @Test
    void entries_outside_the_region_do_not_count() {
        double[] x = {1, 1, 1, 2, 2, 2};

        assertThat(EqualNumbers.occurring(3, Entries.of(6, new int[] {0, 1, 3, 4, 5}), x))
                .containsExactly(3, 4, 5);
    }

    @Test
    void among_a_million_numbers_none_is_missed_and_none_is_wrong() {
        double[] x = new Random(1).doubles(1_000_000, -1, 1).toArray();
        int[] equal = {17, 400_000, 999_999};
        for (int i : equal) {
            x[i] = 0.25;
        }
        x[5] = x[6];

        assertThat(thrice(x)).containsExactly(equal);
    }

    @Test
    void whatever_falls_together_is_found_as_by_comparing_all() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            double[] x = random.doubles(1 + random.nextInt(60))
                    .map(r -> Math.rint(20 * r))
                    .toArray();
            int times = 2 + random.nextInt(4);
            int[] wanted = IntStream.range(0, x.length)
                    .filter(i -> Arrays.stream(x).filter(other -> other == x[i]).count() >= times)
                    .toArray();

            assertThat(occurring(times, x)).containsExactly(wanted);
        }
    }
}
