package io.gradcheck.result;

/**
 * A part of a test that did not pass: an invocation, a dynamic test, or the whole of it.
 *
 * @param name the names that are displayed, from the first below the test's method on, with {@value #WITHIN} between them;
 *     empty for the test itself
 * @param status how it ended
 * @param reason the first line of what it was failed or aborted with
 */
public record PartResult(String name, Status status, String reason) {

    /** Stands between the name of a part and that of a part of it. */
    public static final String WITHIN = " > ";

    /**
     * The name of a part of a part.
     *
     * @param outer the name of the outer part; empty for the test itself
     * @param name the name of the inner one
     * @return both
     */
    public static String within(String outer, String name) {
        return outer.isEmpty() ? name : outer + WITHIN + name;
    }
}
