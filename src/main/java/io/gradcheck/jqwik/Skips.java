package io.gradcheck.jqwik;

import io.gradcheck.result.Look;
import io.gradcheck.source.SkippedCaseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts impossible cases by their reasons. */
final class Skips {

    /** The largest share where nobody says another. */
    static final double MOST = 0.5;

    private static final int PERCENT = 100;

    private final Map<String, Integer> reasons = new TreeMap<>();
    private int skipped;

    /** What says that a case is impossible; null if nothing does. */
    static @Nullable SkippedCaseException in(@Nullable Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (one instanceof SkippedCaseException impossible) {
                return impossible;
            }
        }
        return null;
    }

    void add(SkippedCaseException impossible) {
        skipped++;
        reasons.merge(Look.withoutNumbers(impossible.reason()), 1, Integer::sum);
    }

    boolean exceed(double most, long all) {
        return skipped > most * all;
    }

    /** What was found and wanted, and what to do. */
    String text(double most, long all) {
        String commonestFirst = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%d of %d cases were skipped, wanted %.0f%% at most (%s); see @MostSkipped",
                skipped,
                all,
                PERCENT * most,
                commonestFirst);
    }
}
