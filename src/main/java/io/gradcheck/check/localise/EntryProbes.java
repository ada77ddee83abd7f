package io.gradcheck.check.localise;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Direction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entries of a failing variable that are probed singly, each once, and the other probes of the search for them. */
final class EntryProbes {

    private final Prober prober;
    private final EvaluationPoint place;
    private final double stepFactor;
    private final Map<Integer, EntryProbe> probed = new LinkedHashMap<>();

    /**
     * Prepares the probes.
     *
     * @param prober probes the variable, at its own expense
     * @param place where the variable was seen to fail
     * @param stepFactor the first step of the probe that failed, in units of the usual one
     */
    EntryProbes(Prober prober, EvaluationPoint place, double stepFactor) {
        this.prober = prober;
        this.place = place;
        this.stepFactor = stepFactor;
    }

    boolean isWrong(int offset) {
        return probed.computeIfAbsent(offset, i -> {
                    double analytic = place.gradient(prober.variable()).values()[i];
                    return EntryProbe.of(i, analytic, prober.probeEntry(place, i, stepFactor));
                })
                .wrong();
    }

    Probe probe(Entries region, Direction direction) {
        double step = stepFactor * place.firstStep(prober.variable(), region, direction);
        return prober.probeAlong(place, region, direction, step);
    }

    int anyOf(int[] offsets) {
        return offsets[prober.random().nextInt(offsets.length)];
    }

    /** Different entries at random, as many as wanted or all there are. */
    int[] sample(int[] offsets, int wanted) {
        Set<Integer> sample = new LinkedHashSet<>();
        while (sample.size() < Math.min(wanted, offsets.length)) {
            sample.add(anyOf(offsets));
        }
        return sample.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How often the subject was evaluated for all of this. */
    int evaluations() {
        return prober.evaluations().spent();
    }

    /** Every entry that was probed, worst first. */
    List<EntryProbe> worstFirst() {
        return probed.values().stream().sorted(EntryProbe.WORST_FIRST).toList();
    }
}
