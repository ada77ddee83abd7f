package wild;

import java.util.ArrayList;
import java.util.List;

/** The tables of the page that tells what was found. */
final class LargePage {

    static final String FILE = "wild-large.md";

    private LargePage() {}

    static String wrong() {
        StringBuilder table = new StringBuilder("""
                | library | what | mistake | wrong | it looks like | evidence | checks | evaluations |
                | --- | --- | --- | --- | --- | --- | --: | --: |
                """);
        for (Library library : LargeLibraries.all()) {
            Tables.mistakes(library).values().forEach(rows -> table.append(mistake(library, rows)));
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
            table.append(Tables.counted(named(library), library.rows()));
            all.addAll(library.rows());
        }
        return table.append(Tables.counted("all", all)).toString();
    }

    private static String mistake(Library library, List<Expected> rows) {
        Expected first = rows.get(0);
        Outcome outcome = Outcome.of(first);
        return Tables.line(
                new LibraryPage(library, FILE).link() + " " + library.version(),
                "`" + Tables.what(first) + "`",
                first.mistake(),
                shortened(outcome.wrong()),
                outcome.looksLike(),
                first.evidence().kind(),
                rows.size(),
                Tables.evaluations(rows));
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
}
