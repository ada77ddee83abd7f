package io.gradcheck.check.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.probe.OutsideDomain;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What fails after the verdicts is told, and nothing else is lost. */
class MishapsTest {

    private final Mishaps mishaps = new Mishaps();

    private static Supplier<Integer> failing(RuntimeException thrown) {
        return () -> {
            throw thrown;
        };
    }

    @Test
    void work_that_does_not_fail_has_its_own_result_and_no_line() {
        assertThat(mishaps.guard("the picture", 1, () -> 2)).isEqualTo(2);
        assertThat(mishaps.lines()).isEmpty();
    }

    @Test
    void work_that_fails_has_the_other_result_and_a_line_for_each_cause() {
        assertThat(mishaps.guard("the picture", 1, failing(new IllegalStateException("disk full"))))
                .isEqualTo(1);
        mishaps.guard("the picture", 1, failing(new IllegalStateException("disk full")));
        mishaps.guard("the picture", 1, failing(new IllegalStateException("no disk")));
        mishaps.guard("a listener", 1, failing(new IllegalStateException("disk full")));

        assertThat(mishaps.lines())
                .containsExactly(
                        "the picture failed: java.lang.IllegalStateException: disk full",
                        "the picture failed: java.lang.IllegalStateException: no disk",
                        "a listener failed: java.lang.IllegalStateException: disk full");
    }

    @Test
    void of_what_a_subject_threw_the_subjects_own_exception_is_told() {
        mishaps.guard("the picture", 1, () -> OutsideDomain.call(failing(new ArithmeticException("no root"))));

        assertThat(mishaps.lines()).containsExactly("the picture failed: java.lang.ArithmeticException: no root");
    }

    @Test
    void who_wants_the_work_to_end_ends_it() {
        CancellationException end = new CancellationException("stop");

        assertThatThrownBy(() -> mishaps.guard("the picture", 1, failing(end))).isSameAs(end);
        assertThat(mishaps.lines()).isEmpty();
    }
}
