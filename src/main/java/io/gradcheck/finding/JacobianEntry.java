package io.gradcheck.finding;

import java.util.Arrays;

/**
 * One entry of a Jacobian, {@code d out[i] / d x[j]}, that differs from its numeric derivative.
 *
 * @param output the index {@code i} of the output, one number for each axis. Shared, not to be modified.
 * @param index the index {@code j} of the variable's entry, one number for each axis; empty for a scalar. Shared, not to
 *     be modified.
 * @param analytic the reported partial derivative: the entry {@code j} of the gradient of this output alone
 * @param numeric the numeric partial derivative
 * @param difference their distance
 * @param allowed the largest distance that error and rounding would explain
 */
public record JacobianEntry(
        int[] output, int[] index, double analytic, double numeric, double difference, double allowed) {

    /**
     * The entry as text.
     *
     * @param variable the name of the variable
     * @return text such as {@code d out[3] / d x[1]}
     */
    public String text(String variable) {
        return "d out" + Arrays.toString(output).replace(" ", "") + " / d " + variable
                + (index.length == 0 ? "" : Arrays.toString(index).replace(" ", ""));
    }
}
