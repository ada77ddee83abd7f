package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a checker is told what to do, and how many subjects it asks for. */
class GradientCheckerTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final AtomicInteger made = new AtomicInteger();

    private Subject made(Separable layer) {
        made.incrementAndGet();
        return layer.subject();
    }

    @Test
    void no_more_subjects_are_made_than_there_are_variables() {
        CHECKER.check(() -> made(Separable.of("a", 5)));

        assertThat(made).hasValue(1);
    }

    @Test
    void every_processor_gets_a_subject_of_its_own() {
        CHECKER.check(() -> {
            Separable layer = Separable.of("v0", 2);
            for (int k = 1; k <= PROCESSORS; k++) {
                layer.and("v" + k, 2);
            }
            return made(layer);
        });

        assertThat(made).hasValue(PROCESSORS);
    }

    @Test
    void where_every_entry_is_checked_alone_entries_are_shared_among_processors() {
        CHECKER.exhaustive().check(() -> made(Separable.of("a", 1 + PROCESSORS)));

        assertThat(made).hasValue(PROCESSORS);
    }

    @Test
    void an_accepted_error_passes_and_a_larger_one_does_not() {
        Subject third = Subject.scalar("third", x -> x / 3, x -> 0.333, 0.7);

        assertThat(CHECKER.check(third).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(CHECKER.accepting(RelativeError.of(2e-3)).check(third).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(CHECKER.accepting(RelativeError.of(5e-4)).check(third).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_subject_without_a_variable_is_refused() {
        Subject empty =
                new GivenSubject("empty", Map.of(), Precision.DOUBLE, at -> Tensor.scalar(1), (at, u) -> Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(empty))
                .withMessage("subject empty: found no variable in its point, wanted at least one to check");
    }
}
