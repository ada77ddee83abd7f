package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.SymmetricMoves;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The hypothesis that the gradient by a symmetric matrix is right where it moves as one: that of a function of symmetric
 * matrices, whose entries {@code ij} and {@code ji} move together. Here each entry moves alone.
 *
 * <p>Entries that were probed singly say nothing of it, so that the function is evaluated along symmetric directions.
 */
final class SymmetricMatrix implements Hypothesis {

    private static final int DIRECTIONS = 2;

    // A gradient that fits along both by chance, to a thousandth of its size, is one in a million.
    private static final double SHARP = 1e-3;

    private final Prober prober;

    SymmetricMatrix(Prober prober) {
        this.prober = prober;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        EvaluationPoint place = evidence.place();
        SymmetricMoves moves = new SymmetricMoves(place, evidence.variable());
        if (!moves.arePossible()) {
            return List.of();
        }
        List<Probe> probes = new ArrayList<>();
        for (int k = 0; k < DIRECTIONS; k++) {
            Direction direction = moves.direction(prober.random());
            Entries all = Entries.all(direction.size());
            double step = place.firstStep(evidence.variable(), all, direction);
            Probe probe = prober.probeAlong(place, all, direction, step);
            if (!isTelling(probe)) {
                return List.of();
            }
            probes.add(probe);
        }
        Tensor reported = evidence.gradient();
        double[] singly = moves.halvedOffDiagonal(reported).values();
        if (fits(probes, reported.values())) {
            return said(evidence, "that of a function of symmetric matrices", "SINGLY");
        }
        return fits(probes, singly)
                ? said(evidence, "that of a symmetric matrix whose entries move in pairs", "IN_PAIRS")
                : List.of();
    }

    private static boolean isTelling(Probe probe) {
        return probe.slope().sides() == DerivativeEstimate.Sides.BOTH
                && !probe.slope().showsJump()
                && probe.bound() <= SHARP * probe.magnitude();
    }

    private static boolean fits(List<Probe> probes, double[] gradient) {
        return probes.stream().noneMatch(probe -> probe.catches(gradient));
    }

    private static List<Diagnosis> said(Evidence evidence, String mistake, String entries) {
        return List.of(evidence.diagnosis(
                Mistake.SYMMETRIC_ENTRIES,
                mistake,
                "it is right along symmetric matrices, while here entries move singly; "
                        + SymmetricMoves.advice(evidence.variable(), entries)));
    }
}
