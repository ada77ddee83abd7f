package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks the entries of a failing variable one by one, to name the wrong ones. */
final class EntryCheck {

    /** The largest variable whose entries are checked singly. */
    static final int LARGEST = 32;

    private final Prober prober;
    private final Place place;
    private final double unit;

    /**
     * Prepares the check of single entries.
     *
     * @param prober probes the variable
     * @param place where the variable was seen to fail
     * @param unit the weight of the output in the contraction: what numbers are divided by to be the subject's own
     */
    EntryCheck(Prober prober, Place place, double unit) {
        this.prober = prober;
        this.place = place;
        this.unit = unit;
    }

    /** The wrong entries, worst first; the most suspicious one if none is beyond its own bound. */
    List<WrongEntry> wrong(Region region, double stepFactor) {
        List<WrongEntry> wrong = new ArrayList<>();
        WrongEntry suspicious = null;
        for (int k = 0; k < region.count(); k++) {
            Probe probe = probe(region.entry(k), stepFactor);
            WrongEntry entry = entry(region.entry(k), probe);
            if (probe.disagrees() || Double.isNaN(entry.analytic()) || Double.isInfinite(entry.analytic())) {
                wrong.add(entry);
            } else if (suspicious == null || excess(entry) > excess(suspicious)) {
                suspicious = entry;
            }
        }
        if (wrong.isEmpty() && suspicious != null) {
            wrong.add(suspicious);
        }
        wrong.sort(Comparator.comparingDouble(EntryCheck::excess).reversed());
        return wrong;
    }

    Probe probe(int entry, double stepFactor) {
        Region single = Region.single(place.value(prober.variable()).size(), entry);
        Tensor direction = Tensor.zeros(place.value(prober.variable()).shape());
        direction.values()[entry] = 1;
        double step = stepFactor * place.firstStep(prober.variable(), single, direction);
        return prober.probe(place, single, direction, step);
    }

    private WrongEntry entry(int offset, Probe probe) {
        return new WrongEntry(
                place.value(prober.variable()).indexOf(offset),
                probe.analytic() / unit,
                probe.slope().derivative() / unit,
                probe.difference() / Math.abs(unit),
                probe.bound() / Math.abs(unit));
    }

    /** How far beyond the allowance a difference is; a difference that is not a number is the worst. */
    private static double excess(WrongEntry entry) {
        double excess = entry.difference() / entry.allowed();
        return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
    }
}
