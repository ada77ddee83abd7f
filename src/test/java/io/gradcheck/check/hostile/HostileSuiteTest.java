package io.gradcheck.check.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No right gradient of a hostile function fails and no wrong one passes, but for the limits that are known.
 *
 * <p>{@code mvn test -Dtest=HostileSuiteTest -Dgroups=long -DexcludedGroups=} takes 50 seeds, prints the figures, and
 * writes them kind by kind to {@code target/hostile.md}, as a page of documentation to {@code target/hostile-page.md}.
 */
class HostileSuiteTest {

    private static final int FEW = 4;
    private static final int MANY = 50;

    @Test
    void names_are_unique_and_there_are_200_kinds_of_them() {
        assertThat(HostileSuite.kinds())
                .extracting(Kind::name)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(200);
    }

    @Test
    void verdicts_are_right_but_for_known_limits() {
        assertThat(unexplained(HostileSuite.run(FEW))).isEmpty();
    }

    @Test
    @Tag("long")
    void verdicts_are_right_over_many_seeds_and_known_limits_still_hold() throws IOException {
        HostileSuite suite = HostileSuite.run(MANY);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "hostile.md"), suite.table());
        Files.writeString(Path.of("target", "hostile-page.md"), suite.page());
        System.out.println(suite.table());
        System.out.println(suite.page());

        assertThat(unexplained(suite)).isEmpty();
        assertThat(suite.tallies().stream()
                        .filter(tally -> tally.surprises() > 0)
                        .map(Tally::key))
                .as("known limits still occur")
                .containsAll(KnownLimits.keys());
    }

    private static List<String> unexplained(HostileSuite suite) {
        return suite.tallies().stream()
                .filter(tally -> tally.surprises() > 0)
                .filter(tally -> KnownLimits.reason(tally).isEmpty())
                .map(Tally::row)
                .toList();
    }
}
