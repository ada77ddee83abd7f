package io.gradcheck.check.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No right formula of a textbook fails and no wrong one passes, but for the limits that are known.
 *
 * <p>{@code mvn test -Dtest=TextbookSuiteTest -Dgroups=long -DexcludedGroups=} takes 50 seeds, prints the totals, and writes
 * the figures gradient by gradient to {@code target/textbook.md}, as a page of documentation to {@code
 * target/textbook-page.md}, and the known limits as they would have to be to {@code target/textbook-limits.txt}.
 */
class TextbookSuiteTest {

    private static final int FEW = 2;
    private static final int MANY = 50;

    @Test
    void names_are_unique_and_there_are_80_formulas_with_three_mistakes_each() {
        assertThat(TextbookSuite.formulas())
                .extracting(Formula::name)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(80);
        assertThat(TextbookSuite.formulas())
                .allSatisfy(formula -> assertThat(formula.kinds())
                        .allSatisfy(kind -> assertThat(kind.mistakes()).hasSizeGreaterThanOrEqualTo(3)));
    }

    @Test
    void verdicts_are_right_but_for_known_limits() {
        assertThat(TextbookSuite.run(0, FEW).unexplained()).isEmpty();
    }

    @Test
    @Tag("long")
    void verdicts_are_right_over_many_seeds_and_known_limits_still_hold() throws IOException {
        TextbookSuite suite = TextbookSuite.run(0, MANY);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "textbook.md"), suite.table());
        Files.writeString(Path.of("target", "textbook-page.md"), suite.page());
        Files.writeString(Path.of("target", "textbook-limits.txt"), suite.renewedLimits());
        System.out.println(suite.totals());

        assertThat(suite.unexplained()).isEmpty();
        assertThat(suite.outlived()).as("known limits that no longer occur").isEmpty();
    }

    @Test
    @Tag("long")
    void other_numbers_give_figures_of_the_same_size() {
        long campaign = Long.getLong("textbook.campaign", 1);
        int seeds = Integer.getInteger("textbook.seeds", 10);

        TextbookSuite suite = TextbookSuite.run(campaign, seeds);

        System.out.printf("campaign %d, %d seeds%n%s%n", campaign, seeds, suite.totals());
        assertThat(suite.surprising()).hasSizeLessThan(suite.tallies().size() / 10);
    }
}
