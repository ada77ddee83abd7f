package io.gradcheck.campaign.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reveals mistakes is drawn, and often enough: each kind of sizes and values, and for each class of real mistakes the
 * cases that show it.
 *
 * <p>{@code mvn test -Pthorough -Dtest=DistributionTest} prints the table and writes it to {@code target/distribution.md}.
 */
@Tag("thorough")
class DistributionTest {

    private static Distribution distribution = new Distribution(List.of(), List.of());

    @BeforeAll
    static void measure() throws IOException {
        distribution = Distribution.measured();
        String table = distribution.markdown();
        System.out.println(table);
        AtomicFile.write(Path.of("target", "distribution.md"), table);
    }

    static List<Distribution.Counted> edges() {
        return distribution.edges();
    }

    static List<Distribution.Found> mistakes() {
        return distribution.mistakes();
    }

    @ParameterizedTest
    @MethodSource("edges")
    void each_kind_is_drawn(Distribution.Counted row) {
        assertThat(row.cases())
                .as("%s, cases of %d of seed %d", row.edge(), EdgeClass.CASES, EdgeClass.SEED)
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("edges")
    void no_kind_is_counted_where_it_cannot_be(Distribution.Counted row) {
        assertThat(row.edge().countElsewhere()).as("%s", row.edge()).isZero();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void each_mistake_is_shown_and_found(Distribution.Found row) {
        assertThat(row.cases())
                .as("%s, cases of %d of seed %d", row.mistake(), EdgeClass.CASES, EdgeClass.SEED)
                .isPositive();
        assertThat(row.first())
                .as("first case in which %s is found", row.mistake())
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void nothing_is_found_there_without_the_mistake(Distribution.Found row) {
        long first = row.first().orElseThrow();

        assertThat(row.mistake().verdictWithout(first))
                .as("%s, case %d of seed %d", row.mistake(), first, EdgeClass.SEED)
                .isNotEqualTo(Verdict.FAIL);
    }

    /** Mistakes that need nothing show in every case. */
    static List<Distribution.Found> mistakesThatNeedSomething() {
        return distribution.mistakes().stream()
                .filter(row -> row.mistake().elsewhere() != null)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mistakesThatNeedSomething")
    void no_mistake_is_shown_without_what_it_needs(Distribution.Found row) {
        assertThat(row.mistake().countElsewhere()).as("%s", row.mistake()).isZero();
    }

    @Test
    void every_class_of_real_mistakes_is_there() {
        List<String> letters = IntStream.rangeClosed('A', 'K')
                .mapToObj(letter -> String.valueOf((char) letter))
                .toList();

        assertThat(Distribution.realMistakes().stream().map(RealMistake::group).distinct())
                .containsExactlyElementsOf(letters);
    }

    @Test
    void the_table_has_a_row_for_each_kind_and_each_mistake() {
        assertThat(distribution.markdown().lines().filter(line -> line.matches("\\| [^-].*")))
                .hasSize(2
                        + Distribution.edgeClasses().size()
                        + Distribution.realMistakes().size());
    }
}
