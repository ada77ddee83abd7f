package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A second look at what larger outputs drown: with every output weighted by one over its size.
 *
 * <p>In the sum of all outputs the rounding of the largest is far above all of the smallest, so that a derivative of the
 * sigmoid at -40 beside one at 40 could be anything. Only variables of which something was not seen are looked at again.
 */
public final class SmallOutputs {

    // 20: a millionth. A relative error of 1e-6 in an output that small is then beyond what the sum of all shows.
    private static final int BINADES_APART = 20;
    private static final int MOST_BINADES = 400;

    private static final double BELOW_BOUND = 4;
    private static final double SHARP = 1e-3;

    // 12 of 53 bits are zero by chance in one of 4,096 numbers.
    private static final int CANCELLED_BITS = 12;

    // 1e-12: what rounding has left of numbers about one, as 1 + tanh and 1 - p are made of, is below some hundred
    // roundings of one
    // and moves in stairs, which products with others hide.
    private static final double LEFT_OF_ONE = 1e-12;
    private static final double SPACING = 1 / 32.0;
    private static final double SCATTER = 1e-2;

    private static final String ROUNDING =
            "an output far smaller than others contradicts the gradient, and may be no more "
                    + "than what rounding has left of larger numbers: " + Advice.ANOTHER_POINT
                    + ", or check that output alone";
    private static final String WEIGHTED = "seen with every output weighted by one over its size";

    private final Tensor weights;
    private final Tensor output;
    private final boolean strictAtKinks;
    private final Map<EvaluationPoint, EvaluationPoint> weighted = new HashMap<>();

    private SmallOutputs(Tensor weights, Tensor output, boolean strictAtKinks) {
        this.weights = weights;
        this.output = output;
        this.strictAtKinks = strictAtKinks;
    }

    /**
     * A second look at a subject with such outputs; null if it has none.
     *
     * @param upstream the weights of the first look
     * @param output the outputs
     * @param strictAtKinks as in the first look
     */
    public static @Nullable SmallOutputs of(Tensor upstream, Tensor output, boolean strictAtKinks) {
        double[] y = output.values();
        int largest = Math.getExponent(Sums.largest(y));
        boolean apart = false;
        Tensor weights = upstream.copy();
        for (int k = 0; k < y.length; k++) {
            int exponent = y[k] == 0 ? 0 : Math.max(-MOST_BINADES, Math.min(MOST_BINADES, Math.getExponent(y[k])));
            apart |= y[k] != 0 && largest - exponent > BINADES_APART;
            weights.values()[k] = Math.scalb(weights.values()[k], -exponent);
        }
        return apart ? new SmallOutputs(weights, output, strictAtKinks) : null;
    }

    /** The conclusion of the first look, or what a second one adds to it with the evaluations that are left. */
    public Conclusion sharpen(Conclusion whole, Prober prober) {
        if (!leavesOpen(whole, prober)) {
            return whole;
        }
        Evaluations left = new Evaluations(
                prober.evaluations().limit() - prober.evaluations().spent());
        try {
            left.spend();
            EvaluationPoint place = weighted(prober.base());
            Entries all = Entries.all(place.value(prober.variable()).size());
            if (!place.gradientSizes(prober.variable()).areFinite()) {
                return whole;
            }
            Conclusion second = new VariableCheck(prober.at(all, place, left), strictAtKinks).conclude(all);
            if (second.verdict() == Verdict.FAIL && mayBeRounding(second, prober.variable(), left)) {
                return new Conclusion(Verdict.INCONCLUSIVE, ROUNDING, second.place(), second.probe());
            }
            return tellsMore(second, whole) ? second.because(WEIGHTED) : whole;
        } catch (Evaluations.Exhausted exhausted) {
            return whole;
        } finally {
            prober.evaluations().add(left);
        }
    }

    /**
     * Whether outputs this small may be what rounding has left of larger numbers: of few significant bits, or moving in stairs, so
     * that what contradicts the claim is no more than that.
     */
    private boolean mayBeRounding(Conclusion fail, String variable, Evaluations left) {
        double[] y = output.values();
        int largest = Math.getExponent(Sums.largest(y));
        for (double value : y) {
            boolean small = value != 0 && largest - Math.getExponent(value) > BINADES_APART;
            boolean fewBits = Long.numberOfTrailingZeros(Double.doubleToLongBits(value)) >= CANCELLED_BITS;
            if (small && (fewBits || Math.abs(value) < LEFT_OF_ONE)) {
                return true;
            }
        }
        Probe probe = fail.probe();
        return probe == null
                || fail.place().share(variable, probe.direction(), SPACING * probe.firstStep(), left) > SCATTER;
    }

    private synchronized EvaluationPoint weighted(EvaluationPoint base) {
        return weighted.computeIfAbsent(
                base, point -> EvaluationPoint.of(point.f().with(weights), output));
    }

    /** Whether something of a variable stayed unseen. */
    private static boolean leavesOpen(Conclusion whole, Prober prober) {
        Probe probe = whole.probe();
        if (whole.verdict() == Verdict.INCONCLUSIVE || whole.vacuous() || probe == null) {
            return whole.verdict() == Verdict.INCONCLUSIVE || whole.vacuous();
        }
        double[] g = prober.base().gradient(prober.variable()).values();
        double limit = BELOW_BOUND * whole.detectionLimit();
        return whole.verdict() == Verdict.PASS
                && Entries.all(g.length).where(i -> Math.abs(g[i]) < limit).count() > 0;
    }

    private static boolean tellsMore(Conclusion second, Conclusion whole) {
        Probe probe = second.probe();
        if (probe == null || second.vacuous()) {
            return false;
        }
        return switch (second.verdict()) {
            case FAIL -> true;
            case PASS ->
                whole.vacuous()
                        || (whole.verdict() == Verdict.INCONCLUSIVE && probe.bound() <= SHARP * probe.magnitude());
            default -> false;
        };
    }
}
