package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.subject.Subject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Reports of JVMs of their own: several at a time, with less on their class path, ended by force. */
class ForkedRunsTest {

    private static final Subject WRONG = Subject.scalar("sine", Math::sin, Math::sin, 0.3);

    static class One {
        @GradientTest
        void wrong(GradientChecker checker) {
            checker.check(WRONG);
        }
    }

    static class Two extends One {}

    static class Three extends One {}

    static class Ended {
        @Test
        void ends_the_jvm() {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass(One.class))
                            .build());
            System.exit(0);
        }
    }

    /** Runs a class as a fork of a build does, and prints the messages of failures; without listeners if so asked. */
    static final class Fork {
        private Fork() {}

        public static void main(String[] arguments) throws ClassNotFoundException {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create(LauncherConfig.builder()
                            .enableTestExecutionListenerAutoRegistration(arguments.length == 1)
                            .build())
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(Class.forName(arguments[0])))
                                    .build(),
                            new TestExecutionListener[] {summary});
            summary.getSummary().getFailures().stream()
                    .map(TestExecutionSummary.Failure::getException)
                    .forEach(thrown -> System.out.println(thrown.getMessage()));
        }
    }

    @TempDir
    private Path directory;

    private Process fork(Class<?> testClass, Predicate<String> onClassPath, String... more) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(onClassPath)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Fork.class.getName(),
                testClass.getName()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String said(Process fork) throws IOException, InterruptedException {
        String said = new String(fork.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fork.waitFor()).as(said).isZero();
        return said;
    }

    private Path report() {
        return directory.resolve("target").resolve("gradcheck-report");
    }

    private List<String> reported() throws IOException {
        return MergedResults.read(report().resolve(Report.DATA)).results().stream()
                .map(ClassResult::testClass)
                .toList();
    }

    @Tag("thorough")
    @Test
    void forks_at_a_time_leave_one_whole_report_of_them_all() throws Exception {
        List<Process> forks = new ArrayList<>();
        for (Class<?> testClass : List.of(One.class, Two.class, Three.class)) {
            forks.add(fork(testClass, any -> true));
        }
        for (Process fork : forks) {
            assertThat(said(fork).stripTrailing()).endsWith("\nreport: target/gradcheck-report/index.html");
        }

        assertThat(reported())
                .containsExactlyInAnyOrder(One.class.getName(), Two.class.getName(), Three.class.getName());
        try (Stream<Path> files = Files.list(report())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", "index.html", "gradcheck.json", "summary.md");
        }
    }

    @Tag("thorough")
    @Test
    void without_the_library_of_the_templates_results_are_recorded_and_a_line_says_why_there_is_no_page()
            throws Exception {
        String said = said(fork(One.class, entry -> !entry.contains("jte-runtime")));

        assertThat(said.lines().filter(line -> line.startsWith("gradcheck: ")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("gradcheck: the report cannot be written to ")
                        .contains("NoClassDefFoundError"));
        assertThat(said).contains("sine: gradient of x is WRONG");
        assertThat(directory.resolve("target").resolve("gradcheck")).isNotEmptyDirectory();
        assertThat(report().resolve("index.html")).doesNotExist();
    }

    @Test
    void a_jvm_that_is_ended_in_a_test_leaves_a_report() throws Exception {
        said(fork(Ended.class, any -> true));

        assertThat(reported()).containsExactly(One.class.getName());
        assertThat(report().resolve("index.html")).isRegularFile();
    }

    @Test
    void without_the_listener_no_page_is_named() throws Exception {
        assertThat(said(fork(One.class, any -> true, "without listeners")))
                .contains("sine: gradient of x is WRONG")
                .doesNotContain("report: ");
        assertThat(directory).isEmptyDirectory();
    }
}
