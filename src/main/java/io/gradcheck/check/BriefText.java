package io.gradcheck.check;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text of a wrong gradient in short: how to repeat it and, of each mistake, what is wrong, where, by how much, and
 * probably why.
 */
final class BriefText {

    private static final int MOST_MISTAKES = 3;

    /** Of the text of a broken law: the lines that say what happened and what to do. */
    private static final List<String> OF_LAW = List.of("found ", "wanted ", "remedy ");

    private final CheckOutcome report;
    private final List<String> lines = new ArrayList<>();

    BriefText(CheckOutcome report) {
        this.report = report;
    }

    /** The short text of a failure; of what did not fail the full one, which is short. */
    String text() {
        if (report.verdict() != Verdict.FAIL) {
            return new ReportText(report).text();
        }
        List<List<Finding>> mistakes = mistakes();
        mistakes.stream().limit(MOST_MISTAKES).forEach(this::mistake);
        if (mistakes.size() > MOST_MISTAKES) {
            List<List<Finding>> more = mistakes.subList(MOST_MISTAKES, mistakes.size());
            lines.add("  and " + more.size() + " more, in "
                    + more.stream().map(BriefText::names).collect(Collectors.joining("; ")));
        }
        new ReportText(report)
                .brokenLaws()
                .forEach(law -> lines.addAll(lines.isEmpty() ? law(law) : List.of(also(law))));
        report.mishaps().lines().forEach(mishap -> lines.add("  " + mishap));
        return String.join("\n", lines);
    }

    /** The short text about a variable; the full one, which is a line, if it is not wrong. */
    String text(Finding finding) {
        if (finding.verdict() != Verdict.FAIL) {
            return new ReportText(report).text(finding);
        }
        mistake(List.of(finding));
        return String.join("\n", lines);
    }

    /** The wrong variables, those together that look like the same mistake. */
    private List<List<Finding>> mistakes() {
        Map<String, List<Finding>> alike = new LinkedHashMap<>();
        for (Finding finding : report.findings()) {
            if (finding.verdict() == Verdict.FAIL) {
                String mistake = finding.diagnoses().stream()
                        .findFirst()
                        .map(Diagnosis::mistake)
                        .orElse("");
                alike.computeIfAbsent(mistake, any -> new ArrayList<>()).add(finding);
            }
        }
        return List.copyOf(alike.values());
    }

    private static String names(List<Finding> findings) {
        return findings.stream().map(Finding::name).collect(Collectors.joining(", "));
    }

    private void mistake(List<Finding> alike) {
        lines.add(headline("gradient of " + names(alike) + " is WRONG"));
        new ReportText(report).summary(alike.get(0)).lines().forEach(line -> lines.add("  " + line));
    }

    private List<String> law(LawFinding law) {
        List<String> text = new ArrayList<>();
        text.add(headline("law " + law.law() + " is BROKEN"));
        law.text()
                .lines()
                .filter(line -> OF_LAW.stream().anyMatch(line::startsWith))
                .forEach(line -> text.add("  " + line));
        return text;
    }

    private static String also(LawFinding law) {
        return "  law " + law.law() + " is broken too";
    }

    private String headline(String what) {
        String repeat = lines.isEmpty() ? "   " + new ReportText(report).repeat() : "";
        return report.subject() + ": " + what + repeat;
    }
}
