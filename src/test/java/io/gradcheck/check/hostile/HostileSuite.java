package io.gradcheck.check.hostile;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Mistake;
import io.gradcheck.check.kinds.Tally;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** All kinds of hostile functions, checked with their right and their wrong gradients over a number of seeds. */
final class HostileSuite {

    private static final String INTRODUCTION = """
            # Hostile functions

            Right gradients that invite a false alarm, and wrong ones that hide: %d kinds of functions, each checked right, and with each of its mistakes,
            from %d seeds. A KINK of a wrong gradient says that it is right around the point; where it is not, that is a miss as a PASS is.

            ```sh
            mvn test -Dtest=HostileSuiteTest -Dgroups=long -DexcludedGroups=
            ```

            measures it anew in a minute, and writes this page to `target/hostile-page.md` and all kinds one by one to `target/hostile.md`. A false alarm or a
            miss that is not among the known limits below fails the test, and so does a known limit that no longer occurs. The ordinary tests take 4 seeds
            instead of %d.
            """;

    private final int seeds;
    private final List<Tally> tallies = new ArrayList<>();

    private HostileSuite(int seeds) {
        this.seeds = seeds;
    }

    static List<Kind> kinds() {
        return Stream.of(
                        ScaleKinds.all(),
                        RoughKinds.all(),
                        SaturationKinds.all(),
                        KinkKinds.all(),
                        TieKinds.all(),
                        ProductKinds.all(),
                        InexactKinds.all(),
                        EdgeKinds.all(),
                        AlgebraKinds.all(),
                        PolynomialKinds.all())
                .flatMap(List::stream)
                .toList();
    }

    static HostileSuite run(int seeds) {
        HostileSuite suite = new HostileSuite(seeds);
        for (Kind kind : kinds()) {
            suite.tallies.add(Tally.of(kind, Optional.empty(), seeds));
            for (Mistake mistake : kind.mistakes()) {
                suite.tallies.add(Tally.of(kind, Optional.of(mistake), seeds));
            }
        }
        return suite;
    }

    List<Tally> tallies() {
        return List.copyOf(tallies);
    }

    /** The figures of the whole suite. */
    String summary() {
        return "%d kinds, %d seeds each%n".formatted(kinds().size(), seeds) + line(true) + line(false);
    }

    private String line(boolean right) {
        return "%s gradients: %d checks, PASS %d, PASS below the stated limit %d, KINK %d, INCONCLUSIVE %d, FAIL %d; %.1f evaluations each%n"
                .formatted(
                        right ? "right" : "wrong",
                        sum(right, Tally::seeds),
                        sum(right, tally -> tally.count(Verdict.PASS) - tally.belowLimit()),
                        sum(right, Tally::belowLimit),
                        sum(right, tally -> tally.count(Verdict.KINK)),
                        sum(right, tally -> tally.count(Verdict.INCONCLUSIVE)),
                        sum(right, tally -> tally.count(Verdict.FAIL)),
                        sum(right, Tally::evaluations) / (double) sum(right, Tally::seeds));
    }

    private long sum(boolean right, ToLongFunction<Tally> count) {
        return tallies.stream()
                .filter(tally -> tally.isRight() == right)
                .mapToLong(count)
                .sum();
    }

    /** A Markdown table of every gradient, theme by theme. */
    String table() {
        StringBuilder text = new StringBuilder("# Hostile functions\n\n```\n" + summary() + "```\n");
        String theme = "";
        for (Tally tally : tallies) {
            if (!tally.kind().theme().equals(theme)) {
                theme = tally.kind().theme();
                text.append("\n## ").append(theme).append("\n\n");
                text.append("| gradient | is | PASS | PASS below limit | KINK | INCONCLUSIVE | FAIL | evaluations |\n");
                text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            }
            text.append(tally.row()).append('\n');
        }
        return text.append(knownLimits()).toString();
    }

    /** A page of documentation: the figures theme by theme, and the known limits. */
    String page() {
        StringBuilder text = new StringBuilder(INTRODUCTION.formatted(kinds().size(), seeds, seeds));
        text.append(
                "\n| theme | kinds | right: PASS | KINK | INCONCLUSIVE | FAIL | wrong: FAIL | INCONCLUSIVE | KINK ");
        text.append("| PASS | PASS below its limit | evaluations |\n");
        text.append("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n");
        List<String> themes =
                tallies.stream().map(tally -> tally.kind().theme()).distinct().toList();
        themes.forEach(theme -> text.append(row(
                theme,
                tallies.stream()
                        .filter(tally -> tally.kind().theme().equals(theme))
                        .toList())));
        return text.append(row("all", tallies)).append(knownLimits()).toString();
    }

    private static String row(String theme, List<Tally> rows) {
        List<Tally> right = rows.stream().filter(Tally::isRight).toList();
        List<Tally> wrong = rows.stream().filter(tally -> !tally.isRight()).toList();
        return "| %s | %d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %.0f |%n"
                .formatted(
                        theme,
                        right.size(),
                        sum(right, tally -> tally.count(Verdict.PASS)),
                        sum(right, tally -> tally.count(Verdict.KINK)),
                        sum(right, tally -> tally.count(Verdict.INCONCLUSIVE)),
                        sum(right, tally -> tally.count(Verdict.FAIL)),
                        sum(wrong, tally -> tally.count(Verdict.FAIL)),
                        sum(wrong, tally -> tally.count(Verdict.INCONCLUSIVE)),
                        sum(wrong, tally -> tally.count(Verdict.KINK)),
                        sum(wrong, tally -> tally.count(Verdict.PASS) - tally.belowLimit()),
                        sum(wrong, Tally::belowLimit),
                        sum(rows, Tally::evaluations) / (double) sum(rows, Tally::seeds));
    }

    private static long sum(List<Tally> tallies, ToLongFunction<Tally> count) {
        return tallies.stream().mapToLong(count).sum();
    }

    private String knownLimits() {
        StringBuilder text =
                new StringBuilder("\n## Known limits\n\n| gradient | times | why |\n| --- | --- | --- |\n");
        for (Tally tally : tallies) {
            KnownLimits.reason(tally)
                    .ifPresent(reason -> text.append("| %s | %d of %d | %s |%n"
                            .formatted(tally.key().replace("|", "\\|"), tally.surprises(), tally.seeds(), reason)));
        }
        return text.toString();
    }
}
