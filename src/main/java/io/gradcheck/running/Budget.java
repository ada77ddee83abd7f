package io.gradcheck.running;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The time that checks take, held to a share of the time since the start; one check at a time. Thread-safe. */
final class Budget {

    private final double share;
    private final LongSupplier clock;
    private final long start;
    private final ReentrantLock checking = new ReentrantLock();
    private long begun;
    private long spent;
    private long longest;

    /**
     * A budget whose time begins now.
     *
     * @param share the share of the time
     * @param clock nanoseconds since any fixed moment
     */
    Budget(double share, LongSupplier clock) {
        this.share = share;
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /** Whether the calling thread is inside a check, so that its calls are those of the check. */
    boolean isChecking() {
        return checking.isHeldByCurrentThread();
    }

    /**
     * Begins a check, if there is time and no other one runs.
     *
     * @param regardless whether it may take time that there is not
     * @return whether it has begun; it must then be {@linkplain #end ended}
     */
    boolean begin(boolean regardless) {
        if (!checking.tryLock()) {
            return false;
        }
        long now = clock.getAsLong();
        if (!regardless && !isTimeLeft(now)) {
            checking.unlock();
            return false;
        }
        begun = now;
        return true;
    }

    private synchronized boolean isTimeLeft(long now) {
        return spent < share * (now - start);
    }

    void end() {
        spend(clock.getAsLong() - begun);
        checking.unlock();
    }

    private synchronized void spend(long time) {
        longest = Math.max(longest, time);
        spent += time;
    }

    synchronized Times times() {
        return new Times(share, spent, longest, clock.getAsLong() - start);
    }

    /**
     * What was spent, in nanoseconds.
     *
     * @param allowed the share that is allowed
     * @param spent in checks
     * @param longest in the check that took longest
     * @param total since the start
     */
    record Times(double allowed, long spent, long longest, long total) {

        double share() {
            return spent == 0 ? 0 : (double) spent / total;
        }
    }
}
