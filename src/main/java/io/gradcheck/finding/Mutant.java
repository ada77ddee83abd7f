package io.gradcheck.finding;

/**
 * A standard mistake, and whether this check would have seen it in one variable.
 *
 * @param variable the variable
 * @param mistake the mistake, such as {@code transposed}
 * @param caught whether the gradient with that mistake would not have passed
 * @param reason why not, if not: how the inputs of the check are too weak; else empty
 */
public record Mutant(String variable, String mistake, boolean caught, String reason) {

    /** {@return the mutant as one line} */
    @Override
    public String toString() {
        return variable + ": " + mistake + (caught ? " caught" : " would stay unseen: " + reason);
    }
}
