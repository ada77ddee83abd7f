package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Tests that the pages of libraries and their pictures are what the checks come to. */
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
}
