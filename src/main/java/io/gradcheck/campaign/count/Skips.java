package io.gradcheck.campaign.count;

import io.gradcheck.result.Look;
import io.gradcheck.source.cases.CaseFields;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cases that were skipped as impossible, by the source's own word: of a campaign, a property or a test.
 *
 * @param reasons how many were skipped for which reason, without the numbers of single cases
 * @param most the largest share of cases that may be
 */
public record Skips(Map<String, Long> reasons, double most) {

    /** Reasons beyond these are counted together: each may name something of its case. */
    private static final int MOST_REASONS = 20;

    private static final String OTHERS = "other reasons";
    private static final int SHOWN = 3;
    private static final int PERCENT = 100;

    /**
     * Copies the map.
     *
     * @param reasons how many were skipped for which reason
     * @param most the largest share that may be
     */
    public Skips {
        reasons = new TreeMap<>(reasons);
    }

    /**
     * Counts of nothing.
     *
     * @param most the largest share of cases that may be
     * @return the counts
     */
    public static Skips none(double most) {
        return new Skips(Map.of(), most);
    }

    /**
     * Adds one case.
     *
     * @param reason why it was skipped
     */
    public void add(String reason) {
        add(Look.withoutNumbers(reason), 1);
    }

    private void add(String reason, long count) {
        boolean room = reasons.containsKey(reason) || reasons.size() < MOST_REASONS;
        reasons.merge(room ? reason : OTHERS, count, Long::sum);
    }

    /**
     * Adds all that another has counted.
     *
     * @param other the other. Not modified.
     */
    public void add(Skips other) {
        other.reasons.forEach(this::add);
    }

    /** {@return how many there are} */
    public long count() {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Whether there are too many.
     *
     * @param checked how many cases were checked beside them
     * @return what was found and wanted; empty if there are not
     */
    public Optional<String> tooMany(long checked) {
        return tooMany(checked, "mostSkipped");
    }

    /**
     * Whether there are too many.
     *
     * @param checked how many cases were checked beside them
     * @param setting what says how many there may be
     * @return what was found and wanted; empty if there are not
     */
    public Optional<String> tooMany(long checked, String setting) {
        long all = count() + checked;
        return count() > most * all
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%d of %d cases were skipped, wanted %.0f%% at most (%s); see %s",
                        count(),
                        all,
                        PERCENT * most,
                        commonest(),
                        setting))
                : Optional.empty();
    }

    /** {@return their number and commonest reasons, after that of the cases checked; empty if there are none} */
    public String text() {
        return count() == 0 ? "" : ", " + count() + " skipped (" + commonest() + ")";
    }

    /** {@return the commonest reasons, with how many cases were skipped for each} */
    public String commonest() {
        List<Map.Entry<String, Long>> ordered = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        String shown = ordered.stream()
                .limit(SHOWN)
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining("; "));
        return ordered.size() > SHOWN ? shown + "; and " + (ordered.size() - SHOWN) + " reasons more" : shown;
    }

    /** {@return the counts as fields} */
    public Map<String, Object> written() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("most", most);
        fields.put("reasons", new LinkedHashMap<>(reasons));
        return fields;
    }

    /**
     * Counts that were written.
     *
     * @param fields what {@link #written} returned, read from JSON
     * @return the counts
     */
    public static Skips read(CaseFields fields) {
        CaseFields counts = fields.fields("reasons");
        Map<String, Long> reasons = new TreeMap<>();
        counts.data().keySet().forEach(reason -> reasons.put(reason, counts.whole(reason)));
        return new Skips(reasons, fields.number("most"));
    }
}
