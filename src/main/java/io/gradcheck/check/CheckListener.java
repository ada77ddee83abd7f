package io.gradcheck.check;

/**
 * Hears of checks as they end: what was checked, and what was found.
 *
 * <p>Listeners for all checks of a JVM are found by {@link java.util.ServiceLoader}; one for the checks of a single checker
 * is given to {@link GradientChecker#heardBy}. They are told on the thread that checked, before the caller of
 * {@code check} has the report, several at a time where several threads check.
 *
 * <pre>{@code
 * GradientChecker.standard().heardBy(check -> log.info(check.report().subject() + " in " + check.time())).check(subject);
 * }</pre>
 */
@FunctionalInterface
public interface CheckListener {

    /**
     * Called after a check. What it throws does not lose the report, whose text tells of it.
     *
     * @param check what was checked. What the listener asks of its report does not count as an
     *     {@linkplain GradientReport#isAsserted() assertion}.
     */
    void checked(CompletedCheck check);
}
