package io.gradcheck.campaign.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Tally;
import io.gradcheck.campaign.figures.EntryErrors.SizeOfError;
import io.gradcheck.campaign.figures.Figures.Extent;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No false alarm in a million checks, and how well errors and mistakes are seen.
 *
 * <p>{@code mvn -q test -Dtest=FiguresTest -Dgroups=long -DexcludedGroups=} prints the figures and writes them to
 * {@code target/figures.md}, as a page that takes the place of {@code src/site/markdown/figures.md}.
 */
class FiguresTest {

    private static final int THREADS =
            Integer.getInteger("figures.threads", Runtime.getRuntime().availableProcessors());

    private static final Extent IN_SHORT = new Extent(10_000, 2_000, 1, 2_000, 500);
    private static final Extent IN_FULL = new Extent(100_000, 25_000, 50, 20_000, 20_000);

    /** The least share of errors to be seen, by their size. */
    private static final Map<Double, Double> GOALS = Map.of(1e-3, 0.997, 1e-5, 0.99, 1e-6, 0.97);

    @Test
    @Tag("thorough")
    void a_hundred_thousand_right_gradients_do_not_fail_and_wrong_ones_are_seen() throws Exception {
        Figures figures = measured(IN_SHORT);

        assertRight(figures, 100_000);
        assertErrorsAreNamed(figures.errors());
        // Few networks: a share below its goal by chance is no failure, one that rules the goal out is.
        GOALS.forEach((relative, goal) -> assertThat(
                        figures.errors().of(relative).seen().upperLimit())
                .as("seen of %.0e at most", relative)
                .isGreaterThanOrEqualTo(goal));
        assertMistakesAreSeen(figures.mistakes());
    }

    @Test
    @Tag("long")
    void a_million_right_gradients_do_not_fail_and_wrong_ones_are_seen() throws Exception {
        Figures figures = measured(IN_FULL);

        assertRight(figures, 1_000_000);
        assertErrorsAreNamed(figures.errors());
        GOALS.forEach((relative, goal) -> assertThat(
                        figures.errors().of(relative).seen().lowerLimit())
                .as("seen of %.0e at least", relative)
                .isGreaterThanOrEqualTo(goal));
        assertMistakesAreSeen(figures.mistakes());
    }

    @Tag("thorough")
    @Test
    void a_check_costs_at_most_40_evaluations_a_variable_where_magnitudes_span_six_decades() {
        Tally tally = new Tally();
        for (int index = 0; index < 2_000; index++) {
            Subject subject =
                    Networks.any().ofAllMagnitudes().at(Drawn.SEED, index).subject();
            if (subject.evaluate(subject.point()).isFinite()) {
                tally.add(Drawn.check(subject, index));
            }
        }
        assertThat(tally.subjects()).isGreaterThan(1_500);
        assertThat(tally.evaluationsPerVariable()).as("seed %d", Drawn.SEED).isBetween(6.0, 40.0);
    }

    private static Figures measured(Extent extent) throws InterruptedException, IOException {
        Figures figures = Figures.measured(extent, new Blocks(THREADS));
        AtomicFile.write(Path.of("target", "figures.md"), figures.page());
        System.out.println(figures.page());
        return figures;
    }

    private static void assertRight(Figures figures, int variables) {
        Tally right = figures.ordinary();
        assertThat(right.variables()).isGreaterThanOrEqualTo(variables);
        assertThat(right.failures())
                .as("of %s, the seed is the number", Networks.any().ordinary())
                .isEmpty();
        assertThat(right.count(Verdict.FAIL)).isZero();
        assertThat(right.count(Verdict.KINK)).as("exact kinks met").isGreaterThan(right.subjects() / 50);
        assertThat(right.count(Verdict.INCONCLUSIVE)).as("undecided").isLessThan(right.subjects() / 1_000);
        assertThat(right.evaluationsPerVariable()).isBetween(6.0, 15.0);
        assertThat(figures.mixed().failures()).as("of %s", Networks.any()).isEmpty();
        assertThat(figures.textbook().unexplained()).as("of textbook formulas").isEmpty();
    }

    private static void assertErrorsAreNamed(EntryErrors errors) {
        for (SizeOfError size : errors.sizes()) {
            assertThat(size.elsewhere())
                    .as("%.0e: failures elsewhere", size.relative())
                    .isEmpty();
            assertThat(size.falselyExcluded())
                    .as("%.0e: excluded by a PASS", size.relative())
                    .isEmpty();
        }
    }

    private static void assertMistakesAreSeen(List<StructuralMistakes> mistakes) {
        assertThat(mistakes.stream().flatMap(row -> row.missed().stream())).isEmpty();
    }
}
