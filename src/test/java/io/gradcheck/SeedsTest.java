package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void every_seed_is_taken_once_and_in_order() {
        List<Long> taken = new ArrayList<>();

        Seeds.first(3).each(taken::add);
        Seeds.of(7, 8).each(taken::add);

        assertThat(taken).containsExactly(0L, 1L, 2L, 7L, 8L);
    }

    @Test
    void a_failure_begins_with_the_seed_and_ends_the_test() {
        List<Long> taken = new ArrayList<>();

        assertThatThrownBy(() -> Seeds.first(9).each(seed -> {
                    taken.add(seed);
                    assertThat(seed).as("what is small").isLessThan(4);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 4: [what is small]");
        assertThat(taken).hasSize(5);
    }

    @Test
    void an_exception_is_a_failure_that_names_the_seed_and_keeps_its_cause() {
        assertThatThrownBy(() -> Seeds.of(2, 3).map(seed -> 1 / (seed - 2)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("seed 2: / by zero")
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void outcomes_are_told_with_their_seeds() {
        assertThat(Seeds.of(1, 5).by(seed -> seed % 2)).isEqualTo(Map.of(0L, List.of(2L, 4L), 1L, List.of(1L, 3L, 5L)));
        assertThat(Seeds.first(5).where(seed -> seed > 2)).containsExactly(3L, 4L);
        assertThat(Seeds.first(5).where(seed -> seed > 9)).isEmpty();
    }

    @Test
    void no_seeds_at_all_would_prove_nothing() {
        assertThatThrownBy(() -> Seeds.first(0)).hasMessage("found seeds 0 to -1, wanted one at least");
    }
}
