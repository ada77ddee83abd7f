package io.gradcheck.report.view;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.MistakeResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The summary in Markdown, as GitHub reads it: the outcome of all, a table of wrong gradients, and their texts, folded.
 *
 * <p>Never longer than {@value #MOST_CHARACTERS} characters, since GitHub takes no comment above 65,536; it says how many
 * findings that leaves out.
 */
public final class Summary {

    static final int MOST_CHARACTERS = 60_000;

    private static final int MOST_ROWS = 100;
    private static final int FOR_ROWS = MOST_CHARACTERS / 2;
    private static final int MOST_DAMAGED = 10;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_TEXT = 4_000;
    private static final int RESERVE = 300; // what says how many are left out

    private final MergedResults results;
    private final StringBuilder text = new StringBuilder();

    /**
     * Makes the summary.
     *
     * @param results what it is to sum up
     */
    public Summary(MergedResults results) {
        this.results = results;
    }

    /** {@return the summary as Markdown} */
    public String markdown() {
        List<ReportedSubject> all = ReportedSubject.of(results);
        Totals totals = Totals.of(results, all);
        List<ReportedSubject> findings =
                all.stream().filter(one -> !one.passed()).toList();
        text.setLength(0);
        line("## " + Markdown.text(results.title(), LONGEST_NAME));
        line("");
        line("**" + totals.headline() + "**");
        line("");
        counts(totals);
        damaged();
        List<ReportedSubject> wrong =
                findings.stream().filter(one -> one.verdict() == Verdict.FAIL).toList();
        if (!wrong.isEmpty()) {
            table(wrong);
        }
        details(findings);
        return text.toString();
    }

    private void counts(Totals totals) {
        line("| FAIL | INCONCLUSIVE | KINK | PASS | tests | checks | evaluations | time | standard mistakes caught |");
        line("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        String mutants = totals.mutants() == 0
                ? "n/a"
                : Numbers.count(totals.caught()) + " of " + Numbers.count(totals.mutants());
        line("| " + Numbers.count(totals.of(Verdict.FAIL)) + " | " + Numbers.count(totals.of(Verdict.INCONCLUSIVE))
                + " | " + Numbers.count(totals.of(Verdict.KINK)) + " | " + Numbers.count(totals.of(Verdict.PASS))
                + " | " + Numbers.count(totals.tests()) + " | " + Numbers.count(totals.checks()) + " | "
                + Numbers.count(totals.evaluations()) + " | " + Numbers.seconds(totals.seconds()) + " | " + mutants
                + " |");
    }

    private void damaged() {
        List<MergedResults.DamagedFile> damaged = results.damaged();
        if (damaged.isEmpty()) {
            return;
        }
        line("");
        line(Numbers.plural(damaged.size(), "file of results is", "files of results are") + " damaged and left out:");
        line("");
        for (MergedResults.DamagedFile one : damaged.subList(0, Math.min(MOST_DAMAGED, damaged.size()))) {
            line("- " + Markdown.code(one.file(), 2 * LONGEST_NAME) + ": "
                    + Markdown.text(one.problem(), 2 * LONGEST_NAME));
        }
        if (damaged.size() > MOST_DAMAGED) {
            line("- and " + Numbers.count(damaged.size() - MOST_DAMAGED) + " more");
        }
    }

    private void table(List<ReportedSubject> wrong) {
        List<String> rows = new ArrayList<>();
        wrong.forEach(one -> rows(one, rows));
        line("");
        line("| subject | where | analytic | numeric | difference | test |");
        line("| --- | --- | ---: | ---: | ---: | --- |");
        int shown = 0;
        while (shown < Math.min(MOST_ROWS, rows.size())
                && text.length() + rows.get(shown).length() < FOR_ROWS) {
            line(rows.get(shown));
            shown++;
        }
        if (shown < rows.size()) {
            line("");
            line("Not in this table: " + Numbers.plural(rows.size() - shown, "further row", "further rows")
                    + "; the report has all of them.");
        }
    }

    /** A row for the worst entry of each variable, for each broken law, and for each mistake of a campaign. */
    private static void rows(ReportedSubject one, List<String> rows) {
        CheckResult shown = one.subject().shown();
        if (shown != null) {
            for (Finding variable : shown.variables()) {
                if (variable.verdict() == Verdict.FAIL) {
                    rows.add(row(one, variable));
                }
            }
            shown.laws().stream()
                    .filter(law -> law.verdict() == Verdict.FAIL)
                    .forEach(law -> rows.add(row(one, Markdown.text("law " + law.law(), LONGEST_NAME), "", "", "")));
        }
        for (MistakeResult mistake : one.subject().mistakes()) {
            rows.add(row(one, Markdown.text(mistake.signature(), LONGEST_NAME), "", "", ""));
        }
    }

    private static String row(ReportedSubject one, Finding variable) {
        if (variable.wrongEntries().isEmpty()) {
            return row(
                    one,
                    Markdown.code(variable.name(), LONGEST_NAME),
                    Numbers.derivative(variable.analytic()),
                    Numbers.derivative(variable.numeric()),
                    Numbers.bound(variable.difference()));
        }
        WrongEntry worst = variable.wrongEntries().get(0);
        return row(
                one,
                Markdown.code(variable.name() + worst.indexText(), LONGEST_NAME),
                Numbers.derivative(worst.analytic()),
                Numbers.derivative(worst.numeric()),
                Numbers.bound(worst.difference()));
    }

    private static String row(ReportedSubject one, String where, String analytic, String numeric, String difference) {
        return "| " + Markdown.code(one.subject().subject(), LONGEST_NAME) + " | " + where + " | " + analytic + " | "
                + numeric + " | " + difference + " | " + Markdown.code(one.testName(), LONGEST_NAME)
                + (one.isExpected() ? " (passed)" : "") + " |";
    }

    private void details(List<ReportedSubject> findings) {
        int shown = 0;
        for (ReportedSubject one : findings) {
            String details = details(one);
            if (text.length() + details.length() + RESERVE > MOST_CHARACTERS) {
                break;
            }
            text.append(details);
            shown++;
        }
        if (shown < findings.size()) {
            line("");
            line("Left out here: " + Numbers.plural(findings.size() - shown, "further subject", "further subjects")
                    + " that did not pass; the report has all of them.");
        }
    }

    private static String details(ReportedSubject one) {
        StringBuilder details = new StringBuilder("\n<details><summary>");
        details.append(one.verdict()).append(' ');
        details.append(Markdown.text(one.subject().subject(), LONGEST_NAME)).append(" in ");
        details.append(Markdown.text(one.testName(), LONGEST_NAME)).append("</summary>\n\n");
        CheckResult shown = one.subject().shown();
        if (shown != null) {
            details.append(Markdown.block("text", shown.text(), LONGEST_TEXT));
            details.append("\nRepeat: ")
                    .append(Markdown.code(one.repeat(), 4 * LONGEST_NAME))
                    .append('\n');
        }
        for (MistakeResult mistake : one.subject().mistakes()) {
            details.append('\n')
                    .append(Markdown.text(mistake.signature(), LONGEST_NAME))
                    .append(", in ")
                    .append(Numbers.plural(mistake.count(), "case", "cases"))
                    .append(":\n\n");
            details.append(Markdown.block("text", mistake.text(), LONGEST_TEXT));
            details.append("\nRepeat:\n\n").append(Markdown.block("java", mistake.code(), LONGEST_TEXT));
        }
        return details.append("\n</details>\n").toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
