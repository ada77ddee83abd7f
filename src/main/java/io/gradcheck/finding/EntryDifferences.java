package io.gradcheck.finding;

import java.util.List;

/**
 * The difference between the reported and the numeric derivative in every entry of a small variable that is wrong.
 *
 * @param variable the variable
 * @param shape the length of each of its axes
 * @param values {@code analytic - numeric} for each entry, in row-major order; zero where they agree within the error of
 *     the numeric derivative, NaN where no numeric derivative could be had
 */
public record EntryDifferences(String variable, int[] shape, List<Double> values) {}
