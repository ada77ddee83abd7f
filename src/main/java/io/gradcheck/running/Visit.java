package io.gradcheck.running;

import io.gradcheck.subject.Subject;

/** A point that running code is about to come to, as a check sees it. */
interface Visit {

    /**
     * Makes sure that a check disturbs nothing.
     *
     * @return false if it would at this moment; then it is tried again at a later point
     * @throws NotRestorableException if it always would
     */
    default boolean enter() {
        return true;
    }

    /** The subject at this point, which shares no array with the caller. */
    Subject subject();

    /**
     * Leaves all as it was before {@link #enter}.
     *
     * @throws NotRestorableException if that cannot be done
     */
    default void leave() {
        // a function that keeps nothing needs nothing
    }

    /** Code that makes the subject again, as an expression whose last line is the subject. */
    SubjectCode code(Subject subject);
}
