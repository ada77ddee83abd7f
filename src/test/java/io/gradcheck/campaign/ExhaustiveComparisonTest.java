package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every entry alone against the standard way, variable by variable, on right and wrong subjects. */
class ExhaustiveComparisonTest {

    private static final long SEED = 4_711;

    private int right;
    private int bothRight;
    private int bothFail;
    private int different;

    @Tag("thorough")
    @Test
    void the_two_ways_differ_only_below_the_claimed_limit_or_at_a_kink() {
        compare(300, SEED);
    }

    @Test
    @Tag("long")
    void the_two_ways_differ_only_below_the_claimed_limit_or_at_a_kink_on_2_000_subjects() {
        compare(2_000, SEED + 1);
    }

    private void compare(int subjects, long seed) {
        for (int index = 0; index < subjects; index++) {
            compare(PlantedMistake.at(seed, index), "subject %d of seed %d".formatted(index, seed), index);
        }
        assertThat(bothRight).as("right in both ways").isGreaterThan(5 * subjects);
        assertThat(bothFail).as("wrong in both ways").isGreaterThan(subjects / 2);
        assertThat(right).as("variables without a mistake").isGreaterThan(2 * subjects);
        assertThat(different).as("of %d subjects", subjects).isLessThan(subjects / 50);
    }

    private void compare(PlantedMistake planted, String where, long checkerSeed) {
        GradientChecker checker = GradientChecker.standard().seed(checkerSeed);
        Subject subject = planted.wrong();
        GradientReport standard = checker.check(subject);
        GradientReport singly = checker.exhaustive().check(subject);
        for (Finding finding : standard.findings()) {
            compare(finding, singly.finding(finding.name()), planted, where + ", " + planted.what());
        }
    }

    private void compare(Finding standard, Finding singly, PlantedMistake planted, String where) {
        double error = planted.error(standard.name());
        String text = "%s, largest error %.2e%nstandard %s%nsingly   %s".formatted(where, error, standard, singly);
        if (planted.isRight(standard.name())) {
            right++;
            assertThat(standard.verdict()).as(text).isNotEqualTo(Verdict.FAIL);
            assertThat(singly.verdict()).as(text).isNotEqualTo(Verdict.FAIL);
        }
        if (standard.verdict() != singly.verdict()) {
            different++;
            boolean kink = standard.verdict() == Verdict.KINK || singly.verdict() == Verdict.KINK;
            Finding milder = standard.verdict().compareTo(singly.verdict()) < 0 ? standard : singly;
            // An undecided check claims nothing: its limit is infinite.
            assertThat(kink || error <= milder.detectionLimit()).as(text).isTrue();
        } else if (standard.verdict() == Verdict.FAIL) {
            bothFail++;
        } else if (standard.verdict() == Verdict.PASS) {
            bothRight++;
            assertThat(error).as(text).isLessThanOrEqualTo(standard.detectionLimit());
            assertThat(error).as(text).isLessThanOrEqualTo(singly.detectionLimit());
        }
    }
}
