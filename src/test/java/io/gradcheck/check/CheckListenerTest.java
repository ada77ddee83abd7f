package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears of checks, and what counts as asking. */
class CheckListenerTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
    private static final Subject UNDECIDED = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);
    private static final Subject CONSTANT = Subject.scalar("one", x -> 1, x -> 0, 0.3);

    private final List<CompletedCheck> heard = new ArrayList<>();

    @Test
    void a_listener_hears_of_every_check_of_its_checker() {
        GradientChecker checker = GradientChecker.standard().heardBy(heard::add).seed(3);

        GradientReport report = checker.check(RIGHT.about(Math.class));
        checker.check(() -> WRONG);

        assertThat(heard).hasSize(2);
        assertThat(heard.get(0).report()).isSameAs(report);
        assertThat(heard.get(0).classUnderTest()).isEqualTo(Math.class);
        assertThat(heard.get(0).time()).isPositive();
        assertThat(heard.get(1).report().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void several_listeners_hear_and_nobody_of_an_unheard_checker() {
        List<CompletedCheck> others = new ArrayList<>();
        GradientChecker checker = GradientChecker.standard().heardBy(heard::add).heardBy(others::add);

        checker.check(RIGHT);
        checker.unheard().check(RIGHT);

        assertThat(heard).hasSize(1);
        assertThat(others).hasSize(1);
    }

    @Test
    void what_a_listener_asks_is_no_assertion() {
        GradientReport report = GradientChecker.standard()
                .heardBy(check -> heard.addAll(check.report().verdict() == Verdict.PASS ? List.of(check) : List.of()))
                .check(RIGHT);

        assertThat(heard).hasSize(1);
        assertThat(report.isAsserted()).isFalse();
    }

    @Test
    void asking_for_verdict_findings_or_laws_is_an_assertion_and_printing_is_not() {
        GradientReport report = GradientChecker.standard().check(RIGHT);
        assertThat(report.toString()).isNotEmpty();
        assertThat(report.text("x")).isNotEmpty();
        assertThat(report.mutants()).isNotEmpty();
        assertThat(report.entries().all()).isEqualTo(1);
        assertThat(report.isVacuous()).isFalse();
        assertThat(report.isAsserted()).isFalse();

        assertThat(asserted(GradientReport::verdict)).isTrue();
        assertThat(asserted(GradientReport::findings)).isTrue();
        assertThat(asserted(one -> one.finding("x"))).isTrue();
        assertThat(asserted(GradientReport::laws)).isTrue();
        assertThat(asserted(GradientReport::throwIfFailed)).isTrue();
    }

    private static boolean asserted(java.util.function.Consumer<GradientReport> asks) {
        GradientReport report = GradientChecker.standard().check(RIGHT);
        asks.accept(report);
        return report.isAsserted();
    }

    @Test
    void what_cannot_be_decided_is_an_error_of_its_own() {
        assertThatThrownBy(() -> GradientChecker.standard().check(UNDECIDED).throwIfFailed())
                .isInstanceOfSatisfying(
                        InconclusiveError.class,
                        error -> assertThat(error.isVacuous()).isFalse());
        assertThatThrownBy(() -> GradientChecker.standard().check(CONSTANT).throwIfFailed())
                .isInstanceOfSatisfying(
                        InconclusiveError.class,
                        error -> assertThat(error.isVacuous()).isTrue())
                .hasMessageContaining("allowVacuous()");
        assertThatThrownBy(() -> GradientChecker.standard().check(WRONG).throwIfFailed())
                .isExactlyInstanceOf(org.opentest4j.AssertionFailedError.class);
    }

    @Test
    void a_variable_and_a_law_have_texts_of_their_own() {
        GradientReport wrong = GradientChecker.standard().check(WRONG);
        GradientReport undecided = GradientChecker.standard().check(UNDECIDED);

        assertThat(wrong.text("x")).isEqualTo("""
                        sin: gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                          at    analytic      numeric       difference  allowed
                          x[0]  0.2955202067  0.9553364891  6.6e-01     2.0e-12""");
        assertThat(GradientChecker.standard().check(RIGHT).text("x"))
                .matches("x agrees \\(detection limit \\d\\.\\de-\\d+\\)   seed 1   "
                        + "\\(repeat: GradientChecker.standard\\(\\).seed\\(1\\)\\)");
        assertThat(undecided.text(Law.FINITE))
                .startsWith("sqrt: law FINITE is ")
                .contains("\n  wanted   ");
        assertThat(wrong.text(Law.DETERMINISTIC)).isEmpty();
        assertThatThrownBy(() -> wrong.text("y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variable: found y, wanted one of [x]");
    }
}
