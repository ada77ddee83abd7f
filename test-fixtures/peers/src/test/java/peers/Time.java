package peers;

import java.util.Collections;
import java.util.List;

/**
 * How long something takes, in milliseconds. Where the two are far apart, the machine had other things to do.
 *
 * @param median of all times that were measured
 * @param fastest of all times that were measured
 */
record Time(double median, double fastest) {

    static Time of(List<Double> milliseconds) {
        Collections.sort(milliseconds);
        return new Time(milliseconds.get(milliseconds.size() / 2), milliseconds.get(0));
    }

    /**
     * The time of something larger, which grows evenly. The fastest is as far from the median as it is here.
     *
     * @param less the time of something smaller
     * @param share how much more than the smaller one the larger one has, where this has one more
     */
    Time extrapolated(Time less, double share) {
        double larger = less.median + share * (median - less.median);
        return new Time(larger, larger * fastest / median);
    }
}
