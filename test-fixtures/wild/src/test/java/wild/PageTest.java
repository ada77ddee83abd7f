package wild;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page is what the checks come to. */
class PageTest {

    @Test
    void the_page_tells_what_was_found() throws IOException {
        assumeTrue(
                Libraries.all().contains(Libraries.IGNITE),
                "the page is about all libraries, and one does not run on this Java");
        Path written = Path.of("target", Page.FILE).toAbsolutePath();
        Files.writeString(written, Page.text());
        Path page = Path.of(System.getProperty("wild.pages"), Page.FILE);

        LibraryPages.assertSameRows(
                Files.readAllLines(page),
                Files.readAllLines(written),
                page.normalize() + " is out of date; what it should be is " + written);
    }

    @TestFactory
    Stream<DynamicTest> pages_of_libraries() {
        return LibraryPages.of(Libraries.all(), Page.FILE);
    }
}
