package io.gradcheck.check.probe;

import java.util.Locale;

/** What to do where no verdict could be given; the one place that has the words. */
public final class Advice {

    /** Where the point itself is in the way: a jump, a kink, an edge of the domain. */
    public static final String ANOTHER_POINT = "check at another point";

    /** Where a range is a single point. */
    public static final String LARGER_RANGE = "declare a larger one, or " + ANOTHER_POINT;

    /** Where nothing can be seen of a whole subject. */
    public static final String ALLOW_VACUOUS = ANOTHER_POINT + ", or say allowVacuous() if that is intended";

    /** Where values are floats, as far as anybody can see. */
    public static final String IN_FLOAT =
            "all values are floats: if the code computes in float, say withPrecision(Precision.FLOAT)";

    private static final String VACUOUS = "vacuous: nothing could have been seen; ";

    private static final String NOT_JUDGED = "not judged, as ";

    private static final String NOTHING_TO_MOVE_ALONG = "a single point: there is nothing to move along; ";

    /** Where an output has no shape of its own. */
    public static final String ONE_SHAPE = "pad it to one shape";

    /** Where the entries were not all reached. */
    public static final String TO_THE_END = "let it run to its end, or check without exhaustive()";

    // A uniform error is root 3 times its standard deviation at most.
    private static final double OF_DEVIATION = 2;
    private static final long TIMES_EVALUATIONS = 10;

    // The value at the point may be close to a zero, and is not the largest there is.
    private static final double MOST_OF_VALUE = 1000;

    private Advice() {}

    /**
     * Where a variable cannot move, as it is on a surface of one point.
     *
     * @param where the surface
     */
    public static String nothingToMoveAlong(String where) {
        return where + " is " + NOTHING_TO_MOVE_ALONG
                + "take a larger shape, of random cases such as s.between(\"n\", 2, 8), or hold the variable constant";
    }

    /**
     * Whether that is a reason.
     *
     * @param reason a finding's reason
     */
    public static boolean isNothingToMoveAlong(String reason) {
        return reason.contains(NOTHING_TO_MOVE_ALONG);
    }

    /**
     * Where nothing could be seen of a variable, and another point is no help.
     *
     * @param why what is in the way
     */
    public static String notJudged(String why) {
        return NOT_JUDGED + why;
    }

    /**
     * What is said of a variable of which nothing could be seen.
     *
     * @param reason the finding's reason
     */
    public static String vacuous(String reason) {
        if (reason.contains(NOT_JUDGED)) {
            return reason;
        }
        return VACUOUS + (isNothingToMoveAlong(reason) ? reason : ANOTHER_POINT);
    }

    /** Where one variable can't be compared at this point. */
    public static String anotherPointOrWithout(String variable) {
        return ANOTHER_POINT + ", or leave it out: excluding(\"" + variable + "\")";
    }

    /** Where evaluations ran out: ten times as many, and the noise that was measured if it surprised. */
    public static String moreEvaluations(Prober prober) {
        long more = TIMES_EVALUATIONS * Math.max(1, prober.evaluations().spent());
        String allow = "allow more: maxEvaluations(" + Math.min(Integer.MAX_VALUE, more) + ")";
        return prober.noiseSurprised() ? allow + ", or " + ifCoarse(prober.base(), prober.noise(prober.base())) : allow;
    }

    /** Where values are less exact than was known, by a standard deviation of some size. */
    static String declare(EvaluationPoint place, double deviation) {
        return declareWithin(place, OF_DEVIATION * deviation);
    }

    /** Whether values could be meant to be so inexact: then the error is not far larger than they are. */
    private static boolean couldBe(EvaluationPoint place, double error) {
        double value = place.valueRounding() / place.f().subject().precision().unitRoundoff();
        return value == 0 || error < MOST_OF_VALUE * value;
    }

    private static String declareWithin(EvaluationPoint place, double error) {
        return String.format(
                Locale.ROOT, "declare it: withAccuracy(%.0e)", error / place.f().weight());
    }

    /** The same where nobody can say that they are; another point where they can't be. */
    public static String ifCoarse(EvaluationPoint place, double deviation) {
        return ifWithin(place, OF_DEVIATION * deviation);
    }

    private static String ifWithin(EvaluationPoint place, double error) {
        return couldBe(place, error) ? "if values are noisy or coarse, " + declareWithin(place, error) : ANOTHER_POINT;
    }

    /** Another point, or the same where nobody can say that values are inexact. */
    public static String anotherPointOrIfCoarse(EvaluationPoint place, double deviation) {
        return anotherPointOrIfWithin(place, OF_DEVIATION * deviation);
    }

    /** The same where their largest error is known. */
    public static String anotherPointOrIfWithin(EvaluationPoint place, double error) {
        return couldBe(place, error) ? ANOTHER_POINT + ", or " + ifWithin(place, error) : ANOTHER_POINT;
    }

    /** By how much values are moved where a probe is in doubt: as noisy as was measured, and as far as the doubt moves them. */
    public static double moved(Prober prober, Probe probe) {
        double moved = probe.doubt() * probe.slope().step();
        double measured = prober.noise(prober.base());
        return Double.isFinite(moved) ? Math.max(moved, measured) : measured;
    }
}
