package io.gradcheck.junit;

import io.gradcheck.recording.Recording;
import io.gradcheck.recording.ResultDirectory;
import io.gradcheck.recording.ResultWriter;
import io.gradcheck.result.Status;
import io.gradcheck.result.TestName;
import io.gradcheck.result.TestResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what the tests of a run check to {@code target/gradcheck}, a JSON file for each test class.
 *
 * <p>Found by JUnit's launcher through its service file, so that nothing has to be done for it; it serves Jupiter, jqwik
 * and every other test engine. The property {@code gradcheck.results} names another directory, as a system property or a
 * configuration parameter. A test that checks nothing leaves no trace.
 */
public final class ResultListener implements TestExecutionListener {

    private static final String CLASS = "(class)";
    private static final String OTHERS = "(threads of several tests)";

    private final Map<String, Recording> recordings = new ConcurrentHashMap<>();
    private @Nullable ResultWriter writer;
    private @Nullable Recording others;

    /** Called by the launcher. */
    public ResultListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        writer = ResultWriter.to(ResultDirectory.of(
                name -> plan.getConfigurationParameters().get(name).orElse(null)));
        others = Recording.beside(new TestName("", OTHERS, "", OTHERS));
        others.enterOthers();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        Recording recording = recordingOf(test);
        if (recording != null) {
            recordings.put(test.getUniqueId(), recording);
            recording.enter();
        }
    }

    /** The recording of the method that it is part of; a new one for a method, or a class. */
    private @Nullable Recording recordingOf(TestIdentifier test) {
        Recording parent = test.getParentId().map(recordings::get).orElse(null);
        if (parent != null && !CLASS.equals(parent.test().method())) {
            return parent;
        }
        TestSource source = test.getSource().orElse(null);
        if (source instanceof ClassSource type) {
            return Recording.beside(new TestName(type.getClassName(), CLASS, engine(test), test.getUniqueId()));
        }
        if (!test.isTest() && !(source instanceof MethodSource)) {
            return null;
        }
        return Recording.open(name(test, source));
    }

    private static TestName name(TestIdentifier test, @Nullable TestSource source) {
        String engine = engine(test);
        return source instanceof MethodSource method
                ? new TestName(method.getClassName(), method.getMethodName(), engine, test.getUniqueId())
                : new TestName(engine, test.getDisplayName(), engine, test.getUniqueId());
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
        recording.ended(status(result));
        if (recording.test().id().equals(test.getUniqueId())) {
            keep(recording);
            if (CLASS.equals(recording.test().method()) && writer != null) {
                writer.write(recording.test().testClass());
            }
        }
    }

    private void keep(Recording recording) {
        TestResult what = recording.close();
        if (!what.subjects().isEmpty() && writer != null) {
            writer.add(recording.test().testClass(), what);
        }
    }

    private static Status status(TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> Status.SUCCESSFUL;
            case ABORTED -> Status.ABORTED;
            case FAILED -> Status.FAILED;
        };
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (others != null) {
            keep(others);
        }
        if (writer != null) {
            writer.writeAll();
        }
    }
}
