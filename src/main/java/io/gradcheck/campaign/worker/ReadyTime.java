package io.gradcheck.campaign.worker;

/**
 * The time of a campaign, which counts from when a worker is ready: on a busy machine starting a JVM takes longer than a short
 * campaign has, and one that checked nothing would fail.
 */
final class ReadyTime {

    private long late;
    private long before;
    private long since;
    private boolean ready;

    /** A campaign begins. */
    void begin() {
        late = 0;
    }

    /** Some of its work begins, at a time of {@link System#nanoTime}. */
    void work(long now) {
        before = late;
        since = now;
        ready = false;
    }

    /**
     * Whether the time is over.
     *
     * @param now the time
     * @param deadline when it would be over, had a worker been ready at once
     * @param anyReady whether a worker is ready now
     */
    boolean isOver(long now, long deadline, boolean anyReady) {
        if (!ready) {
            ready = anyReady;
            late = before + now - since;
        }
        return ready && now - late - deadline >= 0;
    }
}
