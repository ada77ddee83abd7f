package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Diagnosis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hypotheses about a wrong gradient, in the order in which they are tried and told: most likely first.
 *
 * <p>Most are a correction of the reported gradient, offered only if the corrected gradient fits the numeric derivative
 * along the direction that failed and at every entry that was checked singly. First come those with nothing to adjust;
 * those with a measured number in them fit more, and are tried only where nothing simpler does.
 */
public final class Diagnostics {

    /** When a hypothesis is tried. */
    private enum When {
        /** If it holds, no later one but those beside it is tried. */
        ALONE,
        /** Unless one holds alone; there is nothing in it to adjust. */
        EXACT,
        /** Unless one holds alone; what was measured is rounded, so it says more than a number that is not. */
        ROUND,
        /** Unless one holds alone or exactly. */
        ADJUSTED,
        /** Unless any other holds; there are many numbers in it to adjust, or it says little. */
        LAST,
        /** Beside whatever else holds. */
        BESIDE
    }

    private record Step(When when, Hypothesis hypothesis) {}

    private final Suspected suspected;
    private final List<Step> inOrder;

    /** Where a mistake that the subject suspects explains the gradient of every variable: what is said beside it. */
    private final List<Hypothesis> besideSuspected;

    private final Hypothesis sign = evidence -> evidence.ifFixedBy(Mutation.sign(evidence.gradient()), "");

    /**
     * Prepares the search.
     *
     * @param suspects what the subject itself offers as likely mistakes
     * @param failing the variables that are wrong, the one in question among them
     * @param prober evaluates where a hypothesis needs more
     */
    public Diagnostics(Suspects suspects, Set<String> failing, Prober prober) {
        Hypothesis symmetricMatrix = new SymmetricMatrix(prober);
        Hypothesis regulariser = new Regulariser();
        suspected = new Suspected(suspects);
        inOrder = List.of(
                new Step(When.ALONE, new SinglePrecision(prober)),
                new Step(When.ALONE, new AllZero(regulariser)),
                new Step(When.EXACT, sign),
                new Step(When.EXACT, new DerivativeMissing()),
                new Step(When.EXACT, new Rearranged()),
                new Step(When.EXACT, new OneTriangle()),
                new Step(When.EXACT, new AnotherVariable(failing)),
                new Step(When.EXACT, new ByLogarithm()),
                new Step(When.EXACT, new NormalComponent()),
                new Step(When.ROUND, ConstantFactor.ROUND),
                new Step(When.ADJUSTED, symmetricMatrix),
                new Step(When.ADJUSTED, ConstantFactor.MEASURED),
                new Step(When.ADJUSTED, new LevelValue(suspects, prober)),
                new Step(When.ADJUSTED, regulariser),
                new Step(When.ADJUSTED, new ConstantOffset()),
                new Step(When.ADJUSTED, new OutputForInput(prober)),
                new Step(When.LAST, new OneTerm()),
                new Step(When.LAST, new ConstantAlongAxis()),
                new Step(When.LAST, new LowAccuracy()),
                new Step(When.BESIDE, new OneSlice()),
                new Step(When.BESIDE, suspected), // does not explain the other variables
                new Step(When.BESIDE, new OnlyOneIndex()), // says less than a suspect that is the same
                new Step(When.LAST, new PartOfSuspect(suspects)));
        besideSuspected = List.of(new AllZero(), ConstantFactor.ROUND);
    }

    /** Searches for the hypotheses that hold; of two with the same name, only the first is told. */
    public List<Diagnosis> find(Evidence evidence) {
        Map<String, Diagnosis> found = new LinkedHashMap<>();
        if (suspected.explainsAll(evidence)) {
            offer(sign.test(evidence), found); // of two that make the same gradient the simpler one first
            offer(suspected.test(evidence), found);
            besideSuspected.forEach(hypothesis -> offer(hypothesis.test(evidence), found));
            return withoutRefined(found);
        }
        boolean alone = false;
        boolean exact = false;
        for (Step step : inOrder) {
            boolean tried = switch (step.when) {
                case ALONE, EXACT, ROUND -> !alone;
                case ADJUSTED -> !alone && !exact;
                case LAST -> found.isEmpty();
                case BESIDE -> true;
            };
            List<Diagnosis> holds = tried ? step.hypothesis.test(evidence) : List.of();
            offer(holds, found);
            alone |= step.when == When.ALONE && !holds.isEmpty();
            exact |= step.when == When.EXACT && !holds.isEmpty();
        }
        return withoutRefined(found);
    }

    /** All but those of which another one, whose name begins with theirs and a colon, says more. */
    private static List<Diagnosis> withoutRefined(Map<String, Diagnosis> found) {
        return found.values().stream()
                .filter(one -> found.keySet().stream().noneMatch(name -> name.startsWith(one.mistake() + ": ")))
                .toList();
    }

    private static void offer(List<Diagnosis> diagnoses, Map<String, Diagnosis> found) {
        diagnoses.forEach(diagnosis -> found.putIfAbsent(diagnosis.mistake(), diagnosis));
    }
}
