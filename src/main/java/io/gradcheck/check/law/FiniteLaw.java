package io.gradcheck.check.law;

import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges whether an output or a gradient is finite. */
final class FiniteLaw {

    private FiniteLaw() {}

    /**
     * Judges the law.
     *
     * @param what what is judged, in words
     * @param name what its entries are called by
     * @param names names for the entries along the last axis; empty if they have none
     * @param tensor its values
     * @return the first entry that is not finite, and how many there are; null if there is none
     */
    static @Nullable LawFinding judge(String what, String name, List<String> names, Tensor tensor) {
        int count = 0;
        int first = -1;
        for (int i = tensor.size() - 1; i >= 0; i--) {
            if (!Double.isFinite(tensor.values()[i])) {
                count++;
                first = i;
            }
        }
        return count == 0
                ? null
                : LawText.notFinite(
                        what,
                        Difference.entry(name, names, tensor, first),
                        tensor.values()[first],
                        count,
                        tensor.size());
    }
}
