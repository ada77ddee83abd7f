package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.EntryLengths;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables whose entries differ so much in size that one step for all of them is none for some. */
class OwnStepsTest {

    private static final int SEEDS = 20;

    private static final double INDUCTANCE = 4.7e-6;
    private static final double CAPACITANCE = 2.2e-11;
    private static final double VOLTAGE = 3.2e4;

    private static final double AXIS = 7e6;
    private static final double ECCENTRICITY = 0.08;

    private static List<GradientReport> checks(GradientChecker checker, Subject subject) {
        return Seeds.of(1, SEEDS).map(seed -> checker.seed(seed).check(subject));
    }

    private static List<GradientReport> checks(Subject subject) {
        return checks(GradientChecker.standard(), subject);
    }

    /** The current in an oscillating circuit, {@code V sqrt(C / L)}, by L, C and V. */
    private static Subject current(UnaryOperator<double[]> mistake) {
        return Subject.objective(
                "current",
                x -> x[2] * Math.sqrt(x[1] / x[0]),
                x -> {
                    double current = x[2] * Math.sqrt(x[1] / x[0]);
                    return mistake.apply(
                            new double[] {-current / (2 * x[0]), current / (2 * x[1]), Math.sqrt(x[1] / x[0])});
                },
                INDUCTANCE,
                CAPACITANCE,
                VOLTAGE);
    }

    private static UnaryOperator<double[]> times(int entry, double factor) {
        return g -> {
            g[entry] *= factor;
            return g;
        };
    }

    @Test
    void quantities_with_units_in_one_vector_pass() {
        assertThat(checks(current(g -> g))).allSatisfy(report -> {
            assertThat(report.verdict()).isEqualTo(Verdict.PASS);
            assertThat(report.isVacuous()).isFalse();
            assertThat(report.finding("x").relativeDetectionLimit()).isLessThan(1e-6);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_quantity_that_is_wrong_by_a_hundredth_is_named_with_numbers_in_its_own_unit(int entry) {
        double[] right = {
            -VOLTAGE * Math.sqrt(CAPACITANCE / INDUCTANCE) / (2 * INDUCTANCE),
            VOLTAGE * Math.sqrt(CAPACITANCE / INDUCTANCE) / (2 * CAPACITANCE),
            Math.sqrt(CAPACITANCE / INDUCTANCE)
        };

        assertThat(checks(current(times(entry, 1.01)))).allSatisfy(report -> {
            assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(report.finding("x").wrongEntries())
                    .extracting(WrongEntry::indexText)
                    .containsExactly("[" + entry + "]");
            WrongEntry wrong = report.finding("x").wrongEntries().get(0);
            assertThat(wrong.numeric() / right[entry]).isBetween(1 - 1e-6, 1 + 1e-6);
            assertThat(wrong.analytic() / right[entry]).isBetween(1.0099, 1.0101);
            assertThat(wrong.allowed()).isLessThan(1e-6 * Math.abs(right[entry]));
        });
    }

    @Test
    void every_quantity_passes_and_fails_alone_too() {
        GradientChecker exhaustive = GradientChecker.standard().exhaustive();

        assertThat(checks(exhaustive, current(g -> g)))
                .extracting(GradientReport::verdict)
                .containsOnly(Verdict.PASS);
        assertThat(checks(exhaustive, current(times(1, 1.01)))).allSatisfy(report -> {
            assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(report.finding("x").wrong().count()).isEqualTo(1);
            assertThat(report.finding("x").wrongEntries().get(0).indexText()).isEqualTo("[1]");
        });
    }

    @Test
    void a_number_too_large_for_a_common_step_to_move_is_seen() {
        Subject right = Subject.scalar("gravity", m -> 1.6e-24 * m, m -> 1.6e-24, 6e24);
        Subject tenfold = Subject.scalar("gravity", m -> 1.6e-24 * m, m -> 1.6e-23, 6e24);

        assertThat(checks(right))
                .allSatisfy(report -> assertThat(report.isVacuous()).isFalse());
        assertThat(checks(right)).extracting(GradientReport::verdict).containsOnly(Verdict.PASS);
        assertThat(checks(tenfold)).extracting(GradientReport::verdict).containsOnly(Verdict.FAIL);
    }

    /** The radius of an orbit at its point next to the centre; its eccentricity must stay what one can be. */
    private static Subject perigee(double factor, double[] range) {
        return Subject.objective(
                "perigee",
                x -> {
                    range[0] = Math.min(range[0], x[1]);
                    range[1] = Math.max(range[1], x[1]);
                    return x[0] * (1 - x[1]);
                },
                x -> new double[] {factor * (1 - x[1]), -x[0]},
                AXIS,
                ECCENTRICITY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.01})
    void a_small_entry_beside_a_large_one_is_moved_by_no_more_than_its_own_size(double factor) {
        double[] range = {ECCENTRICITY, ECCENTRICITY};

        assertThat(checks(perigee(factor, range)))
                .extracting(GradientReport::verdict)
                .containsOnly(factor == 1 ? Verdict.PASS : Verdict.FAIL);
        assertThat(range[0]).isGreaterThan(0);
        assertThat(range[1]).isLessThan(2 * ECCENTRICITY);
    }

    /** {@code x / max(|x|, eps)} at zero, where only steps below eps see the derivative. */
    private static Subject normalised(double factor) {
        double eps = 1e-9;
        return Subject.scalar(
                "normalised", x -> x / Math.max(Math.abs(x), eps), x -> Math.abs(x) < eps ? factor / eps : 0, 0);
    }

    @Test
    void a_zero_is_moved_no_farther_than_the_claim_says_that_the_function_moves_at_all() {
        assertThat(checks(normalised(1))).extracting(GradientReport::verdict).containsOnly(Verdict.PASS);
        assertThat(checks(normalised(1.01))).extracting(GradientReport::verdict).containsOnly(Verdict.FAIL);
    }

    @Test
    void tiny_weights_among_ordinary_ones_change_nothing() {
        Subject subject = Subject.objective(
                "tanh",
                x -> Math.tanh(x[0] + 2 * x[1]),
                x -> {
                    double slope = 1 - Math.pow(Math.tanh(x[0] + 2 * x[1]), 2);
                    return new double[] {slope, 2 * slope * 1.001};
                },
                0.4,
                1e-12);

        assertThat(checks(subject)).allSatisfy(report -> {
            assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(report.finding("x").wrongEntries())
                    .extracting(WrongEntry::indexText)
                    .containsExactly("[1]");
        });
    }

    @Test
    void the_length_of_a_zero_is_that_of_the_others_but_one_at_most() {
        Tensor small = Tensor.vector(0, 3e-10);
        Tensor large = Tensor.vector(0, 3e10);

        assertThat(lengthOfZero(small)).isBetween(1e-10, 3e-10);
        assertThat(lengthOfZero(large)).isEqualTo(1);
    }

    private static double lengthOfZero(Tensor x) {
        Subject sum =
                Subject.objective("sum", v -> v[0] + v[1], v -> new double[] {1, 1}, x.values()[0], x.values()[1]);
        return EntryLengths.units(AtPoint.of(sum), "x", null).length("x", 0);
    }
}
