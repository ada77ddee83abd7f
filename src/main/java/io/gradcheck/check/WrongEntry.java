package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
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

    /**
     * An entry that was checked singly.
     *
     * @param entry what was compared
     * @param value the variable, for its shape
     * @param unit what numbers are divided by to be the subject's own
     */
    static WrongEntry of(EntryProbe entry, Tensor value, double unit) {
        return new WrongEntry(
                value.indexOf(entry.offset()),
                entry.analytic() / unit,
                entry.numeric() / unit,
                entry.difference() / Math.abs(unit),
                entry.allowed() / Math.abs(unit));
    }

    /** {@return the index as text, such as {@code [2,3]}; empty for a scalar} */
    public String indexText() {
        return indexText(index);
    }

    static String indexText(int... index) {
        if (index.length == 0) {
            return "";
        }
        return Arrays.stream(index).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
