package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.verification.RecordedModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {

    private static final String A = "com.acme.ATest";
    private static final Instant BEFORE = RecordedModule.BUILD.minus(Duration.ofDays(1));

    @TempDir
    private Path directory;

    private RecordedModule module;
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void compile() throws IOException {
        module = new RecordedModule(directory);
        module.compile("com/acme/ATest", "a");
    }

    private int verify(String... options) {
        List<String> all = new ArrayList<>(List.of("--project", directory.toString()));
        all.addAll(List.of(options));
        return new CommandLine(new VerifyCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private RecordedModule.Run run(long wrong) throws IOException {
        return module.run(1, BEFORE).plans(A, 1).checks(A, "one", 7, wrong).ends();
    }

    private String said() {
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private Path page() {
        return directory.resolve("target/gradcheck-report/index.html");
    }

    @Test
    void rules_that_hold_end_with_0_and_a_line() throws IOException {
        run(0);

        assertThat(verify()).isZero();
        assertThat(said()).isEqualTo("All rules hold: 7 checks of 1 classes. Report: " + page() + "\n");
        assertThat(err.toString()).isEmpty();
        assertThat(page()).isRegularFile();
    }

    @Test
    void the_report_is_written_where_it_is_wanted_under_its_title() throws IOException {
        run(0);
        Path to = directory.resolve("elsewhere");

        assertThat(verify("--to", to.toString(), "--title", "of acme")).isZero();
        assertThat(to.resolve("index.html")).content().contains("of acme");
        assertThat(page()).doesNotExist();
    }

    @Test
    void each_rule_that_does_not_hold_ends_with_1_and_is_told() throws IOException {
        run(2);

        assertThat(verify("--max-failures", "2")).isZero();
        assertThat(verify("--min-tries", "8", "--max-inconclusive", "0", "--min-mutant-score", "0.9"))
                .isEqualTo(1);
        assertThat(said())
                .endsWith("gradients are not verified: 3 rules are violated in " + directory.getFileName() + "\n"
                        + "  checks that found a wrong gradient: found 2, wanted at most 0: com.acme.ATest.one (scale)\n"
                        + "  checks of com.acme.Scale: found 7, wanted at least 8\n"
                        + "  mutant score of com.acme.Scale: found none, as no single check of it passed, wanted at"
                        + " least 0.9\n"
                        + "  report: " + page() + "\n");
    }

    @Test
    void results_that_are_lost_end_with_1_unless_they_are_ignored() throws IOException {
        Path file = module.results().resolve(run(0).resultFile(A));
        module.run(2, BEFORE.plusSeconds(1))
                .plans("com.acme.BTest", 1)
                .checks("com.acme.BTest", "two", 5, 0)
                .ends();
        Files.delete(file);

        assertThat(verify()).isEqualTo(1);
        assertThat(said())
                .isEqualTo("gradients are not verified: 1 rule is violated in " + directory.getFileName() + "\n"
                        + "  results that were lost: found 1, wanted none (mvn clean, and the tests again;"
                        + " to go on without: --ignore-lost-results)\n"
                        + "    " + file + ": com.acme.ATest: it was written, and is not there\n"
                        + "  report: " + page() + "\n");

        assertThat(verify("--ignore-lost-results")).isZero();
        assertThat(said()).endsWith("\nAll rules hold: 5 checks of 1 classes. Report: " + page() + "\n");
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "Lost, and not counted: " + file + ": com.acme.ATest: it was written, and is not there\n");
    }

    @Test
    void in_github_actions_mistakes_and_rules_are_annotations_before_the_rest() throws IOException {
        module.compileSource(
                "src/test/java/com/acme/ATest.java", "package com.acme;\nclass ATest {\n  void one() {}\n}\n");
        run(1);
        environment.put("GITHUB_ACTIONS", "true");

        assertThat(verify()).isEqualTo(1);
        assertThat(said())
                .startsWith("::error file=src/test/java/com/acme/ATest.java,line=3,title=something is wrong in 1 of 7"
                        + " cases that this test does not look for::scale in com.acme.ATest.one\n"
                        + "::error title=gradients are not verified in " + directory.getFileName()
                        + "::checks that found a wrong gradient: found 1, wanted at most 0: com.acme.ATest.one (scale)\n"
                        + "gradients are not verified: 1 rule is violated in ");
    }

    @Test
    void the_summary_is_added_to_that_of_the_job_when_it_is_asked_for() throws IOException {
        run(0);
        Path file = directory.resolve("summary");
        environment.put("GITHUB_STEP_SUMMARY", file.toString());
        assertThat(verify()).isZero();
        assertThat(file).doesNotExist();

        assertThat(verify("--job-summary")).isZero();
        assertThat(file).hasSameTextualContentAs(page().resolveSibling("summary.md"));
        assertThat(err.toString()).isEmpty();

        environment.put("GITHUB_STEP_SUMMARY", directory.toString());
        assertThat(verify("--job-summary")).isZero();
        assertThat(err.toString())
                .startsWith(
                        "No summary for the job: " + directory + ", named by GITHUB_STEP_SUMMARY, cannot be written: ")
                .hasLineCount(1);
    }

    @Test
    void results_of_other_classes_than_those_that_are_built_do_not_count() throws IOException {
        run(0);
        module.compile("com/acme/Scale", "changed");

        assertThat(verify("--ignore-lost-results")).isEqualTo(1);
        assertThat(said())
                .contains("results that count: found none, wanted some")
                .contains("no results of the classes that are built in " + module.results());
    }

    @Test
    void a_directory_or_a_type_that_is_not_there_ends_with_2() throws IOException {
        assertThat(verify("nowhere")).isEqualTo(2);
        assertThat(err.toString())
                .contains("DIR: found " + directory.resolve("nowhere") + ", wanted a directory with results of tests");

        run(0);
        assertThat(verify("--type", "com.acme.Missing")).isEqualTo(2);
        assertThat(err.toString()).contains("types: found com.acme.Missing, which is not on the module's class path");
        assertThat(verify("--min-tries", "many")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }
}
