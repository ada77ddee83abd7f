package io.gradcheck.verification;

import io.gradcheck.report.Report;
import io.gradcheck.result.BuiltClasses;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.JsonInput;
import io.gradcheck.result.MergedResults.DamagedFile;
import io.gradcheck.result.RunLog;
import io.gradcheck.result.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the runs of a module's tests have left: the results that count, and what is missing from them.
 *
 * <p>Results count if their run worked with the classes that are built now, whenever it was and whatever a clock says. Of a
 * test that was run several times the last run counts, and every run of this build. What a run planned and has no results
 * of is lost, unless a later one has run the same class to its end.
 */
final class RecordedRuns {

    private final Path directory;
    private final Path project;
    private final Path tests;
    private final Instant began;
    private final List<Run> runs = new ArrayList<>();
    private final List<DamagedFile> lost = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<BuiltClasses, Boolean> unchanged = new HashMap<>();
    private final List<ClassResult> results = new ArrayList<>();

    /**
     * A run of this project.
     *
     * @param changed which classes are others now than it worked with; null if none are
     * @param results what can be read of it, by the test class
     * @param problems what cannot be, by the test class
     */
    private record Run(
            RunLog log, Optional<String> changed, Map<String, ClassResult> results, Map<String, DamagedFile> problems) {

        long number() {
            return log.head().number();
        }

        boolean isCurrent() {
            return changed.isEmpty();
        }

        /** Whether it planned as many tests of a class as another. */
        boolean hasAsMany(String testClass, Run other) {
            Map<String, Long> planned = log.planned();
            return planned.getOrDefault(testClass, -1L) >= other.log.planned().getOrDefault(testClass, 0L);
        }
    }

    /**
     * Reads what there is.
     *
     * @param directory the directory of the results
     * @param project the directory of the project
     * @param tests the directory of its test classes
     * @param began when this build began
     * @throws IOException if the directory cannot be listed
     */
    RecordedRuns(Path directory, Path project, Path tests, Instant began) throws IOException {
        this.directory = directory.toAbsolutePath().normalize();
        this.project = project.toAbsolutePath().normalize();
        this.tests = tests.toAbsolutePath().normalize();
        this.began = began;
        Set<String> known = new TreeSet<>();
        for (Path file : RunLog.files(directory)) {
            read(file, known);
        }
        runs.sort(Comparator.comparingLong(Run::number));
        judge();
        for (Path file : Report.files(directory)) {
            if (!known.contains(String.valueOf(file.getFileName()))) {
                judgeStray(file);
            }
        }
        warnOfClocks();
        choose();
    }

    /** {@return the results that count} */
    List<ClassResult> results() {
        return results;
    }

    /** {@return what is lost, by file, with the reason} */
    List<DamagedFile> lost() {
        return lost;
    }

    /** {@return what is worth knowing, and no reason to fail} */
    List<String> warnings() {
        return warnings;
    }

    /** Whether a run of this project was started by this command. */
    boolean hasLaunch(String command) {
        return runs.stream().anyMatch(run -> LaunchedTests.same(run.log.head().launch(), command));
    }

    private void read(Path file, Set<String> known) {
        RunLog log;
        try {
            log = RunLog.read(file);
        } catch (IOException unreadable) {
            lost.add(new DamagedFile(file.toString(), "cannot be read: " + unreadable));
            return;
        } catch (IllegalArgumentException damaged) {
            lost.add(new DamagedFile(file.toString(), String.valueOf(damaged.getMessage())));
            return;
        }
        log.written().values().forEach(written -> known.add(written.file()));
        if (!directory.resolve(log.head().project()).normalize().equals(project)) {
            return; // of another module that shares the directory, and judges it
        }
        Run run = new Run(log, changed(log), new LinkedHashMap<>(), new LinkedHashMap<>());
        if (run.isCurrent()) {
            log.written().forEach((testClass, written) -> read(run, testClass, written));
        }
        log.lost()
                .forEach((testClass, reason) -> run.problems.put(testClass, new DamagedFile(file.toString(), reason)));
        for (String testClass : log.unended()) {
            run.problems.put(
                    testClass,
                    new DamagedFile(file.toString(), "its run was cut off before the tests of the class had ended"));
        }
        if (!log.hasEnded() && run.problems.isEmpty()) {
            run.problems.put("", new DamagedFile(file.toString(), "its run was cut off before it had ended"));
        }
        runs.add(run);
    }

    private void read(Run run, String testClass, RunLog.WrittenFile written) {
        Path file = directory.resolve(written.file());
        try {
            String text = JsonInput.text(file);
            ClassResult result = ClassResult.of(text, written.file());
            if (!written.holds(text)) {
                throw new IllegalArgumentException(written.file() + ": it was changed after it had been written");
            }
            run.results.put(testClass, result);
        } catch (IOException missing) {
            run.problems.put(
                    testClass,
                    new DamagedFile(
                            file.toString(),
                            Files.exists(file) ? "cannot be read: " + missing : "it was written, and is not there"));
        } catch (IllegalArgumentException damaged) {
            run.problems.put(testClass, new DamagedFile(file.toString(), String.valueOf(damaged.getMessage())));
        }
    }

    private Optional<String> changed(RunLog log) {
        boolean withTests = !Files.isDirectory(tests);
        for (BuiltClasses built : log.head().classes()) {
            withTests |= project.resolve(built.directory()).normalize().equals(tests);
            if (!isUnchanged(built)) {
                return Optional.of(built.directory());
            }
        }
        return withTests ? Optional.empty() : Optional.of(tests.toString());
    }

    private boolean isUnchanged(BuiltClasses built) {
        return unchanged.computeIfAbsent(built, one -> {
            try {
                return one.areUnchanged(project);
            } catch (IOException unreadable) {
                warnings.add("classes cannot be read: " + unreadable);
                return false;
            }
        });
    }

    private void judge() {
        for (Run run : runs) {
            if (run.isCurrent()) {
                run.problems.forEach((testClass, problem) -> {
                    if (!isRunAgain(testClass, run)) {
                        lost.add(new DamagedFile(problem.file(), of(testClass) + problem.problem()));
                    }
                });
            } else {
                judgeStale(run);
            }
        }
    }

    private void judgeStale(Run run) {
        Set<String> all = new TreeSet<>(run.log.written().keySet());
        all.addAll(run.problems.keySet());
        List<String> stale = all.stream()
                .filter(testClass -> !isCurrent(testClass) && exists(testClass))
                .toList();
        if (!stale.isEmpty()) {
            lost.add(new DamagedFile(
                    directory
                            .resolve(RunLog.DIRECTORY)
                            .resolve(run.log.head().file())
                            .toString(),
                    "results of other classes than there are now, as " + run.changed.orElse("") + " has changed: "
                            + named(stale) + "; run the tests again"));
        }
    }

    private static String named(List<String> classes) {
        return classes.stream()
                .map(one -> one.isEmpty() ? "threads of several tests" : one)
                .collect(Collectors.joining(", "));
    }

    private static String of(String testClass) {
        return testClass.isEmpty() ? "" : testClass + ": ";
    }

    /**
     * Whether a later run of the same classes has run as many tests of a class to their end, and nothing is lost of it; for
     * what belongs to no class, as many of each.
     */
    private boolean isRunAgain(String testClass, Run before) {
        return runs.stream()
                .filter(run ->
                        run.number() > before.number() && run.isCurrent() && !run.problems.containsKey(testClass))
                .anyMatch(run -> testClass.isEmpty()
                        ? before.log.planned().keySet().stream().allMatch(one -> run.hasAsMany(one, before))
                        : run.hasAsMany(testClass, before));
    }

    /** Whether a run of the classes that there are now has run the tests of a class; what belongs to none is any run's. */
    private boolean isCurrent(String testClass) {
        return runs.stream()
                .anyMatch(run -> run.isCurrent()
                        && (testClass.isEmpty() || run.log.planned().containsKey(testClass)));
    }

    /** Results of a test that has been deleted since are no loss. */
    private boolean exists(String testClass) {
        return testClass.isEmpty()
                || Files.exists(tests.resolve(testClass.replace('.', '/') + ".class"))
                || !testClass.contains(".");
    }

    /** A file that no log names: of a run whose log is gone, or of an earlier release. */
    private void judgeStray(Path file) {
        String problem = "no run in " + RunLog.DIRECTORY + " has written it, so that nobody knows what it is of";
        try {
            String testClass = ClassResult.read(file).testClass();
            if (!isCurrent(testClass) && exists(testClass)) {
                lost.add(new DamagedFile(file.toString(), problem));
            }
        } catch (IOException unreadable) {
            lost.add(new DamagedFile(file.toString(), "cannot be read: " + unreadable));
        } catch (IllegalArgumentException damaged) {
            lost.add(new DamagedFile(file.toString(), String.valueOf(damaged.getMessage())));
        }
    }

    private void warnOfClocks() {
        Run before = null;
        for (Run run : runs) {
            if (before != null
                    && run.number() > before.number()
                    && run.log.head().started().isBefore(before.log.head().started())) {
                warnings.add("a clock was set back: run " + run.log.head().run() + " began after run "
                        + before.log.head().run() + ", and says a time before it. Runs are taken in their order.");
            }
            before = run;
        }
    }

    /** Of each test the last run, and what was run in this build. */
    private void choose() {
        Map<String, Long> last = new HashMap<>();
        List<Run> current = runs.stream().filter(Run::isCurrent).toList();
        for (Run run : current) {
            run.results.forEach((testClass, result) ->
                    result.tests().forEach(test -> last.merge(key(testClass, test), run.number(), Math::max)));
        }
        for (Run run : current) {
            boolean ofThisBuild = !run.log.head().started().isBefore(began);
            for (ClassResult result : run.results.values()) {
                List<TestResult> counted = result.tests().stream()
                        .filter(test -> ofThisBuild
                                || (result.testClass().isEmpty()
                                        ? !isRunAgain("", run)
                                        : last.getOrDefault(key(result.testClass(), test), 0L) == run.number()))
                        .toList();
                if (!counted.isEmpty()) {
                    results.add(new ClassResult(
                            result.format(),
                            result.run(),
                            result.started(),
                            result.written(),
                            result.testClass(),
                            result.products(),
                            counted));
                }
            }
        }
    }

    private static String key(String testClass, TestResult test) {
        return testClass + "\n" + test.id();
    }
}
