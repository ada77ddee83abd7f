package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project that is set up as the page tells is set up as those that the build runs. */
class GettingStartedTest {

    private static final Path CONSUMERS = Path.of("test-fixtures/consumers");

    private final Page page = Page.ofSite("getting-started.md");
    private final String pom = pom(CONSUMERS.resolve("jupiter"));

    @Test
    void it_shows_how_each_project_among_the_consumers_is_set_up() throws IOException {
        Map<String, String> parts = new TreeMap<>();
        page.snippets("part of").forEach(snippet -> parts.put(String.valueOf(snippet.file()), snippet.text()));

        assertThat(page.snippets("file")).extracting(Page.Snippet::text).contains(pom);
        try (Stream<Path> projects = Files.list(CONSUMERS)) {
            projects.filter(Files::isDirectory).forEach(project -> {
                String shown = parts.getOrDefault(project + "/pom.xml", setUp(pom));
                assertThat(pom(project))
                        .as("the pom of %s, of whose set-up the page shows %s", project, shown)
                        .isEqualTo(pom.replace("<artifactId>jupiter<", "<artifactId>" + project.getFileName() + "<")
                                .replace(setUp(pom), shown));
            });
        }
    }

    /** No build of Gradle or sbt is run here; what they name has to be what Maven's builds have. */
    @ParameterizedTest
    @ValueSource(strings = {"groovy", "sbt"})
    void other_build_tools_name_the_artifacts_and_versions_that_maven_does(String language) {
        String block = blocks(language).findFirst().orElseThrow();

        assertThat(Pattern.compile("['\"]([\\w.]+)(?::|\" %+ \")([\\w-]+)(?:(?::|\" % \")([\\w.-]+))['\"]")
                        .matcher(block)
                        .results())
                .hasSize(2)
                .allSatisfy((MatchResult found) -> {
                    String version = version(found.group(1), found.group(2));
                    assertThat(found.group(3)).as(found.group()).isEqualTo(version);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"groovy", "sbt"})
    void their_tasks_name_commands_and_options_that_there_are(String language) {
        String blocks = blocks(language).collect(Collectors.joining());
        String commands = Stream.of("VerifyCommand", "RuleOptions", "FuzzCommand", "FuzzOptions")
                .map(name -> Page.of(Path.of("src/main/java/io/gradcheck/cli", name + ".java"))
                        .text())
                .collect(Collectors.joining());

        assertThat(Pattern.compile("['\"](--[\\w-]+)['\"]").matcher(blocks).results())
                .isNotEmpty()
                .allSatisfy((MatchResult found) -> assertThat(commands).contains("\"" + found.group(1) + "\""));
        assertThat(blocks).contains("io.gradcheck.cli.Main");
    }

    private Stream<String> blocks(String language) {
        return page.snippets().stream()
                .filter(snippet -> snippet.language().equals(language))
                .map(Page.Snippet::text);
    }

    /** The version of an artifact in Maven's build; that of JUnit's parts is that of their BOM. */
    private String version(String group, String artifact) {
        String from = group.startsWith("org.junit") ? "<artifactId>junit-bom<" : "<artifactId>" + artifact + "<";
        String behind = pom.substring(pom.indexOf(from));
        assertThat(pom).contains("<artifactId>" + artifact + "<");
        return behind.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    }

    private static String pom(Path project) {
        return Page.of(project.resolve("pom.xml")).text();
    }

    /** What the consumers' builds differ in. */
    private static String setUp(String pom) {
        return pom.substring(pom.indexOf("  <dependencyManagement>"), pom.indexOf("\n  <build>"));
    }
}
