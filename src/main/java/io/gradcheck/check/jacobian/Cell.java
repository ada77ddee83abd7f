package io.gradcheck.check.jacobian;

import io.gradcheck.check.probe.Indices;
import io.gradcheck.finding.JacobianEntry;
import java.util.Comparator;

/**
 * One entry of the Jacobian that was compared.
 *
 * @param output the output's place in row-major order
 * @param offset that of the variable's entry
 * @param analytic the reported partial derivative
 * @param numeric the numeric partial derivative
 * @param allowed the largest distance that error and rounding would explain
 * @param wrong whether the distance is beyond it, and no jump of the slope explains it
 * @param clear whether there is a numeric derivative, and no jump of the slope
 */
record Cell(int output, int offset, double analytic, double numeric, double allowed, boolean wrong, boolean clear) {

    /** Worst first: by how far the distance is beyond the allowance. */
    static final Comparator<Cell> WORST_FIRST = Comparator.comparingDouble(
                    (Cell cell) -> cell.difference() / cell.allowed)
            .reversed();

    private static final double TELLING = 10;

    double difference() {
        return Math.abs(analytic - numeric);
    }

    /** Whether it is right, and would have shown any mistake since it is not zero. */
    boolean tellsThatItIsRight() {
        return clear && !wrong && Math.abs(numeric) > TELLING * allowed;
    }

    /** The chance that a number fits this cell by accident, as the negative of its decimal logarithm. */
    double decades() {
        return Math.max(0, Math.log10(difference() / allowed));
    }

    JacobianEntry entry(Indices outputs, Indices entries) {
        return new JacobianEntry(
                outputs.at(output),
                outputs.name(output),
                entries.at(offset),
                entries.name(offset),
                analytic,
                numeric,
                difference(),
                allowed);
    }
}
