package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.finding.WrongEntry;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The ratio of reported to numeric derivatives over some entries, as evidence.
 *
 * @param entries the number of entries whose numeric derivative is known well enough
 * @param least the smallest ratio
 * @param most the largest
 */
public record Ratio(int entries, double least, double most) {

    /** Ratios count of which four digits are known, and are one and the same if they agree in three. */
    private static final double KNOWN = 1e4;

    private static final double CONSTANT = 1e-3;

    static Ratio of(List<EntryProbe> probed) {
        return of(probed.stream()
                .filter(entry -> isKnown(entry.numeric(), entry.allowed()))
                .mapToDouble(entry -> entry.analytic() / entry.numeric()));
    }

    public static Ratio ofWrong(List<WrongEntry> wrong) {
        return of(wrong.stream()
                .filter(entry -> isKnown(entry.numeric(), entry.allowed()))
                .mapToDouble(entry -> entry.analytic() / entry.numeric()));
    }

    private static Ratio of(DoubleStream ratios) {
        DoubleSummaryStatistics statistics = ratios.summaryStatistics();
        return new Ratio((int) statistics.getCount(), statistics.getMin(), statistics.getMax());
    }

    private static boolean isKnown(double numeric, double allowed) {
        return Math.abs(numeric) > KNOWN * allowed;
    }

    public boolean varies() {
        return entries > 1 && most - least > CONSTANT * Math.max(Math.abs(least), Math.abs(most));
    }

    /** Whether every entry has the wrong sign, and nothing else wrong with it. */
    boolean isNegation() {
        return entries > 0 && Math.max(Math.abs(least + 1), Math.abs(most + 1)) <= CONSTANT;
    }

    /** Two, or as many as tell the smallest from the largest. */
    private int digitsApart() {
        double share = (most - least) / Math.max(Math.abs(least), Math.abs(most));
        return Math.max(2, 1 - (int) Math.floor(Math.log10(share)));
    }

    /** {@code analytic/numeric = 2 at 5 entries, spread 1e-11}; empty if no entry is known well enough. */
    public String text() {
        if (entries == 0) {
            return "";
        }
        if (varies()) {
            String format = "%." + digitsApart() + "g";
            return String.format(
                    Locale.ROOT, "ratio analytic/numeric varies from " + format + " to " + format, least, most);
        }
        String middle = "analytic/numeric = " + new Factor((least + most) / 2).text();
        return entries == 1
                ? middle
                : String.format(Locale.ROOT, "%s at %d entries, spread %.0e", middle, entries, most - least);
    }
}
