package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a report is written, and what happens where it cannot be. */
class ReportWriterTest {

    private static final String RESULT = """
            {"format":2,"run":"a","started":"2026-03-01T12:00:00Z","written":"2026-03-01T12:00:01Z",\
            "testClass":"com.acme.ATest","tests":[]}
            """;

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();
    private long now;
    private long perLook;

    private Path results() {
        return directory.resolve("gradcheck");
    }

    private Path report() {
        return directory.resolve("gradcheck-report");
    }

    private ReportWriter writer() {
        return new ReportWriter(
                new ReportWriter.Place(results(), report()), "acme", warnings::add, () -> now += perLook);
    }

    private void recorded(String file) throws IOException {
        Files.createDirectories(results());
        Files.writeString(results().resolve(file), RESULT.replace("ATest", file.replace(".json", "")));
    }

    private List<String> reported() throws IOException {
        return MergedResults.read(report().resolve(Report.DATA)).results().stream()
                .map(ClassResult::testClass)
                .toList();
    }

    private static void run(ReportWriter writer) {
        writer.runBegins();
        writer.isDue();
        writer.runEnds();
    }

    @Test
    void the_report_is_there_when_a_run_has_ended() throws IOException {
        ReportWriter writer = writer();
        recorded("A.json");

        writer.runBegins();
        writer.isDue();
        assertThat(report()).doesNotExist();
        writer.runEnds();

        assertThat(writer.page()).isEqualTo(report().resolve("index.html"));
        assertThat(writer.page()).content().contains("<title>acme ").contains("</html>");
        assertThat(reported()).containsExactly("com.acme.A");
        try (Stream<Path> files = Files.list(report())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", "index.html", "gradcheck.json", "summary.md");
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_run_that_checks_nothing_writes_none_although_there_are_older_results() throws IOException {
        ReportWriter writer = writer();
        recorded("A.json");

        writer.runBegins();
        writer.runEnds();

        assertThat(report()).doesNotExist();
    }

    @Test
    void without_results_there_is_no_page() throws IOException {
        run(writer());
        assertThat(report()).doesNotExist();

        Files.createDirectories(results());
        run(writer());
        assertThat(report().resolve("index.html")).doesNotExist();
        assertThat(warnings).isEmpty();
    }

    @Test
    void of_runs_within_each_other_the_outermost_writes() throws IOException {
        ReportWriter writer = writer();
        recorded("A.json");

        writer.runBegins();
        run(writer);
        assertThat(report()).doesNotExist();
        recorded("B.json");
        writer.runEnds();

        assertThat(reported()).containsExactly("com.acme.A", "com.acme.B");
    }

    @Test
    void a_later_run_writes_it_anew() throws IOException {
        ReportWriter writer = writer();
        recorded("A.json");
        run(writer);
        recorded("B.json");
        run(writer);

        assertThat(reported()).containsExactly("com.acme.A", "com.acme.B");
    }

    @Test
    void a_report_that_takes_long_takes_a_tenth_of_the_time_at_most() throws IOException {
        perLook = 1_000_000_000; // each look at the clock, before and after a report
        ReportWriter writer = writer();
        recorded("A.json");
        run(writer);
        recorded("B.json");

        run(writer);
        assertThat(reported()).containsExactly("com.acme.A");
        now += 10 * perLook;
        run(writer);
        assertThat(reported()).containsExactly("com.acme.A", "com.acme.B");
    }

    @Test
    void a_damaged_file_is_named_on_the_page_and_the_others_are_shown() throws IOException {
        recorded("A.json");
        Files.writeString(results().resolve("half.json"), RESULT.substring(0, 70));

        ReportWriter writer = writer();
        run(writer);

        assertThat(reported()).containsExactly("com.acme.A");
        assertThat(writer.page()).content().contains("half.json");
        assertThat(warnings).isEmpty();
    }

    @Test
    void where_it_cannot_be_written_that_is_said_once_in_a_line() throws IOException {
        recorded("A.json");
        Files.writeString(report(), "in the way");
        ReportWriter writer = writer();

        run(writer);
        run(writer);

        assertThat(warnings)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("gradcheck: the report cannot be written to " + report() + ": java.nio.file.")
                        .endsWith("; the tests go on without. To do without it: -Dgradcheck.page=false")
                        .doesNotContain("\n"));
    }

    @Test
    void a_test_that_leaves_its_thread_interrupted_does_no_harm() throws IOException {
        recorded("A.json");
        Thread.currentThread().interrupt();

        run(writer());

        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(reported()).containsExactly("com.acme.A");
        assertThat(warnings).isEmpty();
    }

    @Test
    void the_last_run_of_each_class_is_shown_as_the_goal_does() throws IOException {
        recorded("A.json");
        Files.writeString(
                results().resolve("A-again.json"),
                Files.readString(results().resolve("A.json"))
                        .replace("\"run\":\"a\"", "\"run\":\"b\"")
                        .replace("12:00:00", "13:00:00"));

        run(writer());

        assertThat(MergedResults.read(report().resolve(Report.DATA)).results())
                .isEqualTo(Report.readLast(List.of(results()), "acme").results().results())
                .extracting(ClassResult::run)
                .containsExactly("b");
    }
}
