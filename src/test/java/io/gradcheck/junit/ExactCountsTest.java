package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.subject.Subject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Of 2,700 checks 2,700 are recorded, however the tests are run: nine classes with three hundred each. */
class ExactCountsTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sine", Math::sin, Math::sin, 0.3);
    private static final long ALL = 2_700;

    /** Ten methods of thirty checks. */
    static class C1 {
        @RepeatedTest(5)
        void one() {
            checks(RIGHT, 30);
        }

        @RepeatedTest(4)
        void two() {
            checks(RIGHT, 30);
        }

        @Test
        void three() {
            checks(RIGHT, 29);
            checks(WRONG, 1);
        }
    }

    static class C2 extends C1 {}

    static class C3 extends C1 {}

    static class C4 extends C1 {}

    static class C5 extends C1 {}

    static class C6 extends C1 {}

    static class C7 extends C1 {}

    static class C8 extends C1 {}

    static class C9 extends C1 {}

    /** Holds a class of the same simple name as another. */
    static class Other {
        static class C1 extends ExactCountsTest.C1 {}
    }

    private static final List<Class<?>> CLASSES =
            List.of(C1.class, C2.class, C3.class, C4.class, C5.class, C6.class, C7.class, C8.class, C9.class);

    /** A pool that tests share, and that knows nothing of them. */
    static final class Pool {
        private static final ExecutorService POOL = Executors.newFixedThreadPool(3);
        private static final ExecutorService LATE = Executors.newFixedThreadPool(9);
        private static final CountDownLatch OVER = new CountDownLatch(1);

        private Pool() {}

        static void awaitEnd() {
            try {
                OVER.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        /** Lets the checks begin that wait for the end of all tests. */
        static void end() throws InterruptedException {
            OVER.countDown();
            for (ExecutorService pool : List.of(POOL, LATE)) {
                pool.shutdown();
                assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            }
        }
    }

    /** A test of which a part is checked beside it, and a part when all tests are over. */
    static class Pooled {
        @RepeatedTest(10)
        void in_a_pool() {
            checks(RIGHT, 10);
            Pool.POOL.execute(() -> checks(RIGHT, 10));
        }

        @RepeatedTest(1)
        void late() {
            Pool.LATE.execute(() -> {
                Pool.awaitEnd();
                checks(RIGHT, 99);
                checks(WRONG, 1);
            });
        }
    }

    static class P2 extends Pooled {}

    static class P3 extends Pooled {}

    static class P4 extends Pooled {}

    static class P5 extends Pooled {}

    static class P6 extends Pooled {}

    static class P7 extends Pooled {}

    static class P8 extends Pooled {}

    static class P9 extends Pooled {}

    private static final List<Class<?>> POOLED =
            List.of(Pooled.class, P2.class, P3.class, P4.class, P5.class, P6.class, P7.class, P8.class, P9.class);

    private static void checks(Subject subject, int times) {
        for (int k = 0; k < times; k++) {
            GradientChecker.standard().check(subject);
        }
    }

    @TempDir
    private Path directory;

    private Path results() {
        return directory.resolve("target/gradcheck");
    }

    /** Runs tests as a fork of a build does; with several plans as one that is used again, which gets class by class. */
    private void run(Map<String, String> parameters, List<List<Class<?>>> plans) {
        Launcher launcher = LauncherFactory.create();
        for (List<Class<?>> plan : plans) {
            launcher.execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(
                            plan.stream().map(DiscoverySelectors::selectClass).toList())
                    .configurationParameter("gradcheck.results", results().toString())
                    .configurationParameter("gradcheck.page", "false")
                    .configurationParameters(parameters)
                    .build());
        }
    }

    private static List<List<Class<?>>> each(List<Class<?>> classes) {
        return classes.stream().<List<Class<?>>>map(List::of).toList();
    }

    private static Map<String, String> parallel(String classes, String methods) {
        Map<String, String> parameters = new HashMap<>(Runs.IN_PARALLEL);
        parameters.put("junit.jupiter.execution.parallel.mode.default", methods);
        parameters.put("junit.jupiter.execution.parallel.mode.classes.default", classes);
        return parameters;
    }

    private static List<ClassResult> read(Path results) throws IOException {
        Report report = Report.read(List.of(results), "counts");
        assertThat(report.results().damaged()).isEmpty();
        return report.results().results();
    }

    private static List<SubjectResult> subjects(Path results) throws IOException {
        return read(results).stream()
                .flatMap(result -> result.tests().stream())
                .flatMap(test -> test.subjects().stream())
                .toList();
    }

    private static long tries(Path results) throws IOException {
        return subjects(results).stream().mapToLong(SubjectResult::tries).sum();
    }

    private static long wrong(Path results) throws IOException {
        return subjects(results).stream()
                .mapToLong(subject -> subject.verdicts().getOrDefault(Verdict.FAIL, 0L))
                .sum();
    }

    private void assertAll() throws IOException {
        assertThat(tries(results())).isEqualTo(ALL);
        assertThat(wrong(results())).isEqualTo(9);
    }

    @Test
    void of_one_fork() throws IOException {
        run(Map.of(), List.of(CLASSES));

        assertAll();
        assertThat(read(results())).hasSize(9);
    }

    @Test
    void of_one_fork_that_gets_class_by_class() throws IOException {
        run(Map.of(), each(CLASSES));

        assertAll();
    }

    @ParameterizedTest
    @CsvSource({"concurrent, same_thread", "same_thread, concurrent", "concurrent, concurrent"})
    void of_classes_and_methods_in_parallel(String classes, String methods) throws IOException {
        run(parallel(classes, methods), List.of(CLASSES));

        assertAll();
        assertThat(read(results()))
                .allSatisfy(result -> assertThat(result.tests().stream()
                                .flatMap(test -> test.subjects().stream())
                                .mapToLong(SubjectResult::tries)
                                .sum())
                        .isEqualTo(300));
    }

    @Test
    void of_threads_that_tests_share_and_that_outlive_them() throws Exception {
        Process fork = fork("module", "pooled", POOLED);

        assertThat(said(fork)).isZero();
        assertThat(tries(directory.resolve("module/target/gradcheck"))).isEqualTo(ALL);
        assertThat(wrong(directory.resolve("module/target/gradcheck"))).isEqualTo(9);
    }

    @Tag("thorough")
    @Test
    void of_two_forks_at_a_time_and_of_a_fork_for_each_three_classes() throws Exception {
        List<Process> two =
                List.of(fork("two", "alone", CLASSES.subList(0, 4)), fork("two", "alone", CLASSES.subList(4, 9)));
        for (Process fork : two) {
            assertThat(said(fork)).isZero();
        }
        assertThat(tries(directory.resolve("two/target/gradcheck"))).isEqualTo(ALL);
        assertThat(wrong(directory.resolve("two/target/gradcheck"))).isEqualTo(9);

        for (int k = 0; k < 9; k += 3) {
            assertThat(said(fork("each", "alone", CLASSES.subList(k, k + 3)))).isZero();
        }
        assertThat(tries(directory.resolve("each/target/gradcheck"))).isEqualTo(ALL);
    }

    @Tag("thorough")
    @Test
    void of_two_modules_at_a_time_with_classes_of_equal_names() throws Exception {
        List<Process> two = List.of(fork("one", "alone", CLASSES), fork("another", "alone", CLASSES));
        for (Process fork : two) {
            assertThat(said(fork)).isZero();
        }

        assertThat(tries(directory.resolve("one/target/gradcheck"))).isEqualTo(ALL);
        assertThat(tries(directory.resolve("another/target/gradcheck"))).isEqualTo(ALL);
    }

    @Test
    void of_classes_of_equal_names_in_two_places() throws IOException {
        List<Class<?>> classes = new ArrayList<>(CLASSES.subList(0, 8));
        classes.add(Other.C1.class);
        run(parallel("concurrent", "concurrent"), List.of(classes));

        assertAll();
        assertThat(read(results()))
                .extracting(ClassResult::testClass)
                .contains(C1.class.getName(), Other.C1.class.getName());
    }

    /** What a fork of a build is, for the forks of this test. */
    static final class Fork {
        private Fork() {}

        public static void main(String[] arguments) throws Exception {
            Launcher launcher = LauncherFactory.create();
            for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
                launcher.execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(Class.forName(name)))
                        .configurationParameters(parallel("concurrent", "concurrent"))
                        .build());
            }
            if (arguments[0].equals("pooled")) {
                Pool.end();
            }
            System.exit(0);
        }
    }

    private Process fork(String module, String how, List<Class<?>> classes) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dgradcheck.page=false",
                "-cp",
                classPath,
                Fork.class.getName(),
                how));
        classes.forEach(one -> command.add(one.getName()));
        return new ProcessBuilder(command)
                .directory(Files.createDirectories(directory.resolve(module)).toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static int said(Process fork) throws IOException, InterruptedException {
        String said = new String(fork.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fork.waitFor()).as(said).isZero();
        return fork.exitValue();
    }
}
