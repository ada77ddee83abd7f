package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of laws that are judged more than once. */
class JudgedLawsTest {

    private final JudgedLaws laws = new JudgedLaws();

    private static LawFinding broken(Law law, String found) {
        return new LawFinding(law, Verdict.FAIL, "checked", found, "wanted", "remedy");
    }

    private List<LawFinding> findings() {
        return laws.findings(Set.of(), false);
    }

    @Test
    void of_a_law_that_was_not_judged_nothing_is_found() {
        assertThat(findings()).isEmpty();
        assertThat(laws.isBroken(Law.FINITE)).isFalse();
    }

    @Test
    void laws_that_hold_are_found_in_the_order_of_laws() {
        laws.holds(Law.FINITE);
        laws.holds(Law.DETERMINISTIC);

        assertThat(findings()).extracting(LawFinding::law).containsExactly(Law.DETERMINISTIC, Law.FINITE);
        assertThat(findings()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
        assertThat(laws.isBroken(Law.FINITE)).isFalse();
    }

    @Test
    void a_law_seen_broken_once_is_broken_whatever_is_seen_before_and_after() {
        LawFinding finding = broken(Law.FINITE, "once");
        laws.holds(Law.FINITE);
        laws.broken(finding);
        laws.holds(Law.FINITE);

        assertThat(findings()).containsExactly(finding);
        assertThat(laws.isBroken(Law.FINITE)).isTrue();
    }

    @Test
    void the_first_way_in_which_a_law_is_broken_is_told_unless_another_explains_it() {
        LawFinding first = broken(Law.FINITE, "first");
        LawFinding second = broken(Law.FINITE, "second");
        laws.broken(first);
        laws.broken(second);
        assertThat(findings()).containsExactly(first);

        laws.explain(second);

        assertThat(findings()).containsExactly(second);
    }

    @Test
    void a_judgement_without_a_finding_is_that_the_law_holds() {
        LawFinding finding = broken(Law.SHAPES, "judged");
        laws.judge(Law.FINITE, null);
        laws.judge(Law.SHAPES, finding);

        assertThat(findings()).extracting(LawFinding::verdict).containsExactly(Verdict.FAIL, Verdict.PASS);
        assertThat(findings()).contains(finding);
    }

    @Test
    void a_law_that_is_withdrawn_is_not_told() {
        laws.holds(Law.FINITE);
        laws.broken(broken(Law.SHAPES, "withdrawn"));
        laws.withdraw(Law.SHAPES);

        assertThat(findings()).extracting(LawFinding::law).containsExactly(Law.FINITE);
        assertThat(laws.isBroken(Law.SHAPES)).isFalse();
    }

    @Test
    void laws_to_be_skipped_are_left_out_and_others_are_not() {
        laws.holds(Law.FINITE);
        laws.broken(broken(Law.SHAPES, "skipped"));

        assertThat(laws.findings(Set.of(Law.SHAPES), false))
                .extracting(LawFinding::law)
                .containsExactly(Law.FINITE);
    }

    @Test
    void in_float_the_remedy_of_a_law_of_rounding_says_so_and_that_of_another_does_not() {
        LawFinding linear = broken(Law.LINEAR_IN_UPSTREAM, "rounded");
        LawFinding shapes = broken(Law.SHAPES, "exact");
        laws.broken(linear);
        laws.broken(shapes);
        laws.holds(Law.BATCH_IS_SUM);

        assertThat(laws.findings(Set.of(), true))
                .extracting(LawFinding::remedy)
                .containsExactly("remedy; " + Advice.IN_FLOAT, "remedy", "");
        assertThat(findings()).contains(linear, shapes);
    }
}
