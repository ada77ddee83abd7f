package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.GradientThrew;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hypothesis that a gradient in double was computed in float: it is wrong by as little as a float rounds, and has no more digits
 * than a float. Where it is wrong by one small factor instead, that of a constant which is a float would be such, and others too.
 */
final class SinglePrecision implements Hypothesis {

    /** As much as a double may be wrong by of its own. */
    static final double LEAST = 1e-9;

    /** A few roundings of a float, 6e-8 each. */
    static final double MOST = 3e-7;

    private static final int MOST_OUTPUTS = 8;

    // Of 53: a number of fewer bits may be a float by chance.
    private static final int TELLING_BITS = 16;
    private static final long BEYOND = (1L << (52 - TELLING_BITS)) - 1;

    private final Prober prober;

    SinglePrecision(Prober prober) {
        this.prober = prober;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] relative = evidence.relativeErrors();
        boolean small = evidence.place().f().subject().precision() == Precision.DOUBLE
                && evidence.areWithin(MOST)
                && relative[relative.length - 1] >= LEAST;
        if (!small) {
            return List.of();
        }
        String differences = String.format(
                Locale.ROOT, "relative differences %.0e to %.0e", relative[0], relative[relative.length - 1]);
        if (isOfFloats(evidence)) {
            return List.of(new Diagnosis(
                    Mistake.SINGLE_PRECISION,
                    "single precision in double code",
                    differences + ", and a float rounds by up to 6e-08; every reported entry is a float"));
        }
        return evidence.areWrongByOneFactor()
                ? List.of(new Diagnosis(
                        Mistake.FACTOR,
                        "constant factor " + new Factor(1 + evidence.shareOfWrong()).name() + atSome(evidence),
                        differences
                                + "; a constant that is a float or has few digits, or an epsilon that only one of value and "
                                + "gradient has"))
                : List.of();
    }

    private static String atSome(Evidence evidence) {
        return LowAccuracy.right(evidence, Math.abs(evidence.shareOfWrong())) == 0 ? "" : " at some entries";
    }

    /** Whether every reported entry has no more digits than a float, as it is or before it was weighed by the upstream gradient. */
    private boolean isOfFloats(Evidence evidence) {
        double[] gradient = evidence.gradient().values();
        double unit = evidence.unit();
        return Arrays.stream(gradient).allMatch(g -> g == (float) g || isFloat(g / unit))
                || isOfFloatsByOutput(evidence);
    }

    private static boolean isFloat(double number) {
        return Math.abs(number - (float) number) <= 4 * Math.ulp(number);
    }

    /** Of several outputs the gradient is a sum in double: the derivatives of one output are not. */
    private boolean isOfFloatsByOutput(Evidence evidence) {
        Tensor upstream = evidence.place().f().upstream();
        boolean telling = false;
        for (int output = 0; upstream.size() > 1 && output < Math.min(upstream.size(), MOST_OUTPUTS); output++) {
            Tensor one = upstream.copy();
            Arrays.fill(one.values(), 0);
            one.values()[output] = 1;
            try {
                prober.evaluations().spend();
                double[] row =
                        evidence.place().claimed(one).get(evidence.variable()).values();
                for (EntryProbe entry : evidence.wrong()) {
                    double derivative = row[entry.offset()];
                    if (derivative != (float) derivative) {
                        return false;
                    }
                    telling |= (Double.doubleToLongBits(derivative) & BEYOND) != 0;
                }
            } catch (Evaluations.Exhausted | GradientThrew | WrongResultException noSuch) {
                return false;
            }
        }
        return telling;
    }
}
