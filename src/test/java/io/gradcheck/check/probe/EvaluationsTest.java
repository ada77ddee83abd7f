package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** How evaluations are counted and when they end. */
class EvaluationsTest {

    private static Evaluations spent(int limit, int some) {
        Evaluations evaluations = new Evaluations(limit);
        for (int k = 0; k < some; k++) {
            evaluations.spend();
        }
        return evaluations;
    }

    @Test
    void as_many_as_the_limit_may_be_spent() {
        Evaluations evaluations = spent(3, 3);

        assertThat(evaluations.limit()).isEqualTo(3);
        assertThatExceptionOfType(Evaluations.Exhausted.class).isThrownBy(evaluations::spend);
        assertThat(evaluations.spent()).isEqualTo(3);
    }

    @Test
    void what_is_kept_back_can_be_spent_later() {
        Evaluations evaluations = spent(3, 2);
        evaluations.keepBack(1);
        assertThatExceptionOfType(Evaluations.Exhausted.class).isThrownBy(evaluations::spend);

        evaluations.keepBack(0);
        evaluations.spend();

        assertThat(evaluations.spent()).isEqualTo(3);
    }

    @Test
    void what_was_spent_elsewhere_counts_even_beyond_the_limit() {
        Evaluations evaluations = spent(3, 2);

        evaluations.add(spent(9, 5));

        assertThat(evaluations.spent()).isEqualTo(7);
    }
}
