package wild;

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

    private static void compare(String heading, String table) throws IOException {
        Path page = Path.of(System.getProperty("wild.pages"), LargePage.FILE);
        List<String> expected = Files.readAllLines(page).stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .toList();
        LibraryPages.assertSameRows(
                expected,
                table.lines().toList(),
                page.normalize() + " is out of date; its table should be\n" + table);
    }
}
