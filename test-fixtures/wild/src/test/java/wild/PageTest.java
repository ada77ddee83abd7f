package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page is what the checks come to. */
class PageTest {

    @Test
    void the_page_tells_what_was_found() throws IOException {
        Path written = Path.of("target", "wild.md").toAbsolutePath();
        Files.writeString(written, Page.text());

        Path page = Path.of(System.getProperty("wild.pages"), "wild.md");
        assertEquals(
                Files.readString(page).replace("\r\n", "\n"),
                Files.readString(written),
                () -> page.normalize() + " is out of date; what it should be is " + written);
    }
}
