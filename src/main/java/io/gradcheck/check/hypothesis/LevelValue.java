package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * The hypothesis that the value is level at all wrong entries, as where it is clamped, and that only the gradient knows nothing of it.
 *
 * <p>A derivative of 0 is not enough, since that of a square is 0, too: the value must be the same, bit for bit, on both sides. What
 * the subject itself suspects says more of it.
 */
final class LevelValue implements Hypothesis {

    private static final int MOST_MOVED = 4;
    private static final int FEWEST_OF_SAMPLE = 4;

    /** How far an entry moves, in usual steps: less the second time, but not so little that a square would stay the same. */
    private static final double[] STEPS = {1, 1.0 / 16};

    /** How far at last, of its own size: it may be far smaller than a step. */
    private static final double OF_ITSELF = 1e-2;

    /** The value would have moved by so many times its rounding, were the gradient right. */
    private static final double SHOWS = 1e3;

    private final Suspects suspects;
    private final Prober prober;

    LevelValue(Suspects suspects, Prober prober) {
        this.suspects = suspects;
        this.prober = prober;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        List<EntryProbe> wrong = evidence.wrong();
        boolean level = wrong.stream().allMatch(entry -> Math.abs(entry.numeric()) <= entry.allowed())
                && evidence.decades() >= Evidence.TELLING
                && isRightElsewhere(evidence)
                && suspects.explaining(evidence).isEmpty()
                && wrong.stream().limit(MOST_MOVED).allMatch(entry -> isLevel(evidence, entry));
        return level
                ? List.of(new Diagnosis(
                        Mistake.LEVEL_VALUE,
                        "the value is level, the gradient is not",
                        "the value stays the same, bit for bit, where "
                                + (wrong.size() == 1 ? "the wrong entry" : "a wrong entry")
                                + " moves, as if clamped, rounded or not read there"))
                : List.of();
    }

    /** Whether the direction that failed agrees with 0 at the wrong entries; a sample of several tells by itself. */
    private static boolean isRightElsewhere(Evidence evidence) {
        int known = evidence.wrong().size();
        if (evidence.localised().sampled() || evidence.localised().wrong() > known) {
            return known >= FEWEST_OF_SAMPLE;
        }
        double[] corrected = evidence.gradient().values().clone();
        evidence.wrong().forEach(entry -> corrected[entry.offset()] = 0);
        return evidence.explainedBy(corrected);
    }

    /** Whether the value is the same on both sides, as far away as the reported derivative would show. */
    private boolean isLevel(Evidence evidence, EntryProbe entry) {
        EvaluationPoint place = evidence.place();
        String variable = evidence.variable();
        Direction direction =
                Direction.ofEntry(entry.offset(), 1, place.value(variable).shape());
        Entries alone = Entries.single(place.value(variable).size(), entry.offset());
        DoubleUnaryOperator phi = place.along(variable, direction, prober.evaluations());
        double here = phi.applyAsDouble(0);
        double least = SHOWS * place.leastNoise(variable, alone) / Math.abs(entry.analytic());
        double usual = place.firstStep(variable, alone, direction);
        double ofItself = OF_ITSELF * Math.abs(place.value(variable).values()[entry.offset()]);
        return DoubleStream.concat(Arrays.stream(STEPS).map(step -> step * usual), DoubleStream.of(ofItself))
                .filter(step -> step > least)
                .anyMatch(step -> phi.applyAsDouble(step) == here && phi.applyAsDouble(-step) == here);
    }
}
