package io.gradcheck.campaign.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The crews of this JVM. One that has done its work is closed, unless crews are kept: then the next campaign with the same workers has
 * it, whose JVMs are started and have compiled their code. So the shards that a cluster hands to a machine one after the other do not
 * each pay for that.
 *
 * <p>Workers end with this JVM in any case.
 */
public final class WorkerCrews {

    private static final WorkerCrews OF_THIS_JVM = new WorkerCrews();

    private final Map<Kind, Deque<WorkerCrew>> idle = new HashMap<>();
    private int keepers;

    /** What a crew is for: campaigns of the same workers, whose code is the same. */
    private record Kind(int workers, WorkerJvm jvm, String classPath) {
        private Kind(int workers, WorkerJvm jvm) {
            this(workers, jvm, WorkerJvm.classPath(Thread.currentThread().getContextClassLoader()));
        }
    }

    WorkerCrews() {}

    /** {@return those of this JVM} */
    public static WorkerCrews ofThisJvm() {
        return OF_THIS_JVM;
    }

    /**
     * Gives a crew to one campaign.
     *
     * @param workers how many work at a time
     * @param jvm how one is started
     * @return one that is kept, or a new one
     */
    public synchronized WorkerCrew take(int workers, WorkerJvm jvm) {
        Deque<WorkerCrew> kept = idle.get(new Kind(workers, jvm));
        return kept == null || kept.isEmpty() ? new WorkerCrew(workers, jvm) : kept.pop();
    }

    /**
     * Takes a crew back, and closes it unless it is kept; one that was interrupted is not.
     *
     * @param crew what {@link #take} gave
     */
    public void giveBack(WorkerCrew crew) {
        synchronized (this) {
            if (keepers > 0 && !crew.isInterrupted()) {
                idle.computeIfAbsent(new Kind(crew.size(), crew.jvm()), any -> new ArrayDeque<>())
                        .push(crew);
                return;
            }
        }
        crew.close();
    }

    /** Keeps crews from now on, until {@link #release} is called as often. */
    public synchronized void keep() {
        keepers++;
    }

    /** Ends one {@link #keep}; the last one closes the crews that are idle. */
    public void release() {
        List<WorkerCrew> all = new ArrayList<>();
        synchronized (this) {
            keepers--;
            if (keepers == 0) {
                idle.values().forEach(all::addAll);
                idle.clear();
            }
        }
        all.forEach(WorkerCrew::close);
    }
}
