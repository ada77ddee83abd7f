package io.gradcheck.check.hypothesis;

import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** The hypothesis that only one row, one column or one entry is wrong. */
final class OneSlice implements Hypothesis {

    private static final String ONE = "one ";
    private static final double TELLING = 10;

    /** Entries of a sample may all be on one index by chance, at most once in a thousand times. */
    private static final double DECADES = 3;

    /** Holds where what is wrong is on one index of one axis, and something beside it was seen to be right. */
    @Override
    public List<Diagnosis> test(Evidence evidence) {
        Tensor gradient = evidence.gradient();
        List<EntryProbe> wrong = evidence.wrong();
        Localised localised = evidence.localised();
        boolean sampled = localised.sampled();
        if (gradient.size() > 1 && wrong.size() == 1 && localised.wrong() == 1 && !sampled) {
            return othersTell(evidence, -1, 0) ? List.of(oneEntry(wrong)) : List.of();
        }
        for (int axis = 0; axis < gradient.rank() && wrong.size() > 1; axis++) {
            int index = index(gradient, wrong.get(0), axis);
            double decades = (wrong.size() - 1) * Math.log10(gradient.length(axis));
            if (isWhole(evidence, axis, index)
                    && othersTell(evidence, axis, index)
                    && (!sampled || decades >= DECADES)) {
                return List.of(oneSlice(evidence.indices(), wrong, axis, index));
            }
        }
        return List.of();
    }

    private static int index(Tensor gradient, EntryProbe entry, int axis) {
        return gradient.indexOf(entry.offset())[axis];
    }

    /** Whether all wrong entries are on one index of an axis, and no right one that tells. */
    private static boolean isWhole(Evidence evidence, int axis, int index) {
        Tensor gradient = evidence.gradient();
        return evidence.probed().stream()
                .filter(entry -> entry.wrong() || (tells(entry) && index(gradient, entry, axis) == index))
                .allMatch(entry -> entry.wrong() && index(gradient, entry, axis) == index);
    }

    /** Whether an entry elsewhere is right that would have shown any mistake, since it is not zero. */
    private static boolean othersTell(Evidence evidence, int axis, int index) {
        Tensor gradient = evidence.gradient();
        return evidence.probed().stream()
                .filter(entry -> !entry.wrong() && (axis < 0 || index(gradient, entry, axis) != index))
                .anyMatch(OneSlice::tells);
    }

    private static boolean tells(EntryProbe entry) {
        return Math.abs(entry.numeric()) > TELLING * entry.allowed();
    }

    private static Diagnosis oneEntry(List<EntryProbe> wrong) {
        return new Diagnosis(Mistake.ONE_ENTRY, ONE + "entry", "all other entries agree" + seen(wrong));
    }

    private static Diagnosis oneSlice(Indices indices, List<EntryProbe> wrong, int axis, int index) {
        String name = ONE + (indices.tensor().rank() > 2 ? "index of axis " + axis : axis == 0 ? "row" : "column");
        return new Diagnosis(
                Mistake.ONE_SLICE,
                name,
                wrong.size() + " entries found wrong, all with index " + indices.onAxis(axis, index) + " on axis "
                        + axis + ", while others agree" + seen(wrong));
    }

    private static String seen(List<EntryProbe> wrong) {
        if (wrong.stream().allMatch(entry -> entry.analytic() == 0)) {
            return "; reported as 0";
        }
        Ratio ratio = Ratio.of(wrong);
        String text = ratio.isNegation() ? "with the other sign" : ratio.text();
        return text.isEmpty() ? "" : "; " + text;
    }
}
