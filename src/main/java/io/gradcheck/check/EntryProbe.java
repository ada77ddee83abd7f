package io.gradcheck.check;

import java.util.Comparator;

/**
 * One entry of a variable, checked singly.
 *
 * @param offset its place in row-major order
 * @param analytic the reported partial derivative
 * @param numeric the numeric partial derivative
 * @param allowed the largest distance that error and rounding would explain
 * @param wrong whether the distance is beyond it, and no jump of the slope explains it
 * @param clear whether the slope was seen not to jump
 */
record EntryProbe(int offset, double analytic, double numeric, double allowed, boolean wrong, boolean clear) {

    /** Worst first: by how far the distance is beyond the allowance; what is not a number is the worst. */
    static final Comparator<EntryProbe> WORST_FIRST =
            Comparator.comparingDouble(EntryProbe::excess).reversed();

    static EntryProbe of(int offset, Probe probe) {
        boolean wrong = probe.disagrees() || !Double.isFinite(probe.analytic());
        return new EntryProbe(
                offset,
                probe.analytic(),
                probe.slope().derivative(),
                probe.bound(),
                wrong,
                !probe.slope().showsJump());
    }

    double difference() {
        return Math.abs(analytic - numeric);
    }

    private double excess() {
        double excess = difference() / allowed;
        return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
    }
}
