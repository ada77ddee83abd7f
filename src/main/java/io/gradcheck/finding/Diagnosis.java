package io.gradcheck.finding;

/**
 * A hypothesis about what is wrong with a gradient: never a verdict.
 *
 * @param kind the kind of mistake
 * @param mistake in words what the gradient looks like, such as {@code sign flipped} or {@code transposed}
 * @param evidence the numbers behind it
 */
public record Diagnosis(Mistake kind, String mistake, String evidence) {

    /** {@return the mistake with its evidence} */
    @Override
    public String toString() {
        return evidence.isEmpty() ? mistake : mistake + "; " + evidence;
    }
}
