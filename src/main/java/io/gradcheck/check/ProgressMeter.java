package io.gradcheck.check;

import java.util.function.LongSupplier;

/** Counts the entries that are done, and tells a listener of them now and then. */
final class ProgressMeter {

    private static final long NANOSECONDS_BETWEEN = 100_000_000;

    private final Progress listener;
    private final long all;
    private final LongSupplier nanoTime;
    private long done;
    private long told;
    private long toldAt;

    /**
     * Starts at nothing done.
     *
     * @param listener whom to tell
     * @param all how many entries there are
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    ProgressMeter(Progress listener, long all, LongSupplier nanoTime) {
        this.listener = listener;
        this.all = all;
        this.nanoTime = nanoTime;
        this.told = -1;
        this.toldAt = nanoTime.getAsLong();
    }

    synchronized void step() {
        done++;
        if (nanoTime.getAsLong() - toldAt >= NANOSECONDS_BETWEEN) {
            tell();
        }
    }

    /** Tells where it ended, unless that was the last that was told. */
    synchronized void end() {
        if (told < done) {
            tell();
        }
    }

    private void tell() {
        told = done;
        toldAt = nanoTime.getAsLong();
        listener.entries(done, all);
    }
}
