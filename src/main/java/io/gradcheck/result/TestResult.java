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
 * @param subjects what it checked, in the order of the first check of each
 */
public record TestResult(
        String method, String engine, String id, Status status, double seconds, List<SubjectResult> subjects) {}
