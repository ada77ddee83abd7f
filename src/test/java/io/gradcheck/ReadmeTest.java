package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.vector.CommonsMath;
import java.nio.file.Path;
import org.apache.commons.math3.analysis.function.Logit;
import org.junit.jupiter.api.Test;

/** What README shows is what happens. */
class ReadmeTest {

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

    private static String read(String file) {
        return Page.of(Path.of(file)).text();
    }
}
