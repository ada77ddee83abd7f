package wild;

import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of the tables that tell what was found. */
final class Tables {

    private Tables() {}

    /** The checks that failed, those of one mistake in one class together. */
    static Map<String, List<Expected>> mistakes(Library library) {
        Map<String, List<Expected>> mistakes = new LinkedHashMap<>();
        for (Expected row : library.rows()) {
            if (row.verdict() == Verdict.FAIL) {
                mistakes.computeIfAbsent(what(row) + ": " + row.mistake(), key -> new ArrayList<>())
                        .add(row);
            }
        }
        return mistakes;
    }

    static String what(Expected row) {
        return row.name().replaceFirst(",.*", "");
    }

    static String counted(String name, List<Expected> rows) {
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

    static int evaluations(List<Expected> rows) {
        return rows.stream()
                .mapToInt(row -> Outcome.of(row).report().evaluations())
                .sum();
    }

    static String line(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(cell.toString().isEmpty() ? "" : " " + cell).append(" |");
        }
        return line.append('\n').toString();
    }
}
