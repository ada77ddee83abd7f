package io.gradcheck.finding;

import io.gradcheck.check.GradientChecker;
import java.util.List;

/**
 * What was found about one variable.
 *
 * <p>{@code analytic} and {@code numeric} are derivatives along the decisive direction, in which every entry of the
 * variable takes part with a weight between 1/2 and 1: {@code <g, d>} and the derivative of {@code t -> f(x + t d)}. An
 * output of one number is not contracted, so these are derivatives of the subject's own output.
 *
 * <p>Where every entry is checked alone ({@link GradientChecker#exhaustive}), there is a verdict for each entry, and the
 * worst is the variable's. {@code analytic}, {@code numeric} and {@code error} are the partial derivatives of the entry
 * that decides and their bound: of the entries with the worst verdict, the one whose difference is the largest part of
 * its bound; NaN if no entry was reached. The detection limit is the worst of all entries, infinite if any of them was
 * undecided or not reached. It is vacuous if every entry is.
 *
 * @param name the variable
 * @param verdict the verdict
 * @param reason why, where it is not a plain PASS; else empty
 * @param entries the number of entries of the variable
 * @param counts how many of them were checked and how many stay undecided
 * @param analytic the reported derivative along the decisive direction; NaN if there was none
 * @param numeric the numeric derivative along it
 * @param error the bound of the numeric derivative's error, rounding included
 * @param detectionLimit the largest error of a single entry that could have stayed unseen: where the gradient is right,
 *     {@code (difference + error) / min |d_i|}, what can be excluded after having seen the difference; where it is wrong
 *     {@code error / min |d_i|}; infinite where nothing was decided
 * @param relativeDetectionLimit the same, relative to the variable's largest gradient entry; infinite where all are zero
 * @param vacuous whether nothing could have been seen, since the bound is above a tenth of the gradient's terms
 * @param subgradient whether the gradient reported at a kink lies between the one-sided slopes
 * @param evaluations how often the subject was evaluated for this verdict, its gradient included; naming wrong entries
 *     comes on top
 * @param wrong the entries found wrong; none unless the verdict is FAIL
 * @param diagnoses what the gradient looks like, most likely first; empty where the evidence does not reach
 * @param trace what was done for the verdict, in order; where every entry is checked alone, for the entry that decides. Of
 *     a variable that passed it is not recorded in files
 */
public record Finding(
        String name,
        Verdict verdict,
        String reason,
        int entries,
        EntryCounts counts,
        double analytic,
        double numeric,
        double error,
        double detectionLimit,
        double relativeDetectionLimit,
        boolean vacuous,
        Subgradient subgradient,
        int evaluations,
        WrongEntries wrong,
        List<Diagnosis> diagnoses,
        List<TraceStep> trace) {

    /** {@return the same finding without the steps that led to it} */
    public Finding withoutTrace() {
        return new Finding(
                name,
                verdict,
                reason,
                entries,
                counts,
                analytic,
                numeric,
                error,
                detectionLimit,
                relativeDetectionLimit,
                vacuous,
                subgradient,
                evaluations,
                wrong,
                diagnoses,
                List.of());
    }

    /** {@return the entries found wrong, worst first; empty unless the verdict is FAIL} */
    public List<WrongEntry> wrongEntries() {
        return wrong.worst();
    }

    /** {@return whether what is wrong was seen along the decisive direction, where all entries move, and with none alone} */
    public boolean isOnlyTogether() {
        return verdict == Verdict.FAIL && (wrong.worst().isEmpty() || wrong.count() == 0);
    }

    /** {@return the distance between the reported and the numeric derivative along the decisive direction} */
    public double difference() {
        return Math.abs(analytic - numeric);
    }
}
