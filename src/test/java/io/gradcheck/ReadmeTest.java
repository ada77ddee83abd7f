package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.vector.CommonsMath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.function.Logit;
import org.junit.jupiter.api.Test;

/** What README shows is what happens. */
class ReadmeTest {

    private static final String CONSUMERS = "test-fixtures/consumers";

    private final Page readme = Page.of(Path.of("README.md"));

    @Test
    void the_first_example_is_the_program_among_the_tests() {
        String program = read("src/test/java/io/gradcheck/FirstMistake.java");

        assertThat(readme.text()).contains(program.replaceFirst("package io.gradcheck;\\R+", ""));
    }

    @Test
    void the_first_example_prints_what_is_shown() {
        String printed = GradientChecker.standard()
                .check(CommonsMath.parametric(new Logit.Parametric(), 0.4, -2, 3))
                .toString();

        assertThat(readme.text()).contains("```text\n" + printed + "\n```");
    }

    @Test
    void it_shows_how_each_project_among_the_consumers_is_set_up() throws IOException {
        String whole = read(CONSUMERS + "/jupiter/pom.xml");
        Map<String, String> parts = new TreeMap<>();
        readme.snippets("part of").forEach(snippet -> parts.put(snippet.file(), snippet.text()));

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

    /** What the consumers' builds differ in. */
    private static String setUp(String pom) {
        return pom.substring(pom.indexOf("  <dependencyManagement>"), pom.indexOf("\n  <build>"));
    }

    private static String read(String file) {
        return Page.of(Path.of(file)).text();
    }
}
