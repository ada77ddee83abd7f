package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Holds pages, tables and pictures to what the checks come to. */
final class LibraryPages {

    private LibraryPages() {}

    /**
     * A test for each library in which something is wrong. Last digits are others on other machines, so numbers are not compared,
     * and pictures only by what they show.
     */
    static Stream<DynamicTest> of(List<Library> libraries, String overview) {
        return libraries.stream()
                .map(library -> new LibraryPage(library, overview))
                .filter(LibraryPage::exists)
                .map(page -> DynamicTest.dynamicTest(page.file(), () -> {
                    assertSame(page.file(), page.text());
                    assertSame(page.picture(), page.svg());
                }));
    }

    private static void assertSame(String file, String found) throws IOException {
        Path written = Path.of("target", "pages", file).toAbsolutePath();
        Files.createDirectories(written.getParent());
        Files.writeString(written, found);
        Path page = Path.of(System.getProperty("wild.pages"), file);
        String expected = Files.exists(page) ? Files.readString(page) : "";
        assertEquals(
                withoutNumbers(expected),
                withoutNumbers(found),
                page.normalize() + " is out of date; what it should be is " + written);
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("-?\\d+(\\.\\d+)?(e[+-]\\d+)?", "#").replaceAll(" +", " ");
    }

    /**
     * Requires that lines are the same. How often a function is evaluated follows from its last digits, and those of {@code Math}
     * are others on other machines; so evaluations, the last column of tables, may be off by a tenth.
     */
    static void assertSameRows(List<String> expected, List<String> found, String outOfDate) {
        assertEquals(withoutEvaluations(expected), withoutEvaluations(found), outOfDate);
        for (int k = 0; k < found.size(); k++) {
            int had = evaluations(expected.get(k));
            assertTrue(Math.abs(evaluations(found.get(k)) - had) <= 0.1 * had, outOfDate + ": " + found.get(k));
        }
    }

    private static String withoutEvaluations(List<String> lines) {
        return String.join("\n", lines).replaceAll("\\| \\d+ \\|(\n|$)", "| # |\n");
    }

    private static int evaluations(String line) {
        return line.matches(".*\\| \\d+ \\|") ? Integer.parseInt(line.replaceFirst(".*\\| (\\d+) \\|", "$1")) : 0;
    }
}
