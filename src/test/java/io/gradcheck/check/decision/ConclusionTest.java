package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

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

    private static Conclusion of(Verdict verdict, Probe probe) {
        return new Conclusion(verdict, "", PLACE, probe);
    }
}
