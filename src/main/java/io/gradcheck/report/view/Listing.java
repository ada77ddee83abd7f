package io.gradcheck.report.view;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.SubjectResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All subjects as compact data, from which a script makes the rows that are looked at.
 *
 * <p>A row is an array; classes and tests, which many rows share, are numbers in lists of their own. A row and what it adds
 * to those lists keep to a number of bytes: variables that find no room are counted. Names are whole, as long as there is
 * room somewhere on the page; those cut are counted.
 */
final class Listing {

    /** The largest number of rows. More than a page can hold; all of them are in the file beside it. */
    static final int MOST_ROWS = 20_000;

    private static final int NUMBERS = 120; // bytes of a row without its names and variables
    private static final int LEAST_NAME = 24;
    private static final int LONGEST_NAME = 100;
    private static final int NAMES = 4; // subject, class, test, note or first variable

    private final int bytesPerRow;
    private final int longestName;
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final Map<String, Integer> testClasses = new LinkedHashMap<>();
    private final Map<String, String> sharedNames = new HashMap<>();
    private final Map<String, Integer> tests = new LinkedHashMap<>();
    private final Map<String, Integer> engines = new LinkedHashMap<>();
    private final List<String> rows = new ArrayList<>();
    private int shared; // bytes of those lists
    private int spare; // bytes for names that are longer than a row has room for
    private int cutNames;

    /**
     * Begins a listing.
     *
     * @param bytesPerRow how many bytes a row may add to the page
     * @param spare how many bytes there are beside, for long names
     */
    Listing(int bytesPerRow, int spare) {
        this.bytesPerRow = bytesPerRow;
        this.spare = spare;
        this.longestName = Math.max(LEAST_NAME, Math.min(LONGEST_NAME, (bytesPerRow - NUMBERS) / NAMES));
    }

    /**
     * Adds a row.
     *
     * @param one the subject
     * @param link where the page shows more of it; empty if nowhere
     */
    void add(ReportedSubject one, String link) {
        SubjectResult subject = one.subject();
        int before = shared;
        int spareBefore = spare;
        StringBuilder row = new StringBuilder("[").append(letter(one.verdict()));
        row.append(',').append(name(subject.subject()));
        row.append(',').append(number(classes, sharedName(subject.classUnderTest())));
        String engine = JsonText.string(one.test().engine(), LEAST_NAME);
        row.append(',')
                .append(number(
                        tests,
                        "[" + number(testClasses, sharedName(one.testClass())) + ","
                                + sharedName(one.test().method()) + "," + number(engines, engine) + ","
                                + letter(one.test().status()) + "]"));
        row.append(',').append(subject.tries());
        row.append(',').append(subject.evaluations());
        row.append(',').append(JsonText.number(subject.seconds(), 3));
        row.append(',').append(JsonText.number(subject.relativeDetectionLimit(), 2));
        row.append(",\"").append(subject.seed()).append('"'); // JavaScript's numbers lose digits of it
        row.append(',').append(one.mutants()).append(',').append(one.caught());
        row.append(',').append(name(one.note()));
        row.append(',').append(link.isEmpty() ? "0" : JsonText.string(link));
        int left = bytesPerRow + spareBefore - spare - JsonText.bytes(row.toString()) - (shared - before);
        variables(row, one, left);
        rows.add(row.append(']').toString());
    }

    private String sharedName(String words) {
        return sharedNames.computeIfAbsent(words, this::name);
    }

    /** The whole name, if there is room for it. */
    private String name(String words) {
        String whole = JsonText.string(words);
        int over = JsonText.bytes(whole) - longestName;
        if (over > spare) {
            cutNames++;
            return JsonText.string(words, longestName);
        }
        spare -= Math.max(0, over);
        return whole;
    }

    /** {@return how many names were cut, as the page has no room for them} */
    int cutNames() {
        return cutNames;
    }

    private void variables(StringBuilder row, ReportedSubject one, int bytes) {
        CheckResult shown = one.subject().shown();
        List<Finding> variables = shown == null ? List.of() : shown.variables();
        int left = bytes - 30; // brackets, the numbers of those left out, what ends the row
        List<String> texts = new ArrayList<>();
        for (Finding variable : variables) {
            String text = "[" + JsonText.string(variable.name()) + ","
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
        if (shown != null && !shown.unseen().isEmpty()) {
            unseen(row, shown.unseen(), left);
        }
    }

    private static void unseen(StringBuilder row, List<Mutant> unseen, int bytes) {
        int left = bytes;
        List<String> texts = new ArrayList<>();
        for (Mutant mutant : unseen) {
            String text = "[" + JsonText.string(mutant.variable()) + "," + JsonText.string(mutant.mistake()) + ","
                    + JsonText.string(mutant.reason()) + "]";
            left -= JsonText.bytes(text) + 1;
            if (left < 0) {
                break;
            }
            texts.add(text);
        }
        row.append(",[").append(String.join(",", texts)).append("],").append(unseen.size() - texts.size());
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
        return "{\"classes\":[" + String.join(",", classes.keySet()) + "],\n\"testClasses\":["
                + String.join(",", testClasses.keySet()) + "],\n\"engines\":["
                + String.join(",", engines.keySet()) + "],\n\"tests\":[" + String.join(",", tests.keySet())
                + "],\n\"rows\":[\n" + String.join(",\n", rows) + "]}";
    }
}
