package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of the page are what the checks come to. */
class LargePageTest {

    @Test
    void the_page_has_what_is_wrong() throws IOException {
        compare("What is wrong", LargePage.wrong());
    }

    @Test
    void the_page_has_the_counts() throws IOException {
        compare("What was checked", LargePage.counts());
    }

    @TestFactory
    Stream<DynamicTest> pages_of_libraries() {
        return LibraryPages.of(LargeLibraries.all(), LargePage.FILE);
    }

    /**
     * How often a function is evaluated follows from its last digits, and those of {@code Math} are others on other
     * machines; so evaluations, the last column, may be off by a tenth.
     */
    private static void compare(String heading, String table) throws IOException {
        Path page = Path.of(System.getProperty("wild.pages"), LargePage.FILE);
        List<String> expected = Files.readAllLines(page).stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .toList();
        List<String> found = table.lines().toList();
        String outOfDate = page.normalize() + " is out of date; its table should be\n" + table;
        assertEquals(withoutEvaluations(expected), withoutEvaluations(found), outOfDate);
        for (int k = 0; k < found.size(); k++) {
            int had = evaluations(expected.get(k));
            assertTrue(Math.abs(evaluations(found.get(k)) - had) <= 0.1 * had, outOfDate);
        }
    }

    private static String withoutEvaluations(List<String> lines) {
        return String.join("\n", lines).replaceAll("\\| \\d+ \\|(\n|$)", "| # |\n");
    }

    private static int evaluations(String line) {
        return line.matches(".*\\| \\d+ \\|") ? Integer.parseInt(line.replaceFirst(".*\\| (\\d+) \\|", "$1")) : 0;
    }
}
