package io.gradcheck.subject;

/**
 * The lines {@code x + t d} through a subject's point.
 *
 * <p>Lines along which one entry of a variable moves alone share one copy of the point: each takes no more work than to
 * write that entry. So they are used one at a time, at any place of any of them.
 *
 * <p>Used by one thread at a time.
 */
@FunctionalInterface
public interface Lines {

    /**
     * A line through the point.
     *
     * @param variable the name of the variable that moves
     * @param direction how it moves, in the variable's shape. Not to be modified while the line is used.
     * @return the line
     * @throws IllegalArgumentException if there is no such variable
     * @throws IllegalArgumentException if the direction does not have the variable's shape
     */
    Line along(String variable, Direction direction);
}
