package io.gradcheck.cli;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of a run whose JVM is told to end before it has reported: by a signal, or by code under test that calls
 * {@link System#exit}. The run is interrupted, has a few seconds to report what there is, and such a call does not have its way with
 * the exit code: a run that did not come to its end is no success.
 */
final class EarlyEnd implements AutoCloseable {

    private static final long SECONDS_TO_REPORT = 5;

    private final Thread runner = Thread.currentThread();
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "gradcheck-end");

    private EarlyEnd() {}

    /** Watches the calling thread's run until it is closed. */
    static EarlyEnd watched() {
        EarlyEnd early = new EarlyEnd();
        Runtime.getRuntime().addShutdownHook(early.hook);
        return early;
    }

    /** Says that all is reported. */
    void reported() {
        reported.countDown();
    }

    private void end() {
        boolean called = isCalled();
        runner.interrupt();
        boolean inTime = false;
        try {
            inTime = reported.await(SECONDS_TO_REPORT, TimeUnit.SECONDS);
        } catch (InterruptedException notWaiting) {
            Thread.currentThread().interrupt();
        }
        if (!inTime) {
            System.err.println(
                    "gradcheck: no report within " + SECONDS_TO_REPORT + " seconds; what was found is in the corpus");
        }
        System.out.flush();
        System.err.flush();
        if (called) {
            Runtime.getRuntime().halt(Main.FINDINGS);
        }
    }

    /** Whether code has called for the end, and not a signal. */
    private static boolean isCalled() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
    }

    /** Ends the watch, unless the JVM is ending: then this thread may go on as it likes. */
    @Override
    public void close() {
        reported();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            boolean unused = Thread.interrupted();
        } catch (IllegalStateException shuttingDown) {
            // the hook is running
        }
    }
}
