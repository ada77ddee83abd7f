package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.vector.CommonsMath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.function.Logit;
import org.junit.jupiter.api.Test;

/** What README shows is what happens. */
class ReadmeTest {

    private static final String CONSUMERS = "test-fixtures/consumers";

    private final String readme = read("README.md");

    @Test
    void the_first_example_is_the_program_among_the_tests() {
        String program = read("src/test/java/io/gradcheck/FirstMistake.java");

        assertThat(readme).contains(program.replaceFirst("package io.gradcheck;\\R+", ""));
    }

    @Test
    void the_first_example_prints_what_is_shown() {
        String printed = GradientChecker.standard()
                .check(CommonsMath.parametric(new Logit.Parametric(), 0.4, -2, 3))
                .toString();

        assertThat(readme).contains("```text\n" + printed + "\n```");
    }

    @Test
    void its_snippets_are_the_files_that_the_build_runs() {
        List<MatchResult> whole = snippets("file");

        assertThat(whole).hasSizeGreaterThan(5);
        assertThat(whole)
                .allSatisfy(snippet -> assertThat(snippet.group(2))
                        .as("the snippet in README of %s", snippet.group(1))
                        .isEqualTo(read(snippet.group(1))));
    }

    @Test
    void it_shows_how_each_project_among_the_consumers_is_set_up() throws IOException {
        String whole = read(CONSUMERS + "/jupiter/pom.xml");
        Map<String, String> parts = new TreeMap<>();
        snippets("part of").forEach(snippet -> parts.put(snippet.group(1), snippet.group(2)));

        try (Stream<Path> projects = Files.list(Path.of(CONSUMERS))) {
            projects.filter(Files::isDirectory).forEach(project -> {
                String file = project + "/pom.xml";
                String shown = parts.getOrDefault(file, setUp(whole));
                assertThat(read(file))
                        .as("%s, of whose set-up README shows %s", file, shown)
                        .isEqualTo(whole.replace("<artifactId>jupiter<", "<artifactId>" + project.getFileName() + "<")
                                .replace(setUp(whole), shown));
            });
        }
    }

    @Test
    void its_excerpts_are_of_the_files_that_the_build_runs() {
        assertThat(snippets("excerpt of"))
                .hasSize(1)
                .allSatisfy(snippet -> assertThat(read(snippet.group(1))).contains(snippet.group(2)));
    }

    /** What the consumers' builds differ in. */
    private static String setUp(String pom) {
        return pom.substring(pom.indexOf("  <dependencyManagement>"), pom.indexOf("\n  <build>"));
    }

    /** What README shows of files: the name of each and the text. */
    private List<MatchResult> snippets(String kind) {
        return Pattern.compile("<!-- " + kind + ": (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new AssertionError(
                    file + " cannot be read from " + Path.of("").toAbsolutePath(), e);
        }
    }
}
