package io.gradcheck.finding;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One entry of a gradient that differs from its numeric derivative.
 *
 * @param index its index, one number for each axis; empty for a scalar. Shared, not to be modified.
 * @param analytic the reported partial derivative
 * @param numeric the numeric partial derivative
 * @param difference their distance
 * @param allowed the largest distance that error and rounding would explain
 */
public record WrongEntry(int[] index, double analytic, double numeric, double difference, double allowed) {

    /** {@return the index as text, such as {@code [2,3]}; empty for a scalar} */
    public String indexText() {
        return index.length == 0
                ? ""
                : Arrays.stream(index).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
