package io.gradcheck.source;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where random subjects come from: the one way in which properties, campaigns, the command line and Maven get theirs.
 *
 * <p>A source is a pure function: the same random numbers and sizes give the same case. So every case of a series follows
 * from the seed of the series and its own index, on any thread and in any shard. Sources keep no state and may be shared
 * between threads.
 *
 * <pre>{@code
 * SubjectSource networks = Networks.any().depth(0, 2).width(1, 4);
 * SubjectCase third = networks.at(7, 3);             // always the same case
 * GradientChecker.standard().check(third.subject());
 * }</pre>
 */
public interface SubjectSource {

    /** {@return a name by which reports and the regression corpus tell this source from others} */
    String name();

    /**
     * Draws a case.
     *
     * @param random where its values come from
     * @param sizes where its sizes come from
     * @return the case
     */
    SubjectCase draw(RandomGenerator random, Sizes sizes);

    /**
     * Makes a case again that was written down.
     *
     * @param data what {@link SubjectCase#data()} returned, read from JSON. Not modified.
     * @return an equal case
     * @throws IllegalArgumentException if something is missing in the data or does not fit; the message says what
     */
    SubjectCase restore(Map<String, Object> data);

    /**
     * Whose gradient it is, as far as that is known without a case: for the record of a campaign that could make none.
     *
     * @return by default the class of this source
     */
    default Class<?> about() {
        return getClass();
    }

    /**
     * The case of a series.
     *
     * @param seed the seed of the series
     * @param index the number of the case in it
     * @return the case; the same for the same arguments
     */
    default SubjectCase at(long seed, long index) {
        RandomGenerator random = Series.random(seed, index);
        return draw(random, Sizes.drawnFrom(random));
    }
}
