package io.gradcheck.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run: a line of its {@linkplain RunLog log}.
 *
 * @param kind what
 * @param plan the number of the test plan that began or ended
 * @param planned the test classes of a plan that began
 * @param testClass the test class that ended, or whose results were written or lost
 * @param file the file that was written
 * @param digest the digest of its text
 * @param reason why results were lost
 */
public record RunEvent(
        Kind kind,
        @MayBeMissing long plan,
        @MayBeMissing List<PlannedClass> planned,
        @Nullable String testClass,
        @Nullable String file,
        @Nullable String digest,
        @Nullable String reason) {

    /** What happens in a run. */
    public enum Kind {
        /** A test plan begins. */
        BEGAN,
        /** All tests of a class have ended. */
        CLASS_ENDED,
        /** The results of a class were written. */
        WRITTEN,
        /** The results of a class could not be written. */
        LOST,
        /** A test plan has ended. */
        ENDED
    }

    /**
     * A test class that is going to be run.
     *
     * @param testClass the class
     * @param tests how many of its methods
     */
    public record PlannedClass(String testClass, long tests) {}

    private static RunEvent of(
            Kind kind,
            @Nullable String testClass,
            @Nullable String file,
            @Nullable String digest,
            @Nullable String reason) {
        return new RunEvent(kind, 0, List.of(), testClass, file, digest, reason);
    }

    /**
     * A test plan begins.
     *
     * @param plan its number in its run
     * @param planned its classes. Not modified.
     * @return the event
     */
    public static RunEvent began(long plan, List<PlannedClass> planned) {
        return new RunEvent(Kind.BEGAN, plan, List.copyOf(planned), null, null, null, null);
    }

    /**
     * A test plan has ended.
     *
     * @param plan its number in its run
     * @return the event
     */
    public static RunEvent ended(long plan) {
        return new RunEvent(Kind.ENDED, plan, List.of(), null, null, null, null);
    }

    /**
     * All tests of a class have ended.
     *
     * @param testClass the class
     * @return the event
     */
    public static RunEvent classEnded(String testClass) {
        return of(Kind.CLASS_ENDED, testClass, null, null, null);
    }

    /**
     * Results were written.
     *
     * @param testClass the class
     * @param file the name of the file
     * @param text what is in it
     * @return the event
     */
    public static RunEvent written(String testClass, String file, String text) {
        return of(Kind.WRITTEN, testClass, file, BuiltClasses.digest(text), null);
    }

    /**
     * Results could not be written.
     *
     * @param testClass the class
     * @param reason why
     * @return the event
     */
    public static RunEvent lost(String testClass, String reason) {
        return of(Kind.LOST, testClass, null, null, reason);
    }
}
