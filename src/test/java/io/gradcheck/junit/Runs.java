package io.gradcheck.junit;

import io.gradcheck.recording.Recording;
import io.gradcheck.result.TestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes with Jupiter, and tells what became of their methods. */
final class Runs {

    /** The parameters of a run in which all tests are run beside each other. */
    static final Map<String, String> IN_PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "8");

    private Runs() {}

    static EngineExecutionResults run(Class<?> testClass) {
        return run(testClass, Map.of());
    }

    static EngineExecutionResults run(Class<?> testClass, Map<String, String> parameters) {
        return run(parameters, testClass);
    }

    static EngineExecutionResults run(Map<String, String> parameters, Class<?>... testClasses) {
        Recording noReport = Recording.beside(new TestName("", "", "", "")); // else texts would name that of this build
        noReport.enter();
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(Stream.of(testClasses)
                            .map(DiscoverySelectors::selectClass)
                            .toArray(DiscoverySelector[]::new))
                    .configurationParameters(parameters)
                    .execute();
        } finally {
            noReport.leave();
        }
    }

    /** The methods of the tests that succeeded, once for each invocation. */
    static List<String> succeeded(EngineExecutionResults results) {
        return results.testEvents().succeeded().stream().map(Runs::name).toList();
    }

    /** The messages of the tests that failed, by method; several invocations of one are joined by a line. */
    static Map<String, String> failures(EngineExecutionResults results) {
        return messages(results.testEvents().failed());
    }

    /** The messages of the tests that were aborted, by method. */
    static Map<String, String> aborted(EngineExecutionResults results) {
        return messages(results.testEvents().aborted());
    }

    private static Map<String, String> messages(Events events) {
        Map<String, String> messages = new LinkedHashMap<>();
        events.stream()
                .forEach(event -> messages.merge(
                        name(event), thrown(event).getMessage(), (one, other) -> one + "\n---\n" + other));
        return messages;
    }

    /** Where tests stand, once for each: display names from the method on. */
    static List<String> paths(Events events) {
        return events.stream().map(Runs::path).toList();
    }

    /** The messages of tests by where they stand. */
    static Map<String, String> messagesByPath(Events events) {
        Map<String, String> messages = new LinkedHashMap<>();
        events.stream().forEach(event -> messages.put(path(event), thrown(event).getMessage()));
        return messages;
    }

    private static String path(Event event) {
        TestDescriptor at = event.getTestDescriptor();
        String path = at.getDisplayName();
        while (!(at.getParent().orElseThrow().getSource().orElse(null) instanceof ClassSource)) {
            at = at.getParent().orElseThrow();
            path = at.getDisplayName() + "/" + path;
        }
        return path;
    }

    /** The method's name; that of the nearest container that is a method. */
    static String name(Event event) {
        TestDescriptor at = event.getTestDescriptor();
        while (!(at.getSource().orElse(null) instanceof MethodSource)) {
            at = at.getParent().orElseThrow();
        }
        return ((MethodSource) at.getSource().orElseThrow()).getMethodName();
    }

    static Throwable thrown(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }
}
