package io.gradcheck.subject;

import org.jspecify.annotations.Nullable;

/**
 * Says that a subject's {@code evaluate} or {@code gradient} returned what no argument makes right: null, a tensor of
 * another shape, a gradient that lacks a variable.
 */
public final class WrongResultException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * Says what was wrong.
     *
     * @param message names the subject, the method, what was found and what was wanted
     */
    public WrongResultException(String message) {
        super(message);
    }

    /**
     * Requires a result.
     *
     * @param subject the subject's name
     * @param what what returned it, such as {@code evaluate}
     * @param result the result
     * @param wanted what it should be
     * @param <T> its type
     * @return the result, which is not null
     * @throws WrongResultException if it is null
     */
    public static <T> T require(String subject, String what, @Nullable T result, String wanted) {
        if (result == null) {
            throw new WrongResultException("subject " + subject + ": " + what + " returned null, wanted " + wanted);
        }
        return result;
    }
}
