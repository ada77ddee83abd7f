package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hypothesis that what a suspected mistake leaves out has another factor instead, a round one: the error of each entry is
 * the same multiple of the error that the subject's suspect would have.
 */
final class PartOfSuspect implements Hypothesis {

    /** Where more fit than these, they leave out the same. */
    private static final int MOST_TOLD = 2;

    /** Larger factors fit whatever a suspect changes little. */
    private static final double LARGEST = 10;

    private final Suspects suspects;

    PartOfSuspect(Suspects suspects) {
        this.suspects = suspects;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        List<Diagnosis> fitting = new ArrayList<>();
        for (Map.Entry<String, double[]> suspect : suspects.of(evidence).entrySet()) {
            double[] left = suspect.getValue();
            double share = evidence.multiple(
                    entry -> entry.analytic() - entry.numeric(), entry -> left[entry.offset()] - entry.numeric());
            Factor factor = new Factor(1 - share).rounded();
            if (Math.abs(factor.value()) >= 1 / LARGEST
                    && Math.abs(factor.value()) <= LARGEST
                    && factor.value() != 1
                    && leavesSome(evidence, left)
                    && evidence.isTellingButBest()
                    && evidence.decades() >= factor.decadesWanted()
                    && evidence.explainedBy(right(evidence, left, factor.value()))) {
                fitting.add(evidence.diagnosis(
                        Mistake.ONE_TERM,
                        "factor " + factor.name() + " at a part of the gradient",
                        "what " + suspect.getKey() + " leaves out is there with that factor"));
            }
        }
        return fitting.size() <= MOST_TOLD ? fitting : List.of();
    }

    /** Whether a suspect leaves something of wrong entries; else the part is all of them, and is known without it. */
    private static boolean leavesSome(Evidence evidence, double[] left) {
        return evidence.wrong().stream().anyMatch(entry -> Math.abs(left[entry.offset()]) > entry.allowed());
    }

    /** What would be right if the reported gradient were {@code f right + (1 - f) suspect}. */
    private static double[] right(Evidence evidence, double[] suspect, double f) {
        double[] right = evidence.gradient().values().clone();
        for (int i = 0; i < right.length; i++) {
            right[i] = (right[i] - (1 - f) * suspect[i]) / f;
        }
        return right;
    }
}
