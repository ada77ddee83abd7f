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
    private static final int MOST_ITEMS = 20;
    private static final int LONGEST_NAME = 300;
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
        List<Entry> findings = Entry.of(all);
        text.setLength(0);
        line("## " + Markdown.text(results.title(), LONGEST_NAME));
        line("");
        line("**" + totals.headline() + "**");
        line("");
        counts(totals);
        damaged();
        List<Entry> wrong =
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

    private void table(List<Entry> wrong) {
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

    /** A row for the worst entry of each variable and for each broken law, or for the mistake of a campaign. */
    private static void rows(Entry entry, List<String> rows) {
        MistakeResult mistake = entry.first().mistake();
        CheckResult shown = entry.first().one().subject().shown();
        if (mistake != null) {
            rows.add(row(entry, Markdown.text(entry.first().note(), LONGEST_NAME), "", "", ""));
        } else if (shown != null) {
            shown.wrongVariables().forEach(variable -> rows.add(row(entry, variable)));
            shown.brokenLaws()
                    .forEach(law -> rows.add(row(entry, Markdown.text("law " + law.law(), LONGEST_NAME), "", "", "")));
        }
    }

    private static String row(Entry entry, Finding variable) {
        if (variable.isOnlyTogether()) {
            return row(
                    entry,
                    Markdown.code(variable.name(), LONGEST_NAME),
                    Numbers.derivative(variable.analytic()),
                    Numbers.derivative(variable.numeric()),
                    Numbers.bound(variable.difference()));
        }
        WrongEntry worst = variable.wrongEntries().get(0);
        return row(
                entry,
                Markdown.code(variable.name() + worst.indexText(), LONGEST_NAME),
                Numbers.derivative(worst.analytic()),
                Numbers.derivative(worst.numeric()),
                Numbers.bound(worst.difference()));
    }

    private static String row(Entry entry, String where, String analytic, String numeric, String difference) {
        ReportedSubject one = entry.first().one();
        return "| " + Markdown.code(one.subject().subject(), LONGEST_NAME) + " | " + where + " | " + analytic + " | "
                + numeric + " | " + difference + " | " + Markdown.code(one.testName(), LONGEST_NAME)
                + others(entry) + (one.isExpected() ? " (passed)" : "") + " |";
    }

    private static String others(Entry entry) {
        int others = entry.met().size() - 1;
        return others == 0 ? "" : " and " + Numbers.count(others) + " more";
    }

    private void details(List<Entry> findings) {
        int shown = 0;
        for (Entry one : findings) {
            String details = details(one);
            if (text.length() + details.length() + RESERVE > MOST_CHARACTERS) {
                break;
            }
            text.append(details);
            shown++;
        }
        if (shown < findings.size()) {
            line("");
            line("Left out here: " + Numbers.plural(findings.size() - shown, "further finding", "further findings")
                    + "; the report has all of them.");
        }
    }

    private static String details(Entry entry) {
        ReportedSubject one = entry.first().one();
        StringBuilder details = new StringBuilder("\n<details><summary>");
        details.append(entry.verdict()).append(' ');
        details.append(Markdown.text(one.subject().subject(), LONGEST_NAME)).append(" in ");
        details.append(Markdown.text(one.testName(), LONGEST_NAME))
                .append(others(entry))
                .append("</summary>\n\n");
        metBy(entry, details);
        notJudged(entry, details);
        MistakeResult mistake = entry.first().mistake();
        CheckResult shown = one.subject().shown();
        if (mistake != null) {
            details.append(Markdown.text(entry.first().note(), LONGEST_NAME))
                    .append(", in ")
                    .append(Numbers.plural(mistake.count(), "case", "cases"))
                    .append(":\n\n");
            details.append(Markdown.block("text", mistake.text(), LONGEST_TEXT));
            details.append("\nRepeat:\n\n").append(Markdown.block("java", mistake.code(), LONGEST_TEXT));
        } else if (shown != null) {
            details.append(Markdown.block("text", shown.text(), LONGEST_TEXT));
            details.append("\nRepeat: ")
                    .append(Markdown.code(one.repeat(), 4 * LONGEST_NAME))
                    .append('\n');
        }
        return details.append("\n</details>\n").toString();
    }

    private static void metBy(Entry entry, StringBuilder details) {
        if (entry.met().size() == 1) {
            return;
        }
        details.append("Met by:\n\n");
        list(
                entry.met().stream()
                        .map(met -> Markdown.code(met.one().testName(), LONGEST_NAME) + ": "
                                + Markdown.code(met.one().subject().subject(), LONGEST_NAME))
                        .toList(),
                details);
    }

    private static void notJudged(Entry entry, StringBuilder details) {
        List<String> reasons = entry.met().stream()
                .flatMap(met -> met.one().notJudged().stream())
                .filter(part -> !part.reason().isEmpty())
                .map(part -> (part.name().isEmpty() ? "" : Markdown.text(part.name(), LONGEST_NAME) + ": ")
                        + Markdown.text(part.reason(), 2 * LONGEST_NAME))
                .distinct()
                .toList();
        if (!reasons.isEmpty()) {
            details.append("Not judged:\n\n");
            list(reasons, details);
        }
    }

    private static void list(List<String> items, StringBuilder details) {
        items.subList(0, Math.min(MOST_ITEMS, items.size()))
                .forEach(item -> details.append("- ").append(item).append('\n'));
        if (items.size() > MOST_ITEMS) {
            details.append("- and ")
                    .append(Numbers.count(items.size() - MOST_ITEMS))
                    .append(" more\n");
        }
        details.append('\n');
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
