package io.gradcheck.cli;

import io.gradcheck.campaign.Tally;
import io.gradcheck.finding.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One stage of the main job: what was checked and how long it took.
 *
 * @param name the stage
 * @param tally what was found
 * @param time how long it took, the work between the checks included
 */
record Stage(String name, Tally tally, Duration time) {

    private static final String ROW = "%-17s %8s %10s %8s %6s %13s %5s %8s  %9s %9s  %12s %8s%n";

    static Stage run(String name, Consumer<Tally> work) {
        long start = System.nanoTime();
        Tally tally = new Tally();
        work.accept(tally);
        return new Stage(name, tally, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The table of all stages. */
    static String table(List<Stage> stages) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, ROW, "", "", "", "", "", "", "", "", "detection", "limit", "evaluations", ""));
        table.append(String.format(
                Locale.ROOT,
                ROW,
                "",
                "networks",
                "variables",
                "PASS",
                "KINK",
                "INCONCLUSIVE",
                "FAIL",
                "vacuous",
                "median",
                "99%",
                "per variable",
                "time"));
        stages.forEach(stage -> table.append(stage.row()));
        return table.append(
                        "PASS includes the vacuous variables, whose gradient is zero or lost in rounding: nothing could ")
                .append(
                        "have been seen there.\nDetection limit: the smallest error of a single entry that is sure to be ")
                .append("seen, relative to the variable's largest entry.\n")
                .toString();
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                tally.subjects(),
                tally.variables(),
                tally.count(Verdict.PASS),
                tally.count(Verdict.KINK),
                tally.count(Verdict.INCONCLUSIVE),
                tally.count(Verdict.FAIL),
                tally.vacuous(),
                String.format(Locale.ROOT, "%.1e", tally.relativeDetectionLimit(0.5)),
                String.format(Locale.ROOT, "%.1e", tally.relativeDetectionLimit(0.99)),
                String.format(Locale.ROOT, "%.1f", tally.evaluationsPerVariable()),
                String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9));
    }
}
