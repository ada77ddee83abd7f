package io.gradcheck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.result.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which results count, and what is told to be lost. */
class RecordedRunsTest {

    private static final String A = "com.acme.ATest";
    private static final String B = "com.acme.BTest";
    private static final Instant BEFORE = RecordedModule.BUILD.minus(Duration.ofDays(1));
    private static final Instant DURING = RecordedModule.BUILD.plusSeconds(5);

    @TempDir
    private Path directory;

    private RecordedModule module;

    @BeforeEach
    void compile() throws IOException {
        module = new RecordedModule(directory.resolve("module"));
        module.compile("com/acme/ATest", "a");
        module.compile("com/acme/BTest", "b");
    }

    private RecordedModule.Run whole(long number, Instant started) throws IOException {
        return module.run(number, started).plans(A, 1).checks(A, "one", 7, 0).ends();
    }

    @Test
    void results_of_the_classes_that_are_built_count_whenever_the_tests_were_run() throws IOException {
        whole(1, BEFORE);

        assertThat(module.checks()).isEqualTo(Map.of(A, 7L));
        assertThat(module.lost()).isEmpty();
        assertThat(module.read().warnings()).isEmpty();
    }

    @Test
    void a_project_that_was_moved_since_its_tests_were_run_is_the_same() throws IOException {
        whole(1, BEFORE);
        Path moved = directory.resolve("moved");
        Files.move(module.project, moved);

        RecordedRuns runs = new RecordedRuns(
                moved.resolve("target/gradcheck"), moved, moved.resolve("target/test-classes"), RecordedModule.BUILD);
        assertThat(runs.results()).hasSize(1);
        assertThat(runs.lost()).isEmpty();
    }

    @Test
    void results_of_other_classes_than_there_are_now_are_lost_whatever_the_clock_says() throws IOException {
        RecordedModule.Run run = whole(1, DURING);
        module.compile("com/acme/Scale", "another");

        assertThat(module.checks()).isEmpty();
        assertThat(module.lost())
                .containsExactly("runs/" + run.file().getFileName()
                        + ": results of other classes than there are now, as target/classes has changed:"
                        + " com.acme.ATest; run the tests again");

        whole(2, BEFORE);
        assertThat(module.checks()).as("run again").isEqualTo(Map.of(A, 7L));
        assertThat(module.lost()).isEmpty();
    }

    @Test
    void results_of_tests_that_were_deleted_since_are_no_loss() throws IOException {
        whole(1, BEFORE);
        Files.delete(module.tests().resolve("com/acme/ATest.class"));

        assertThat(module.checks()).isEmpty();
        assertThat(module.lost()).isEmpty();
    }

    @Test
    void a_clock_that_was_set_back_is_told_and_the_last_run_counts() throws IOException {
        module.run(1, BEFORE).plans(A, 1).checks(A, "one", 7, 3).ends();
        module.run(2, BEFORE.minusSeconds(60))
                .plans(A, 1)
                .checks(A, "one", 5, 0)
                .ends();

        assertThat(module.checks()).isEqualTo(Map.of(A, 5L));
        assertThat(module.lost()).isEmpty();
        assertThat(module.read().warnings())
                .containsExactly("a clock was set back: run run2 began after run run1, and says a time before it."
                        + " Runs are taken in their order.");
    }

    @Test
    void of_two_runs_of_one_test_in_this_build_both_count() throws IOException {
        module.run(1, DURING).plans(A, 1).checks(A, "one", 7, 3).ends();
        module.run(2, DURING).plans(A, 1).checks(A, "one", 5, 0).ends();

        assertThat(module.checks()).isEqualTo(Map.of(A, 12L));
    }

    @Test
    void a_run_of_a_single_test_leaves_the_results_of_others_as_they_are() throws IOException {
        whole(1, BEFORE);
        module.run(2, BEFORE.plusSeconds(1)).plans(B, 1).checks(B, "two", 5, 0).ends();
        module.run(3, BEFORE.plusSeconds(2))
                .plans(A, 1)
                .checks(A, "another", 4, 0)
                .ends();

        assertThat(module.checks()).isEqualTo(Map.of(A, 11L, B, 5L));
        assertThat(module.lost()).isEmpty();
    }

    @Test
    void what_forks_have_checked_on_threads_of_several_tests_counts_of_each_until_its_tests_are_run_again()
            throws IOException {
        module.run(1, BEFORE).plans(A, 1).checks("", "(threads)", 7, 3).ends();
        module.run(2, BEFORE).plans(B, 1).checks("", "(threads)", 5, 0).ends();
        assertThat(module.checks()).isEqualTo(Map.of("", 12L));

        module.run(3, BEFORE).plans(A, 1).checks("", "(threads)", 4, 0).ends();
        assertThat(module.checks()).isEqualTo(Map.of("", 9L));
    }

    @Test
    void a_file_that_is_missing_cut_off_changed_or_of_another_format_is_lost() throws IOException {
        RecordedModule.Run run = whole(1, BEFORE);
        Path file = module.results().resolve(run.resultFile(A));
        String name = file.getFileName().toString();
        String written = Files.readString(file);

        run.cut(file, 9);
        assertThat(module.lost())
                .singleElement()
                .asString()
                .startsWith(name + ": com.acme.ATest: " + name + ": found no JSON");

        Files.writeString(file, written.replace("\"tries\":7", "\"tries\":8"));
        assertThat(module.lost())
                .containsExactly(name + ": com.acme.ATest: " + name + ": it was changed after it had been written");

        Files.writeString(file, written.replace("\"format\":2", "\"format\":3"));
        assertThat(module.lost())
                .containsExactly(name + ": com.acme.ATest: " + name
                        + ": found format 3, wanted 2; use the release that wrote it");

        Files.delete(file);
        assertThat(module.lost()).containsExactly(name + ": com.acme.ATest: it was written, and is not there");
        assertThat(module.checks()).isEmpty();

        Files.createDirectory(file);
        assertThat(module.lost())
                .containsExactly(name + ": com.acme.ATest: " + name + ": found a directory, wanted a file");
        Files.delete(file);

        Files.createSymbolicLink(file, Files.writeString(directory.resolve("elsewhere.json"), written));
        assertThat(module.lost())
                .singleElement()
                .asString()
                .contains(": found a link to ")
                .contains("elsewhere.json");
        Files.delete(file);

        Files.writeString(file, written);
        assertThat(module.lost()).isEmpty();
    }

    @Test
    void a_run_that_did_not_end_has_lost_the_classes_that_had_not_ended() throws IOException {
        RecordedModule.Run killed =
                module.run(1, BEFORE).plans(A, 1).checks(A, "one", 7, 0).plans(B, 1);
        String log = "runs/" + killed.file().getFileName();

        assertThat(module.lost())
                .containsExactly(log + ": com.acme.BTest: its run was cut off before the tests of the class had ended");

        killed.ends();
        assertThat(module.lost()).isEmpty();

        killed.cut(killed.file(), 3);
        assertThat(module.lost())
                .containsExactly(log + ": com.acme.BTest: its run was cut off before the tests of the class had ended");

        Files.writeString(killed.file(), "{}\n");
        assertThat(module.lost()).first().asString().startsWith(log + ": " + log + ".format: found nothing");
    }

    @Test
    void what_was_lost_is_made_good_by_a_later_run_of_as_many_tests() throws IOException {
        module.run(1, BEFORE).plans(A, 2).loses(A).ends();
        assertThat(module.lost()).containsExactly("runs/1-run1.jsonl: com.acme.ATest: no space left");

        module.run(2, BEFORE).plans(A, 1).checks(A, "one", 7, 0).ends();
        assertThat(module.lost()).as("of one method only").hasSize(1);

        module.run(3, BEFORE).plans(A, 2).checks(A, "one", 7, 0).ends();
        assertThat(module.lost()).isEmpty();
    }

    @Test
    void a_file_that_no_run_has_written_is_lost_unless_its_tests_have_been_run() throws IOException {
        RecordedModule.Run run = whole(1, BEFORE);
        Files.delete(run.file());

        assertThat(module.lost())
                .containsExactly(
                        run.resultFile(A) + ": no run in runs has written it, so that nobody knows what it is of");

        whole(2, BEFORE);
        assertThat(module.lost()).isEmpty();
        assertThat(module.checks()).isEqualTo(Map.of(A, 7L));
    }

    @Test
    void runs_of_another_module_that_shares_the_directory_are_that_modules_matter() throws IOException {
        RecordedModule.Run run = whole(1, BEFORE);
        Files.writeString(run.file(), Files.readString(run.file()).replace("\"../..\"", "\"../../../other\""));

        assertThat(module.checks()).isEmpty();
        assertThat(module.lost()).isEmpty();
        assertThat(RunLog.files(module.results())).hasSize(1);
    }

    @Test
    void tests_that_were_run_and_left_no_log_are_told_by_their_reports() throws IOException {
        whole(1, BEFORE);
        Path reports = Files.createDirectories(module.project.resolve("target/surefire-reports"));
        String xml =
                "<testsuite><properties><property name=\"sun.java.command\" value=\"%s\"/></properties></testsuite>";
        Files.writeString(reports.resolve("TEST-com.acme.ATest.xml"), xml.formatted("surefire9"));
        RecordedRuns runs = module.read();

        assertThat(LaunchedTests.unrecorded(module.project.resolve("target"), runs::hasLaunch))
                .as("another command")
                .hasSize(1);

        Files.writeString(reports.resolve("TEST-com.acme.ATest.xml"), xml.formatted("sure&amp;fire1"));
        assertThat(LaunchedTests.unrecorded(module.project.resolve("target"), runs::hasLaunch))
                .as("the same, written as XML")
                .isEmpty();

        Files.writeString(reports.resolve("TEST-com.acme.BTest.xml"), xml.formatted("surefire2"));
        assertThat(LaunchedTests.unrecorded(module.project.resolve("target"), runs::hasLaunch))
                .singleElement()
                .satisfies(one -> assertThat(one.file()).endsWith("TEST-com.acme.BTest.xml"));
    }
}
