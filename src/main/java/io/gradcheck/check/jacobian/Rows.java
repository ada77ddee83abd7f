package io.gradcheck.check.jacobian;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The rows of the Jacobian by one variable as claimed, of the outputs that were asked alone: of a small variable in every
 * entry, of a larger one in those that were probed.
 */
final class Rows {

    private static final int MOST_ENTRIES = 64;

    private final int[] offsets;
    private final Map<Integer, Map<Integer, Double>> claimed = new TreeMap<>();

    /**
     * No row yet.
     *
     * @param size the number of the variable's entries
     * @param probed those that were probed, worst first
     */
    Rows(int size, List<EntryProbe> probed) {
        this.offsets = size <= MOST_ENTRIES
                ? IntStream.range(0, size).toArray()
                : probed.stream()
                        .mapToInt(EntryProbe::offset)
                        .limit(MOST_ENTRIES)
                        .toArray();
    }

    /** Keeps the row of an output: the gradient that is claimed for it alone. */
    void add(int output, Tensor gradient) {
        Map<Integer, Double> row = new TreeMap<>();
        for (int offset : offsets) {
            row.put(offset, gradient.values()[offset]);
        }
        claimed.put(output, row);
    }

    Set<Integer> outputs() {
        return claimed.keySet();
    }

    /** Whether an entry is among those that are kept. */
    boolean knows(int offset) {
        return claimed.values().stream().anyMatch(row -> row.containsKey(offset));
    }

    /** What an output claims of an entry; not a number where it was not asked or is not kept. */
    double claim(int output, int offset) {
        return claimed.getOrDefault(output, Map.of()).getOrDefault(offset, Double.NaN);
    }

    /** Whether all that an output claims is zero. */
    boolean isZero(int output) {
        return claimed.getOrDefault(output, Map.of()).values().stream().allMatch(claim -> claim == 0);
    }
}
