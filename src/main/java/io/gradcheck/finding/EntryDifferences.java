package io.gradcheck.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference between the reported and the numeric derivative in every entry of a small variable that is wrong.
 *
 * @param variable the variable
 * @param shape the length of each of its axes
 * @param names names for the entries along the last axis; null where they have none
 * @param values {@code analytic - numeric} for each entry, in row-major order; zero where they agree within the error of
 *     the numeric derivative, NaN where no numeric derivative could be had
 */
public record EntryDifferences(
        String variable, int[] shape, @Nullable List<String> names, List<Double> values) {

    /**
     * Collects the differences.
     *
     * @param variable the variable
     * @param shape the length of each of its axes
     * @param names names for the entries along the last axis; null where they have none
     * @param values {@code analytic - numeric} for each entry, in row-major order
     * @throws IllegalArgumentException if there are more or fewer names than entries along the last axis
     */
    public EntryDifferences {
        int length = shape.length == 0 ? 0 : shape[shape.length - 1];
        if (names != null && names.size() != length) {
            throw new IllegalArgumentException(
                    "names of " + variable + ": found " + names.size() + ", wanted " + length + " or none");
        }
    }
}
