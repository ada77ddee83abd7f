package io.gradcheck.finding;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a Jacobian, {@code d out[i] / d x[j]}, that differs from its numeric derivative.
 *
 * @param output the index {@code i} of the output, one number for each axis. Shared, not to be modified.
 * @param outputName the name of that index on the last axis, where the subject has names for its outputs; else null
 * @param index the index {@code j} of the variable's entry, one number for each axis; empty for a scalar. Shared, not to
 *     be modified.
 * @param name the name of that index on the last axis, where the subject has names for the entries along it; else null
 * @param analytic the reported partial derivative: the entry {@code j} of the gradient of this output alone
 * @param numeric the numeric partial derivative
 * @param difference their distance
 * @param allowed the largest distance that error and rounding would explain
 */
public record JacobianEntry(
        int[] output,
        @Nullable String outputName,
        int[] index,
        @Nullable String name,
        double analytic,
        double numeric,
        double difference,
        double allowed) {

    /**
     * An entry of which output and variable are called by their indices alone.
     *
     * @param output the index of the output, one number for each axis. Shared, not to be modified.
     * @param index the index of the variable's entry, one number for each axis; empty for a scalar. Shared, not to be
     *     modified.
     * @param analytic the reported partial derivative
     * @param numeric the numeric partial derivative
     * @param difference their distance
     * @param allowed the largest distance that error and rounding would explain
     */
    public JacobianEntry(
            int[] output, int[] index, double analytic, double numeric, double difference, double allowed) {
        this(output, null, index, null, analytic, numeric, difference, allowed);
    }

    /**
     * The entry as text.
     *
     * @param variable the name of the variable
     * @return text such as {@code d out[3] / d x[1]}, or {@code d out[u] / d K[fy]} where they have names
     */
    public String text(String variable) {
        return "d out" + WrongEntry.indexText(output, outputName) + " / d " + variable
                + WrongEntry.indexText(index, name);
    }
}
