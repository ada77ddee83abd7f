package io.gradcheck.check;

/**
 * Listens to a check that takes long.
 *
 * <pre>{@code
 * GradientChecker.standard().exhaustive((done, all) -> System.err.print("\r" + done + " of " + all)).check(subject);
 * }</pre>
 */
@FunctionalInterface
public interface Progress {

    /**
     * Called about ten times a second at most, and once more at the end; from any of the checking threads, but by one at a
     * time, with counts that never fall. What it throws ends the check.
     *
     * @param done how many entries have been checked; at the end fewer than all only if the check was interrupted
     * @param all how many there are to check
     */
    void entries(long done, long all);
}
