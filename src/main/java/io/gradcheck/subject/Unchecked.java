package io.gradcheck.subject;

import java.util.concurrent.Callable;

/**
 * Calls code that throws checked exceptions where a function must not, as the functions of subjects and the passes of layers.
 *
 * <pre>{@code
 * // MathTransform throws TransformException
 * VectorFunctions.jacobian("projection",
 *         x -> Unchecked.call(() -> coordinates(transform.transform(point(x), null))),
 *         x -> Unchecked.call(() -> rows(transform.derivative(point(x)))), 12, 48);
 * }</pre>
 */
public final class Unchecked {

    private Unchecked() {}

    /**
     * Calls code and passes on what comes of it: its result, or the very exception that it throws, checked or not. So a report
     * tells the library's own exception, and away from the point it means "outside the domain", as any other.
     *
     * @param code what to call
     * @param <T> the kind of its result
     * @return its result
     */
    public static <T> T call(Callable<T> code) {
        try {
            return code.call();
        } catch (Exception thrown) { // whatever the code throws
            Unchecked.<RuntimeException>raise(thrown);
            throw new IllegalStateException(
                    thrown); // never reached: the compiler takes a checked exception for an unchecked one
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(Exception thrown) throws E {
        throw (E) thrown;
    }
}
