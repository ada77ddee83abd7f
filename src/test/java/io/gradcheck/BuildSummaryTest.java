package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildSummaryTest {

    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path target;

    private void write(String file, String content) throws IOException {
        Path path = target.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void suite(String directory, String name, int tests, int skipped) throws IOException {
        write(
                directory + "/TEST-" + name + ".xml",
                "<testsuite name=\"%s\" tests=\"%d\" skipped=\"%d\"/>".formatted(name, tests, skipped));
    }

    @Test
    void it_counts_tests_and_names_projects_and_what_was_left_out() throws IOException {
        suite("surefire-reports", "io.gradcheck.ATest", 1200, 0);
        suite("surefire-reports", "io.gradcheck.report.PageInBrowserTest", 18, 18);
        suite("failsafe-reports", "io.gradcheck.JarIT", 8, 0);
        write("failsafe-reports/failsafe-summary.xml", "<failsafe-summary/>");
        suite("surefire-reports", "io.gradcheck.OfAnEarlierBuildTest", 5, 0);
        Files.setLastModifiedTime(
                target.resolve("surefire-reports/TEST-io.gradcheck.OfAnEarlierBuildTest.xml"),
                FileTime.from(BEGAN.minusSeconds(1)));
        for (String project : new String[] {"setup", "wild", "goals/kotlin"}) {
            write(
                    "invoker-reports/BUILD-" + project.replace('/', '_') + ".xml",
                    "<build-job project=\"" + project + "/pom.xml\"/>");
        }

        assertThat(new BuildSummary(target, BEGAN).text("long,thorough"))
                .isEqualToNormalizingNewlines("""

                Shown on Java %d:
                  1,218 tests of 2 classes
                  2 projects built that use the packaged jar, and 8 tests of what they say: goals/kotlin, wild
                Left out:
                  18 tests that say why: PageInBrowserTest
                  what takes minutes, more projects that use the jar, and coverage: -Pthorough
                  what takes up to an hour: -Plong
                  the measured pages, mutants and benchmarks: src/site/markdown/contributing.md
                """.formatted(Runtime.version().feature()));
        assertThat(new BuildSummary(target, BEGAN).text("long")).doesNotContain("-Pthorough");
    }

    @Test
    void nothing_is_said_to_be_shown_where_no_test_ran() throws IOException {
        assertThat(new BuildSummary(target, BEGAN).text("long")).isEmpty();
    }

    @Test
    void a_damaged_report_is_named() throws IOException {
        write("surefire-reports/TEST-a.xml", "<testsuite");

        assertThatThrownBy(() -> new BuildSummary(target, BEGAN).text(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("surefire-reports");
    }
}
