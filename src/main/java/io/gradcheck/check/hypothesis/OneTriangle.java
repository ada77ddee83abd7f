package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.SymmetricMoves;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** The hypothesis that of the gradient by a symmetric matrix one triangle alone is filled, and zero in the other. */
final class OneTriangle implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        SymmetricMoves moves = new SymmetricMoves(evidence.place(), evidence.variable());
        if (!moves.arePossible()) {
            return List.of();
        }
        Tensor gradient = evidence.gradient();
        boolean lower = moves.isZeroAbove(gradient);
        boolean upper = moves.isZeroAbove(moves.transposed(gradient));
        if (lower == upper) {
            return List.of();
        }
        String mistake = "only the " + (lower ? "lower" : "upper") + " triangle is filled";
        Tensor both = moves.mirrored(gradient);
        return evidence.ifFixedBy(
                new Mutation(Mistake.SYMMETRIC_ENTRIES, mistake, "diagonal", both.values()),
                "the other one is zero; fits with its mirror image there, while here entries move singly");
    }
}
