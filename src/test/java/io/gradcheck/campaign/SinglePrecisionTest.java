package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.campaign.SinglePrecisionTable.Caught;
import io.gradcheck.campaign.SinglePrecisionTable.Verdicts;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.network.FloatNetwork;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No false alarm and errors of one entry seen in random networks computed in float. The long tests write their figures to
 * {@code target/single-precision.md} and {@code target/single-precision-errors.md}.
 */
class SinglePrecisionTest {

    private static final long SEED = 200;

    @Test
    @Tag("thorough")
    void no_right_gradient_in_float_fails() {
        Verdicts verdicts = Verdicts.of(20_000, SEED + 1);

        assertThat(verdicts.failures()).as("networks of seed %d", SEED + 1).isEmpty();
        assertThat(verdicts.count(Verdict.INCONCLUSIVE)).as("undecided").isLessThan(verdicts.variables() / 200);
        assertThat(verdicts.evaluationsPerVariable()).isBetween(20.0, 65.0);
    }

    @Test
    @Tag("long")
    void no_right_gradient_of_a_million_in_float_fails() throws IOException {
        Verdicts verdicts = Verdicts.of(1_000_000, SEED);

        write("single-precision.md", verdicts.markdown());
        assertThat(verdicts.failures()).as("networks of seed %d", SEED).isEmpty();
        assertThat(verdicts.count(Verdict.INCONCLUSIVE)).as("undecided").isLessThan(verdicts.variables() / 200);
        assertThat(verdicts.evaluationsPerVariable()).isLessThan(66.0);
    }

    @Test
    @Tag("thorough")
    void one_entry_wrong_by_a_hundredth_is_seen_where_the_value_shows_it() {
        Caught caught = Caught.of(3_000, SEED + 2, 0.01);

        assertThat(caught.shown(0).lowerLimit())
                .as("caught %s, seed %d", caught.shown(0), SEED + 2)
                .isGreaterThanOrEqualTo(0.95);
        assertThat(caught.shown(0).all()).as("entries where the value shows it").isGreaterThan(2_800);
    }

    @Test
    @Tag("long")
    void one_entry_of_20_000_networks_wrong_by_a_tenth_or_a_hundredth_is_seen() throws IOException {
        Caught caught = Caught.of(20_000, SEED + 3, 0.1, 0.01);

        write("single-precision-errors.md", caught.markdown());
        assertThat(caught.all(0).lowerLimit()).as("10%%: %s", caught.all(0)).isGreaterThanOrEqualTo(0.97);
        assertThat(caught.all(1).lowerLimit()).as("1%%: %s", caught.all(1)).isGreaterThanOrEqualTo(0.95);
        assertThat(caught.shown(1).lowerLimit()).as("1%%: %s", caught.shown(1)).isGreaterThanOrEqualTo(0.96);
    }

    @Test
    void a_right_gradient_that_rounding_hides_is_undecided() {
        // Weights of all magnitudes to 1e3 in four layers before a sine, which is nothing but rounding then.
        FloatNetwork network = new FloatNetwork(Networks.any().at(1, 1058));

        assertThat(GradientChecker.standard().seed(1058).check(network).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({"200, 26509", "204, 15510"})
    void kinks_whose_jumps_cancel_along_a_direction_are_no_mistake(long seed, long index) {
        // Inputs at exactly zero: some jumps are opposite, and noise hides what is left of their sum.
        FloatNetwork network = new FloatNetwork(Networks.any().ordinary().at(seed, index));

        assertThat(GradientChecker.standard().seed(index).check(network).findings())
                .extracting(Finding::verdict)
                .doesNotContain(Verdict.FAIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {36, 54, 21, 75})
    void an_entry_that_is_wrong_by_a_hundredth_is_not_taken_for_noise(long index) {
        // Of 36 and 54 points nearby say so, of 21 and 75 a direction: one entry alone is lost in noise there.
        assertThat(WrongFloatEntry.drawn(SEED + 3, index).orElseThrow().isCaught(0.01))
                .isTrue();
    }

    @Test
    void a_slope_claimed_of_a_constant_fails() {
        Subject constant = Subject.objective("constant", x -> 3, x -> new double[] {1e-3}, 0.5);

        assertThat(GradientChecker.standard()
                        .check(constant.withPrecision(Precision.FLOAT))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void the_networks_in_float_are_those_of_the_engine() {
        for (int index = 0; index < 500; index++) {
            NetworkCase networkCase = Networks.any().ordinary().at(SEED, index);
            FloatNetwork inFloat = new FloatNetwork(networkCase);
            Subject inDouble = networkCase.subject();
            Map<String, Tensor> point = inFloat.point();
            double value = inDouble.evaluate(point).get();

            assertThat(inFloat.evaluate(point).get())
                    .as("network %d", index)
                    .isCloseTo(value, within(1e-4 * Math.max(1, Math.abs(value))));
            assertThat(point.keySet()).isEqualTo(inDouble.point().keySet());
        }
    }

    private static void write(String file, String table) throws IOException {
        System.out.println(table);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", file), table);
    }
}
