package io.gradcheck.junit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes with Jupiter, and tells what became of their methods. */
final class Runs {

    private Runs() {}

    static EngineExecutionResults run(Class<?> testClass) {
        return run(testClass, Map.of());
    }

    static EngineExecutionResults run(Class<?> testClass, Map<String, String> parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(testClass))
                .configurationParameters(parameters)
                .execute();
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
