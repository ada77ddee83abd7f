package io.gradcheck.finding;

import java.util.Locale;

/**
 * One step on the way to the verdict on a variable. Derivatives are along the direction of that step, in units of the
 * subject's own output.
 *
 * @param kind what was done
 * @param point where: 0 at the point that is checked, k at the k-th of the points nearby that were asked
 * @param entries how many entries moved; 0 where none did
 * @param step the first step of the numeric derivative, as a multiple of the direction; NaN where there was none
 * @param analytic the reported derivative, {@code <g, d>}; NaN where there was none
 * @param numeric the numeric derivative; NaN where there was none
 * @param bound the bound of the numeric derivative's error, rounding included; of noise its standard deviation; NaN where
 *     there was neither
 * @param jump by how much the slope jumps at the point; 0 where no jump was seen
 * @param outcome what followed
 * @param evaluations how often the subject had been evaluated for the variable by then
 */
public record TraceStep(
        Kind kind,
        int point,
        int entries,
        double step,
        double analytic,
        double numeric,
        double bound,
        double jump,
        String outcome,
        int evaluations) {

    /** What is done on the way to a verdict. */
    public enum Kind {
        /** The reported derivative was compared with a numeric one along one direction. */
        PROBE,
        /** The values were found noisier than was known, so the comparison is made again. */
        NOISE,
        /** The rounding of the reported gradient itself was measured, and explains the difference. */
        CLAIM_ROUNDING,
        /** A disagreement was looked at from much closer before it is believed. */
        CONFIRMATION,
        /** A point nearby was asked about what is unclear at the point itself. */
        VOTE,
        /** The verdict, with its reason. */
        VERDICT
    }

    /** {@return the step in one line, such as {@code PROBE at the point: 3 entries, step 1.0e-02, analytic 1, ...}} */
    @Override
    public String toString() {
        String where = kind == Kind.VERDICT ? "" : point == 0 ? " at the point" : " at nearby point " + point;
        String compared = kind == Kind.PROBE
                ? String.format(
                        Locale.ROOT,
                        "%d %s, step %.1e, analytic %.9g, numeric %.9g, bound %.1e%s: ",
                        entries,
                        entries == 1 ? "entry" : "entries",
                        step,
                        analytic,
                        numeric,
                        bound,
                        jump == 0 ? "" : String.format(Locale.ROOT, ", slope jumps by %.3g", jump))
                : "";
        return kind + where + ": " + compared + outcome + " (" + evaluations
                + (evaluations == 1 ? " evaluation" : " evaluations") + " so far)";
    }
}
