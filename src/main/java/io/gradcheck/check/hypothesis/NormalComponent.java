package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hypothesis that of a variable of unit norm, or of one with rows of unit norm, the component of the gradient along it
 * is missing, {@code g - <g, x> x}, or is reported though the function has none, since it scales what it is given to unit
 * norm.
 */
final class NormalComponent implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] x = evidence.x();
        Tensor gradient = evidence.gradient();
        int row = gradient.rank() < 2 ? x.length : gradient.length(gradient.rank() - 1);
        List<Diagnosis> diagnoses = new ArrayList<>();
        if (areUnit(x, x.length, Evidence.same(evidence.place()))) {
            diagnoses.addAll(diagnoses(evidence, x.length, evidence.variable() + " has"));
        } else if (areUnit(x, row, Evidence.same(evidence.place()))) {
            diagnoses.addAll(diagnoses(evidence, row, "each row of " + evidence.variable() + " has"));
        }
        return diagnoses;
    }

    /** Whether all parts of a length have unit norm, and none of them is along an axis: that would be a single entry. */
    private static boolean areUnit(double[] x, int length, double tolerance) {
        for (int start = 0; start < x.length; start += length) {
            double[] part = Arrays.copyOfRange(x, start, start + length);
            if (!(Math.abs(Math.sqrt(Sums.dot(part, part)) - 1) <= tolerance) || Sums.largest(part) == 1) {
                return false;
            }
        }
        return x.length > 0;
    }

    private static List<Diagnosis> diagnoses(Evidence evidence, int length, String unit) {
        double[] g = evidence.gradient().values();
        double[] tangential = tangential(g, evidence.x(), length);
        double size = Sums.largest(g);
        if (Evidence.distance(g, tangential) > Evidence.same(evidence.place()) * size) {
            return evidence.ifFixedBy(
                    new Mutation(
                            Mistake.NORMAL_COMPONENT,
                            "normal component that the function does not have",
                            "",
                            tangential),
                    unit + " unit norm, and without its component along it the gradient is right");
        }
        return evidence.multiplesAdded(offset -> offset / length, evidence.x()).isEmpty()
                ? List.of()
                : List.of(
                        evidence.diagnosis(
                                Mistake.NORMAL_COMPONENT,
                                "normal component left out",
                                unit
                                        + " unit norm; analytic is orthogonal to it, and numeric is analytic plus a multiple of it"));
    }

    /** The gradient without its component along the variable, part by part. */
    private static double[] tangential(double[] g, double[] x, int length) {
        double[] tangential = g.clone();
        for (int start = 0; start < x.length; start += length) {
            double along = 0;
            for (int i = start; i < start + length; i++) {
                along += g[i] * x[i];
            }
            for (int i = start; i < start + length; i++) {
                tangential[i] -= along * x[i];
            }
        }
        return tangential;
    }
}
