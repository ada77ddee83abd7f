package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SizesTest {

    private static final int DRAWS = 1_000;

    @Test
    void a_size_stays_what_it_is() {
        Sizes sizes = Sizes.drawnFrom(new SplittableRandom(1));

        assertThat(sizes.width()).isEqualTo(sizes.width()).isBetween(1, 8);
        assertThat(sizes.chosen()).containsExactly(Map.entry("width", sizes.width()));
    }

    @Test
    void every_size_of_a_range_comes() {
        TreeSet<Integer> widths = new TreeSet<>();
        TreeSet<Integer> kernels = new TreeSet<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int k = 0; k < DRAWS; k++) {
            Sizes sizes = Sizes.drawnFrom(random);
            widths.add(sizes.width());
            kernels.add(sizes.between("kernel", 2, 3));
        }
        assertThat(widths).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(kernels).containsExactly(2, 3);
    }

    @Test
    void ones_and_equal_sizes_come_more_often_than_by_chance() {
        int ones = 0;
        int allOnes = 0;
        int square = 0;
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < DRAWS; k++) {
            Sizes sizes = Sizes.drawnFrom(random);
            ones += sizes.width() == 1 ? 1 : 0;
            allOnes += sizes.width() == 1 && sizes.outputs() == 1 && sizes.batch() == 1 ? 1 : 0;
            square += sizes.width() == sizes.outputs() ? 1 : 0;
        }
        // by chance 125, 3 and 125
        assertThat(ones).isBetween(220, 400);
        assertThat(allOnes).isBetween(30, 110);
        assertThat(square).isBetween(220, 400);
    }

    @Test
    void small_sizes_are_the_least_or_one_more() {
        int allLeast = 0;
        TreeSet<Integer> widths = new TreeSet<>();
        SplittableRandom random = new SplittableRandom(4);
        for (int k = 0; k < DRAWS; k++) {
            Sizes sizes = Sizes.smallFrom(random);
            widths.add(sizes.width());
            allLeast += sizes.width() == 1 && sizes.batch() == 1 && sizes.between("kernel", 3, 9) == 3 ? 1 : 0;
            assertThat(sizes.between("kernel", 3, 9)).isBetween(3, 4);
            assertThat(sizes.between("fixed", 2, 2)).isEqualTo(2);
        }
        assertThat(widths).containsExactly(1, 2);
        // a fifth of all cases, and an eighth of the others
        assertThat(allLeast).isBetween(250, 350);
    }

    @Test
    void known_sizes_are_given_and_missing_ones_are_the_least() {
        Sizes sizes = Sizes.of(Map.of("width", 3));

        assertThat(sizes.width()).isEqualTo(3);
        assertThat(sizes.between("kernel", 2, 4)).isEqualTo(2);
    }

    @Test
    void a_known_size_outside_its_range_is_named() {
        assertThatThrownBy(() -> Sizes.of(Map.of("kernel", 7)).between("kernel", 1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size kernel: found 7, wanted 1..3");
    }

    @Test
    void one_name_has_one_range() {
        Sizes sizes = Sizes.of(Map.of("kernel", 3));
        sizes.between("kernel", 1, 3);

        assertThatThrownBy(() -> sizes.between("kernel", 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size kernel: asked for in 1..2, but it is 3 already; wanted one range for each name");
    }

    @Test
    void an_empty_range_is_refused() {
        assertThatThrownBy(() -> Sizes.of(Map.of()).between("kernel", 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size kernel: found the range 3..2, wanted least <= most");
    }
}
