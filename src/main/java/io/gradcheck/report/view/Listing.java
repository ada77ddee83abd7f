package io.gradcheck.report.view;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.SubjectResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All subjects as compact data, from which a script makes the rows that are looked at.
 *
 * <p>A row is an array; classes and tests, which many rows share, are numbers in lists of their own. A row and what it adds
 * to those lists keep to a number of bytes: variables that find no room are counted.
 */
final class Listing {

    /** The largest number of rows. More than a page can hold; all of them are in the file beside it. */
    static final int MOST_ROWS = 20_000;

    private static final int NUMBERS = 120; // bytes of a row without its names and variables
    private static final int LEAST_NAME = 24;
    private static final int LONGEST_NAME = 100;
    private static final int NAMES = 4; // subject, class, test, note or first variable
    private static final int UNSEEN = 3;

    private final int bytesPerRow;
    private final int longestName;
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final Map<String, Integer> tests = new LinkedHashMap<>();
    private final Map<String, Integer> engines = new LinkedHashMap<>();
    private final List<String> rows = new ArrayList<>();
    private int shared; // bytes of those lists

    /**
     * Begins a listing.
     *
     * @param bytesPerRow how many bytes a row may add to the page
     */
    Listing(int bytesPerRow) {
        this.bytesPerRow = bytesPerRow;
        this.longestName = Math.max(LEAST_NAME, Math.min(LONGEST_NAME, (bytesPerRow - NUMBERS) / NAMES));
    }

    /**
     * Adds a row.
     *
     * @param one the subject
     * @param hasArticle whether the page shows more of it elsewhere
     */
    void add(ReportedSubject one, boolean hasArticle) {
        SubjectResult subject = one.subject();
        int before = shared;
        StringBuilder row = new StringBuilder("[").append(letter(one.verdict()));
        row.append(',').append(JsonText.string(subject.subject(), longestName));
        row.append(',').append(number(classes, JsonText.string(subject.classUnderTest(), longestName)));
        String engine = JsonText.string(one.test().engine(), LEAST_NAME);
        row.append(',')
                .append(number(
                        tests,
                        "[" + JsonText.string(one.testName(), longestName) + "," + number(engines, engine) + ","
                                + letter(one.test().status()) + "]"));
        row.append(',').append(subject.tries());
        row.append(',').append(subject.evaluations());
        row.append(',').append(JsonText.number(subject.seconds(), 3));
        row.append(',').append(JsonText.number(subject.relativeDetectionLimit(), 2));
        row.append(",\"").append(subject.seed()).append('"'); // JavaScript's numbers lose digits of it
        row.append(',').append(one.mutants()).append(',').append(one.caught());
        row.append(',').append(JsonText.string(one.note(), one.passed() ? LEAST_NAME : 2 * longestName));
        row.append(',').append(hasArticle ? 1 : 0);
        int left = bytesPerRow - JsonText.bytes(row.toString()) - (shared - before);
        variables(row, one, left);
        rows.add(row.append(']').toString());
    }

    private void variables(StringBuilder row, ReportedSubject one, int bytes) {
        CheckResult shown = one.subject().shown();
        List<Finding> variables = shown == null ? List.of() : shown.variables();
        int left = bytes - 20; // brackets, the number of those left out, what ends the row
        List<String> texts = new ArrayList<>();
        for (Finding variable : variables) {
            String text = "[" + JsonText.string(variable.name(), longestName) + ","
                    + letter(variable.verdict()) + ","
                    + JsonText.number(variable.analytic(), 7) + ","
                    + JsonText.number(variable.numeric(), 7) + ","
                    + JsonText.number(variable.difference(), 2) + ","
                    + JsonText.number(variable.error(), 2) + ","
                    + JsonText.number(variable.detectionLimit(), 2) + "]";
            left -= JsonText.bytes(text) + 1;
            if (left < 0) {
                break;
            }
            texts.add(text);
        }
        row.append(",[").append(String.join(",", texts)).append("],").append(variables.size() - texts.size());
        if (shown != null && !shown.unseen().isEmpty() && left > 0) {
            String unseen = unseen(shown);
            if (JsonText.bytes(unseen) < left) {
                row.append(',').append(unseen);
            }
        }
    }

    private static String unseen(CheckResult shown) {
        List<String> texts = new ArrayList<>();
        for (Mutant mutant :
                shown.unseen().subList(0, Math.min(UNSEEN, shown.unseen().size()))) {
            texts.add(mutant.variable() + ": " + mutant.mistake());
        }
        return JsonText.string(String.join("; ", texts) + (shown.unseen().size() > UNSEEN ? "; …" : ""));
    }

    private static String letter(Enum<?> constant) {
        return "\"" + constant.name().charAt(0) + "\"";
    }

    private int number(Map<String, Integer> all, String one) {
        Integer known = all.putIfAbsent(one, all.size());
        if (known == null) {
            shared += JsonText.bytes(one) + 1;
            return all.size() - 1;
        }
        return known;
    }

    /** {@return the data as JSON that may be embedded in a script} */
    String json() {
        return "{\"classes\":[" + String.join(",", classes.keySet()) + "],\n\"engines\":["
                + String.join(",", engines.keySet()) + "],\n\"tests\":[" + String.join(",", tests.keySet())
                + "],\n\"rows\":[\n" + String.join(",\n", rows) + "]}";
    }
}
