package io.gradcheck.campaign.crew;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do jobs under watch: one that does not end is given up, its thread is left behind, another one takes its
 * place.
 *
 * <p>When the caller is interrupted, or the time is over, no further job is begun; those under way have a moment to end,
 * are then interrupted, and given up at last.
 *
 * @param <S> what each thread keeps of its jobs
 */
public final class Crew<S> {

    /** How many times longer than any other a job may take, whatever the limit. */
    private static final int TIMES_LONGEST = 20;

    private static final long POLL_MILLIS = 20;

    private final int threads;
    private final Duration limit;
    private final long deadline;
    private final long overtime;
    private final long grace;
    private final Supplier<S> kept;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private volatile boolean stopped;

    private record Ended(@Nullable Throwable broken) {}

    /**
     * What became of all jobs.
     *
     * @param kept what each thread kept
     * @param interrupted whether the caller was interrupted before all were done
     * @param leftBehind whether a thread was left behind, in a job that does not end
     */
    public record Done<S>(List<S> kept, boolean interrupted, boolean leftBehind) {}

    /**
     * Makes a crew.
     *
     * @param threads how many threads work at a time
     * @param limit how long a step may take
     * @param deadline when no further job is begun, by {@link System#nanoTime}
     * @param overtime how long jobs under way may go on after it
     * @param grace how long jobs under way have to end when all are to stop; as long after an interrupt; then they are given
     *     up
     * @param kept makes what a thread keeps
     */
    public Crew(int threads, Duration limit, long deadline, Duration overtime, Duration grace, Supplier<S> kept) {
        this.threads = threads;
        this.limit = limit;
        this.deadline = deadline;
        this.overtime = overtime.toNanos();
        this.grace = grace.toNanos();
        this.kept = kept;
    }

    /** {@return whether no further job is begun, and those that go on in steps should end} */
    public boolean isStopped() {
        return stopped || System.nanoTime() - deadline >= 0;
    }

    /**
     * Does jobs until there is none.
     *
     * @param jobs the next one, or null if there is none; called on any thread
     * @return what was kept; the caller's interruption is in it, and no longer on the thread
     * @throws IllegalStateException if something other than a job's own code threw
     */
    public Done<S> work(Jobs<S> jobs) {
        List<Lane<S>> lanes = new ArrayList<>();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Jobs<S> next = () -> isStopped() ? null : jobs.next();
        Runnable hire = () -> {
            Lane<S> lane =
                    new Lane<>(next, kept.get(), "gradcheck-" + lanes.size(), broken -> ended.add(new Ended(broken)));
            lanes.add(lane);
            lane.start(loader);
        };
        for (int k = 0; k < threads; k++) {
            hire.run();
        }
        boolean interrupted = watch(lanes, hire);
        return new Done<>(
                lanes.stream().map(Lane::kept).toList(),
                interrupted,
                lanes.stream().anyMatch(Lane::isLeftBehind));
    }

    private boolean watch(List<Lane<S>> lanes, Runnable hire) {
        boolean interrupted = false;
        long stopping = 0;
        boolean asked = false;
        Throwable broken = null;
        int working = threads;
        while (working > 0) {
            try {
                Ended one = ended.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (one != null) {
                    working--;
                    if (one.broken != null && broken == null) {
                        broken = one.broken;
                        stopped = true;
                        stopping = System.nanoTime();
                    }
                }
            } catch (InterruptedException stop) {
                interrupted = true;
                stopped = true;
                stopping = System.nanoTime();
                for (Lane<S> lane : lanes) {
                    working -= lane.giveUpIfItExits() ? 1 : 0;
                }
            }
            long late = isStopped() ? System.nanoTime() - (stopped ? stopping : deadline + overtime) : -1;
            if (late > grace && !asked) {
                asked = true;
                lanes.forEach(Lane::ask);
            }
            for (Lane<S> lane : List.copyOf(lanes)) {
                if (givenUp(lane, lanes, late)) {
                    working--;
                    if (!isStopped()) {
                        hire.run();
                        working++;
                    }
                }
            }
        }
        if (broken != null) {
            throw new IllegalStateException("a campaign's thread ended by " + broken, broken);
        }
        return interrupted;
    }

    private boolean givenUp(Lane<S> lane, List<Lane<S>> lanes, long late) {
        long longest = 0;
        for (Lane<S> one : lanes) {
            longest = Math.max(longest, one.longest());
        }
        long usual = TIMES_LONGEST * longest;
        if (lane.giveUp(Math.max(limit.toNanos(), usual), true, longest)) {
            return true;
        }
        return late > 2 * grace && lane.giveUp(0, lane.taken() > Math.max(grace, usual) && !stopped, longest);
    }
}
