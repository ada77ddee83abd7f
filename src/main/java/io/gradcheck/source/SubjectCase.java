package io.gradcheck.source;

import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A subject that was made at random, and can be shrunker, written down and repeated.
 *
 * <p>Immutable: {@link #subject()} makes a new subject at each call, so that a case can be checked on any thread.
 */
public interface SubjectCase {

    /** {@return the subject to check; a new one at each call} */
    Subject subject();

    /**
     * Cases that are one step simpler, the boldest steps first.
     *
     * <p>Every step leads downwards by one measure, so that no sequence of steps goes round in a circle.
     *
     * @return makers of the simpler cases, each called at most once and never in vain; empty if none is simpler
     */
    List<? extends Supplier<? extends SubjectCase>> simpler();

    /**
     * The measure by which the cases of {@link #simpler()} are simpler: numbers compared from the first to the last.
     *
     * @return sizes first, then how far functions and numbers are from plain ones; none negative, always as many
     */
    long[] complexity();

    /**
     * What statistics tell cases apart by.
     *
     * @return for each kind of trait, such as {@code activation}, those of this case, such as {@code relu}
     */
    Map<String, List<String>> traits();

    /**
     * The case in plain numbers, strings, lists and maps, fit for JSON.
     *
     * @return what {@link SubjectSource#restore} makes this case of
     */
    Map<String, Object> data();

    /**
     * The case as Java code: an expression that makes its subject.
     *
     * <p>Class names are simple; those that need an import are named by {@link #imports()}.
     *
     * @return the expression, without a semicolon
     */
    String code();

    /**
     * The case as Java code: an expression that makes the case itself, rather than its subject. It names what
     * {@link #code()} names.
     *
     * @return the expression; empty, as by default, if none is known
     */
    default String caseCode() {
        return "";
    }

    /** {@return the classes that {@link #code()} names, by their canonical names} */
    List<String> imports();

    /**
     * What {@link #code()} takes for granted, where no expression makes the source of the case: its user has to.
     *
     * @return a declaration, such as {@code TensorSource source}; empty, as by default, if the code needs nothing
     */
    default String codeParameter() {
        return "";
    }

    /** {@return the package that {@link #code()} must be in, as it names what only that sees; empty if it may be anywhere} */
    default String codePackage() {
        return "";
    }
}
