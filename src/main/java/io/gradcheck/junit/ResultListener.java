package io.gradcheck.junit;

import io.gradcheck.recording.Recording;
import io.gradcheck.recording.ReportedPage;
import io.gradcheck.recording.ResultDirectory;
import io.gradcheck.recording.ResultWriter;
import io.gradcheck.report.Report;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.RunEvent.PlannedClass;
import io.gradcheck.result.Status;
import io.gradcheck.result.TestName;
import io.gradcheck.result.TestResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what the tests of a run check to {@code target/gradcheck}, a JSON file for each test class, and at the end of the
 * run, whether it passed or not, a report on all results there: {@code target/gradcheck-report/index.html}.
 *
 * <p>Found by JUnit's launcher through its service file, so that nothing has to be done for it; it serves Jupiter, jqwik
 * and every other test engine. A test that checks nothing leaves no results; that its class was run is told by a log of the
 * run in {@code target/gradcheck/runs}, by which {@code gradcheck:verify} sees whether anything was lost. These properties may be set, as system properties
 * or configuration parameters:
 *
 * <ul>
 *   <li>{@code gradcheck.results}: another directory for the results;
 *   <li>{@code gradcheck.report}: another directory for the report, which else is beside the results;
 *   <li>{@code gradcheck.page}: {@code false} for no report at the end of a run.
 * </ul>
 */
public final class ResultListener implements TestExecutionListener {

    private static final String CLASS = "(class)";
    private static final int LONGEST_REASON = 1_000;
    private static final String OTHERS = "(threads of several tests)";

    private final Map<String, Recording> recordings = new ConcurrentHashMap<>();
    private final Map<String, String> parts =
            new ConcurrentHashMap<>(); // what those that are no tests of their own are called
    private @Nullable TestPlan plan;
    private @Nullable ResultWriter writer;
    private long number;
    private @Nullable ReportWriter report;
    private @Nullable Recording others;
    private ReportedPage page = ReportedPage.none();

    /** Called by the launcher. */
    public ResultListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan begun) {
        plan = begun;
        ConfigurationParameters parameters = begun.getConfigurationParameters();
        UnaryOperator<@Nullable String> properties =
                name -> parameters.get(name).orElse(null);
        Path results = absolute(ResultDirectory.of(properties));
        Path project = absolute(ResultDirectory.project(properties));
        writer = ResultWriter.to(results, project);
        number = writer.planBegins(planned(begun));
        report = null; // of an earlier plan of the same launcher
        page = ReportedPage.none();
        if (parameters.getBoolean(ReportWriter.SWITCH).orElse(true)) {
            Path directory = absolute(ResultDirectory.named(ReportWriter.DIRECTORY, properties)
                    .orElseGet(() -> Report.directoryBeside(results)));
            report = ReportWriter.to(new ReportWriter.Place(results, directory), title(project));
            report.runBegins();
            page = ReportedPage.at(report.page());
        }
        others = writer.others(() -> Recording.beside(new TestName("", OTHERS, "", OTHERS), page));
        others.enterOthers();
    }

    /** The test classes, with the number of their methods. */
    private static List<PlannedClass> planned(TestPlan plan) {
        Map<String, Long> classes = new LinkedHashMap<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                TestSource source = test.getSource().orElse(null);
                if (source instanceof ClassSource type) {
                    classes.putIfAbsent(type.getClassName(), 0L);
                } else if (source instanceof MethodSource method) {
                    classes.merge(method.getClassName(), 1L, Long::sum);
                }
            }
        }
        return classes.entrySet().stream()
                .map(one -> new PlannedClass(one.getKey(), one.getValue()))
                .toList();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The goals know a project's name; here there is that of its directory only, which mostly is the same. */
    private static String title(Path project) {
        Path name = project.getFileName();
        return (name == null ? project : name).toString();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        Recording recording = recordingOf(test);
        if (recording != null) {
            recordings.put(test.getUniqueId(), recording);
            if (!isWhole(test, recording)) {
                String outer = test.getParentId().map(parts::get).orElse("");
                parts.put(test.getUniqueId(), PartResult.within(outer, test.getDisplayName()));
            }
            recording.enter();
        }
    }

    private static boolean isWhole(TestIdentifier test, Recording recording) {
        return recording.test().id().equals(test.getUniqueId());
    }

    /** The recording of the method that it is part of; a new one for a method, or a class. */
    private @Nullable Recording recordingOf(TestIdentifier test) {
        Recording parent = test.getParentId().map(recordings::get).orElse(null);
        if (parent != null && !CLASS.equals(parent.test().method())) {
            return parent;
        }
        TestSource source = test.getSource().orElse(null);
        if (source instanceof ClassSource type) {
            return Recording.beside(new TestName(type.getClassName(), CLASS, engine(test), test.getUniqueId()), page);
        }
        if (!test.isTest() && !(source instanceof MethodSource)) {
            return null;
        }
        return Recording.open(name(test, source), page);
    }

    private TestName name(TestIdentifier test, @Nullable TestSource source) {
        String engine = engine(test);
        return source instanceof MethodSource method
                ? new TestName(method.getClassName(), method.getMethodName(), engine, test.getUniqueId())
                : new TestName(engine, path(test), engine, test.getUniqueId());
    }

    /** What an engine without methods displays of a test, and of all around it; a name alone may be no more than a number. */
    private String path(TestIdentifier test) {
        String path = test.getDisplayName();
        Optional<TestIdentifier> around = around(test);
        while (around.isPresent() && around(around.get()).isPresent()) { // the outermost is the engine
            path = PartResult.within(around.get().getDisplayName(), path);
            around = around(around.get());
        }
        return path;
    }

    private Optional<TestIdentifier> around(TestIdentifier test) {
        return plan == null ? Optional.empty() : plan.getParent(test);
    }

    /** The engine, also where it runs within a suite, which is an engine too. */
    private static String engine(TestIdentifier test) {
        String engine = "";
        for (UniqueId.Segment segment : test.getUniqueIdObject().getSegments()) {
            engine = "engine".equals(segment.getType()) ? segment.getValue() : engine;
        }
        return engine;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Recording recording = recordings.remove(test.getUniqueId());
        if (recording == null) {
            return;
        }
        recording.leave();
        String part = parts.remove(test.getUniqueId());
        recording.ended(new PartResult(part == null ? "" : part, status(result), reason(result)));
        if (isWhole(test, recording)) {
            keep(recording);
            if (CLASS.equals(recording.test().method()) && writer != null) {
                writer.classEnded(recording.test().testClass());
            }
        }
    }

    private void keep(Recording recording) {
        TestResult what = recording.close();
        if (!what.subjects().isEmpty() && writer != null) {
            writer.add(recording.test().testClass(), what);
            if (report != null) {
                report.isDue();
            }
        }
    }

    /** The first line of what a test was failed or aborted with. */
    private static String reason(TestExecutionResult result) {
        String whole = result.getThrowable()
                .map(thrown -> thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage())
                .orElse("");
        String line = whole.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST_REASON
                ? line
                : line.substring(0, LONGEST_REASON) + " … (" + (line.length() - LONGEST_REASON) + " more characters)";
    }

    private static Status status(TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> Status.SUCCESSFUL;
            case ABORTED -> Status.ABORTED;
            case FAILED -> Status.FAILED;
        };
    }

    @Override
    public void testPlanExecutionFinished(TestPlan ended) {
        if (others != null) {
            others.leaveOthers();
        }
        if (writer != null) {
            boolean more = writer.addOthers();
            writer.planEnds(number);
            if (more && report != null) {
                report.isDue();
            }
        }
        if (report != null) {
            report.runEnds();
        }
    }
}
