package io.gradcheck.junit;

import io.gradcheck.result.Look;
import io.gradcheck.source.SkippedCaseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tries of a test whose cases were impossible, by their reasons. */
final class SkippedTries {

    private final Map<String, Integer> reasons = new TreeMap<>();
    private int count;

    /**
     * Counts one more.
     *
     * @param impossible what it ended with
     * @param all how many tries the test has
     * @return the text of its failure if all of them were skipped
     */
    synchronized Optional<String> and(SkippedCaseException impossible, int all) {
        count++;
        reasons.merge(Look.withoutNumbers(impossible.reason()), 1, Integer::sum);
        return count < all
                ? Optional.empty()
                : Optional.of("nothing was checked: " + (all == 1 ? "the only try was" : "all " + all + " tries were")
                        + " skipped, wanted a possible case: " + reasons);
    }
}
