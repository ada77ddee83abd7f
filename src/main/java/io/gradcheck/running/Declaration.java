package io.gradcheck.running;

import io.gradcheck.subject.Subject;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of subjects before they are checked.
 *
 * @param subjects makes a subject of which more is known; null if there is nothing to say
 */
record Declaration(@Nullable UnaryOperator<Subject> subjects) {

    static final Declaration NONE = new Declaration(null);

    Subject of(Subject subject) {
        return subjects == null ? subject : subjects.apply(subject);
    }

    /** Said above code that repeats a check. */
    String comment() {
        return subjects == null ? "" : "// the subject is then declared by subjects(...)\n";
    }
}
