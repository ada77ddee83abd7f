package io.gradcheck.check.localise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {

    private static final Block ALL = Block.all(new int[] {3, 4, 5});

    @Test
    void all_of_a_tensor_is_every_place_in_row_major_order() {
        assertThat(ALL.count()).isEqualTo(60);
        assertThat(ALL.offsets()).hasSize(60).startsWith(0, 1, 2).endsWith(58, 59);
        assertThat(ALL.offsets()).isSorted();
        assertThat(ALL.rank()).isEqualTo(3);
    }

    @Test
    void a_slice_is_one_index_of_one_axis() {
        assertThat(Block.slice(new int[] {2, 3}, 0, 1).offsets()).containsExactly(3, 4, 5);
        assertThat(Block.slice(new int[] {2, 3}, 1, 1).offsets()).containsExactly(1, 4);
    }

    @Test
    void a_part_between_two_indices_keeps_the_other_axes_and_the_box_that_it_was_made_of() {
        Block part = ALL.between(1, 1, 3).between(2, 4, 5);

        assertThat(part.offsets()).containsExactly(9, 14, 29, 34, 49, 54);
        assertThat(part.length(0)).isEqualTo(3);
        assertThat(part.length(1)).isEqualTo(2);
        assertThat(part.length(2)).isEqualTo(1);
        assertThat(ALL.count()).isEqualTo(60);
    }

    @Test
    void the_middle_leaves_the_first_half_not_the_smaller_one() {
        assertThat(ALL.middle(0)).isEqualTo(2);
        assertThat(ALL.middle(1)).isEqualTo(2);
        assertThat(ALL.between(2, 2, 5).middle(2)).isEqualTo(4);
        assertThat(ALL.between(2, 2, 4).middle(2)).isEqualTo(3);
    }

    @Test
    void an_index_is_inside_from_the_first_to_before_the_last() {
        Block part = ALL.between(1, 1, 3);

        assertThat(part.contains(new int[] {0, 1, 0})).isTrue();
        assertThat(part.contains(new int[] {2, 2, 4})).isTrue();
        assertThat(part.contains(new int[] {0, 0, 0})).isFalse();
        assertThat(part.contains(new int[] {0, 3, 0})).isFalse();
    }

    @Test
    void names_take_the_place_of_numbers_on_the_last_axis() {
        List<String> names = List.of("fx", "fy", "skew", "cx", "cy");
        Block last = Block.all(new int[] {5, 5});

        assertThat(last.text(names)).isEqualTo("[*,*]");
        assertThat(last.between(1, 1, 2).text(names)).isEqualTo("[*,fy]");
        assertThat(last.between(0, 1, 3).between(1, 0, 3).text(names)).isEqualTo("[1..2,fx..skew]");
    }

    @Test
    void a_block_reads_like_an_index() {
        assertThat(ALL.text(List.of())).isEqualTo("[*,*,*]");
        assertThat(Block.slice(new int[] {2, 3}, 0, 1).text(List.of())).isEqualTo("[1,*]");
        assertThat(ALL.between(0, 1, 3).between(2, 4, 5).text(List.of())).isEqualTo("[1..2,*,4]");
        assertThat(Block.all(new int[] {1, 3}).text(List.of()))
                .as("an axis of one index")
                .isEqualTo("[*,*]");
        assertThat(ALL.between(1, 0, 2)).hasToString("[*,0..1,*] of [3, 4, 5]");
    }

    @Test
    void neighbours_on_one_axis_are_joined() {
        Block first = ALL.between(1, 0, 2).between(2, 1, 3);
        Block next = ALL.between(1, 2, 4).between(2, 1, 3);

        assertThat(first.joined(next)).hasToString("[*,*,1..2] of [3, 4, 5]");
        assertThat(next.joined(first)).hasToString("[*,*,1..2] of [3, 4, 5]");
    }

    @Test
    void boxes_apart_or_of_other_extent_are_not_joined() {
        Block row = ALL.between(0, 0, 1);

        assertThat(row.joined(ALL.between(0, 2, 3))).as("a gap between").isNull();
        assertThat(row.joined(ALL.between(0, 1, 2).between(1, 0, 2)))
                .as("shorter")
                .isNull();
        assertThat(row.between(1, 0, 2).joined(ALL.between(0, 1, 2).between(1, 2, 4)))
                .as("at a corner")
                .isNull();
        assertThat(row.joined(row)).as("the same").isNull();
    }
}
