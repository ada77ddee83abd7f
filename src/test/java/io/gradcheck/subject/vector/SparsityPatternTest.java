package io.gradcheck.subject.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparsityPatternTest {

    @Test
    void coordinates_compressed_rows_and_flags_are_the_same_pattern() {
        SparsityPattern triplets = SparsityPattern.coordinates(2, 3, new int[] {1, 0, 0}, new int[] {1, 2, 0});
        SparsityPattern rows = SparsityPattern.csr(3, new int[] {0, 2, 3}, new int[] {2, 0, 1});
        SparsityPattern flags = SparsityPattern.of(new boolean[][] {{true, false, true}, {false, true, false}});

        for (SparsityPattern pattern : new SparsityPattern[] {triplets, rows, flags}) {
            assertThat(pattern.rows()).isEqualTo(2);
            assertThat(pattern.columns()).isEqualTo(3);
            assertThat(pattern.entries()).isEqualTo(3);
            assertThat(pattern.has(0, 0) && pattern.has(0, 2) && pattern.has(1, 1))
                    .isTrue();
            assertThat(pattern.has(0, 1) || pattern.has(1, 0) || pattern.has(1, 2))
                    .isFalse();
            assertThat(pattern.has(2, 0) || pattern.has(0, 3) || pattern.has(-1, 0) || pattern.has(0, -1))
                    .isFalse();
        }
    }

    @Test
    void values_keep_the_order_in_which_the_entries_were_given() {
        double[][] matrix = {{1, 0, 3}, {0, 5, 0}};

        assertThat(SparsityPattern.coordinates(2, 3, new int[] {1, 0, 0}, new int[] {1, 2, 0})
                        .valuesOf("m", matrix))
                .containsExactly(5, 3, 1);
        assertThat(SparsityPattern.csr(3, new int[] {0, 2, 3}, new int[] {2, 0, 1})
                        .valuesOf("m", matrix))
                .containsExactly(3, 1, 5);
        assertThat(SparsityPattern.of(new boolean[][] {{true, false, true}, {false, true, false}})
                        .valuesOf("m", matrix))
                .containsExactly(1, 3, 5);
    }

    @Test
    void coordinates_that_come_twice_add_up() {
        SparsityPattern twice = SparsityPattern.coordinates(1, 2, new int[] {0, 0, 0}, new int[] {1, 1, 0});

        assertThat(twice.transposedTimes(new double[] {2, 3, 7}, new double[] {10}))
                .containsExactly(70, 50);
        assertThat(twice.valuesOf("m", new double[][] {{7, 5}})).containsExactly(5, 0, 7);
    }

    @Test
    void a_band_has_as_many_colours_as_it_is_wide() {
        assertThat(band(100, 1).colours()).hasNumberOfRows(3);
        assertThat(band(100, 2).colours()).hasNumberOfRows(5);
        assertThat(SparsityPattern.blocks(1, 1, 1, 1).colours()).isDeepEqualTo(new int[][] {{0, 1, 2, 3}});
        assertThat(SparsityPattern.blocks(2, 3, 1).colours()).isDeepEqualTo(new int[][] {{0, 2, 5}, {1, 3}, {4}});
    }

    @Test
    void a_full_row_takes_a_colour_for_each_column() {
        SparsityPattern arrow = SparsityPattern.coordinates(3, 3, new int[] {0, 0, 0, 1, 2}, new int[] {0, 1, 2, 1, 2});

        assertThat(arrow.colours()).isDeepEqualTo(new int[][] {{0}, {1}, {2}});
    }

    @Test
    void columns_of_one_colour_have_no_row_in_common_and_each_column_has_one_colour() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 200; k++) {
            int rows = 1 + random.nextInt(12);
            int columns = 1 + random.nextInt(12);
            boolean[][] entries = new boolean[rows][columns];
            for (boolean[] row : entries) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextInt(4) == 0;
                }
            }
            int[][] colours = SparsityPattern.of(entries).colours();

            assertThat(Arrays.stream(colours)
                            .flatMapToInt(Arrays::stream)
                            .sorted()
                            .toArray())
                    .containsExactly(IntStream.range(0, columns).toArray());
            for (int[] colour : colours) {
                for (boolean[] row : entries) {
                    assertThat(Arrays.stream(colour).filter(j -> row[j]).count())
                            .isLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void one_triangle_is_mirrored_with_its_diagonal() {
        SparsityPattern lower = SparsityPattern.coordinates(3, 3, new int[] {1, 2}, new int[] {0, 2});

        SparsityPattern both = lower.mirrored();

        assertThat(both.has(1, 0) && both.has(0, 1) && both.has(0, 0) && both.has(1, 1) && both.has(2, 2))
                .isTrue();
        assertThat(both.has(2, 0) || both.has(0, 2) || both.has(2, 1)).isFalse();
        assertThat(lower.symmetricTimes(new double[] {5, 7}, new double[] {1, 10, 100}))
                .containsExactly(50, 5, 700);
    }

    @Test
    void what_is_no_pattern_is_refused() {
        assertRefused(
                () -> SparsityPattern.coordinates(2, 2, new int[] {0, 2}, new int[] {0, 1}),
                "row of entry 1: found 2, wanted 0..1; indices are counted from 0");
        assertRefused(
                () -> SparsityPattern.coordinates(2, 2, new int[] {0}, new int[] {-1}),
                "column of entry 0: found -1, wanted 0..1; indices are counted from 0");
        assertRefused(
                () -> SparsityPattern.coordinates(2, 2, new int[] {0, 1}, new int[] {0}),
                "coordinates: found 2 rows and 1 columns, wanted one of each for each entry");
        assertRefused(
                () -> SparsityPattern.csr(3, new int[] {0, 2}, new int[] {0, 1, 2}),
                "rowStart: found 0 to 2 for row 0, wanted starts that ascend from 0 to the number of entries, 3");
        assertRefused(
                () -> SparsityPattern.csr(3, new int[] {0, 2, 1, 3}, new int[] {0, 1, 2}),
                "rowStart: found 2 to 1 for row 1, wanted starts that ascend from 0 to the number of entries, 3");
        assertRefused(
                () -> SparsityPattern.csr(3, new int[] {0, 2}, new int[] {1, 1}),
                "column: found one twice in row 0, wanted each column of a row once");
        assertRefused(
                () -> SparsityPattern.of(new boolean[][] {{true, true}, {true}}),
                "entries: found 1 in row 1, wanted 2 as in row 0");
        assertRefused(() -> SparsityPattern.blocks(2, 0), "size: found 0, wanted at least 1");
        assertRefused(() -> SparsityPattern.of(new boolean[0][]), "rows: found 0, wanted at least 1");
        assertRefused(() -> SparsityPattern.of(new boolean[1][0]), "columns: found 0, wanted at least 1");
    }

    private static void assertRefused(Runnable makes, String message) {
        assertThatIllegalArgumentException().isThrownBy(makes::run).withMessage(message);
    }

    /** All entries up to {@code width} beside the diagonal, by rows. */
    static SparsityPattern band(int size, int width) {
        boolean[][] entries = new boolean[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = Math.max(0, i - width); j <= Math.min(size - 1, i + width); j++) {
                entries[i][j] = true;
            }
        }
        return SparsityPattern.of(entries);
    }
}
