package io.gradcheck.check.probe;

import io.gradcheck.finding.WrongEntry;
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
public record EntryProbe(int offset, double analytic, double numeric, double allowed, boolean wrong, boolean clear) {

    /** Worst first: by how far the distance is beyond the allowance; what is not a number is the worst. */
    public static final Comparator<EntryProbe> WORST_FIRST =
            Comparator.comparingDouble(EntryProbe::excess).reversed();

    /**
     * What a probe of this entry alone says of it, divided by the weight with which it moved.
     *
     * @param offset the entry's place in row-major order
     * @param analytic the reported partial derivative; not taken from the probe, where the weight has rounded it
     * @param probe a probe in which no other entry moved
     */
    public static EntryProbe of(int offset, double analytic, Probe probe) {
        double weight = probe.direction().weight(offset);
        return new EntryProbe(
                offset,
                analytic,
                probe.slope().derivative() / weight,
                (probe.disagrees() ? probe.bound() : probe.allowed()) / Math.abs(weight), // no jump is sure to be 0
                probe.disagrees() || !Double.isFinite(analytic),
                !probe.slope().showsJump());
    }

    /** An entry of which no numeric derivative is known. */
    public static EntryProbe unknown(int offset, double analytic) {
        return new EntryProbe(offset, analytic, Double.NaN, Double.POSITIVE_INFINITY, false, false);
    }

    /** The same where the entry moves by a length instead of by 1. */
    public EntryProbe perLength(double length) {
        return new EntryProbe(offset, analytic / length, numeric / length, allowed / length, wrong, clear);
    }

    /**
     * The same as a wrong entry.
     *
     * @param indices those of the variable
     * @param unit what numbers are divided by to be the subject's own
     */
    public WrongEntry wrongEntry(Indices indices, double unit) {
        return new WrongEntry(
                indices.at(offset),
                indices.name(offset),
                analytic / unit,
                numeric / unit,
                difference() / Math.abs(unit),
                allowed / Math.abs(unit));
    }

    public double difference() {
        return Math.abs(analytic - numeric);
    }

    private double excess() {
        double excess = difference() / allowed;
        return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
    }
}
