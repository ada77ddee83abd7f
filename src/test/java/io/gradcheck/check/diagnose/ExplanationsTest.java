package io.gradcheck.check.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Separable;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.finding.WrongJacobian;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which variables are explained, and by which entries. */
class ExplanationsTest {

    private static final WrongEntries NO_WRONG_ENTRY =
            new WrongEntries(List.of(), 0, CountKind.EXACT, List.of(), WrongJacobian.NONE, 0);

    private static final GradientChecker CHECKER = GradientChecker.standard();

    @Test
    void of_several_variables_those_that_fail_are_explained() {
        Separable layer = Separable.of("a", 2, 3).and("b", 2).wrong("b", g -> {
            g.values()[1] *= 1.5;
            return g;
        });

        GradientReport report = CHECKER.check(layer.subject());

        assertThat(report.finding("a").wrong()).isEqualTo(NO_WRONG_ENTRY);
        assertThat(report.finding("a").diagnoses()).isEmpty();
        assertThat(report.finding("b").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1]");
        assertThat(report.finding("b").wrong().evaluations()).isPositive();
        assertThat(report.finding("b").diagnoses())
                .extracting(Diagnosis::mistake)
                .containsExactly("one entry");
    }

    @Test
    void entries_that_are_not_finite_are_those_that_are_named_and_counted() {
        Separable layer = Separable.of("W", 100).wrong("W", g -> {
            g.values()[57] = Double.NaN;
            g.values()[83] = Double.NaN;
            return g;
        });

        Finding finding = CHECKER.check(layer.subject()).finding("W");

        assertThat(finding.wrongEntries()).extracting(WrongEntry::indexText).containsExactlyInAnyOrder("[57]", "[83]");
        assertThat(finding.wrong().count()).isEqualTo(2);
        assertThat(finding.wrong().countKind()).isEqualTo(CountKind.EXACT);
        assertThat(finding.diagnoses()).hasToString("[NaN; 2 of 100 entries, where the slope is finite]");
    }

    @Test
    void infinite_entries_are_told_as_infinite_where_none_is_nan() {
        Separable layer = Separable.of("W", 5).wrong("W", g -> {
            g.values()[1] = Double.POSITIVE_INFINITY;
            g.values()[3] = Double.NEGATIVE_INFINITY;
            return g;
        });

        assertThat(CHECKER.check(layer.subject()).finding("W").diagnoses())
                .hasToString("[infinite; 2 of 5 entries, where the slope is finite]");
    }

    @Test
    void where_nothing_fails_nothing_is_explained() {
        Separable layer = Separable.of("a", 2, 3).and("b", 2);

        assertThat(CHECKER.check(layer.subject()).findings()).allSatisfy(finding -> {
            assertThat(finding.wrong()).isEqualTo(NO_WRONG_ENTRY);
            assertThat(finding.diagnoses()).isEmpty();
        });
    }

    @Test
    void entries_checked_singly_that_are_not_finite_are_named() {
        Separable layer = Separable.of("a", 4).and("b", 3).wrong("a", g -> {
            Arrays.setAll(g.values(), i -> i < 2 ? Double.NaN : g.values()[i]);
            return g;
        });

        GradientReport report = CHECKER.exhaustive().check(layer.subject());

        assertThat(report.finding("a").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder("[0]", "[1]");
        assertThat(report.finding("a").diagnoses()).hasToString("[NaN; 2 of 4 entries, where the slope is finite]");
        assertThat(report.finding("b").wrong()).isEqualTo(NO_WRONG_ENTRY);
    }
}
