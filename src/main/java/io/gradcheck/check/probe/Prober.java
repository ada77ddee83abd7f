package io.gradcheck.check.probe;

import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes the probes of one variable, and keeps what they have in common: noise, randomness, evaluations spent. */
public final class Prober {

    private static final int CLAIM_LOOKS = 2;

    private final EvaluationPoint base;
    private final String variable;
    private final SplittableRandom random;
    private final Evaluations evaluations;
    private final ValueNoise noise;
    private final List<Direction> unexplained = new ArrayList<>();
    private boolean jumpSeen;
    private @Nullable Rounded rounded;
    private final List<Prober> derived = new ArrayList<>();
    private final Trace trace;

    /** The rounding of the claim that explained a difference. */
    private record Rounded(EvaluationPoint place, Direction direction, double rounding) {}

    public Prober(
            EvaluationPoint base, String variable, double noise, SplittableRandom random, Evaluations evaluations) {
        this(base, variable, noise, random, evaluations, new Trace());
    }

    private Prober(
            EvaluationPoint base,
            String variable,
            double noise,
            SplittableRandom random,
            Evaluations evaluations,
            Trace trace) {
        this.base = base;
        this.variable = variable;
        this.random = random;
        this.evaluations = evaluations;
        this.noise = new ValueNoise(base, variable, noise);
        this.trace = trace;
    }

    /**
     * A prober of the same variable at the same point, where the point is looked at in another way, such as in other units:
     * with the noise that it measures there.
     *
     * @param region the entries to be probed
     * @param place the point, looked at in another way
     * @param expense where evaluations are counted
     */
    public Prober at(Entries region, EvaluationPoint place, Evaluations expense) {
        Entries.Drawn drawn = region.drawn(random, place.value(variable).shape());
        double reach = place.firstStep(variable, region, drawn);
        double measured =
                place.noise(variable, drawn.direction(), reach, expense).level();
        Prober other = new Prober(place, variable, measured, random.split(), expense, trace);
        other.noise.inherit(noise);
        derived.add(other);
        return other;
    }

    /** The prober that looks at places as one was looked at: this one, or the last of its kind that was made of it. */
    public Prober of(EvaluationPoint place) {
        return looksAt(place)
                ? this
                : derived.stream()
                        .map(other -> other.of(place))
                        .filter(other -> other.looksAt(place))
                        .reduce((earlier, later) -> later)
                        .orElse(this);
    }

    private boolean looksAt(EvaluationPoint place) {
        return place.f().units() == base.f().units()
                && place.f().upstream() == base.f().upstream();
    }

    public String variable() {
        return variable;
    }

    public EvaluationPoint base() {
        return base;
    }

    /** The noise that a probe at a place must reckon with: nearby, values can be far larger than at the point. */
    public double noise(EvaluationPoint place) {
        return noise.at(place);
    }

    /** The noise along the direction of one probe at the point, where that is less than along others. */
    public double noiseAlong(Probe probe) {
        return noise.along(probe, evaluations);
    }

    /** Whether values were seen to move in stairs. */
    public boolean inStairs() {
        return noise.inStairs();
    }

    /** Looks for noise at one spacing; whether there is more than was known. */
    public boolean learnAt(EvaluationPoint place, Probe probe, double spacing) {
        boolean more = noise.learnAt(place, probe, spacing, evaluations);
        if (more) {
            trace.noisier(this, place, noise.at(place));
        }
        return more;
    }

    /**
     * A probe that disagrees, made again with more noise where the values move in stairs along its direction that were not
     * known. Where a jump of the slope made the point unclear, what is in doubt elsewhere can be far smaller than what
     * stairs were looked for then.
     */
    public Probe reckonedWithStairs(EvaluationPoint place, Probe disagreeing) {
        if (!noise.learnOfStairs(place, disagreeing, evaluations)) {
            return disagreeing;
        }
        trace.noisier(this, place, noise.at(place));
        return probeAlong(place, disagreeing.region(), disagreeing.direction(), disagreeing.firstStep());
    }

    /** What keeps an agreement from being believed, and what to do; else empty. */
    public String twoSlopes() {
        return noise.twoSlopes();
    }

    /** Whether values moved in stairs, or were rougher than the estimate of their noise foresaw. */
    public boolean noiseSurprised() {
        return noise.surprised() || derived.stream().anyMatch(Prober::noiseSurprised);
    }

    /** What was done so far, by probers made of this one too. */
    public Trace trace() {
        return trace;
    }

    public SplittableRandom random() {
        return random;
    }

    public Evaluations evaluations() {
        return evaluations;
    }

    /** Whether any probe at the point itself saw the slope jump. */
    public boolean jumpSeen() {
        return jumpSeen || derived.stream().anyMatch(Prober::jumpSeen);
    }

    /** Probes along a new random direction, with the usual first step times a factor. */
    public Probe probeAtRandom(EvaluationPoint place, Entries region, double relativeStep) {
        return atRandom(place, region, relativeStep, false);
    }

    /** Probes along a new random direction as {@link #probeAtRandom} does, but averages more values. */
    public Probe probeAtRandomCloser(EvaluationPoint place, Entries region, double relativeStep) {
        return atRandom(place, region, relativeStep, true);
    }

    /** Probes along a new random direction in which the terms of the gradient do not cancel. */
    public Probe probeUphill(EvaluationPoint place, Entries region, double relativeStep) {
        return inUnitsOfUsualStep(place, region, uphill(place, region), relativeStep, false);
    }

    /** Probes as {@link #probeUphill} does, but averages more values. */
    public Probe probeUphillCloser(EvaluationPoint place, Entries region, double relativeStep) {
        return inUnitsOfUsualStep(place, region, uphill(place, region), relativeStep, true);
    }

    private Probe atRandom(EvaluationPoint place, Entries region, double relativeStep, boolean closer) {
        Entries.Drawn drawn = region.drawn(random, place.value(variable).shape());
        double step = relativeStep * place.firstStep(variable, region, drawn);
        return measured(place, region, drawn.direction(), step, closer);
    }

    private Direction uphill(EvaluationPoint place, Entries region) {
        return region.direction(random, place.gradient(variable));
    }

    /** Probes one entry alone, with weight 1. */
    public Probe probeEntry(EvaluationPoint place, int entry, double relativeStep) {
        Tensor value = place.value(variable);
        Entries single = Entries.single(value.size(), entry);
        Direction direction = Direction.ofEntry(entry, 1, value.shape());
        return inUnitsOfUsualStep(place, single, direction, relativeStep, false);
    }

    /** Probes along a direction. A probe that does not agree is believed only with the noise measured along it. */
    public Probe probeAlong(EvaluationPoint place, Entries region, Direction direction, double firstStep) {
        return measured(place, region, direction, firstStep, false);
    }

    /** Probes along a direction as {@link #probeAlong} does, but averages more values. */
    public Probe probeAlongCloser(EvaluationPoint place, Entries region, Direction direction, double firstStep) {
        return measured(place, region, direction, firstStep, true);
    }

    private Probe inUnitsOfUsualStep(
            EvaluationPoint place, Entries region, Direction direction, double relativeStep, boolean closer) {
        return measured(place, region, direction, relativeStep * place.firstStep(variable, region, direction), closer);
    }

    private Probe measured(
            EvaluationPoint place, Entries region, Direction direction, double firstStep, boolean closer) {
        Probe probe = look(place, region, direction, firstStep, closer);
        while (noise.learn(place, probe, evaluations)) {
            trace.noisier(this, place, noise.at(place));
            probe = look(place, region, direction, firstStep, closer);
        }
        if (!probe.agrees()
                && probe.slope().sides() != DerivativeEstimate.Sides.NONE
                && !probe.slope().showsJump()) {
            probe = withClaimRounding(place, probe);
        }
        jumpSeen |= place == base && probe.slope().showsJump();
        return probe;
    }

    /**
     * The same probe with the rounding of the claim in its bound, where that explains the difference. Where it did not along two
     * directions it is not asked for again, since it takes gradients. What was seen along a direction is not forgotten at smaller steps,
     * over which the claim may stand on a stair.
     */
    private Probe withClaimRounding(EvaluationPoint place, Probe probe) {
        if (rounded != null && rounded.place == place && rounded.direction == probe.direction()) {
            Probe accepting = probe.accepting(rounded.rounding);
            if (accepting.agrees()) {
                return accepting;
            }
        }
        boolean vain = unexplained.size() >= CLAIM_LOOKS
                || unexplained.stream().anyMatch(direction -> direction == probe.direction());
        if (vain) {
            return probe;
        }
        double rounding = new ClaimRounding(place, variable, evaluations).along(probe);
        if (rounding > 0) {
            trace.claimRounded(this, place, rounding);
            rounded = new Rounded(place, probe.direction(), rounding);
            return probe.accepting(rounding);
        }
        unexplained.add(probe.direction());
        return probe;
    }

    private Probe look(EvaluationPoint place, Entries region, Direction direction, double firstStep, boolean closer) {
        Probe probe = place.probe(
                variable, region, direction, firstStep, noise.at(place), closer, noise.coarse(), evaluations);
        trace.probed(this, place, probe);
        return probe;
    }
}
