package io.gradcheck.spark;

import io.gradcheck.campaign.worker.WorkerCrews;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the workers of an executor from one shard to the next, as each of them compiles the code under test for itself. They are ended
 * when no shard has come for a while, or when a driver in the same JVM has no more of them.
 */
final class ExecutorCrews implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static int working;
    private static boolean kept;
    private static long shards;

    private ExecutorCrews() {}

    /** Says that a shard is checked, until it is closed. */
    static ExecutorCrews atWork() {
        synchronized (ExecutorCrews.class) {
            working++;
            shards++;
            if (!kept) {
                kept = true;
                WorkerCrews.ofThisJvm().keep();
            }
        }
        return new ExecutorCrews();
    }

    @Override
    public void close() {
        synchronized (ExecutorCrews.class) {
            working--;
            if (working == 0) {
                ExecutorCrews.class.notifyAll();
                long last = shards;
                CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS)
                        .execute(() -> endIfIdleSince(last));
            }
        }
    }

    private static synchronized void endIfIdleSince(long last) {
        if (shards == last) {
            end();
        }
    }

    /** Ends workers when all shards that were given up in this JVM have ended, for which they have some seconds. */
    static synchronized void endSoon() throws InterruptedException {
        long end = System.nanoTime() + GRACE.toNanos();
        while (working > 0 && System.nanoTime() < end) {
            ExecutorCrews.class.wait(
                    Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        }
        end();
    }

    private static synchronized void end() {
        if (kept && working == 0) {
            kept = false;
            WorkerCrews.ofThisJvm().release();
        }
    }
}
