package io.gradcheck.check.decision;

import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.numeric.CentralDifference;
import org.jspecify.annotations.Nullable;

/**
 * A second look at a disagreement from much closer, before it is believed.
 *
 * <p>An estimate stops at about 1e-7 of the variable's scale and may take a coarse shape for the function: an oscillation
 * finer than its steps, a narrow peak, a pole nearby. At the step {@code 20 noise / difference} a plain central
 * difference still tells the claimed derivative from the one that was estimated.
 *
 * @param confirms whether the disagreement stands
 * @param agreeing a probe from closer that agrees instead; null if there is none
 * @param contradiction how what is seen from closest contradicts the disagreement; else empty
 */
record Confirmation(boolean confirms, @Nullable Probe agreeing, String contradiction) {

    private static final double NOISE_IN_DIFFERENCE = 20;
    private static final double SMALLEST_STEP = 1e-13;
    private static final double ESTIMATE_WAS_THERE = 0.5;
    private static final double CLOSE = 0.25;
    private static final double RESTART = 1024;
    private static final int RESTARTS = 3;
    private static final double CONSTANT = 8;

    private Confirmation(boolean confirms, @Nullable Probe agreeing) {
        this(confirms, agreeing, "");
    }

    static Confirmation of(Prober prober, EvaluationPoint place, Probe disagreeing) {
        Confirmation found = look(prober, place, disagreeing);
        prober.trace().decided(TraceStep.Kind.CONFIRMATION, prober, place, found.outcome());
        return found;
    }

    private String outcome() {
        if (confirms) {
            return "the disagreement stands";
        }
        String instead = agreeing == null ? "noise or a kink may explain the disagreement" : "a closer look agrees";
        return contradiction.isEmpty() ? instead : contradiction;
    }

    private static Confirmation look(Prober prober, EvaluationPoint place, Probe disagreeing) {
        double scale = disagreeing.region().scale(place.value(prober.variable()));
        if (hiddenByNoise(prober, place, disagreeing)) {
            return new Confirmation(false, null);
        }
        Probe probe = disagreeing;
        for (int restart = 0; ; restart++) {
            double step =
                    Math.max(NOISE_IN_DIFFERENCE * prober.noise(place) / probe.difference(), SMALLEST_STEP * scale);
            if (step >= ESTIMATE_WAS_THERE * probe.slope().step()) {
                return confirmed(prober, place, probe, probe.slope().step());
            }
            CentralDifference seen = probe.estimator().centralDifference(step);
            if (isClose(seen.slope(), probe)
                    || isClose(seen.slope(probe.estimator().centralDifference(2 * step)), probe)) {
                return kinkExplains(probe, step, seen)
                        ? new Confirmation(false, null)
                        : confirmed(prober, place, probe, step);
            }
            if (restart == RESTARTS) {
                return new Confirmation(false, null);
            }
            // Neither the claim nor what was estimated: there may be more noise than is known, else the steps were too
            // coarse.
            double next = prober.learnAt(place, probe, step) ? probe.firstStep() : RESTART * step;
            probe = prober.probeAlong(place, probe.region(), probe.direction(), next);
            if (!probe.disagrees()) {
                return new Confirmation(false, agreement(prober, place, probe, disagreeing.difference()));
            }
        }
    }

    private static boolean isClose(double slope, Probe probe) {
        return Math.abs(slope - probe.slope().derivative()) <= CLOSE * probe.difference();
    }

    /** A disagreement that stands, unless other steps say otherwise. At points nearby no closer look is taken. */
    private static Confirmation confirmed(Prober prober, EvaluationPoint place, Probe probe, double step) {
        String contradiction = OtherScales.beyond(place, probe);
        if (contradiction.isEmpty()) {
            contradiction = OtherScales.within(prober, place, probe);
        }
        if (contradiction.isEmpty() && place == prober.base()) {
            contradiction = OtherScales.closer(prober, probe, step);
        }
        return new Confirmation(contradiction.isEmpty(), null, contradiction);
    }

    /**
     * Whether there is a kink at the point that the steps were too coarse to see, such as a knot of a table. The mean of
     * its two slopes is what the coarse shape has; a claim between them differs from the mean by half the jump at most.
     */
    private static boolean kinkExplains(Probe probe, double step, CentralDifference seen) {
        // A bend this small is no jump that large; most mistakes cost no evaluation more.
        if (Math.abs(seen.bend()) < probe.difference() / 2) {
            return false;
        }
        // Twice as far away noise bends half as much, and a kink the same.
        CentralDifference near = probe.estimator().centralDifference(2 * step);
        CentralDifference far = probe.estimator().centralDifference(4 * step);
        return Math.abs(near.jump(far)) >= probe.difference();
    }

    /**
     * Whether the function moves by little more than noise, and not because it is constant: in single precision the sine of
     * a million is mostly rounding. What the claim says of it then holds over less than the step of a confirmation.
     */
    private static boolean hiddenByNoise(Prober prober, EvaluationPoint place, Probe probe) {
        double range = probe.estimator().range();
        return place.arithmetic().noiseDecides()
                && range > CONSTANT * place.valueRounding()
                && range < NOISE_IN_DIFFERENCE * prober.noise(place);
    }

    /** An agreement from closer counts if it could have shown the disagreement, in a second direction too. */
    private static @Nullable Probe agreement(Prober prober, EvaluationPoint place, Probe probe, double difference) {
        if (!probe.agrees() || probe.bound() > difference / 2) {
            return null;
        }
        double length = probe.firstStep() / place.firstStep(prober.variable(), probe.region(), probe.direction());
        Probe second = prober.probeAtRandom(place, probe.region(), length);
        return second.agrees() && second.bound() <= difference / 2 ? probe : null;
    }
}
