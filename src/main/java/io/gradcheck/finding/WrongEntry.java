package io.gradcheck.finding;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a gradient that differs from its numeric derivative.
 *
 * @param index its index, one number for each axis; empty for a scalar. Shared, not to be modified.
 * @param name the name of its index on the last axis, where the subject has names for the entries along it; else null
 * @param analytic the reported partial derivative
 * @param numeric the numeric partial derivative
 * @param difference their distance
 * @param allowed the largest distance that error and rounding would explain
 */
public record WrongEntry(
        int[] index, @Nullable String name, double analytic, double numeric, double difference, double allowed) {

    /**
     * An entry that is called by its index alone.
     *
     * @param index its index, one number for each axis; empty for a scalar. Shared, not to be modified.
     * @param analytic the reported partial derivative
     * @param numeric the numeric partial derivative
     * @param difference their distance
     * @param allowed the largest distance that error and rounding would explain
     */
    public WrongEntry(int[] index, double analytic, double numeric, double difference, double allowed) {
        this(index, null, analytic, numeric, difference, allowed);
    }

    /** {@return the index as text, such as {@code [2,3]}, or {@code [2,fy]} where it has a name; empty for a scalar} */
    public String indexText() {
        return indexText(index, name);
    }

    static String indexText(int[] index, @Nullable String name) {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < index.length; axis++) {
            boolean named = name != null && axis == index.length - 1;
            text.append(axis == 0 ? '[' : ',').append(named ? name : String.valueOf(index[axis]));
        }
        return text.append(index.length == 0 ? "" : "]").toString();
    }
}
