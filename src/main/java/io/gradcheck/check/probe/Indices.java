package io.gradcheck.check.probe;

import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The indices of a tensor's entries, in numbers and as they are told.
 *
 * @param tensor the tensor, for its shape
 * @param names names for the entries along its last axis; empty if they have none
 */
public record Indices(Tensor tensor, List<String> names) {

    /** Names that do not fit, as those of a batch for one of its examples, are left out. */
    public Indices {
        int rank = tensor.rank();
        names = rank > 0 && tensor.length(rank - 1) == names.size() ? names : List.of();
    }

    /** How many there are. */
    public int count() {
        return tensor.size();
    }

    /** The index of the entry at a place in row-major order. */
    public int[] at(int offset) {
        return tensor.indexOf(offset);
    }

    /** The name of that index on the last axis; null if it has none. */
    public @Nullable String name(int offset) {
        return names.isEmpty() ? null : names.get(offset % names.size());
    }

    /** One number of an index as it is told: the name, if it has one. */
    public String onAxis(int axis, int index) {
        return axis == tensor.rank() - 1 && !names.isEmpty() ? names.get(index) : String.valueOf(index);
    }

    /** The index of an entry as text, such as {@code [2,3]} or {@code [2,fy]}; empty for a scalar. */
    public String text(int offset) {
        return new WrongEntry(at(offset), name(offset), Double.NaN, Double.NaN, Double.NaN, Double.NaN).indexText();
    }
}
