package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hypothesis that of an axis only the first or only the last index is reported and all others are 0: a loop that returns
 * after its first turn, or each turn of which overwrites the last one. Of two indices it would say no more than that one is
 * wrong.
 */
final class OnlyOneIndex implements Hypothesis {

    private static final int FEWEST = 3;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        Tensor gradient = evidence.gradient();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (int axis = 0; axis < gradient.rank(); axis++) {
            int length = gradient.length(axis);
            if (length >= FEWEST) {
                diagnoses.addAll(ifOnly(evidence, axis, 0, "first"));
                diagnoses.addAll(ifOnly(evidence, axis, length - 1, "last"));
            }
        }
        return diagnoses;
    }

    private static List<Diagnosis> ifOnly(Evidence evidence, int axis, int index, String which) {
        Tensor gradient = evidence.gradient();
        boolean isOnly = IntStream.range(0, gradient.size())
                .allMatch(offset -> at(gradient, offset, axis) == index || gradient.values()[offset] == 0);
        boolean isRight = evidence.wrong().stream().noneMatch(entry -> at(gradient, entry.offset(), axis) == index);
        long others = evidence.wrong().stream()
                .mapToInt(EntryProbe::offset)
                .map(offset -> at(gradient, offset, axis))
                .distinct()
                .count();
        boolean isZero = Arrays.stream(gradient.values()).allMatch(g -> g == 0);
        return isOnly && isRight && !isZero && others > 1
                ? List.of(new Diagnosis(
                        Mistake.ONLY_ONE_INDEX,
                        "only the " + which + " index of axis " + axis,
                        "0 is reported at every other one, and is wrong at " + others + " of those that were checked"))
                : List.of();
    }

    private static int at(Tensor gradient, int offset, int axis) {
        return gradient.indexOf(offset)[axis];
    }
}
