package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages link to what exists, and the code that they show is code that the build runs. */
class PagesTest {

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_to_a_file_and_a_heading_that_exist(Page page) {
        assertThat(page.brokenLinks()).as("links of %s that lead nowhere", page).isEmpty();
    }

    @Test
    void a_link_to_no_file_or_to_no_heading_is_seen() {
        Page page = new Page(Page.SITE.resolve("example.md"), """
                # A heading, of `code`
                ```java
                # no heading
                ```
                [right](laws.md) [right](laws.md#finite) [right](#a-heading-of-code) [right](plugin-info.html)
                [right](schema/result-2.json) [right](https://example.org/nothing) `[no link](nothing.md)`
                [wrong](nowhere.md) [wrong](laws.md#infinite) [wrong](#no-heading) [wrong](nowhere.md#finite)
                """);

        assertThat(page.brokenLinks())
                .containsExactly("nowhere.md", "laws.md#infinite", "#no-heading", "nowhere.md#finite");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_snippet_is_of_the_file_that_is_named(Page page) {
        assertThat(page.snippets())
                .filteredOn(snippet -> snippet.kind() != null)
                .allSatisfy(snippet -> {
                    assertThat(snippet.kind()).isIn("file", "part of", "excerpt of");
                    assertThat(snippet.isOfItsFile())
                            .as("%s is %s %s:%n%s", page, snippet.kind(), snippet.file(), snippet.text())
                            .isTrue();
                });
    }

    /** All but two: clusters.md, of which a test of its own reads the blocks, and report.md, which has fragments alone. */
    static List<Page> pages_of_running_code() throws IOException {
        return pages().stream()
                .filter(page -> !Set.of(Page.SITE.resolve("clusters.md"), Page.SITE.resolve("report.md"))
                        .contains(page.file()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages_of_running_code")
    void every_block_of_code_names_its_file(Page page) {
        assertThat(page.snippets())
                .filteredOn(snippet -> Set.of("java", "kotlin", "scala", "xml").contains(snippet.language()))
                .allSatisfy(snippet -> assertThat(snippet.file())
                        .as("the file of%n%s", snippet.text())
                        .isNotNull());
    }

    @Test
    void pages_that_start_with_code_have_it() {
        assertThat(Stream.of("guide.md", "getting-started.md", "tests.md").map(Page::ofSite))
                .allSatisfy(page -> assertThat(page.snippets()).hasSizeGreaterThan(5));
        assertThat(Page.of(Path.of("README.md")).snippets("excerpt of")).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_test_that_a_command_names_exists(Page page) throws IOException {
        List<String> named = Pattern.compile("-Dtest=(\\w+)")
                .matcher(page.text())
                .results()
                .map((MatchResult match) -> match.group(1) + ".java")
                .toList();

        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
            assertThat(tests.map(test -> String.valueOf(test.getFileName())).toList())
                    .containsAll(named);
        }
    }

    @Test
    void a_snippet_that_is_not_of_its_file_is_seen() {
        Page page = new Page(Page.SITE.resolve("example.md"), """
                <!-- excerpt of: src/test/java/io/gradcheck/FirstMistake.java -->
                ```java
                public static void
                main(String[] args) {
                ```

                <!-- excerpt of: src/test/java/io/gradcheck/FirstMistake.java -->
                ```java
                public static void secondary(String[] args) {
                ```

                <!-- file: src/test/java/io/gradcheck/FirstMistake.java -->
                ```java
                public class FirstMistake {
                ```

                <!-- excerpt of: test-fixtures/consumers/jupiter/expected/tests.txt -->
                ```text
                com.acme.AssertedBlockTest scale: passed
                ```

                <!-- excerpt of: test-fixtures/consumers/jupiter/expected/tests.txt -->
                ```text
                com.acme.AssertedBlockTest  scale: passed
                ```
                """);

        assertThat(page.snippets())
                .extracting(Page.Snippet::isOfItsFile)
                .containsExactly(true, false, false, true, false);
    }
}
