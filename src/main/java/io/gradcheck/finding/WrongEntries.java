package io.gradcheck.finding;

import java.util.List;

/**
 * The entries of a variable that were found wrong.
 *
 * @param worst some or all of them, worst first
 * @param count how many entries are wrong, as far as is known
 * @param countKind how that number is known
 * @param blocks the blocks of the variable that are wrong throughout, as text: {@code [3,*]} is a row, {@code [*,0..4]} the
 *     first five columns, with names in place of numbers where the last axis has them; empty where the wrong entries are
 *     apart, or are known one by one
 * @param jacobian where the subject has more than one output: of which of them they are wrong
 * @param evaluations how often the subject was evaluated to find them
 */
public record WrongEntries(
        List<WrongEntry> worst,
        int count,
        CountKind countKind,
        List<String> blocks,
        WrongJacobian jacobian,
        int evaluations) {}
