package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Narrows a failing variable down to its wrong entries.
 *
 * <p>The discrepancy between claim and numeric derivative is additive over the entries of a direction. So a small
 * variable is checked entry by entry; a large one is sampled first, and where few entries are wrong, bisected: of two
 * halves one is probed, the other follows by subtraction. One wrong entry of {@code n} takes about {@code log2 n}
 * probes.
 */
final class Localisation {

    private static final int CHECKED_SINGLY = 32;
    private static final int FIRST_SAMPLE = 8;
    private static final int LARGE_SAMPLE = 32;
    private static final double MUCH_OF_IT = 0.5;
    private static final int MOST_FOUND = 16;
    private static final int MOST_SEARCH_EVALUATIONS = 280;

    private final Prober prober;
    private final Place place;
    private final double stepFactor;
    private final int size;
    private final int[] shape;
    private final Map<Integer, EntryProbe> probed = new LinkedHashMap<>();

    /** A block with the discrepancy of the claim in it, and what error and rounding could make of it. */
    private record Suspicion(Box box, double discrepancy, double bound) {
        boolean reaches() {
            return Math.abs(discrepancy) > bound;
        }
    }

    /**
     * Prepares the search.
     *
     * @param prober probes the variable, at its own expense
     * @param place where the variable was seen to fail
     * @param stepFactor the first step of the probe that failed, in units of the usual one
     */
    Localisation(Prober prober, Place place, double stepFactor) {
        this.prober = prober;
        this.place = place;
        this.stepFactor = stepFactor;
        this.size = place.value(prober.variable()).size();
        this.shape = place.value(prober.variable()).shape();
    }

    /** Finds the wrong entries, starting from the probe that failed. */
    Localised find(Probe failed) {
        if (size <= CHECKED_SINGLY) {
            for (int i = 0; i < size; i++) {
                single(i);
            }
            return localised(countWrong(), CountKind.EXACT);
        }
        sample(FIRST_SAMPLE);
        if (countWrong() < MUCH_OF_IT * probed.size()) {
            return bisect(failed);
        }
        sample(LARGE_SAMPLE);
        int wrong = (int) Math.round((double) countWrong() / probed.size() * size);
        return localised(wrong, CountKind.ESTIMATED);
    }

    /** Checks given entries, such as those that are NaN. */
    Localised find(Region wrong) {
        for (int k = 0; k < Math.min(wrong.count(), CHECKED_SINGLY); k++) {
            single(wrong.entry(k));
        }
        return localised(wrong.count(), CountKind.EXACT);
    }

    private void sample(int wanted) {
        while (probed.size() < wanted) {
            single(prober.random().nextInt(size));
        }
    }

    private void single(int offset) {
        probed.computeIfAbsent(offset, i -> {
            double analytic = place.gradient(prober.variable()).values()[i];
            return EntryProbe.of(i, analytic, prober.probeEntry(place, i, stepFactor));
        });
    }

    private Probe probe(Region region, Tensor direction) {
        double step = stepFactor * place.firstStep(prober.variable(), region, direction);
        return prober.probe(place, region, direction, step);
    }

    private int countWrong() {
        return (int) probed.values().stream().filter(EntryProbe::wrong).count();
    }

    private Localised bisect(Probe failed) {
        Comparator<Suspicion> largestFirst =
                Comparator.comparingDouble((Suspicion suspicion) -> -Math.abs(suspicion.discrepancy()));
        PriorityQueue<Suspicion> queue = new PriorityQueue<>(largestFirst);
        queue.add(
                new Suspicion(Box.all(shape), failed.analytic() - failed.slope().derivative(), failed.bound()));
        boolean complete = true;
        while (!queue.isEmpty()) {
            if (countWrong() >= MOST_FOUND || prober.evaluations().spent() >= MOST_SEARCH_EVALUATIONS) {
                complete = false;
                break;
            }
            Suspicion suspicion = queue.remove();
            if (suspicion.box().count() == 1) {
                single(suspicion.box().offsets()[0]);
            } else {
                queue.addAll(narrowed(suspicion, failed.direction()));
            }
        }
        return localised(countWrong(), complete ? CountKind.EXACT : CountKind.AT_LEAST);
    }

    private List<Suspicion> narrowed(Suspicion suspicion, Tensor direction) {
        Box[] halves = suspicion.box().halves();
        Suspicion first = suspicion(halves[0], direction);
        Suspicion second = new Suspicion(
                halves[1], suspicion.discrepancy() - first.discrepancy(), suspicion.bound() + first.bound());
        if (!first.reaches() && !second.reaches()) {
            second = suspicion(halves[1], direction);
        }
        List<Suspicion> narrowed = new ArrayList<>();
        for (Suspicion half : List.of(first, second)) {
            if (half.reaches()) {
                narrowed.add(half);
            }
        }
        return narrowed;
    }

    private Suspicion suspicion(Box box, Tensor whole) {
        int[] offsets = box.offsets();
        Tensor direction = Tensor.zeros(shape);
        for (int i : offsets) {
            direction.values()[i] = whole.values()[i];
        }
        Probe probe = probe(Region.of(size, offsets), direction);
        return new Suspicion(box, probe.analytic() - probe.slope().derivative(), probe.bound());
    }

    private Localised localised(int wrong, CountKind count) {
        return new Localised(
                probed.values().stream().sorted(EntryProbe.WORST_FIRST).toList(), wrong, count);
    }
}
