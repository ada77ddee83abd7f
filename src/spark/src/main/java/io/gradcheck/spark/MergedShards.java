package io.gradcheck.spark;

import io.gradcheck.campaign.CampaignReport;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The report of the shards that have come, merged as they come, and what is known of the others. */
final class MergedShards {

    private static final int MOST_NAMED = 5;

    private final int of;
    private final SortedSet<Integer> missing = new TreeSet<>();
    private final SortedMap<Integer, String> failed = new TreeMap<>();
    private @Nullable CampaignReport report;
    private String stopped = "";
    private String broken = "";
    private long bytes;
    private int largest;
    private long nanos;

    MergedShards(int of) {
        this.of = of;
        for (int shard = 1; shard <= of; shard++) {
            missing.add(shard);
        }
    }

    /** Adds what became of a shard. What comes a second time, of a task that ran twice, counts once. */
    void add(ShardAnswer answer) {
        if (!missing.contains(answer.shard())) {
            return;
        }
        if (!answer.hasReport()) {
            if (!answer.problem().isEmpty()) {
                failed.put(answer.shard(), answer.problem());
            }
            return;
        }
        long start = System.nanoTime();
        try {
            CampaignReport one = answer.read();
            report = report == null ? one : report.merge(one);
            missing.remove(answer.shard());
            failed.remove(answer.shard());
        } catch (IOException | IllegalArgumentException damaged) {
            failed.put(answer.shard(), "its report cannot be merged: " + damaged.getMessage());
        }
        nanos += System.nanoTime() - start;
        bytes += answer.report().length;
        largest = Math.max(largest, answer.report().length);
    }

    /** Says why no further shards are waited for. */
    void stopped(String why) {
        stopped = why;
    }

    /** Says what ended the job. */
    void broken(String how) {
        broken = how;
    }

    /** How many mistakes were found so far. */
    int findings() {
        return report == null ? 0 : report.findings().size();
    }

    boolean isWhole() {
        return missing.isEmpty();
    }

    /** The report of all shards that have come; none if none has. */
    Optional<CampaignReport> report() {
        return Optional.ofNullable(report);
    }

    /** The report's text, and which shards are missing from it. */
    String text() {
        StringBuilder text = new StringBuilder();
        if (report != null) {
            text.append(report).append("\n\n").append(report.statistics()).append('\n');
        }
        if (!isWhole()) {
            text.append(report == null ? "" : "\n").append(lost());
        }
        return text.toString();
    }

    private String lost() {
        StringBuilder text = new StringBuilder("MISSING: ")
                .append(Numbers.of("shard", missing))
                .append(" of ")
                .append(of)
                .append(missing.contains(1) ? " (the first one checks the corpus, if there is one)" : "")
                .append('\n');
        SortedSet<Integer> leftOut = new TreeSet<>(missing);
        leftOut.removeAll(failed.keySet());
        if (!leftOut.isEmpty()) {
            text.append("  ")
                    .append(Numbers.of("shard", leftOut))
                    .append(": left out, ")
                    .append(why())
                    .append('\n');
        }
        int named = 0;
        for (SortedMap.Entry<Integer, String> one : failed.entrySet()) {
            if (named++ < MOST_NAMED) {
                text.append("  shard ")
                        .append(one.getKey())
                        .append(": failed, ")
                        .append(one.getValue())
                        .append('\n');
            }
        }
        if (failed.size() > MOST_NAMED) {
            text.append("  ").append(failed.size() - MOST_NAMED).append(" more failed\n");
        }
        return text.toString();
    }

    private String why() {
        if (!stopped.isEmpty()) {
            return stopped;
        }
        return broken.isEmpty() ? "as no executor began it in time; see --time and --partitions" : "as " + broken;
    }

    /** How much was sent to the driver, and what merging cost. */
    String figures() {
        return String.format(
                Locale.ROOT,
                "%d of %d shards: %,d bytes of reports, the largest %,d; merged in %.3f s",
                of - missing.size(),
                of,
                bytes,
                largest,
                nanos / 1e9);
    }
}
