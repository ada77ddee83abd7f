package io.gradcheck.campaign.figures;

import io.gradcheck.campaign.Tally;
import io.gradcheck.campaign.diagnosis.PlantedMistake;
import io.gradcheck.check.textbook.TextbookSuite;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.network.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the checker says of right and of wrong networks.
 *
 * @param ordinary the verdicts on right networks of ordinary values
 * @param mixed the verdicts on right networks of all values that campaigns draw: ties, saturation, six decades
 * @param textbook the verdicts on formulas as textbooks have them
 * @param errors errors of one entry
 * @param mistakes mistakes of structure, in a row each
 */
record Figures(
        Tally ordinary, Tally mixed, TextbookSuite textbook, EntryErrors errors, List<StructuralMistakes> mistakes) {

    /**
     * On how much they are measured.
     *
     * @param ordinary the number of right networks of ordinary values
     * @param mixed the number of right networks of all values
     * @param textbook the number of seeds for each textbook formula and sort of numbers
     * @param errors the number of networks with one entry wrong, for each size of error
     * @param mistakes the number of networks with a mistake of structure, for each mistake
     */
    record Extent(int ordinary, int mixed, int textbook, int errors, int mistakes) {}

    static Figures measured(Extent extent, Blocks blocks) throws InterruptedException {
        List<StructuralMistakes> mistakes = new ArrayList<>();
        for (PlantedMistake mistake : StructuralMistakes.all()) {
            mistakes.add(StructuralMistakes.planted(mistake, extent.mistakes(), blocks));
        }
        return new Figures(
                right(Networks.any().ordinary(), extent.ordinary(), blocks),
                right(Networks.any(), extent.mixed(), blocks),
                TextbookSuite.run(0, extent.textbook()),
                EntryErrors.planted(extent.errors(), blocks),
                mistakes);
    }

    private static Tally right(Networks networks, int count, Blocks blocks) throws InterruptedException {
        return blocks.sum(
                count,
                Tally::new,
                (tally, index) ->
                        tally.add(Drawn.check(networks.at(Drawn.SEED, index).subject(), index)),
                Tally::add);
    }

    /** A page: what it is, the tables, and what was missed. */
    String page() {
        return """
                # Figures

                What the checker says of random networks, right and wrong: up to four hidden layers of up to eight units, one to
                five examples, all activations and losses, regularisers, skip connections, exact zeros and so exact kinks.

                ```sh
                mvn -q test -Dtest=FiguresTest -Dgroups=long -DexcludedGroups=
                ```

                measures it anew in full and writes this page to `target/figures.md`; `-Dfigures.threads=1` keeps to one thread,
                which changes no number. The ordinary tests do the same on a tenth or less.

                """ + rightTable() + "\n" + textbookTable() + "\n" + errorTable() + "\n" + mistakeTable() + missed();
    }

    private String rightTable() {
        return """
                ## Right gradients

                | values | networks | variables | FAIL | INCONCLUSIVE | KINK | vacuous | evaluations a variable | limit: median | 90%% | 99%% | 99.9%% |
                | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
                %s%s
                The limit is the largest error of one entry that could have stayed unseen, relative to the variable's largest entry, where
                that is not zero and something could be seen. Mixed values are those that campaigns draw: ties, equal examples, dead units,
                saturation, six decades of magnitudes.
                """.formatted(row("ordinary", ordinary), row("mixed", mixed));
    }

    private static String row(String values, Tally tally) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %d | %d | %,d | %,d | %.1f | %.1e | %.1e | %.1e | %.1e |%n",
                values,
                tally.subjects(),
                tally.variables(),
                tally.count(Verdict.FAIL),
                tally.count(Verdict.INCONCLUSIVE),
                tally.count(Verdict.KINK),
                tally.vacuous(),
                tally.evaluationsPerVariable(),
                tally.relativeDetectionLimit(0.5),
                tally.relativeDetectionLimit(0.9),
                tally.relativeDetectionLimit(0.99),
                tally.relativeDetectionLimit(0.999));
    }

    private String textbookTable() {
        return """
                ## False alarms on textbook formulas

                Formulas as textbooks and libraries have them, with the rounding that such code has, at all sorts of numbers; the
                first five columns are of their right gradients, the others of three mistakes in each. See
                [textbook formulas](textbook.md).

                """ + textbook.themeTable();
    }

    private String errorTable() {
        StringBuilder text = new StringBuilder("""
                ## One entry wrong

                One entry, drawn uniformly from the entries of all variables that are above 1e-8, is wrong by a relative error. Seen: the
                variable that has it is FAIL, and no other. *At least* is the one-sided lower 95% limit (Clopper and Pearson).

                | wrong by | networks | seen | at least | missed: PASS | KINK | INCONCLUSIVE | PASS in spite of a limit below the error | another variable FAIL |
                | --- | --: | --: | --: | --: | --: | --: | --: | --: |
                """);
        for (EntryErrors.SizeOfError size : errors.sizes()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %.0e | %,d | %s | %s | %d | %d | %d | %d | %d |%n",
                    size.relative(),
                    size.seen().trials(),
                    Share.percent(size.seen().value()),
                    Share.percent(size.seen().lowerLimit()),
                    size.count(Verdict.PASS),
                    size.count(Verdict.KINK),
                    size.count(Verdict.INCONCLUSIVE),
                    size.falselyExcluded().size(),
                    size.elsewhere().size()));
        }
        return text.toString();
    }

    private String mistakeTable() {
        StringBuilder text = new StringBuilder("""
                ## Mistakes of structure

                Planted in one variable or in the whole of backpropagation, in networks in which that changes an entry by more than 1e-9, and
                by more than rounding, 1e-12 of the variable's largest. Seen: a variable is FAIL. *At the kink alone*: the verdict is KINK,
                and the mistake changes no entry at any of 100 random points nearby, so that it is another choice among the slopes at a kink;
                those networks do not count. *Below the limits*: all variables pass with limits above the change, as in networks whose
                gradient is of the size of 1e8. *Missed*: all others.

                | mistake | networks | seen | at the kink alone | below the limits | missed | share | at least |
                | --- | --: | --: | --: | --: | --: | --: | --: |
                """);
        for (StructuralMistakes row : mistakes) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %d | %d | %d | %s | %s |%n",
                    row.name(),
                    row.share().trials() + row.atTheKinkAlone(),
                    row.seen(),
                    row.atTheKinkAlone(),
                    row.belowLimits(),
                    row.missed().size(),
                    Share.percent(row.share().value()),
                    Share.percent(row.share().lowerLimit())));
        }
        return text.toString();
    }

    /** Structural mistakes and errors of a thousandth or more: those of which none is to be missed without a reason. */
    private String missed() {
        List<String> missed = new ArrayList<>();
        errors.sizes().stream().filter(size -> size.relative() >= 1e-3).forEach(size -> missed.addAll(size.missed()));
        mistakes.forEach(row ->
                row.missed().forEach(text -> missed.add(text.lines().findFirst().orElseThrow())));
        return missed.isEmpty() ? "" : "\n## Missed, of a thousandth or more\n\n" + String.join("\n", missed) + "\n";
    }
}
