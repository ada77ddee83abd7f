package io.gradcheck.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a watch sees, and what it says at the end. */
class AssertionWatchTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
    private static final Subject UNDECIDED = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);
    private static final Subject CONSTANT = Subject.scalar("one", x -> 1, x -> 0, 0.3);

    private final AssertionWatch watch = AssertionWatch.beside();
    private final GradientChecker watched = CHECKER.unheard().heardBy(watch);

    @Test
    void a_right_gradient_leaves_nothing_to_say() {
        watched.check(RIGHT);

        assertThat(watch.unasserted()).isEmpty();
        assertThat(watch.count()).isEqualTo(1);
    }

    @Test
    void a_wrong_gradient_comes_before_an_unseen_one_and_that_before_an_undecided_one() {
        watched.check(UNDECIDED);
        assertThat(watch.unasserted()).hasValueSatisfying(worst -> {
            assertThat(worst.isFailure()).isFalse();
            assertThat(worst.text()).startsWith("sqrt: INCONCLUSIVE");
        });
        watched.check(CONSTANT);
        assertThat(watch.unasserted()).hasValueSatisfying(worst -> {
            assertThat(worst.isFailure()).isTrue();
            assertThat(worst.outcome()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(worst.text()).startsWith("one: INCONCLUSIVE, nothing could be seen");
        });
        watched.check(WRONG);
        watched.check(WRONG);
        assertThat(watch.unasserted()).hasValueSatisfying(worst -> {
            assertThat(worst.isFailure()).isTrue();
            assertThat(worst.outcome()).isEqualTo(Verdict.FAIL);
            assertThat(worst.text()).startsWith("sin: gradient of x is WRONG").endsWith("\nand 1 more in this test");
        });
    }

    private void checkWrong() {
        watched.check(WRONG);
    }

    @Test
    void what_is_told_leads_to_the_first_check_that_it_is_about() {
        watched.check(UNDECIDED);
        checkWrong();
        watched.check(WRONG);

        StackTraceElement[] stack =
                watch.unasserted().orElseThrow().from().of(new AssertionError()).getStackTrace();
        assertThat(stack[0].getClassName()).isEqualTo(GradientChecker.class.getName());
        assertThat(stack[1].getMethodName()).isEqualTo("checkWrong");
        assertThat(stack[2].getMethodName()).isEqualTo("what_is_told_leads_to_the_first_check_that_it_is_about");
    }

    @Test
    void what_was_asserted_is_not_told_of() {
        assertThat(watched.check(WRONG).verdict()).isEqualTo(Verdict.FAIL);

        assertThat(watch.unasserted()).isEmpty();
    }

    @Test
    void one_that_is_open_tells_of_each_check_on_its_threads() {
        List<String> seen = new ArrayList<>();
        AssertionWatch open =
                AssertionWatch.open(check -> seen.add(check.report().subject()));
        CHECKER.check(CONSTANT); // by the only watch that is open
        open.enter();
        CHECKER.check(RIGHT);
        open.leave();
        open.close();
        CHECKER.check(UNDECIDED);

        assertThat(seen).containsExactly("one", "sin");
    }

    @Test
    void one_beside_sees_only_the_threads_that_enter_it() {
        CHECKER.check(UNDECIDED);
        watch.enter();
        CHECKER.check(RIGHT);
        watch.leave();

        assertThat(watch.count()).isEqualTo(1);
    }
}
