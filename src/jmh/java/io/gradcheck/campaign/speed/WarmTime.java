package io.gradcheck.campaign.speed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something takes that has run for a while. */
final class WarmTime {

    /** For how long a task is measured, over and over. */
    static final double MEASURED_SECONDS = 2;

    private static final double WARM_SECONDS = 6;
    /** Runs of those that take longer. */
    private static final int LEAST = 3;

    private WarmTime() {}

    /** {@return the median of the times of a task, in seconds} */
    static double median(Runnable task) {
        times(task, WARM_SECONDS, 1);
        List<Double> times = times(task, MEASURED_SECONDS, LEAST);
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    /** {@return the mean of the times of a short task, in seconds} */
    static double mean(Runnable task) {
        times(task, WARM_SECONDS / 3, 1);
        long start = System.nanoTime();
        int runs = times(task, MEASURED_SECONDS, 1).size();
        return seconds(start) / runs;
    }

    private static List<Double> times(Runnable task, double seconds, int least) {
        List<Double> times = new ArrayList<>();
        long start = System.nanoTime();
        while (times.size() < least || seconds(start) < seconds) {
            long before = System.nanoTime();
            task.run();
            times.add(seconds(before));
        }
        return times;
    }

    private static double seconds(long start) {
        return 1e-9 * (System.nanoTime() - start);
    }
}
