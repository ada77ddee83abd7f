package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the site, which {@code mvn site} has made, as a browser shows them. Skipped where there is none. */
@Tag("site")
class SiteInBrowserTest {

    private static final Path SITE = Path.of("target", "site");

    @TempDir
    private static Path directory;

    private static Browser browser;

    /** The pages that are written by hand; Javadoc and the goals' pages are made by others. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src", "site", "markdown"))) {
            return sources.map(source -> source.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> SITE.resolve(name.replaceFirst("md$", "html")))
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    static void start() {
        if (!Files.exists(SITE.resolve("index.html"))) {
            abort("Skipped: there is no site in " + SITE + "; mvn site makes it");
        }
        browser = Browser.start(directory.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_accessible_on_a_wide_window_in_the_light(Path page) throws IOException {
        browser.width(1200).scheme("light").open(page);

        assertThat(browser.violations()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_accessible_on_a_narrow_window_in_the_dark(Path page) throws IOException {
        browser.width(400).scheme("dark").open(page);

        assertThat(browser.violations()).isEmpty();
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .as("does not scroll sideways")
                .isLessThanOrEqualTo((Long) browser.run("return document.documentElement.clientWidth"));
    }
}
