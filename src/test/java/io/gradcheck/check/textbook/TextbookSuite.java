package io.gradcheck.check.textbook;

import io.gradcheck.check.kinds.Tally;
import io.gradcheck.finding.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All formulas, checked with their right and their wrong gradients over a number of seeds. */
public final class TextbookSuite {

    private static final String INTRODUCTION = """
            # Textbook formulas

            %d formulas as they are written in textbooks and libraries, with the rounding that such code has: each checked right, and with three mistakes that
            people make in it, at up to seven sorts of numbers and from %d seeds each. A mistake counts where it changes the gradient at the point by more than
            rounding; a KINK of a wrong gradient counts as a miss where the mistake changes the gradient nearby.

            ```sh
            mvn test -Dtest=TextbookSuiteTest -Dgroups=long -DexcludedGroups=
            ```

            measures it anew in some minutes, and writes this page to `target/textbook-page.md`, all gradients one by one to `target/textbook.md`, and the list of
            known limits as it would have to be to `target/textbook-limits.txt`. A false alarm or a miss that is not among the known limits below fails the test,
            and so does a known limit that no longer occurs. The ordinary tests take a few seeds instead of %d. `-Dtextbook.campaign=7` draws other numbers, for the
            totals alone.

            """;

    private static final String HEAD = """
             | right | FAIL | INCONCLUSIVE | KINK | wrong | FAIL | INCONCLUSIVE | KINK | PASS | PASS below its limit |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
            """;

    private final int seeds;
    private final List<FormulaTally> formulas;
    private final KnownLimits limits = KnownLimits.read();

    private TextbookSuite(int seeds, List<FormulaTally> formulas) {
        this.seeds = seeds;
        this.formulas = formulas;
    }

    static List<Formula> formulas() {
        return Stream.of(
                        LogitLosses.all(),
                        Probabilities.all(),
                        MarginLosses.all(),
                        SoftmaxFamily.all(),
                        Activations.all(),
                        Normalisations.all(),
                        Likelihoods.all(),
                        MatrixFunctions.all(),
                        Sequences.all(),
                        Geometry.all(),
                        Interpolation.all(),
                        Solvers.all(),
                        Physics.all(),
                        FloatKernels.all(),
                        NetworkParts.all(),
                        OrderStatistics.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Each campaign draws numbers of its own; the page has those of campaign 0. */
    public static TextbookSuite run(long campaign, int seeds) {
        long firstSeed = 1_000_000 * campaign + 1;
        return new TextbookSuite(
                seeds,
                formulas().parallelStream()
                        .map(formula -> FormulaTally.of(formula, firstSeed, seeds))
                        .toList());
    }

    List<Tally> tallies() {
        return formulas.stream().flatMap(row -> row.tallies().stream()).toList();
    }

    /** What was got wrong, be it known or not. */
    List<Tally> surprising() {
        return tallies().stream().filter(tally -> tally.surprises() > 0).toList();
    }

    /** What was got wrong without being known. */
    public List<String> unexplained() {
        return surprising().stream()
                .filter(tally -> limits.reason(tally).isEmpty())
                .map(Tally::row)
                .toList();
    }

    /** Known limits that did not occur. */
    List<String> outlived() {
        List<String> occurred = surprising().stream().map(Tally::key).toList();
        return limits.keys().stream().filter(key -> !occurred.contains(key)).toList();
    }

    String renewedLimits() {
        return limits.renewed(surprising());
    }

    /** The figures of the whole suite. */
    String totals() {
        List<Tally> all = tallies();
        long right = FormulaTally.checks(all, true);
        return String.format(
                Locale.ROOT,
                "right: %,d checks, FAIL %s, INCONCLUSIVE %s%nwrong: %,d checks, seen %,d, INCONCLUSIVE %,d, missed above the limit %,d%n",
                right,
                share(FormulaTally.count(all, true, Verdict.FAIL), right),
                share(FormulaTally.count(all, true, Verdict.INCONCLUSIVE), right),
                FormulaTally.checks(all, false),
                FormulaTally.count(all, false, Verdict.FAIL),
                FormulaTally.count(all, false, Verdict.INCONCLUSIVE),
                FormulaTally.missed(all));
    }

    private static String share(long count, long of) {
        return String.format(Locale.ROOT, "%,d (%.2f%%)", count, 100.0 * count / of);
    }

    /** A Markdown table of every gradient. */
    String table() {
        StringBuilder text = new StringBuilder(
                "| gradient | is | PASS | PASS below limit | KINK | INCONCLUSIVE | FAIL | evaluations |\n");
        text.append("| --- | --- | --: | --: | --: | --: | --: | --: |\n");
        tallies().stream()
                .filter(tally -> tally.seeds() > 0)
                .forEach(tally -> text.append(tally.row()).append('\n'));
        return text.toString();
    }

    /** A page of documentation: the figures theme by theme and formula by formula, and the known limits. */
    String page() {
        StringBuilder text = new StringBuilder(INTRODUCTION.formatted(formulas.size(), seeds, seeds));
        text.append(themeTable());
        for (String theme : themes()) {
            text.append("\n## ").append(theme).append("\n\n| formula").append(HEAD);
            formulas.stream()
                    .filter(row -> row.formula().theme().equals(theme))
                    .forEach(row ->
                            text.append(FormulaTally.row(escaped(row.formula().name()), row.tallies())));
        }
        return text.append(knownLimits()).toString();
    }

    /** The figures theme by theme. */
    public String themeTable() {
        StringBuilder text = new StringBuilder("| theme").append(HEAD);
        themes().forEach(theme -> text.append(FormulaTally.row(theme, tallies(theme))));
        return text.append(FormulaTally.row("all", tallies())).toString();
    }

    private List<String> themes() {
        return formulas.stream().map(row -> row.formula().theme()).distinct().toList();
    }

    private List<Tally> tallies(String theme) {
        return tallies().stream()
                .filter(tally -> tally.kind().theme().equals(theme))
                .toList();
    }

    private String knownLimits() {
        StringBuilder text =
                new StringBuilder("\n## Known limits\n\n| gradient | times | why |\n| --- | --- | --- |\n");
        for (Tally tally : surprising()) {
            limits.reason(tally)
                    .ifPresent(reason -> text.append("| %s | %d of %d | %s |%n"
                            .formatted(escaped(tally.key()), tally.surprises(), tally.seeds(), reason)));
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
