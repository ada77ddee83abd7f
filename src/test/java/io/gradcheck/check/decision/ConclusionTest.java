package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows for some entries of a variable. */
class ConclusionTest {

    private static final EvaluationPoint PLACE = AtPoint.of(
            Subject.objective("sum", x -> x[0] + x[1] + x[2], x -> new double[] {1, 1, 1.5}, 0.3, 0.7, -0.2));
    private static final Probe PROBE = PLACE.probe(
            "x",
            Entries.all(3),
            Direction.of(Tensor.vector(0.5, 1, 0.75)),
            0.1,
            1e-12,
            false,
            false,
            new Evaluations(100));

    @Test
    void an_entry_can_hide_behind_the_bound_and_behind_what_was_seen() {
        assertThat(of(Verdict.PASS, PROBE).detectionLimit()).isEqualTo((PROBE.difference() + PROBE.bound()) / 0.5);
        assertThat(of(Verdict.KINK, PROBE).detectionLimit()).isEqualTo((PROBE.difference() + PROBE.bound()) / 0.5);
        assertThat(PROBE.difference()).isGreaterThan(0.3);
    }

    @Test
    void behind_a_failure_only_the_bound_hides_an_entry() {
        assertThat(of(Verdict.FAIL, PROBE).detectionLimit()).isEqualTo(PROBE.bound() / 0.5);
    }

    @Test
    void what_is_undecided_excludes_nothing() {
        assertThat(of(Verdict.INCONCLUSIVE, PROBE).detectionLimit()).isInfinite();
        assertThat(of(Verdict.PASS, null).detectionLimit()).isInfinite();
    }

    @Test
    void undecided_are_the_entries_that_were_probed_or_all() {
        assertThat(of(Verdict.INCONCLUSIVE, PROBE).undecided()).isEqualTo(3);
        assertThat(of(Verdict.INCONCLUSIVE, null).undecided()).isEqualTo(Conclusion.ALL);
        assertThat(of(Verdict.PASS, PROBE).undecided()).isZero();
        assertThat(of(Verdict.FAIL, null).undecided()).isZero();
    }

    @Test
    void a_pass_without_power_is_vacuous_and_nothing_else_is() {
        Probe blind = PLACE.probe(
                "x",
                Entries.all(3),
                Direction.of(Tensor.vector(0.5, 1, 0.75)),
                0.1,
                1,
                false,
                false,
                new Evaluations(100));

        assertThat(of(Verdict.PASS, blind).vacuous()).isTrue();
        assertThat(of(Verdict.PASS, null).vacuous()).isTrue();
        assertThat(of(Verdict.PASS, PROBE).vacuous()).isFalse();
        assertThat(of(Verdict.KINK, blind).vacuous()).isFalse();
        assertThat(of(Verdict.INCONCLUSIVE, null).vacuous()).isFalse();
    }

    @Test
    void the_worse_of_two_counts_and_undecided_entries_add_up() {
        Conclusion pass = of(Verdict.PASS, PROBE).withUndecided(2);
        Conclusion fail = of(Verdict.FAIL, PROBE).withUndecided(5);

        assertThat(pass.worse(fail)).isEqualTo(fail.withUndecided(7));
        assertThat(fail.worse(pass)).isEqualTo(fail.withUndecided(7));
        assertThat(pass.worse(of(Verdict.INCONCLUSIVE, null)).undecided()).isEqualTo(Conclusion.ALL);
    }

    @Test
    void of_two_equally_bad_the_first_counts() {
        Conclusion first = new Conclusion(Verdict.KINK, "first", PLACE, PROBE);
        Conclusion second = new Conclusion(Verdict.KINK, "second", PLACE, PROBE);

        assertThat(first.worse(second).reason()).isEqualTo("first");
    }

    @Test
    void a_further_reason_follows_the_first() {
        Conclusion pass = of(Verdict.PASS, PROBE);

        assertThat(pass.because("seen nearby").reason()).isEqualTo("seen nearby");
        assertThat(pass.because("seen nearby").because("by a fit").reason()).isEqualTo("seen nearby; by a fit");
        assertThat(pass.because("seen nearby").with(" twice").reason()).isEqualTo("seen nearby twice");
    }

    @Test
    void without_evaluations_left_the_reason_says_how_many_were_spent() {
        Prober prober = AtPoint.prober(Subject.scalar("sin", Math::sin, Math::cos, 0.3), "x", 0, 1);
        prober.evaluations().spend();

        Conclusion exhausted = Conclusion.exhausted(prober);

        assertThat(exhausted.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(exhausted.reason()).startsWith("undecided after 1 evaluations, the most that were allowed: ");
        assertThat(exhausted.undecided()).isEqualTo(Conclusion.ALL);
    }

    @Test
    void what_is_no_subgradient_is_told_at_a_kink_and_wrong_where_one_is_asked_for() {
        Conclusion kink = new Conclusion(Verdict.KINK, "a kink", PLACE, null);
        SubgradientCheck none = new SubgradientCheck(Subgradient.NO, "no subgradient", PROBE);

        Conclusion told = kink.with(none, PLACE, false);
        Conclusion wrong = kink.with(none, PLACE, true);

        assertThat(told.verdict()).isEqualTo(Verdict.KINK);
        assertThat(told.reason()).isEqualTo("a kink, BUT no subgradient");
        assertThat(wrong.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(wrong.reason()).isEqualTo("no subgradient");
        assertThat(wrong.probe()).isSameAs(PROBE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Subgradient.class,
            names = {"YES", "NOT_DECIDED"})
    void what_may_be_a_subgradient_leaves_a_kink_as_it_is(Subgradient answer) {
        Conclusion kink = new Conclusion(Verdict.KINK, "a kink", PLACE, PROBE);

        Conclusion with = kink.with(new SubgradientCheck(answer, "", null), PLACE, true);

        assertThat(with.verdict()).isEqualTo(Verdict.KINK);
        assertThat(with.reason()).isEqualTo("a kink");
        assertThat(with.subgradient()).isEqualTo(answer);
    }

    @Test
    void what_was_seen_in_units_of_the_subject_stays_as_it_is() {
        Conclusion pass = of(Verdict.PASS, PROBE);

        assertThat(pass.ofSubject("x")).isSameAs(pass);
    }

    private static Conclusion of(Verdict verdict, Probe probe) {
        return new Conclusion(verdict, "", PLACE, probe);
    }
}
