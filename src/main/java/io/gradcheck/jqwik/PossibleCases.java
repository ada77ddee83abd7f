package io.gradcheck.jqwik;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws cases of a source until one is possible, and counts those that are not. */
final class PossibleCases {

    /** Of fewer cases the share says little. */
    private static final int FEW = 100;

    private static final int ONE_IN = 2;

    private final SubjectSource source;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private long drawn;
    private long skipped;

    PossibleCases(SubjectSource source) {
        this.source = source;
    }

    synchronized SubjectCase draw(RandomGenerator random) {
        while (true) {
            drawn++;
            try {
                return source.draw(random, Sizes.drawnFrom(random));
            } catch (SkippedCaseException impossible) {
                skipped++;
                reasons.merge(impossible.reason(), 1, Integer::sum);
            }
            if (drawn >= FEW && skipped * ONE_IN > drawn) {
                throw new IllegalStateException(source.name() + ": " + skipped + " of " + drawn
                        + " cases were skipped, wanted half at most: " + reasons);
            }
        }
    }
}
