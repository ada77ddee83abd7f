package io.gradcheck.check;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Threads that share a row of tasks, until all are done or the thread that asked for them is interrupted. */
final class Workers {

    private final int threads;
    private final Thread asking = Thread.currentThread();
    private volatile boolean interrupted;

    /** One of the tasks. Which thread takes it must make no difference. */
    interface Task {
        void run(int thread, long task);
    }

    /**
     * Prepares workers for the thread that calls.
     *
     * @param threads how many work at a time, the calling one among them
     */
    Workers(int threads) {
        this.threads = threads;
    }

    /** Runs tasks 0, 1, ... in this order, as far as several threads have one. */
    void run(long tasks, Task task) {
        AtomicLong next = new AtomicLong();
        IntStream.range(0, threads).parallel().forEach(thread -> {
            while (!stopped()) {
                long k = next.getAndIncrement();
                if (k >= tasks) {
                    return;
                }
                task.run(thread, k);
            }
        });
        if (interrupted) {
            // A pool may have taken the mark off while it waited for the other threads.
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopped() {
        if (asking.isInterrupted()) {
            interrupted = true;
        }
        return interrupted;
    }
}
