package wild;

import java.util.ArrayList;
import java.util.List;

/** The page of the documentation that tells what was found. */
final class Page {

    static final String FILE = "wild.md";

    private static final String HEAD = """
            # Found in the wild

            Hand-written derivatives of published libraries for the JVM, as they are on Maven Central, checked with the options that
            everybody gets. Most take an adapter of a few lines, none more than twenty-five; `test-fixtures/wild` has them, and a campaign
            over Encog's networks of random sizes. `mvn verify -Pthorough` checks them all; alone, in less than a minute:

            ```sh
            mvn -q install -DskipTests && mvn -f test-fixtures/wild/pom.xml test
            ```

            Every mistake below is confirmed by something that is not our numeric derivative: a formula, the same function in 60 decimal
            digits, another way in the library itself, or, where there is none, seven-point differences by commons-math3. Its derivative
            is the one that the report has, and not the one that the library has, at every entry that is named and at no other. Where the
            evidence is the exact value, the library's derivative is right and its value is not. A library's page has its reports, and a
            picture of how far its derivatives are off.

            ## What is wrong

            | library | what | mistake | wrong | it looks like | evidence | checks | evaluations |
            | --- | --- | --- | --- | --- | --- | --: | --: |
            """;

    private static final String MIDDLE = """

            `x[...]` is an entry of the argument that the derivative is by. [Laws](laws.md) are judged beside the numbers. Where nothing
            is said of what it looks like, there was no diagnosis.

            ## What was checked

            | library | checks | PASS | KINK | INCONCLUSIVE | FAIL | evaluations |
            | --- | --: | --: | --: | --: | --: | --: |
            """;

    private static final String END = """

            INCONCLUSIVE are functions that are level there or saturated, values that are infinite, NaN or jump, slopes without bound, and one
            check that needs more evaluations than a check gets. Each says so, and what to do.
            """;

    private Page() {}

    static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        Libraries.all()
                .forEach(library -> Tables.mistakes(library).forEach((key, rows) -> text.append(mistake(library, rows))));
        text.append(MIDDLE);
        List<Expected> all = new ArrayList<>();
        for (Library library : Libraries.all()) {
            text.append(Tables.counted(library.name() + " " + library.version(), library.rows()));
            all.addAll(library.rows());
        }
        return text.append(Tables.counted("all", all)).append(END).toString();
    }

    private static String mistake(Library library, List<Expected> rows) {
        Expected first = rows.get(0);
        return Tables.line(
                new LibraryPage(library, FILE).link() + " " + library.version(),
                "`" + Tables.what(first) + "`",
                first.mistake(),
                inRanges(Outcome.of(first).wrong()),
                Outcome.of(first).looksLike(),
                first.evidence().kind(),
                rows.size(),
                Tables.evaluations(rows));
    }

    /** {@code x[4] to x[12]} for entries that follow each other, where there are more than four. */
    private static String inRanges(String wrong) {
        List<String> entries = List.of(wrong.split(", "));
        boolean row = entries.size() > 4 && entries.stream().allMatch(entry -> entry.matches("x\\[\\d+]"));
        row = row && number(entries.get(entries.size() - 1)) - number(entries.get(0)) == entries.size() - 1;
        return row ? entries.get(0) + " to " + entries.get(entries.size() - 1) : wrong;
    }

    private static int number(String entry) {
        return Integer.parseInt(entry.replaceAll("\\D", ""));
    }
}
