package io.gradcheck.campaign.count;

import io.gradcheck.source.cases.CaseFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts positive numbers by their magnitude, in twentieths of a decade: what quantiles need, in constant memory. */
public final class LogHistogram {

    private static final int BINS_PER_DECADE = 20;
    private static final int LOWEST_DECADE = -20;
    private static final int DECADES = 40;

    private final long[] counts = new long[BINS_PER_DECADE * DECADES + 1];
    private long total;

    /** Makes counts of nothing. */
    public LogHistogram() {}

    /**
     * Counts one number.
     *
     * @param value the number; above 0
     */
    public void add(double value) {
        double bin = Math.ceil(BINS_PER_DECADE * (Math.log10(value) - LOWEST_DECADE));
        counts[(int) Math.max(0, Math.min(counts.length - 1, bin))]++;
        total++;
    }

    /**
     * Adds all that another has counted.
     *
     * @param other the other. Not modified.
     */
    public void add(LogHistogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** {@return the bins that are not empty, by number} */
    public Map<String, Object> written() {
        Map<String, Object> bins = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                bins.put(String.valueOf(i), counts[i]);
            }
        }
        return bins;
    }

    /**
     * Counts that were written.
     *
     * @param bins what {@link #written} returned, read from JSON
     * @return the counts
     */
    public static LogHistogram read(CaseFields bins) {
        LogHistogram histogram = new LogHistogram();
        for (int i = 0; i < histogram.counts.length; i++) {
            String bin = String.valueOf(i);
            if (bins.data().containsKey(bin)) {
                histogram.counts[i] = bins.whole(bin);
                histogram.total += histogram.counts[i];
            }
        }
        return histogram;
    }

    /**
     * A quantile.
     *
     * @param share the share, from 0 to 1
     * @return the upper edge of the bin below which that share of the numbers lies; NaN if there are none
     */
    public double quantile(double share) {
        if (total == 0) {
            return Double.NaN;
        }
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        int bin = 0;
        for (long below = counts[0]; below < wanted; below += counts[bin]) {
            bin++;
        }
        return Math.pow(10, LOWEST_DECADE + (double) bin / BINS_PER_DECADE);
    }
}
