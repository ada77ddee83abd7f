package io.gradcheck.campaign.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Workers that do tasks, each in a JVM of its own. One that dies is replaced, and the others go on.
 *
 * <p>When the caller is interrupted, or the time is over, no further task is begun; those under way are asked for what they have, and
 * killed if they do not answer.
 */
public final class WorkerCrew implements AutoCloseable {

    private static final long POLL_MILLIS = 20;
    private static final long GRACE_NANOS = Duration.ofMillis(3_300).toNanos();

    // A JVM says that it is alive each second. Nothing but a pause of the whole machine keeps one from it for so long.
    private static final long SILENCE_NANOS = Duration.ofSeconds(60).toNanos();

    // The first one shows whether any can be started; later ones may be short of memory for a while.
    private static final int MOST_DEATHS_AT_START = 3;

    private final WorkerJvm jvm;
    private final Slot[] slots;
    private final Queue<String> endedIdle = new ConcurrentLinkedQueue<>();
    private final ReadyTime time = new ReadyTime();
    private volatile boolean anyReady;
    private volatile boolean stopped;
    private volatile boolean interrupted;

    /** A place for a worker, which may be one after the other. */
    private static final class Slot {
        private @Nullable WorkerProcess worker;
        private int deathsAtStart;

        synchronized @Nullable WorkerProcess worker() {
            return worker;
        }

        synchronized void set(@Nullable WorkerProcess next) {
            worker = next;
        }
    }

    /**
     * Makes a crew; its workers are started when they are needed.
     *
     * @param workers how many work at a time
     * @param jvm how one is started
     */
    public WorkerCrew(int workers, WorkerJvm jvm) {
        this.jvm = jvm;
        this.slots = new Slot[workers];
        for (int k = 0; k < workers; k++) {
            slots[k] = new Slot();
        }
    }

    /** {@return whether no further task is begun} */
    public boolean isStopped() {
        return stopped;
    }

    /** {@return whether the caller was interrupted while tasks were done; it is no longer on the thread} */
    public boolean isInterrupted() {
        return interrupted;
    }

    /**
     * Tells of workers that ended idle, each once: the next campaign does not hear of those of the last one.
     *
     * @return how workers ended before they had begun a case, and were replaced; in any order
     */
    public List<String> endedIdle() {
        List<String> all = new ArrayList<>();
        for (String one = endedIdle.poll(); one != null; one = endedIdle.poll()) {
            all.add(one);
        }
        return all;
    }

    /** How many work at a time. */
    int size() {
        return slots.length;
    }

    /** How one is started. */
    WorkerJvm jvm() {
        return jvm;
    }

    /** A campaign begins, whose time counts from when a worker is ready. */
    public void begin() {
        time.begin();
    }

    /**
     * Does tasks until there is none.
     *
     * @param tasks what to do
     * @param deadline when no further task is begun, by {@link System#nanoTime}; later by the time from {@link #begin} on in which
     *     no worker was ready, as starting a JVM takes most of a short campaign's time on a busy machine
     * @throws IllegalStateException if no worker can be started, or a task's own code threw
     */
    public void work(Tasks tasks, long deadline) {
        stopped = interrupted;
        AtomicReference<Throwable> broken = new AtomicReference<>();
        CountDownLatch working = new CountDownLatch(slots.length);
        for (int k = 0; k < slots.length; k++) {
            Slot slot = slots[k];
            Thread thread = new Thread(
                    () -> {
                        try {
                            work(slot, tasks);
                        } catch (Throwable thrown) { // told by the caller's thread
                            broken.compareAndSet(null, thrown);
                            stopped = true;
                        } finally {
                            working.countDown();
                        }
                    },
                    "gradcheck-worker-" + k);
            thread.setDaemon(true);
            thread.start();
        }
        watch(working, deadline);
        Throwable thrown = broken.get();
        if (thrown != null) {
            throw new IllegalStateException("gradcheck: " + thrown.getMessage(), thrown);
        }
    }

    private void work(Slot slot, Tasks tasks) throws IOException {
        for (Task task = next(tasks); task != null; task = next(tasks)) {
            perform(slot, task);
        }
    }

    private @Nullable Task next(Tasks tasks) {
        return stopped ? null : tasks.next();
    }

    /** Does a task, with another worker where one has died before it began a case. */
    private void perform(Slot slot, Task task) throws IOException {
        while (true) {
            WorkerProcess worker = slot.worker();
            if (worker == null) {
                worker = WorkerProcess.start(jvm);
                slot.set(worker);
            }
            if (stopped) {
                worker.stop(); // it may have been started after the others were told
            }
            Death death = worker.perform(task);
            anyReady |= worker.wasReady();
            if (worker.isSpent()) {
                slot.set(null);
                worker.close();
            }
            if (death == null) {
                slot.deathsAtStart = 0;
                return;
            }
            if (!death.isBeforeAnyCase() || stopped) {
                slot.deathsAtStart = 0;
                task.died(death);
                return;
            }
            if (!worker.wasReady() && (!anyReady || ++slot.deathsAtStart == MOST_DEATHS_AT_START)) {
                throw new IllegalStateException("found that a worker cannot be started: " + death.text()
                        + "; wanted one that can, see what it printed above");
            }
            if (worker.wasReady()) {
                endedIdle.add(death.text());
            }
        }
    }

    private void watch(CountDownLatch working, long deadline) {
        time.work(System.nanoTime());
        long stopping = 0;
        boolean told = false;
        boolean done = false;
        while (!done) {
            try {
                done = working.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stop) {
                interrupted = true;
                stopped = true;
            }
            long now = System.nanoTime();
            stopped |= time.isOver(now, deadline, isReady());
            if (stopped && !told) {
                told = true;
                stopping = now;
                each(WorkerProcess::stop);
            }
            if (told && now - stopping > GRACE_NANOS) {
                each(WorkerProcess::kill);
            }
            each(worker -> worker.killIfSilent(SILENCE_NANOS));
        }
    }

    private boolean isReady() {
        return Arrays.stream(slots).anyMatch(slot -> {
            WorkerProcess worker = slot.worker();
            return worker != null && worker.wasReady();
        });
    }

    private void each(Consumer<WorkerProcess> what) {
        for (Slot slot : slots) {
            WorkerProcess worker = slot.worker();
            if (worker != null) {
                what.accept(worker);
            }
        }
    }

    /** Ends all workers. */
    @Override
    public void close() {
        List<WorkerProcess> all = new ArrayList<>();
        each(all::add);
        for (Slot slot : slots) {
            slot.set(null);
        }
        all.forEach(WorkerProcess::close);
    }
}
