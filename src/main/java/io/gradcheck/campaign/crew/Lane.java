package io.gradcheck.campaign.crew;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thread of a crew, with what it keeps. What it keeps is its own until it has ended or was given up. */
final class Lane<S> {

    private final S kept;
    private final Thread thread;
    private @Nullable Job<S> job;
    private long began;
    private long longest;
    private boolean asked;
    private boolean ended;
    private boolean leftBehind;

    /**
     * A thread that is not yet started.
     *
     * @param jobs what it does, one after the other, until there is none
     * @param kept what it keeps
     * @param name the thread's name
     * @param atEnd is told when it has ended by itself, with what it was broken by, or null
     */
    Lane(Jobs<S> jobs, S kept, String name, Consumer<@Nullable Throwable> atEnd) {
        this.kept = kept;
        this.thread = new Thread(
                () -> {
                    Throwable broken = null;
                    try {
                        run(jobs);
                    } catch (Throwable thrown) { // told by the crew
                        broken = thrown;
                    }
                    if (end()) {
                        atEnd.accept(broken);
                    }
                },
                name);
        thread.setDaemon(true);
    }

    void start(@Nullable ClassLoader loader) {
        thread.setContextClassLoader(loader);
        thread.start();
    }

    private void run(Jobs<S> jobs) {
        Job<S> next = jobs.next();
        while (next != null && begin(next)) {
            boolean unused = Thread.interrupted(); // by the code of the job before
            Consumer<S> done = next.work(this::step);
            if (!keep(done)) {
                return;
            }
            next = jobs.next();
        }
    }

    private synchronized boolean begin(Job<S> next) {
        job = next;
        began = System.nanoTime();
        return !ended;
    }

    private synchronized void step() {
        long now = System.nanoTime();
        longest = Math.max(longest, now - began);
        began = now;
    }

    private synchronized boolean keep(Consumer<S> done) {
        if (ended) {
            return false;
        }
        Job<S> present = Objects.requireNonNull(job);
        job = null;
        if (asked) { // what it did is not what it would have done
            present.givenUp(new GivenUp(false, sinceBegin(), Duration.ofNanos(longest), List.of()))
                    .accept(kept);
        } else {
            longest = Math.max(longest, System.nanoTime() - began);
            done.accept(kept);
        }
        return true;
    }

    private Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Ends it; whether it was not given up before. */
    private synchronized boolean end() {
        boolean wasGivenUp = ended;
        ended = true;
        job = null;
        return !wasGivenUp;
    }

    /** The longest step that has ended, in nanoseconds. */
    synchronized long longest() {
        return longest;
    }

    /** How long the present step has taken, in nanoseconds; 0 between jobs. */
    synchronized long taken() {
        return job == null ? 0 : System.nanoTime() - began;
    }

    /** Asks the job under way to end, by an interrupt; what it still returns does not count. */
    synchronized void ask() {
        if (job != null) {
            asked = true;
            thread.interrupt();
        }
    }

    /**
     * Gives up the job under way if its step takes longer than a limit; its thread is left behind.
     *
     * @param limit in nanoseconds
     * @param hangs whether it is taken for one that never ends
     * @param longestOfAll the longest step of all threads, in nanoseconds
     * @return whether it was given up
     */
    synchronized boolean giveUp(long limit, boolean hangs, long longestOfAll) {
        Job<S> present = job;
        if (ended || present == null || System.nanoTime() - began <= limit) {
            return false;
        }
        ended = true;
        leftBehind = true;
        job = null;
        present.givenUp(new GivenUp(
                        hangs, sinceBegin(), Duration.ofNanos(longestOfAll), List.of(thread.getStackTrace())))
                .accept(kept);
        thread.interrupt(); // what waits or sleeps need not do so for ever
        return true;
    }

    /** Gives up the job under way at once if it ends the JVM, which waits for who has asked. */
    synchronized boolean giveUpIfItExits() {
        return job != null
                && new GivenUp(false, Duration.ZERO, Duration.ZERO, List.of(thread.getStackTrace())).exits()
                && giveUp(0, false, longest);
    }

    /** Whether its thread was left behind in a job that was given up. */
    synchronized boolean isLeftBehind() {
        return leftBehind;
    }

    S kept() {
        return kept;
    }
}
