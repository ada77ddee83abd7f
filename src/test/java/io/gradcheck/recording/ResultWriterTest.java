package io.gradcheck.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.result.RunEvent.PlannedClass;
import io.gradcheck.result.RunLog;
import io.gradcheck.result.Status;
import io.gradcheck.result.TestName;
import io.gradcheck.result.TestResult;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a run: whole, its own, and no reason for a test to fail. */
class ResultWriterTest {

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    private static TestResult test(String method, Status status) {
        Recording recording = Recording.beside(new TestName("com.acme.ATest", method, "engine", "id of " + method));
        recording.enter();
        GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::cos, 0.3));
        GradientChecker.standard().check(Subject.scalar("wrong", Math::sin, Math::sin, 0.3, 7));
        recording.leave();
        recording.ended(new PartResult("", status, "what it says"));
        return recording.close();
    }

    @Test
    void what_is_read_is_what_was_written() throws IOException {
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        TestResult test = test("one", Status.FAILED);

        writer.add("com.acme.ATest", test);
        writer.write("com.acme.ATest");

        ClassResult read = ClassResult.read(files().get(0));
        assertThat(read.run()).isEqualTo(writer.run());
        assertThat(read.testClass()).isEqualTo("com.acme.ATest");
        assertThat(read.written()).isAfterOrEqualTo(read.started());
        assertThat(read.tests()).hasSize(1);
        assertThat(RecordWriter.written(read.tests().get(0))).isEqualTo(RecordWriter.written(test));
        assertThat(RecordWriter.written(read) + "\n").isEqualTo(Files.readString(files().get(0)));
        assertThat(read.tests().get(0).subjects()).hasSize(2);
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_test_that_runs_again_in_a_run_replaces_its_first_result_and_others_are_added() throws IOException {
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        writer.add("com.acme.ATest", test("one", Status.FAILED));
        writer.write("com.acme.ATest");
        writer.add("com.acme.ATest", test("two", Status.SUCCESSFUL));
        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
        writer.add("com.acme.BTest", test("three", Status.SUCCESSFUL));
        writer.writeAll();

        assertThat(files()).hasSize(2);
        assertThat(ClassResult.read(files().get(0)).tests())
                .extracting(TestResult::method, TestResult::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("one", Status.SUCCESSFUL),
                        org.assertj.core.groups.Tuple.tuple("two", Status.SUCCESSFUL));
    }

    @Test
    void runs_that_share_a_directory_do_not_meet() throws Exception {
        ExecutorService forks = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> runs = IntStream.range(0, 24)
                    .<Callable<String>>mapToObj(k -> () -> {
                        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
                        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
                        writer.writeAll();
                        return writer.run();
                    })
                    .toList();
            List<String> names = new ArrayList<>();
            for (Future<String> run : forks.invokeAll(runs)) {
                names.add(run.get());
            }
            assertThat(names).doesNotHaveDuplicates();
            List<String> read = new ArrayList<>();
            for (Path file : files()) {
                read.add(ClassResult.read(file).run());
            }
            assertThat(read).containsExactlyInAnyOrderElementsOf(names);
        } finally {
            forks.shutdown();
        }
    }

    @Test
    void a_directory_that_cannot_be_written_is_told_of_once_and_breaks_nothing() throws IOException {
        Path file = Files.writeString(directory.resolve("no directory"), "");
        ResultWriter writer = new ResultWriter(file.resolve("gradcheck"), Path.of(""), warnings::add);

        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
        writer.writeAll();
        writer.add("com.acme.BTest", test("two", Status.SUCCESSFUL));
        writer.writeAll();

        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .startsWith("gradcheck: results cannot be written to " + file.resolve("gradcheck") + ": ")
                        .endsWith("; the tests go on without, and gradcheck:verify is going to fail."
                                + " Another directory: -Dgradcheck.results=..."));
    }

    @Test
    void a_log_tells_what_was_planned_and_what_became_of_it() throws IOException {
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        long plan = writer.planBegins(
                List.of(new PlannedClass("com.acme.ATest", 2), new PlannedClass("com.acme.BTest", 1)));
        assertThat(log().unended()).containsExactly("com.acme.ATest", "com.acme.BTest");

        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
        writer.classEnded("com.acme.ATest");
        assertThat(log().unended()).containsExactly("com.acme.BTest");
        assertThat(log().hasEnded()).isFalse();
        assertThat(log().written().get("com.acme.ATest").holds(Files.readString(files().get(0))))
                .isTrue();

        writer.planEnds(plan);
        assertThat(log().hasEnded()).isTrue();
        assertThat(log().unended()).isEmpty();
        assertThat(log().lost()).isEmpty();
        assertThat(log().planned()).containsExactly(Map.entry("com.acme.ATest", 2L), Map.entry("com.acme.BTest", 1L));
        assertThat(log().head().number()).isEqualTo(1);
        assertThat(log().head().classes()).as("those of this build").isNotEmpty();

        new ResultWriter(directory, Path.of(""), warnings::add).planBegins(List.of());
        assertThat(RunLog.numbers(directory))
                .containsEntry(writer.run(), 1L)
                .hasSize(2)
                .containsValue(2L);
    }

    @Test
    void results_that_can_be_written_at_the_end_only_are_not_lost() throws IOException {
        Path results = directory.resolve("results");
        Files.writeString(results, "in the way");
        ResultWriter writer = new ResultWriter(results, Path.of(""), warnings::add);
        long plan = writer.planBegins(List.of(new PlannedClass("com.acme.ATest", 1)));
        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
        writer.classEnded("com.acme.ATest");
        assertThat(warnings).hasSize(1);

        Files.delete(results);
        writer.planEnds(plan);

        RunLog log = RunLog.read(RunLog.files(results).get(0));
        assertThat(log.hasEnded()).isTrue();
        assertThat(log.lost()).isEmpty();
        assertThat(log.written()).containsOnlyKeys("com.acme.ATest");
    }

    @Test
    void results_that_cannot_be_written_are_told_in_the_log() throws IOException {
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        Path inTheWay = Files.createDirectories(directory.resolve("com.acme.ATest-" + writer.run() + ".json"));
        Files.writeString(inTheWay.resolve("file"), "");

        long plan = writer.planBegins(List.of(new PlannedClass("com.acme.ATest", 1)));
        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
        writer.classEnded("com.acme.ATest");
        writer.planEnds(plan);

        assertThat(log().lost()).containsExactly(Map.entry("com.acme.ATest", "its results could not be written"));
        assertThat(log().hasEnded()).isTrue();
    }

    private RunLog log() throws IOException {
        return RunLog.read(RunLog.files(directory).get(0));
    }

    @Test
    void halves_of_characters_and_control_characters_in_names_are_written_and_read() throws IOException {
        String name = "a\uD83D b\uDE00 c\uD83D\uDE00 \u0000\u0007\u001b\u0085\u2028 \" \\ \uFFFF";
        Recording recording = Recording.beside(new TestName("com.acme." + name, name, "engine", name));
        GradientChecker.standard().unheard().heardBy(recording).check(Subject.scalar(name, Math::sin, Math::sin, 0.3));
        recording.ended(new PartResult(name, Status.FAILED, name));
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        long plan = writer.planBegins(List.of(new PlannedClass("com.acme." + name, 1)));
        writer.add("com.acme." + name, recording.close());
        writer.planEnds(plan);

        assertThat(warnings).isEmpty();
        ClassResult read = ClassResult.read(files().get(0));
        assertThat(read.testClass()).isEqualTo("com.acme." + name);
        assertThat(read.tests().get(0).method()).isEqualTo(name);
        assertThat(read.tests().get(0).notPassed().get(0).reason()).isEqualTo(name);
        assertThat(read.tests().get(0).subjects().get(0).subject()).isEqualTo(name);
        assertThat(log().planned()).containsOnlyKeys("com.acme." + name);
        assertThat(log().written().get("com.acme." + name).holds(Files.readString(files().get(0))))
                .isTrue();
    }

    @Test
    void names_of_classes_that_differ_in_case_only_have_files_of_their_own() throws IOException {
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
        writer.add("com.acme.Atest", test("one", Status.SUCCESSFUL));
        writer.writeAll();

        assertThat(files())
                .extracting(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void names_of_classes_that_no_file_can_have_are_told_apart() throws IOException {
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        writer.add("a spec: with <signs>", test("one", Status.SUCCESSFUL));
        writer.add("a spec: with >signs<", test("one", Status.SUCCESSFUL));
        writer.add("x".repeat(500), test("one", Status.SUCCESSFUL));
        writer.writeAll();

        assertThat(files())
                .hasSize(3)
                .allSatisfy(file -> assertThat(file.getFileName().toString())
                        .matches("[A-Za-z0-9._$-]+\\.json")
                        .hasSizeLessThan(200));
    }

    @Test
    void damaged_files_say_what_is_wrong_and_where() throws IOException {
        ResultWriter writer = new ResultWriter(directory, Path.of(""), warnings::add);
        writer.add("com.acme.ATest", test("one", Status.SUCCESSFUL));
        writer.writeAll();
        String whole = Files.readString(files().get(0));
        Path file = directory.resolve("x.json");

        assertRefused(file, whole.substring(0, whole.length() / 2), "x.json: found no JSON: ");
        assertRefused(file, "[]", "x.json: found no JSON: ");
        assertRefused(
                file,
                whole.replaceFirst("\"tries\":1", "\"tries\":\"one\""),
                "x.json.tests[0].subjects[0].tries: found String one, wanted a whole number");
        assertRefused(
                file,
                whole.replaceFirst("\"tries\":1", "\"trials\":1"),
                "x.json.tests[0].subjects[0].tries: found nothing");
        assertRefused(
                file,
                whole.replaceFirst("SUCCESSFUL", "GREAT"),
                "x.json.tests[0].status: found String GREAT, wanted one of [SUCCESSFUL, ABORTED, FAILED]");
        assertRefused(file, whole.replaceFirst("\"all\":1", "\"all\":2"), "wanted 2 in all");
        assertRefused(
                file,
                whole.replaceFirst("\"format\":2", "\"format\":1").replaceFirst("\"repeat\"", "\"again\""),
                "x.json: found format 1, wanted 2; use the release that wrote it");
    }

    private static void assertRefused(Path file, String text, String message) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> ClassResult.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_series_and_a_loop_without_end_are_few_results() {
        Recording series = Recording.beside(new TestName("c", "m", "e", "1"));
        series.series();
        Recording loop = Recording.beside(new TestName("c", "m", "e", "2"));
        for (int k = 0; k < 150; k++) {
            Subject subject = Subject.scalar("sin " + k, Math::sin, k == 120 ? Math::sin : Math::cos, 0.3 + k);
            GradientChecker.standard().unheard().heardBy(series).heardBy(loop).check(subject);
        }

        assertThat(series.close().subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.tries()).isEqualTo(150);
            assertThat(subject.verdicts()).containsEntry(Verdict.PASS, 149L).containsEntry(Verdict.FAIL, 1L);
            assertThat(subject.subject()).as("the worst").isEqualTo("sin 120");
        });
        assertThat(loop.close().subjects()).hasSize(101);
    }

    @Test
    void while_a_failure_is_made_small_tries_are_not_counted_and_the_last_failure_is_shown() {
        Recording recording = Recording.beside(new TestName("c", "m", "e", "1"));
        GradientChecker checker = GradientChecker.standard().unheard().heardBy(recording);
        recording.series();
        checker.check(Subject.scalar("large", Math::sin, Math::sin, 0.3, 4, 5));
        recording.shrinking();
        checker.check(Subject.scalar("small", Math::sin, Math::sin, 0.3));
        checker.check(Subject.scalar("too small", Math::sin, Math::cos, 0.3));

        assertThat(recording.close().subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.tries()).isEqualTo(1);
            assertThat(subject.shrinkingTries()).isEqualTo(2);
            assertThat(subject.subject()).isEqualTo("small");
            assertThat(subject.verdicts()).containsExactly(Map.entry(Verdict.FAIL, 1L));
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
