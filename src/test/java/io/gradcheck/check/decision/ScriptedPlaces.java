package io.gradcheck.check.decision;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The line {@code 3 x} around zero, of which every point nearby has a letter for what a probe there says: it agrees (A), it
 * disagrees (D), is unclear for a kink there (K), or values are so rough that it can't tell (R). The last letter holds for
 * all further points.
 */
final class ScriptedPlaces {

    private static final double SLOPE = 3;

    // Farther than a claim is moved to see how it is rounded, and nearer than two points nearby are.
    private static final double APART = 1e-5;

    private final String script;
    private double place;
    private int number = -1;
    private final Prober prober;

    ScriptedPlaces(String script, double noise, long seed) {
        this.script = script;
        Subject line = Subject.scalar("line", this::value, this::slope, 0);
        this.prober = AtPoint.prober(line, "x", noise, seed);
    }

    Prober prober() {
        return prober;
    }

    /** How many points nearby were asked for their gradient. */
    int places() {
        return number + 1;
    }

    private char letter() {
        return number < 0 ? 'A' : script.charAt(Math.min(number, script.length() - 1));
    }

    private double value(double x) {
        double rough = new SplittableRandom(Double.doubleToLongBits(x)).nextDouble();
        return SLOPE * x + (letter() == 'R' ? rough : 0) + (letter() == 'K' ? Math.abs(x - place) : 0);
    }

    private double slope(double x) {
        if (Math.abs(x - place) > APART) {
            place = x;
            number++;
        }
        return letter() == 'D' ? SLOPE / 2 : SLOPE;
    }

    /** What the points nearby were told to have said, in order. */
    List<String> votes() {
        return prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.VOTE)
                .map(TraceStep::outcome)
                .toList();
    }

    /** The bounds of the probes that were made, in order. */
    List<Double> bounds() {
        return prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.PROBE)
                .map(TraceStep::bound)
                .toList();
    }

    /** The claims along the directions of the probes that were made, in order. */
    List<Double> claims() {
        return prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.PROBE)
                .map(TraceStep::analytic)
                .toList();
    }
}
