package io.gradcheck.result;

import java.util.List;

/**
 * What one test checked; a method with all its invocations, tries and dynamic tests.
 *
 * @param method the method, or the name that the engine gives
 * @param engine the identifier of the test engine, such as {@code junit-jupiter}
 * @param id the engine's unique identifier
 * @param status how it ended
 * @param seconds how long it took
 * @param notPassed its parts that did not pass, in the order in which they ended; at most {@value #MOST_PARTS}
 * @param furtherNotPassed how many more did not
 * @param subjects what it checked, in the order of the first check of each
 */
public record TestResult(
        String method,
        String engine,
        String id,
        Status status,
        double seconds,
        @MayBeMissing List<PartResult> notPassed,
        @MayBeMissing long furtherNotPassed,
        List<SubjectResult> subjects) {

    /** The largest number of parts that are named. */
    public static final int MOST_PARTS = 1_000;
}
