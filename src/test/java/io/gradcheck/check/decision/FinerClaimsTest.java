package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.network.Layers;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values cannot show beneath their rounding is held against nobody, and what they can show is. */
class FinerClaimsTest {

    private static final int POINTS = 200;
    private static final double HEIGHT = 2e-12;
    private static final double FREQUENCY = 2e5;

    /** A wave and its slope. */
    private record Wave(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        @Override
        public String toString() {
            return name;
        }

        private static double saw(double u) {
            return u - 2 * Math.PI * Math.rint(u / (2 * Math.PI));
        }
    }

    private static Stream<Wave> waves() {
        return Stream.of(
                new Wave("sine", Math::sin, Math::cos),
                new Wave(
                        "two sines",
                        u -> Math.sin(u) + 0.02 * Math.sin(30 * u),
                        u -> Math.cos(u) + 0.6 * Math.cos(30 * u)),
                new Wave(
                        "parabolas",
                        u -> Wave.saw(u) * (1 - Math.abs(Wave.saw(u)) / Math.PI),
                        u -> 1 - 2 * Math.abs(Wave.saw(u)) / Math.PI));
    }

    /** {@code 20000 + sum x^2 + 2e-12 wave(2e5 x)}, swings of half a unit in the last place; the gradient is off by a constant. */
    private static Subject ripples(Wave wave, long seed, double error) {
        double[] x = new SplittableRandom(seed).doubles(3, 0.5, 1.5).toArray();
        return Subject.objective(
                "ripples",
                at -> {
                    double sum = 20_000;
                    for (double one : at) {
                        sum += one * one + HEIGHT * wave.value.applyAsDouble(FREQUENCY * one);
                    }
                    return sum;
                },
                at -> {
                    double[] g = new double[at.length];
                    for (int i = 0; i < g.length; i++) {
                        g[i] = 2 * at[i] + HEIGHT * FREQUENCY * wave.slope.applyAsDouble(FREQUENCY * at[i]);
                    }
                    g[0] += error;
                    return g;
                },
                x);
    }

    private static long failures(Wave wave, double error) {
        return LongStream.range(0, POINTS)
                .mapToObj(seed -> GradientChecker.standard().seed(seed).check(ripples(wave, seed, error)))
                .filter(report -> report.verdict() == Verdict.FAIL)
                .count();
    }

    /** Of 200 were 149 before anybody looked at the claims; about one in forty is left, where their swings look unlike a structure. */
    @ParameterizedTest
    @MethodSource("waves")
    void a_right_gradient_of_swings_below_the_rounding_of_the_value_hardly_ever_fails(Wave wave) {
        assertThat(failures(wave, 0)).isLessThan(POINTS / 20);
    }

    @ParameterizedTest
    @MethodSource("waves")
    void a_gradient_that_swings_about_another_slope_fails(Wave wave) {
        assertThat(failures(wave, 1e-5)).isGreaterThan(POINTS * 9 / 10);
    }

    /** The stairs of many floats are no structure, however alike they look to one: of 1,600 were 201 undecided; one passes still. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void a_gradient_in_single_precision_beside_values_in_double_precision_fails(int entries) {
        SplittableRandom random = new SplittableRandom(entries);
        DoubleUnaryOperator loss = x -> Math.log1p(Math.exp(-x));
        DoubleUnaryOperator slope = x -> (float) (-1 / (1 + Math.exp(x)));

        long failures = LongStream.range(0, POINTS)
                .filter(seed -> {
                    double[] x = random.doubles(entries, -3, 3).toArray();
                    GradientChecker checker = GradientChecker.standard().seed(seed);
                    return checker.check(Subject.scalar("loss", loss, slope, x)).verdict() == Verdict.FAIL
                            && checker.check(sum(loss, slope, slope, x)).verdict() == Verdict.FAIL;
                })
                .count();

        assertThat(failures).isGreaterThanOrEqualTo(POINTS - 2);
    }

    /** A slope that changes over the steps hides stairs: of 300 were 55 undecided. Where the one entry is rounded by next to nothing it passes. */
    @Test
    void a_gradient_with_entries_in_single_and_in_double_precision_is_decided() {
        SplittableRandom random = new SplittableRandom(1);
        DoubleUnaryOperator slope = x -> 3 * Math.cos(3 * x);

        long undecided = LongStream.range(0, POINTS)
                .mapToObj(seed -> GradientChecker.standard()
                        .seed(seed)
                        .check(sum(
                                x -> Math.sin(3 * x),
                                slope,
                                x -> (float) slope.applyAsDouble(x),
                                random.doubles(4, -3, 3).toArray())))
                .filter(report -> report.verdict() == Verdict.INCONCLUSIVE)
                .count();

        assertThat(undecided).isLessThanOrEqualTo(2);
    }

    /** A sum over the entries; the first has a slope of its own. */
    private static Subject sum(
            DoubleUnaryOperator value, DoubleUnaryOperator slope, DoubleUnaryOperator first, double... x) {
        return Subject.objective(
                "sum",
                at -> Arrays.stream(at).map(value).sum(),
                at -> {
                    double[] gradient = Arrays.stream(at).map(slope).toArray();
                    gradient[0] = first.applyAsDouble(at[0]);
                    return gradient;
                },
                x);
    }

    @Test
    void a_small_steady_error_fails_as_before() {
        long failures = LongStream.range(0, POINTS)
                .mapToObj(seed -> GradientChecker.standard()
                        .seed(seed)
                        .check(Subject.objective(
                                "squares",
                                at -> 20_000 + at[0] * at[0] + at[1] * at[1] * at[1],
                                at -> new double[] {2 * at[0] + 2e-6, 3 * at[1] * at[1]},
                                0.3 + seed / 100.0,
                                0.7)))
                .filter(report -> report.verdict() == Verdict.FAIL)
                .count();

        assertThat(failures).isGreaterThan(POINTS * 9 / 10);
    }

    /** One output is zero by cancellation whatever the other does, {@code size x}; its slope is claimed by a formula that does not cancel. */
    private static Subject certain(double size, double factor, double z) {
        return VectorFunctions.jacobian(
                "certain",
                x -> new double[] {1 - 1 / (1 + Math.exp(-x[0])), size * (x[0] + x[1])},
                x -> new double[][] {
                    {-Math.exp(-x[0]) / ((1 + Math.exp(-x[0])) * (1 + Math.exp(-x[0]))), 0},
                    {size * factor, size * factor}
                },
                z,
                0.4);
    }

    @Test
    void an_output_that_stands_on_a_stair_beside_one_that_is_smooth_and_tiny_is_no_failure() {
        IntStream.range(0, POINTS).forEach(k -> {
            GradientReport report = GradientChecker.standard().seed(k).check(certain(1e-18, 1, 37 + k / 40.0));

            assertThat(report.verdict()).as("seed %d: %s", k, report).isNotEqualTo(Verdict.FAIL);
        });
    }

    @Test
    void beside_it_a_wrong_slope_that_can_be_seen_fails() {
        IntStream.range(0, POINTS).forEach(k -> {
            GradientReport report = GradientChecker.standard().seed(k).check(certain(1, 1.001, 37 + k / 40.0));

            assertThat(report.verdict()).as("seed %d", k).isEqualTo(Verdict.FAIL);
        });
    }

    /** Right networks of ten series of 20,000 that were called wrong: swings below rounding, stairs at points nearby, noise there. */
    @ParameterizedTest
    @CsvSource({"2, 8781", "3, 6114", "5, 10946", "6, 10221"})
    void right_networks_that_were_called_wrong_are_not(long seed, long index) {
        Subject subject = Networks.any().at(seed, index).subject();

        GradientReport report = GradientChecker.standard().seed(index).check(subject);

        assertThat(report.verdict()).as("%s", report).isNotEqualTo(Verdict.FAIL);
    }

    /** A peak of some height and width beside the point of a function of slope 1; the claim is off by a constant. */
    private static long failures(double height, double width, double ofPeak, double error) {
        return LongStream.range(0, POINTS)
                .filter(seed -> {
                    double[] x = new SplittableRandom(seed).doubles(2, 0.5, 1.5).toArray();
                    double top = x[0] + width * (0.3 + 0.4 * x[1]);
                    Subject subject = Subject.objective(
                            "peak",
                            at -> {
                                double u = (at[0] - top) / width;
                                return 5000 + at[0] + at[1] * at[1] + height * Math.exp(-u * u);
                            },
                            at -> {
                                double u = (at[0] - top) / width;
                                double slope = -2 * u * Math.exp(-u * u) * height / width;
                                return new double[] {1 + ofPeak * slope + error, 2 * at[1]};
                            },
                            x);
                    return GradientChecker.standard().seed(seed).check(subject).verdict() == Verdict.FAIL;
                })
                .count();
    }

    @Test
    void beside_a_peak_below_the_rounding_of_the_value_a_right_gradient_does_not_fail() {
        assertThat(failures(1e-12, 1e-6, 1, 0)).isZero();
        assertThat(failures(3e-12, 1e-5, 1, 0)).isZero();
    }

    @Test
    void beside_it_a_wrong_gradient_fails_and_so_does_a_wrong_one_of_a_peak_that_values_show() {
        assertThat(failures(1e-12, 1e-6, 1, 1e-5)).isEqualTo(POINTS);
        assertThat(failures(1e-8, 1e-5, 1, 0)).isZero();
        assertThat(failures(1e-8, 1e-5, 0.9, 0)).isGreaterThan(POINTS * 9 / 10);
    }

    private static SubjectCase lstm() {
        return Layers.all().stream()
                .filter(source -> source.name().equals("lstm"))
                .findAny()
                .orElseThrow()
                .at(2, 10869);
    }

    @Test
    void a_cell_whose_memory_is_exactly_forgotten_is_not_called_wrong() {
        Subject subject = lstm().subject();

        GradientReport report = GradientChecker.standard().seed(10869).check(subject);

        assertThat(report.verdict()).as("%s", report).isNotEqualTo(Verdict.FAIL);
    }
}
