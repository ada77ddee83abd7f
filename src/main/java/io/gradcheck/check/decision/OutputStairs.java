package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether a disagreement is no more than the stairs in which rounding leaves single outputs, so few or so wide that no slope shows
 * in them: {@code 1 + tanh x} at -18 takes three values over a tenth of {@code x}, and is exactly zero at -22.
 *
 * <p>An output moves in stairs where it has the same few values at many places. They are rounding where their height is a few last
 * places of what it is made of, which shows where all variables are nearer to zero, or have the other sign. An output that does not
 * move at all stands on a stair as well, no higher than its smallest move farther away.
 */
final class OutputStairs {

    private static final int PLACES = 48;
    private static final int FIRST_PLACES = 12;
    private static final int FEW_PLACES = 6;

    // 64 of what an output has at other places, as of a gradient.
    private static final double ROUNDINGS = 64;

    // A ten-millionth of how far the values move: an error of a millionth is above it.
    private static final double DROWNED = 1e-7;

    // 16: over more stairs than these a polynomial through the values shows their mean slope.
    private static final double STAIRS = 16;

    // Of more outputs than these, stairs of single ones are not looked for.
    private static final int MOST_OUTPUTS = 4096;

    private static final double FARTHER = 4;
    private static final double FARTHEST = 4096;

    private static final double NEAR = 2 * STAIRS;

    private final EvaluationPoint place;
    private final Probe longest;
    private final DoubleFunction<double[]> outputs;
    private final Evaluations evaluations;
    private final double unit;
    private final double moved;
    private final SplittableRandom random;
    private final double[][] values;
    private final List<double[]> farther = new ArrayList<>();
    private int sampled;
    private boolean nearRounding;

    /**
     * Prepares the look.
     *
     * @param prober probes the variable
     * @param place where the probe was made
     * @param longest the probe along the direction with the longest steps
     * @param difference how far the claimed slope is from the one seen
     */
    OutputStairs(Prober prober, EvaluationPoint place, Probe longest, double difference) {
        this.moved = difference * longest.firstStep();
        this.place = place;
        this.longest = longest;
        this.evaluations = prober.evaluations();
        this.random = new SplittableRandom(Double.doubleToLongBits(longest.difference()));
        int count = place.f().upstream().size();
        this.values = new double[count <= MOST_OUTPUTS ? count : 0][PLACES];
        this.unit = place.f().subject().precision().unitRoundoff();
        this.outputs = place.f().outputsAlong(prober.variable(), longest.direction(), evaluations);
    }

    /** Whether what is in doubt moves the value by a few roundings at most; known once an explanation was looked for. */
    boolean nearRounding() {
        return nearRounding;
    }

    /** Whether what is in doubt is next to nothing beside how far the values move. */
    boolean isDrowned() {
        return moved <= DROWNED * longest.estimator().range();
    }

    /** Whether what is in doubt is next to nothing beside how far the values move, or one of several outputs takes few values. */
    boolean isWorthALook() {
        if (isDrowned() || longest.estimator().range() == 0) {
            return true;
        }
        if (values.length > 1) {
            sample(FEW_PLACES);
        }
        return values.length > 1 && IntStream.range(0, values.length).anyMatch(this::takesFewValues);
    }

    /** The output that moves in stairs and what to do; empty where none does, or they are too low. */
    String explanation() {
        boolean drowned = isDrowned();
        if (!drowned && longest.estimator().range() > 0) {
            sample(FIRST_PLACES);
            if (IntStream.range(0, values.length).noneMatch(this::takesFewValues)) {
                return "";
            }
        }
        double[] weights = place.f().upstream().values();
        double[] largest = place.largestOutputs(outputs.apply(0).clone(), evaluations);
        double rounding = 0;
        for (int k = 0; k < weights.length; k++) {
            rounding += Math.abs(weights[k]) * unit * largest[k];
        }
        nearRounding = moved <= NEAR * rounding;
        if (!(moved <= STAIRS * ROUNDINGS * rounding)) {
            return "";
        }
        boolean unseen = drowned && moved <= STAIRS * rounding;
        if (!unseen && values.length == 0) {
            return "";
        }
        if (!unseen) {
            sample(PLACES);
        }
        double heights = 0;
        int highest = 0;
        double most = 0;
        for (int k = 0; k < weights.length; k++) {
            double ofOutput = unit * largest[k];
            double height = Math.abs(weights[k]) * (unseen ? ofOutput : height(k, ofOutput));
            heights += height;
            highest = height > most ? k : highest;
            most = Math.max(most, height);
        }
        return moved <= STAIRS * heights ? text(weights.length, highest) : "";
    }

    private boolean takesFewValues(int output) {
        return 2 * Arrays.stream(values[output], 0, sampled).distinct().count() <= sampled;
    }

    private String text(int count, int highest) {
        String which = count == 1 ? "the output" : "out" + place.outputIndices().text(highest);
        return "the disagreement is no more than rounding leaves of " + which
                + ", which moves in stairs or stands on one: " + Advice.ANOTHER_POINT;
    }

    /** The height of the stairs in which an output moves; 0 where it moves in none, or they are far higher than rounding. */
    private double height(int output, double rounding) {
        double[] different = Arrays.stream(values[output]).distinct().sorted().toArray();
        if (different.length == 1) {
            return Math.min(rounding, leastMove(output));
        }
        double lowest = Double.POSITIVE_INFINITY;
        for (int j = 1; j < different.length; j++) {
            lowest = Math.min(lowest, different[j] - different[j - 1]);
        }
        return 2 * different.length <= PLACES && lowest <= ROUNDINGS * rounding ? lowest : 0;
    }

    /** How far an output that does not move over the steps does at least farther away. */
    private double leastMove(int output) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] there : farther()) {
            double move = Math.abs(there[output] - values[output][0]);
            least = move > 0 ? Math.min(least, move) : least;
        }
        return least;
    }

    private List<double[]> farther() {
        if (farther.isEmpty()) {
            for (double times = FARTHER; times <= FARTHEST; times *= FARTHER) {
                farther.add(outputs.apply(times * longest.firstStep()).clone());
                farther.add(outputs.apply(-times * longest.firstStep()).clone());
            }
        }
        return farther;
    }

    /** Takes the values of each output at scattered places on both sides, until there are as many as wanted. */
    private void sample(int wanted) {
        for (; sampled < wanted; sampled++) {
            double[] y = outputs.apply(longest.firstStep() * (2 * random.nextDouble() - 1));
            for (int k = 0; k < values.length; k++) {
                values[k][sampled] = y[k];
            }
        }
    }
}
