package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.RelativeError;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts that questions.md has, and that what it advises helps. Sums, products and roots only: alike on every machine. */
class QuestionsTest {

    private final Subject absolute = Subject.objective(
            "sizes",
            x -> Math.abs(x[0]) + Math.abs(x[1]) + Math.abs(x[2]),
            x -> new double[] {Math.signum(x[0]), Math.signum(x[1]), Math.signum(x[2])},
            0,
            0,
            0);

    private final Subject root = Subject.objective(
            "root", x -> Math.sqrt(x[0]) + x[1] * x[1], x -> new double[] {0.5 / Math.sqrt(x[0]), 2 * x[1]}, 0, 1);

    private final Subject cubes = Subject.objective(
            "cubes", x -> x[0] * x[0] * x[0] + 2 * x[1], x -> new double[] {3 * x[0] * x[0], 2 + 1e-7}, 0.5, -1);

    private static Subject floats(double factor) {
        return Subject.objective(
                "squares", x -> (float) x[0] * (float) x[0], x -> new double[] {factor * (float) x[0]}, 0.3);
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    @Test
    void every_text_of_the_page_is_what_a_check_says() throws IOException {
        List<String> texts = List.of(
                GradientChecker.standard().maxEvaluations(30).check(absolute).toString(),
                check(root).toString(),
                check(cubes).toString(),
                check(floats(2.001)).toString());
        String page =
                Files.readString(Path.of("src/site/markdown/questions.md")).replace("\r\n", "\n");

        // those that name a file are compared with it by another test
        assertThat(Pattern.compile("(?<!-->\n)^```text\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE)
                        .matcher(page)
                        .results()
                        .map(block -> block.group(1)))
                .containsExactlyInAnyOrderElementsOf(texts);
    }

    @ParameterizedTest
    @EnumSource
    void every_law_is_in_its_table(Law law) throws IOException {
        assertThat(Files.readString(Path.of("src/site/markdown/questions.md")))
                .contains("| [" + law + "](laws.md#" + law.toString().toLowerCase(Locale.ROOT) + ") | ");
    }

    @Test
    void what_is_advised_helps() {
        assertThat(GradientChecker.standard()
                        .maxEvaluations(300)
                        .check(absolute)
                        .verdict())
                .isEqualTo(Verdict.KINK);
        assertThat(check(floats(2.001).withPrecision(Precision.FLOAT)).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(check(floats(2).withPrecision(Precision.FLOAT)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(cubes.withAccuracy(1e-7)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(GradientChecker.standard()
                        .accepting(RelativeError.of(1e-6))
                        .check(cubes)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }
}
