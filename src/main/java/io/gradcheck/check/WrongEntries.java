package io.gradcheck.check;

import java.util.List;

/**
 * The entries of a variable that were found wrong.
 *
 * @param worst some or all of them, worst first
 * @param count how many entries are wrong, as far as is known
 * @param countKind how that number is known
 * @param evaluations how often the subject was evaluated to find them
 */
public record WrongEntries(List<WrongEntry> worst, int count, CountKind countKind, int evaluations) {

    /** No wrong entry. */
    static final WrongEntries NONE = new WrongEntries(List.of(), 0, CountKind.EXACT, 0);
}
