package io.gradcheck.check;

import io.gradcheck.check.hypothesis.Ratio;
import io.gradcheck.check.probe.Advice;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.finding.WrongJacobian;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of a report; the one place that makes it. */
final class ReportText {

    private static final int MOST_ENTRIES = 10;
    private static final int MOST_BLOCKS = 4;
    private static final String AROUND = " around the point";
    private static final String NONE = "-";

    private final CheckOutcome report;
    private final StringBuilder text = new StringBuilder();

    ReportText(CheckOutcome report) {
        this.report = report;
    }

    String text() {
        List<Finding> wrong = of(Verdict.FAIL);
        if (report.verdict() == Verdict.FAIL) {
            wrong.forEach(this::failure);
            laws();
            others();
        } else {
            line(report.subject() + ": " + headline());
            table();
            laws();
        }
        counts();
        if (!report.excluded().variables().isEmpty()) {
            line("  not checked, as excluded: "
                    + String.join(", ", report.excluded().variables()));
        }
        report.mishaps().lines().forEach(mishap -> line("  " + mishap));
        return text.toString().stripTrailing();
    }

    String text(Finding finding) {
        switch (finding.verdict()) {
            case FAIL -> failure(finding);
            case INCONCLUSIVE, KINK ->
                line(finding.name() + " is " + finding.verdict() + ": " + finding.reason() + "   " + repeat());
            case PASS ->
                line(
                        finding.vacuous()
                                ? finding.name() + " is " + Advice.vacuous(finding.reason()) + "   " + repeat()
                                : finding.name() + " agrees (detection limit " + limit(finding) + ")   " + repeat());
        }
        return text.toString().stripTrailing();
    }

    String text(Law law) {
        report.laws().stream().filter(finding -> finding.law() == law).forEach(this::law);
        return text.toString().stripTrailing();
    }

    private String headline() {
        String repeat = "   " + repeat();
        Judged judged = Judged.of(report.findings());
        return switch (report.verdict()) {
            case PASS ->
                (judged.isEach()
                                ? "every gradient is right within its bound"
                                : judged.isNone()
                                        ? "nothing could be seen of any variable, as was allowed"
                                        : "right within the bound: " + judged)
                        + repeat;
            case KINK ->
                (judged.isEach()
                                ? "every gradient is right; at kinks, around the point"
                                : "right, at kinks around the point: " + judged)
                        + repeat;
            case INCONCLUSIVE ->
                (report.isUnacceptablyVacuous()
                                ? "INCONCLUSIVE, nothing could be seen of any variable: " + whatToDo()
                                : judged.isEach() ? "INCONCLUSIVE" : "INCONCLUSIVE, judged: " + judged)
                        + repeat;
            case FAIL -> throw new IllegalStateException("a failure has its own text");
        };
    }

    private String whatToDo() {
        List<Finding> findings = report.findings();
        return findings.stream().map(Finding::reason).allMatch(Advice::isNothingToMoveAlong)
                ? findings.stream()
                        .map(finding -> finding.name() + ": " + finding.reason())
                        .collect(Collectors.joining("; "))
                : Advice.ALLOW_VACUOUS;
    }

    /** With which seed this was found, and the call that repeats it. */
    String repeat() {
        return "seed " + report.options().seed() + "   (repeat: "
                + report.options().call() + ")";
    }

    private void failure(Finding finding) {
        line(report.subject() + ": gradient of " + finding.name() + " is WRONG   " + repeat());
        String likely = likely(finding);
        if (!likely.isEmpty()) {
            line("  " + likely);
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"  at", "analytic", "numeric", "difference", "allowed"});
        if (finding.isOnlyTogether()) {
            rows.add(row("  along d", finding.analytic(), finding.numeric(), finding.difference(), finding.error()));
        }
        finding.wrongEntries().stream()
                .limit(MOST_ENTRIES)
                .forEach(entry -> rows.add(row(
                        "  " + finding.name() + entry.indexText(),
                        entry.analytic(),
                        entry.numeric(),
                        entry.difference(),
                        entry.allowed())));
        aligned(rows);
        if (!finding.wrongEntries().isEmpty() && finding.entries() > 1) {
            line("  " + count(finding));
        }
        finding.diagnoses().stream().skip(1).forEach(diagnosis -> line("  or looks like: " + diagnosis));
        jacobian(finding);
        if (!finding.reason().isEmpty()) {
            line("  " + finding.reason());
        }
    }

    /** What a wrong gradient looks like most; how its error varies where nothing is known. */
    private static String likely(Finding finding) {
        if (!finding.diagnoses().isEmpty()) {
            return "looks like: " + finding.diagnoses().get(0);
        }
        Ratio ratio = Ratio.ofWrong(finding.wrongEntries());
        return ratio.varies() ? ratio.text() : "";
    }

    /** Where a gradient is wrong, by how much, and probably why. */
    String summary(Finding finding) {
        if (finding.verdict() != Verdict.FAIL) {
            return text(finding);
        }
        if (finding.isOnlyTogether()) {
            line(compared("along d", finding.analytic(), finding.numeric(), finding.difference(), finding.error()));
        } else {
            WrongEntry worst = finding.wrongEntries().get(0);
            String at = finding.name() + worst.indexText();
            String counted = finding.entries() > 1 ? "; " + count(finding) : "";
            line(compared(at, worst.analytic(), worst.numeric(), worst.difference(), worst.allowed()) + counted);
        }
        String likely = likely(finding);
        line(likely.isEmpty() ? "no diagnosis fits" : likely);
        if (!finding.reason().isEmpty()) {
            line(finding.reason());
        }
        return text.toString().stripTrailing();
    }

    private static String compared(String at, double analytic, double numeric, double difference, double allowed) {
        return "at " + at + ": analytic " + number(analytic) + ", numeric " + number(numeric) + ", difference "
                + small(difference) + ", allowed " + small(allowed);
    }

    /** Of which outputs a gradient is wrong. */
    private void jacobian(Finding finding) {
        WrongJacobian jacobian = finding.wrong().jacobian();
        if (!jacobian.worst().isEmpty()) {
            List<String[]> rows = new ArrayList<>();
            rows.add(new String[] {"  by output", "analytic", "numeric", "difference", "allowed"});
            jacobian.worst()
                    .forEach(entry -> rows.add(row(
                            "  " + entry.text(finding.name()),
                            entry.analytic(),
                            entry.numeric(),
                            entry.difference(),
                            entry.allowed())));
            aligned(rows);
        }
        if (jacobian.wrong() > jacobian.worst().size()) {
            line("  " + jacobian.wrong() + " of " + jacobian.compared() + " that were compared differ");
        }
    }

    private static String count(Finding finding) {
        String of = " of " + finding.entries() + " entries differ" + blocks(finding);
        if (finding.wrong().count() == 0) {
            return "no entry was found that differs by more than is allowed alone; along d, where all move, the gradient does";
        }
        return switch (finding.wrong().countKind()) {
            case EXACT -> finding.wrong().count() + of;
            case AT_LEAST -> "at least " + finding.wrong().count() + of;
            case ESTIMATED -> "about " + finding.wrong().count() + of;
        };
    }

    private static String blocks(Finding finding) {
        List<String> blocks = finding.wrong().blocks();
        if (blocks.isEmpty()) {
            return "";
        }
        String first = blocks.stream()
                .limit(MOST_BLOCKS)
                .map(block -> finding.name() + block)
                .collect(Collectors.joining(", ", ", wrong throughout: ", ""));
        return blocks.size() > MOST_BLOCKS ? first + " and others" : first;
    }

    private void laws() {
        told().forEach(this::law);
    }

    /** The broken laws that are worth a word. */
    List<LawFinding> brokenLaws() {
        return told().filter(finding -> finding.verdict() == Verdict.FAIL).toList();
    }

    /** The laws, without one that a diagnosis has told already. */
    private Stream<LawFinding> told() {
        boolean said = report.findings().stream()
                .flatMap(finding -> finding.diagnoses().stream())
                .anyMatch(diagnosis -> diagnosis.kind() == Mistake.NOT_FINITE);
        return report.laws().stream().filter(finding -> finding.law() != Law.FINITE || !said);
    }

    private void law(LawFinding finding) {
        if (finding.verdict() != Verdict.PASS) {
            String verdict = finding.verdict() == Verdict.FAIL ? "BROKEN" : "undecided";
            line(report.subject() + ": law " + finding.law() + " is " + verdict + "   " + repeat());
            finding.text().lines().forEach(text -> line("  " + text));
        }
    }

    private static String[] row(String at, double analytic, double numeric, double difference, double allowed) {
        return new String[] {at, number(analytic), number(numeric), small(difference), small(allowed)};
    }

    private void others() {
        for (Verdict verdict : List.of(Verdict.INCONCLUSIVE, Verdict.KINK)) {
            for (Finding finding : of(verdict)) {
                line("  " + finding.name() + " is " + verdict + ": " + finding.reason());
            }
        }
        of(Verdict.PASS).stream()
                .filter(Finding::vacuous)
                .forEach(finding -> line("  " + finding.name() + " is " + Advice.vacuous(finding.reason())));
        List<Finding> right =
                of(Verdict.PASS).stream().filter(finding -> !finding.vacuous()).toList();
        if (!right.isEmpty()) {
            String names = right.stream().map(Finding::name).collect(Collectors.joining(", "));
            String limit = right.stream()
                    .max(Comparator.comparing(ReportText::isAboveEveryEntry).thenComparing(Finding::detectionLimit))
                    .map(ReportText::limit)
                    .orElse("");
            line("  " + names + (right.size() == 1 ? " agrees" : " agree") + " (detection limit " + limit + ")");
        }
    }

    private void table() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"  variable", "entries", "verdict", "detection limit", "relative", "evaluations", ""});
        for (Finding finding : report.findings()) {
            String note = finding.vacuous() ? Advice.vacuous(finding.reason()) : finding.reason();
            // At the kink itself the gradient may be wrong by more.
            String where = finding.verdict() == Verdict.KINK ? AROUND : "";
            rows.add(new String[] {
                "  " + finding.name(),
                String.valueOf(finding.entries()),
                finding.verdict().toString(),
                Double.isFinite(finding.detectionLimit()) ? limit(finding) + where : NONE,
                Double.isFinite(finding.relativeDetectionLimit())
                        ? small(finding.relativeDetectionLimit()) + where
                        : NONE,
                String.valueOf(finding.evaluations()),
                note
            });
        }
        aligned(rows);
    }

    private List<Finding> of(Verdict verdict) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .toList();
    }

    /** Where not everything was checked: how much was. */
    private void counts() {
        EntryCounts entries = report.entries();
        if (entries.checked() < entries.all()) {
            StringBuilder counts =
                    new StringBuilder("  checked " + entries.checked() + " of " + entries.all() + " entries: ");
            if (entries.undecided() > 0) {
                counts.append(entries.undecided()).append(" undecided");
            }
            if (entries.excluded() > 0) {
                counts.append(entries.undecided() > 0 ? ", " : "")
                        .append(entries.excluded())
                        .append(" excluded");
            }
            line(counts.toString());
        }
    }

    private void aligned(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                widths[k] = Math.max(widths[k], row[k].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int k = 0; k < row.length; k++) {
                line.append(row[k]).append(" ".repeat(widths[k] - row[k].length() + 2));
            }
            line(line.toString().stripTrailing());
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** The detection limit; a number that no entry comes near says that nothing could be seen of single ones. */
    private static String limit(Finding finding) {
        return isAboveEveryEntry(finding) ? "above every entry" : small(finding.detectionLimit());
    }

    private static boolean isAboveEveryEntry(Finding finding) {
        double relative = finding.relativeDetectionLimit();
        return relative >= 1 && Double.isFinite(relative);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.10g", value);
    }

    private static String small(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
