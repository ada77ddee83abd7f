package io.gradcheck.campaign.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.diagnosis.KnownConfusions.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Planted mistakes are named, and others are not named instead, but for the confusions that are known.
 *
 * <p>{@code mvn test -Dtest=DiagnosisTableTest -Dgroups=long -DexcludedGroups=} plants each mistake in 1,000 random
 * networks and as many custom layers and writes the table to {@code target/diagnoses.md}; the ordinary test takes the
 * first 100 of them.
 */
class DiagnosisTableTest {

    private static final int FEW = 100;
    private static final int MANY = 1_000;

    /** A share measured on few subjects may be below its limit by chance, though not by more than this. */
    private static final double STANDARD_ERRORS = 3;

    @Test
    @Tag("thorough")
    void planted_mistakes_are_named_first() throws IOException {
        List<ConfusionTable> tables = tables(FEW);
        write(tables);

        for (ConfusionTable table : tables) {
            for (Confusion row : table.rows()) {
                double limit =
                        KnownConfusions.of(table, row).map(Limit::rightAtLeast).orElse(1.0);
                double chance = STANDARD_ERRORS * Math.sqrt(limit * (1 - limit) / FEW);
                assertThat(row.rightFirst())
                        .as("%s, %s: right first\n%s", table.title(), row.name(), row.surprises())
                        .isGreaterThanOrEqualTo(limit - chance);
            }
        }
    }

    @Test
    @Tag("long")
    void planted_mistakes_are_named_first_in_many_networks_and_layers() throws IOException {
        List<ConfusionTable> tables = tables(MANY);
        write(tables);

        for (ConfusionTable table : tables) {
            for (Confusion row : table.rows()) {
                Optional<Limit> limit = KnownConfusions.of(table, row);
                assertThat(row.rightFirst())
                        .as("%s, %s: right first\n%s", table.title(), row.name(), row.surprises())
                        .isGreaterThanOrEqualTo(limit.map(Limit::rightAtLeast).orElse(1.0));
                assertThat(row.wrongFirst())
                        .as("%s, %s: another first\n%s", table.title(), row.name(), row.surprises())
                        .isLessThanOrEqualTo(limit.map(Limit::wrongAtMost).orElse(0.0));
            }
        }
        assertThat(confused(tables)).as("known confusions still occur").containsAll(keys());
    }

    private static List<ConfusionTable> tables(int subjects) {
        return List.of(ConfusionTable.ofNetworks(subjects), ConfusionTable.ofLayers(subjects));
    }

    private static List<String> confused(List<ConfusionTable> tables) {
        return tables.stream()
                .flatMap(table -> table.rows().stream()
                        .filter(row -> row.rightFirst() < 1)
                        .map(row -> table.title() + ": " + row.name()))
                .toList();
    }

    private static List<String> keys() {
        return KnownConfusions.all().stream()
                .map(limit -> limit.table() + ": " + limit.row())
                .toList();
    }

    private static void write(List<ConfusionTable> tables) throws IOException {
        String text = """
                # What is named where a mistake is planted

                Rows: the planted mistake. Columns: what came first, in percent of the variables that it made wrong; in brackets
                what was named at all, if that is more. %s

                """.formatted("Below 100, the reasons follow.");
        String reasons = KnownConfusions.all().stream()
                .map(limit -> "- " + limit.table() + ", " + limit.row() + ": " + limit.reason() + "\n")
                .reduce("## Why not 100\n\n", String::concat);
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target", "diagnoses.md"),
                Stream.of(text, tables.get(0).markdown(), "\n", tables.get(1).markdown(), "\n", reasons)
                        .reduce("", String::concat));
    }
}
