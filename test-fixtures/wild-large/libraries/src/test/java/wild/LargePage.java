package wild;

import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of the page that tells what was found. */
final class LargePage {

    private LargePage() {}

    static String wrong() {
        StringBuilder table = new StringBuilder("""
                | library | what | mistake | wrong | it looks like | evidence | checks | evaluations |
                | --- | --- | --- | --- | --- | --- | --: | --: |
                """);
        for (Library library : LargeLibraries.all()) {
            Map<String, List<Expected>> mistakes = new LinkedHashMap<>();
            for (Expected row : library.rows()) {
                if (row.verdict() == Verdict.FAIL) {
                    mistakes.computeIfAbsent(what(row) + ": " + row.mistake(), key -> new ArrayList<>())
                            .add(row);
                }
            }
            mistakes.values().forEach(rows -> table.append(mistake(library, rows)));
        }
        return table.toString();
    }

    static String counts() {
        StringBuilder table = new StringBuilder("""
                | library | checks | PASS | KINK | INCONCLUSIVE | FAIL | evaluations |
                | --- | --: | --: | --: | --: | --: | --: |
                """);
        List<Expected> all = new ArrayList<>();
        for (Library library : LargeLibraries.all()) {
            table.append(counted(named(library), library.rows()));
            all.addAll(library.rows());
        }
        return table.append(counted("all", all)).toString();
    }

    private static String mistake(Library library, List<Expected> rows) {
        Expected first = rows.get(0);
        Outcome outcome = Outcome.of(first);
        return line(
                named(library),
                "`" + what(first) + "`",
                first.mistake(),
                shortened(outcome.wrong()),
                outcome.looksLike(),
                first.evidence().kind(),
                rows.size(),
                evaluations(rows));
    }

    /** {@code 0_W (5), input (9)} for more than four entries. */
    private static String shortened(String wrong) {
        if (wrong.split(", |; ").length <= 4) {
            return wrong;
        }
        List<String> variables = new ArrayList<>();
        for (String variable : wrong.split("; ")) {
            variables.add(
                    variable.startsWith("law ")
                            ? variable
                            : variable.replaceFirst("\\[.*", "") + " (" + variable.split(", ").length + ")");
        }
        return String.join(", ", variables);
    }

    private static String named(Library library) {
        return library.name() + " " + library.version();
    }

    private static String what(Expected row) {
        return row.name().replaceFirst(",.*", "");
    }

    private static String counted(String name, List<Expected> rows) {
        return line(
                name,
                rows.size(),
                count(rows, Verdict.PASS),
                count(rows, Verdict.KINK),
                count(rows, Verdict.INCONCLUSIVE),
                count(rows, Verdict.FAIL),
                evaluations(rows));
    }

    private static long count(List<Expected> rows, Verdict verdict) {
        return rows.stream().filter(row -> Outcome.of(row).verdict() == verdict).count();
    }

    private static int evaluations(List<Expected> rows) {
        return rows.stream()
                .mapToInt(row -> Outcome.of(row).report().evaluations())
                .sum();
    }

    private static String line(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(cell.toString().isEmpty() ? "" : " " + cell).append(" |");
        }
        return line.append('\n').toString();
    }
}
