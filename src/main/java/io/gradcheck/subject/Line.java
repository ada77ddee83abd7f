package io.gradcheck.subject;

/**
 * A subject restricted to the straight line {@code x + t d} through its point, along one variable.
 *
 * <p>Used by one thread at a time. The direction is fixed when the line is made.
 */
@FunctionalInterface
public interface Line {

    /**
     * Evaluates {@code f(x + t d)}.
     *
     * @param t place on the line; 0 is the point itself
     * @param output receives the result; has the shape of the subject's output. Overwritten.
     */
    void at(double t, Tensor output);

    /**
     * Whether the line begins with the value that {@code evaluate} returns at the point, to the bit, as lines that evaluate
     * do. Where that is known already, the line is not asked for it again.
     *
     * @return false where the line computes in another way, so that its values may be rounded otherwise
     */
    default boolean beginsWithValue() {
        return false;
    }
}
