package io.gradcheck.junit;

import io.gradcheck.recording.CallStack;
import io.gradcheck.recording.ReportedPage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;

/**
 * Where the failures of a contract lead. Its tests are inherited, so that nothing on their stacks is the user's: a frame is
 * added that names the test as a method of the contract's class, at the line where that is constructed.
 */
final class ContractFailures {

    private final StackTraceElement constructed;

    private ContractFailures(StackTraceElement constructed) {
        this.constructed = constructed;
    }

    /**
     * Those of the contract that is being made.
     *
     * @param contract its class, whose constructor is running
     */
    static ContractFailures of(Class<?> contract) {
        return new ContractFailures(StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(contract.getName()))
                        .findFirst())
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElseGet(() -> CallStack.frame(contract, "<init>")));
    }

    /**
     * Runs a test.
     *
     * @param test the name of its method
     * @param run what it does
     */
    void of(String test, Runnable run) {
        try {
            run.run();
        } catch (AssertionFailedError failed) {
            throw told(test, failed);
        } catch (RuntimeException thrown) {
            throw CallStack.leadingTo(thrown, frame(test));
        }
    }

    /**
     * Makes dynamic tests.
     *
     * @param test the name of the factory
     * @param tests makes them
     * @return the same tests
     */
    Stream<DynamicNode> of(String test, Supplier<Stream<DynamicTest>> tests) {
        try {
            return tests.get()
                    .map(one -> DynamicTest.dynamicTest(
                            one.getDisplayName(), one.getTestSourceUri().orElse(null), told(test, one)));
        } catch (RuntimeException thrown) {
            throw CallStack.leadingTo(thrown, frame(test));
        }
    }

    private Executable told(String test, DynamicTest one) {
        return () -> {
            try {
                one.getExecutable().execute();
            } catch (AssertionFailedError failed) {
                throw told(test, failed);
            } catch (Throwable thrown) {
                throw CallStack.leadingTo(thrown, frame(test));
            }
        };
    }

    private AssertionFailedError told(String test, AssertionFailedError failed) {
        AssertionFailedError told = ReportedPage.ofTest().endOf(failed);
        told.setStackTrace(new StackTraceElement[] {frame(test)}); // the rest is of this library and of the test engine
        return told;
    }

    private StackTraceElement frame(String test) {
        return new StackTraceElement(
                constructed.getClassName(), test, constructed.getFileName(), constructed.getLineNumber());
    }
}
