package io.gradcheck.check.diagnose;

import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Optional;

/** The hypothesis that only one row, one column or one entry is wrong. */
final class OneSlice {

    private static final String ONE = "one ";
    private static final double TELLING = 10;

    /** Entries of a sample may all be on one index by chance, at most once in a thousand times. */
    private static final double DECADES = 3;

    private final Evidence evidence;
    private final Tensor gradient;
    private final List<EntryProbe> wrong;

    OneSlice(Evidence evidence) {
        this.evidence = evidence;
        this.gradient = evidence.gradient();
        this.wrong = evidence.wrong();
    }

    /** What is wrong, if it is on one index of one axis and something beside it was seen to be right. */
    Optional<Diagnosis> diagnosis() {
        Localised localised = evidence.localised();
        boolean sampled = localised.sampled();
        if (gradient.size() > 1 && wrong.size() == 1 && localised.wrong() == 1 && !sampled) {
            return othersTell(-1, 0) ? Optional.of(oneEntry()) : Optional.empty();
        }
        for (int axis = 0; axis < gradient.rank() && wrong.size() > 1; axis++) {
            int index = index(wrong.get(0), axis);
            double decades = (wrong.size() - 1) * Math.log10(gradient.length(axis));
            if (isWhole(axis, index) && othersTell(axis, index) && (!sampled || decades >= DECADES)) {
                return Optional.of(oneSlice(axis, index));
            }
        }
        return Optional.empty();
    }

    private int index(EntryProbe entry, int axis) {
        return gradient.indexOf(entry.offset())[axis];
    }

    /** Whether all wrong entries are on one index of an axis, and no right one that tells. */
    private boolean isWhole(int axis, int index) {
        return evidence.probed().stream()
                .filter(entry -> entry.wrong() || (tells(entry) && index(entry, axis) == index))
                .allMatch(entry -> entry.wrong() && index(entry, axis) == index);
    }

    /** Whether an entry elsewhere is right that would have shown any mistake, since it is not zero. */
    private boolean othersTell(int axis, int index) {
        return evidence.probed().stream()
                .filter(entry -> !entry.wrong() && (axis < 0 || index(entry, axis) != index))
                .anyMatch(OneSlice::tells);
    }

    private static boolean tells(EntryProbe entry) {
        return Math.abs(entry.numeric()) > TELLING * entry.allowed();
    }

    private Diagnosis oneEntry() {
        return new Diagnosis(Mistake.ONE_ENTRY, ONE + "entry", "all other entries agree" + seen());
    }

    private Diagnosis oneSlice(int axis, int index) {
        String name = ONE + (gradient.rank() > 2 ? "index of axis " + axis : axis == 0 ? "row" : "column");
        return new Diagnosis(
                Mistake.ONE_SLICE,
                name,
                wrong.size() + " entries found wrong, all with index " + index + " on axis " + axis
                        + ", while others agree" + seen());
    }

    private String seen() {
        if (wrong.stream().allMatch(entry -> entry.analytic() == 0)) {
            return "; reported as 0";
        }
        String ratio = Ratio.of(wrong).text();
        return ratio.isEmpty() ? "" : "; " + ratio;
    }
}
