package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page has what the checkers say; times are its own. */
class CheckersTest {

    @Test
    void the_page_has_what_each_says() throws IOException {
        compare("What each says", Checkers.verdicts());
    }

    @Test
    void the_page_has_what_is_named() throws IOException {
        compare("What is named", Checkers.names());
    }

    @Test
    void the_page_has_the_networks() throws IOException {
        compare("Whole networks", CheckedNetworks.verdicts());
    }

    private static void compare(String heading, String table) throws IOException {
        Path page = Path.of(System.getProperty("wild.pages"), "checkers.md");
        String written = Files.readAllLines(page).stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        assertEquals(written, table, page.normalize() + " is out of date");
    }
}
