package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EntryCountsTest {

    @Test
    void counts_of_variables_are_added() {
        EntryCounts all = EntryCounts.of(10, 3).plus(EntryCounts.ofExcluded(5)).plus(EntryCounts.of(4, 0));

        assertThat(all).isEqualTo(new EntryCounts(19, 11, 5, 3));
    }

    @Test
    void a_variable_without_any_verdict_is_undecided_as_a_whole() {
        assertThat(EntryCounts.of(10, Conclusion.ALL)).isEqualTo(new EntryCounts(10, 0, 0, 10));
    }

    @Test
    void counts_that_do_not_add_up_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntryCounts(10, 3, 4, 2))
                .withMessage("entries: found checked 3 + excluded 4 + undecided 2, wanted 10 in all");
    }

    @Test
    void negative_counts_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntryCounts(0, 3, -4, 1))
                .withMessage("entries: found checked 3, excluded -4, undecided 1, wanted no negative count");
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryCounts(0, -1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryCounts(0, 1, 0, -1));
    }
}
