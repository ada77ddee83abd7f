package io.gradcheck.report.view;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.Look;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.MistakeResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that tests found and did not want, as it is told where there is room for a few lines: once, however many tests of
 * a class met it.
 *
 * @param testClass the class of the first test that met it, by its binary name; empty where it is not known
 * @param method the test's method, or the name that its engine gives
 * @param title what is wrong, in one line
 * @param text who met it, where, by how much, probably why, how to repeat it
 */
public record FoundMistake(String testClass, String method, String title, String text) {

    private static final int MOST_NAMED = 5;

    /**
     * The mistakes among results.
     *
     * @param results the results
     * @return the mistakes, in the order of the page; those left out that a test wants to be found and says so
     */
    public static List<FoundMistake> of(MergedResults results) {
        List<FoundMistake> all = new ArrayList<>();
        for (Entry entry : Entry.of(ReportedSubject.of(results))) {
            List<Entry.Occurrence> met =
                    entry.met().stream().filter(FoundMistake::counts).toList();
            if (entry.verdict() == Verdict.FAIL && !met.isEmpty()) {
                all.add(of(met));
            }
        }
        return all;
    }

    private static boolean counts(Entry.Occurrence met) {
        return !met.one().isExpected() || met.one().subject().unasserted() > 0;
    }

    private static FoundMistake of(List<Entry.Occurrence> met) {
        Entry.Occurrence first = met.get(0);
        ReportedSubject one = first.one();
        MistakeResult mistake = first.mistake();
        CheckResult shown = mistake == null ? one.subject().shown() : mistake.shown();
        long tests =
                met.stream().map(other -> other.one().test().id()).distinct().count();
        List<String> lines = new ArrayList<>();
        lines.add(one.subject().subject() + " in " + one.testName()
                + (tests == 1 ? "" : " and " + Numbers.plural(tests - 1, "more test", "more tests")));
        if (mistake != null) {
            lines.add("in " + Numbers.plural(mistake.count(), "case", "cases") + ", first in case " + mistake.first()
                    + " of seed " + one.subject().seed());
        }
        if (shown != null) {
            lines.addAll(lines(shown));
            if (mistake == null) {
                lines.add("repeat: " + shown.repeat());
            }
        }
        return new FoundMistake(
                one.testClass(), one.test().method(), title(first, mistake, shown), String.join("\n", lines));
    }

    private static String title(Entry.Occurrence first, @Nullable MistakeResult mistake, @Nullable CheckResult shown) {
        if (mistake != null) {
            return mistake.variables().isEmpty() ? title(mistake) : ofVariables(mistake.variables());
        }
        if (shown != null && !shown.wrongVariables().isEmpty()) {
            return ofVariables(
                    shown.wrongVariables().stream().map(Finding::name).toList());
        }
        return shown == null
                ? first.note()
                : shown.brokenLaws().stream()
                        .findFirst()
                        .map(law -> broken(Look.of(law.law())))
                        .orElseGet(first::note);
    }

    private static String title(MistakeResult mistake) {
        return Look.isOfLaw(mistake.signature()) ? broken(mistake.signature()) : mistake.words();
    }

    private static String ofVariables(Collection<String> names) {
        return "gradient of "
                + String.join(", ", names.stream().limit(MOST_NAMED).toList())
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "") + " is WRONG";
    }

    private static String broken(String law) {
        return law + " is BROKEN";
    }

    private static List<String> lines(CheckResult shown) {
        List<String> lines = new ArrayList<>();
        Set<String> told = new HashSet<>(); // of variables that look alike, the first is told
        for (Finding variable : shown.wrongVariables()) {
            Diagnosis likely = variable.diagnoses().stream().findFirst().orElse(null);
            if (told.add(likely == null ? "" : likely.mistake())) {
                lines.add(where(variable));
                if (likely != null) {
                    lines.add("looks like: " + likely);
                }
            }
        }
        for (LawFinding law : shown.brokenLaws()) {
            lines.add(broken(Look.of(law.law())));
            lines.add("  found " + law.found());
            lines.add("  wanted " + law.wanted());
        }
        return lines;
    }

    private static String where(Finding variable) {
        if (variable.isOnlyTogether()) {
            return "at all of " + variable.name() + " together: "
                    + numbers(variable.analytic(), variable.numeric(), variable.difference());
        }
        WrongEntry worst = variable.wrongEntries().get(0);
        return "at " + variable.name() + worst.indexText() + ": "
                + numbers(worst.analytic(), worst.numeric(), worst.difference());
    }

    /** In characters that every console has. */
    private static String numbers(double analytic, double numeric, double difference) {
        return String.format(
                Locale.ROOT, "analytic %.10g, numeric %.10g, difference %.1e", analytic, numeric, difference);
    }
}
