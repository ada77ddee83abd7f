package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Test;

class JudgedTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private static String headline(Subject subject, GradientChecker checker) {
        return checker.check(subject).toString().lines().findFirst().orElseThrow();
    }

    @Test
    void every_gradient_is_right_where_each_was_judged() {
        assertThat(new Judged(3, 0, 0).isEach()).isTrue();
        assertThat(headline(Subject.scalar("cube", x -> x * x * x, x -> 3 * x * x, 0.4), CHECKER))
                .startsWith("cube: every gradient is right within its bound   ");
    }

    @Test
    void a_variable_that_shows_nothing_is_not_counted_as_judged() {
        Subject flat = GivenSubject.ofTwo(0.3, 0.5, (x, y) -> 1e9 + x * 1e12 + 0 * y, (x, y) -> 1e12, (x, y) -> 0);

        assertThat(headline(flat, CHECKER))
                .startsWith(
                        CHECKER.check(flat).subject() + ": right within the bound: 1 of 2 variables (1 vacuous)   ");
    }

    @Test
    void where_nothing_was_seen_and_that_is_allowed_nothing_is_called_right() {
        assertThat(headline(Subject.scalar("flat", x -> 1, x -> 0, 0.3), CHECKER.allowVacuous()))
                .startsWith("flat: nothing could be seen of any variable, as was allowed   ");
    }

    @Test
    void one_of_each_is_neither_all_judged_nor_one_judged() {
        assertThat(new Judged(2, 1, 1).isEach()).isFalse();
        assertThat(new Judged(2, 1, 1).isNone()).isTrue();
        assertThat(new Judged(3, 1, 1).isNone()).isFalse();
    }

    @Test
    void the_counts_add_up() {
        assertThat(new Judged(6, 2, 1)).hasToString("3 of 6 variables (2 vacuous, 1 undecided)");
        assertThat(new Judged(1, 0, 1)).hasToString("0 of 1 variable (1 undecided)");
        assertThat(new Judged(2, 0, 0)).hasToString("2 of 2 variables");
    }
}
