package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page is what the checks come to. */
class PageTest {

    /**
     * How often a function is evaluated follows from its last digits, and those of {@code Math} are others on other
     * machines; so evaluations, the last column, may be off by a tenth.
     */
    @Test
    void the_page_tells_what_was_found() throws IOException {
        assumeTrue(
                Libraries.all().contains(Libraries.IGNITE),
                "the page is about all libraries, and one does not run on this Java");
        Path written = Path.of("target", Page.FILE).toAbsolutePath();
        Files.writeString(written, Page.text());
        Path page = Path.of(System.getProperty("wild.pages"), Page.FILE);
        List<String> expected = Files.readAllLines(page);
        List<String> found = Files.readAllLines(written);

        String outOfDate = page.normalize() + " is out of date; what it should be is " + written;
        assertEquals(withoutEvaluations(expected), withoutEvaluations(found), outOfDate);
        for (int k = 0; k < found.size(); k++) {
            int had = evaluations(expected.get(k));
            assertTrue(Math.abs(evaluations(found.get(k)) - had) <= 0.1 * had, outOfDate + ": " + found.get(k));
        }
    }

    @TestFactory
    Stream<DynamicTest> pages_of_libraries() {
        return LibraryPages.of(Libraries.all(), Page.FILE);
    }

    private static String withoutEvaluations(List<String> lines) {
        return String.join("\n", lines).replaceAll("\\| \\d+ \\|\n", "| # |\n");
    }

    private static int evaluations(String line) {
        return line.matches(".*\\| \\d+ \\|") ? Integer.parseInt(line.replaceFirst(".*\\| (\\d+) \\|", "$1")) : 0;
    }
}
