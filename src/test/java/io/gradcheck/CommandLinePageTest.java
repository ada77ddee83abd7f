package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on goals and commands has all of them, and names no option that there is not. */
class CommandLinePageTest {

    private static final Path SOURCES = Path.of("src/main/java/io/gradcheck");

    private final String page = Page.ofSite("command-line.md").text();

    @Test
    void it_has_every_goal_and_no_other() throws IOException {
        Set<String> goals = all("@Mojo\\(\\s*name = \"([\\w-]+)\"", sources("maven"));
        goals.add("help"); // which Maven makes

        assertThat(all("(?m)^\\| `gradcheck:(\\w+)` \\|", page)).isEqualTo(goals);
    }

    @Test
    void it_has_every_command_and_no_option_that_there_is_not() throws IOException {
        String commands = sources("cli");
        Set<String> names = all("name = \"(\\w+)\",\\s+mixinStandardHelpOptions", commands);
        names.remove("gradcheck"); // the main job
        Set<String> options = all("\"(--[\\w-]+)\"", commands);
        options.addAll(Set.of("--help", "--version"));

        assertThat(all("(?m)^\\| `(\\w+) ", page)).containsAll(names);
        assertThat(all("(--[a-z][\\w-]*)", page)).hasSizeGreaterThan(5).isSubsetOf(options);
    }

    @Test
    void each_property_of_a_goal_is_one() throws IOException {
        Set<String> known = all("property = \"([\\w.]+)\"", sources("maven"));

        assertThat(all("-D(gradcheck[\\w.]*)", page.substring(0, page.indexOf("## The main job"))))
                .hasSizeGreaterThan(3)
                .isSubsetOf(known);
    }

    @Test
    void it_has_every_rule_with_its_option_and_what_its_failure_says() throws IOException {
        Set<String> rules = all(
                "private (?:@Nullable )?[\\w<>]+ (\\w+)[; ]",
                Page.of(SOURCES.resolve("verification/Rules.java")).text());
        String judge = Page.of(SOURCES.resolve("verification/Judge.java")).text();
        Set<String> options = all("(?m)^\\| `\\w+` \\| `(--[\\w-]+)`", page);

        assertThat(rules).contains("minTries", "types").hasSizeGreaterThan(8);
        assertThat(all("(?m)^\\| `(\\w+)` \\| `--", page)).isEqualTo(rules);
        assertThat(options).hasSameSizeAs(rules).isSubsetOf(all("\"(--[\\w-]+)\"", sources("cli")));
        assertThat(all("(?m)\\| ([^|]+?)(?: of com\\.acme\\.Scale)?: found [^|]+\\|$", page))
                .hasSizeGreaterThan(5)
                .allSatisfy(said -> assertThat(judge).contains("\"" + said));
    }

    private static String sources(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
            List<Path> sorted = files.sorted().toList();
            return sorted.stream().map(file -> Page.of(file).text()).collect(Collectors.joining());
        }
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
