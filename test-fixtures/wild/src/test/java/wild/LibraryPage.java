package wild;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The page of one library: what is wrong in it, in the words of the reports, and a picture of by how much. */
final class LibraryPage {

    private static final int MOST_LINES = 24;

    private final Library library;
    private final String overview;
    private final Map<String, List<Expected>> mistakes;

    /**
     * Asks for the mistakes.
     *
     * @param overview the name of the page of all libraries
     */
    LibraryPage(Library library, String overview) {
        this.library = library;
        this.overview = overview;
        this.mistakes = Tables.mistakes(library);
    }

    boolean exists() {
        return !mistakes.isEmpty();
    }

    /** The library's name, with a link to its page if it has one. */
    String link() {
        return exists() ? "[" + library.name() + "](" + file() + ")" : library.name();
    }

    /** The name of the page's file. */
    String file() {
        return "wild-" + library.name() + ".md";
    }

    /** The name of the picture's file. */
    String picture() {
        return "images/wild-" + library.name() + ".svg";
    }

    String text() {
        StringBuilder text = new StringBuilder("# " + library.name() + " " + library.version() + "\n\n");
        text.append("What is wrong in it, one of each mistake; [all libraries](").append(overview).append(").\n\n");
        if (!offsets().isEmpty()) {
            text.append("![By how much derivatives are wrong: ").append(spoken()).append("](").append(picture());
            text.append(")\n\nA dot is the error of the worst entry of each, relative to the right derivative, and the bar ends at what the ");
            text.append("check allowed. The line at 1e-3 is what PyTorch and DL4J accept by default.\n");
        }
        mistakes.forEach((key, rows) -> text.append(section(rows)));
        return text.toString();
    }

    private static String section(List<Expected> rows) {
        Expected first = rows.get(0);
        List<String> lines = Outcome.of(first).report().toString().lines().toList();
        String shown = String.join("\n", lines.subList(0, Math.min(MOST_LINES, lines.size())));
        String more = lines.size() > MOST_LINES ? "\n  ..." : "";
        return "\n## `" + Tables.what(first) + "`\n\n" + sentence(first) + "\n\n```text\n" + shown + more + "\n```\n";
    }

    private static String sentence(Expected row) {
        return "The mistake: " + row.mistake() + ". Confirmed by: " + row.evidence().kind() + ".";
    }

    /** By how much an entry is wrong, and what was allowed, relative to its derivative. */
    record Offset(String what, String entry, double error, double allowed) {}

    /** The worst entry of each mistake; those of which only a law tells, and infinite ones, have none. */
    private List<Offset> offsets() {
        List<Offset> offsets = new ArrayList<>();
        for (List<Expected> rows : mistakes.values()) {
            offset(rows.get(0)).ifPresent(offsets::add);
        }
        return offsets;
    }

    private static Optional<Offset> offset(Expected row) {
        return Outcome.of(row).report().findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .flatMap(finding -> finding.wrongEntries().stream().map(entry -> offset(row, finding, entry)))
                .filter(offset -> Double.isFinite(offset.error()) && offset.error() > 0)
                .max(Comparator.comparingDouble(Offset::error));
    }

    private static Offset offset(Expected row, Finding finding, WrongEntry entry) {
        double size = Math.max(Math.abs(entry.numeric()), entry.allowed());
        return new Offset(
                Tables.what(row),
                finding.name() + entry.indexText(),
                entry.difference() / size,
                Math.min(1, entry.allowed() / size));
    }

    private String spoken() {
        List<String> parts = new ArrayList<>();
        offsets().forEach(offset ->
                parts.add(offset.what() + " by " + String.format(Locale.ROOT, "%.0e", offset.error())));
        return String.join(", ", parts);
    }

    String svg() {
        return new OffsetPicture(offsets()).svg();
    }
}
