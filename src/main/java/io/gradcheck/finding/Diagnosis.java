package io.gradcheck.finding;

/**
 * A hypothesis about what is wrong with a gradient: never a verdict.
 *
 * @param mistake what the gradient looks like, such as {@code sign flipped} or {@code transposed}
 * @param evidence the numbers behind it
 */
public record Diagnosis(String mistake, String evidence) {

    /** {@return the mistake with its evidence} */
    @Override
    public String toString() {
        return evidence.isEmpty() ? mistake : mistake + "; " + evidence;
    }
}
