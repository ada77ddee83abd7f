package io.gradcheck.check.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong entries planted in Jacobians: which are named by output and entry, with which numbers, at what cost. */
class WrongJacobianTest {

    private static final int OUTPUTS = 10_000;
    private static final int INPUTS = 50;
    private static final double ERROR = 0.01;

    /** {@code f_i = sum_j a_ij (x_j + x_j^3)}, with weights {@code a} that differ everywhere. */
    private record Cubic(int outputs, int inputs, double[] weights) {

        static Cubic of(int outputs, int inputs) {
            return new Cubic(
                    outputs,
                    inputs,
                    new SplittableRandom(1)
                            .doubles((long) outputs * inputs, 0.5, 1.5)
                            .toArray());
        }

        double[] value(double[] x) {
            double[] y = new double[outputs];
            for (int i = 0; i < outputs; i++) {
                for (int j = 0; j < inputs; j++) {
                    y[i] += weights[i * inputs + j] * (x[j] + x[j] * x[j] * x[j]);
                }
            }
            return y;
        }

        double slope(int i, int j, double... x) {
            return weights[i * inputs + j] * (1 + 3 * x[j] * x[j]);
        }

        double[] product(double[] x, double[] u) {
            double[] g = new double[x.length];
            for (int i = 0; i < outputs; i++) {
                if (u[i] != 0) {
                    for (int j = 0; j < x.length; j++) {
                        g[j] += u[i] * slope(i, j, x);
                    }
                }
            }
            return g;
        }

        /** The same product of a Jacobian that is wrong in some places. */
        BinaryOperator<double[]> wrongAt(int[][] places) {
            return (x, u) -> {
                double[] g = product(x, u);
                for (int[] place : places) {
                    g[place[1]] += ERROR * u[place[0]];
                }
                return g;
            };
        }
    }

    private static double[] place(int size, long seed) {
        return new SplittableRandom(seed).doubles(size, -1, 1).toArray();
    }

    private static Subject cubic(int outputs, int inputs, long seed, int[]... wrong) {
        Cubic cubic = Cubic.of(outputs, inputs);
        return VectorFunctions.vjp("cubic", cubic::value, cubic.wrongAt(wrong), place(inputs, seed));
    }

    private static GradientReport check(Subject subject, long seed) {
        return GradientChecker.standard().seed(seed).check(subject);
    }

    private static WrongJacobian jacobian(GradientReport report) {
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        return report.finding("x").wrong().jacobian();
    }

    private static List<String> places(WrongJacobian jacobian) {
        return jacobian.worst().stream()
                .map(entry -> Arrays.toString(entry.output()) + Arrays.toString(entry.index()))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void one_wrong_entry_of_10000_by_50_is_named_within_400_evaluations(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int i = random.nextInt(OUTPUTS);
        int j = random.nextInt(INPUTS);

        GradientReport report = check(cubic(OUTPUTS, INPUTS, seed, new int[] {i, j}), seed);
        WrongJacobian jacobian = jacobian(report);
        // Gradients are among these evaluations.
        assertThat(report.evaluations()).isLessThanOrEqualTo(400);

        assertThat(places(jacobian)).containsExactly("[" + i + "][" + j + "]");
        assertThat(jacobian.gradients()).isLessThanOrEqualTo(18);
        double slope = Cubic.of(OUTPUTS, INPUTS).slope(i, j, place(INPUTS, seed));
        JacobianEntry entry = jacobian.worst().get(0);
        assertThat(entry.analytic()).isCloseTo(slope + ERROR, within(1e-14));
        assertThat(entry.numeric()).isCloseTo(slope, within(entry.allowed()));
        assertThat(entry.difference()).isCloseTo(ERROR, within(entry.allowed()));
        assertThat(entry.allowed()).isLessThan(1e-3 * ERROR);
    }

    @Test
    void several_wrong_entries_of_many_are_named() {
        int[][] wrong = {{17, 3}, {4711, 3}, {4712, 3}, {17, 40}};

        GradientReport report = check(cubic(OUTPUTS, INPUTS, 1, wrong), 1);
        WrongJacobian jacobian = jacobian(report);

        assertThat(places(jacobian)).containsExactly("[17][3]", "[17][40]", "[4711][3]", "[4712][3]");
        assertThat(jacobian.gradients()).isLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 64, 65, 1000})
    void the_wrong_entry_is_named_whatever_the_number_of_outputs(int outputs) {
        int i = outputs / 2;

        WrongJacobian jacobian = jacobian(check(cubic(outputs, 4, 1, new int[] {i, 2}), 1));

        assertThat(places(jacobian)).containsExactly("[" + i + "][2]");
        assertThat(jacobian.wrong()).isEqualTo(1);
    }

    @Test
    void of_few_outputs_each_is_asked_once_whatever_the_number_of_wrong_entries() {
        WrongJacobian jacobian = jacobian(check(cubic(6, 5, 1, new int[][] {{0, 1}, {5, 2}, {3, 4}}), 1));

        assertThat(places(jacobian)).containsExactly("[0][1]", "[3][4]", "[5][2]");
        assertThat(jacobian.gradients()).isEqualTo(6);
        assertThat(jacobian.compared()).isEqualTo(18);
    }

    @Test
    void a_right_jacobian_is_asked_nothing_of_single_outputs() {
        Subject right = cubic(100, 5, 1);
        WeightsSeen seen = new WeightsSeen(right);

        GradientReport report = check(seen, 1);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("x").wrong().jacobian()).isEqualTo(WrongJacobian.NONE);
        assertThat(seen.withZero).isZero();
    }

    /** Counts the gradients that are asked for with the weight of some output zero. */
    private static final class WeightsSeen extends ForwardingSubject {
        private int withZero;

        WeightsSeen(Subject subject) {
            super(subject);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
            withZero += Arrays.stream(upstream.values()).anyMatch(u -> u == 0) ? 1 : 0;
            return super.gradient(point, upstream);
        }
    }

    @Test
    void every_gradient_of_the_search_is_counted() {
        WeightsSeen seen = new WeightsSeen(cubic(100, 5, 1, new int[] {7, 1}));

        WrongJacobian jacobian = jacobian(check(seen, 1));

        assertThat(seen.withZero).isPositive().isEqualTo(jacobian.gradients());
    }

    @Test
    void a_subject_of_one_output_has_no_jacobian_to_tell_of() {
        Subject subject = Subject.objective("square", x -> x[0] * x[0] + x[1], x -> new double[] {x[0], 1}, 0.5, 0.7);

        assertThat(jacobian(check(subject, 1))).isEqualTo(WrongJacobian.NONE);
    }

    @Test
    void nothing_is_told_of_outputs_where_the_upstream_gradient_is_ignored() {
        UnaryOperator<double[]> value = x -> new double[] {x[0] * x[0], x[0] * x[1], x[1] * x[1]};
        Subject subject = VectorFunctions.vjp(
                "ignores", value, (x, u) -> new double[] {2 * x[0] + x[1], x[0] + 2 * x[1]}, 0.5, 0.7);

        GradientReport report = check(subject, 1);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrong().jacobian().worst()).isEmpty();
    }

    @Test
    void a_gradient_that_throws_for_single_outputs_loses_no_verdict() {
        Subject subject = VectorFunctions.vjp(
                "throws",
                x -> new double[] {x[0] * x[0], x[0] * x[1]},
                (x, u) -> {
                    if (u[0] == 0 || u[1] == 0) {
                        throw new IllegalStateException("no zero");
                    }
                    return new double[] {2 * u[0] * x[0] + u[1] * x[1], 0};
                },
                0.5,
                0.7);

        GradientReport report = check(subject, 1);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").wrong().jacobian()).isEqualTo(WrongJacobian.NONE);
        assertThat(report.toString()).contains("the search for wrong outputs of x failed");
    }

    @Test
    void an_output_whose_slope_jumps_is_not_said_to_be_wrong() {
        Subject subject = VectorFunctions.vjp(
                "kink",
                x -> new double[] {Math.abs(x[0]), Math.sin(x[1]), x[0] * x[1]},
                (x, u) ->
                        new double[] {u[0] * Math.signum(x[0]) + u[2] * x[1], 2 * u[1] * Math.cos(x[1]) + u[2] * x[0]},
                0.0,
                0.7);

        WrongJacobian jacobian = jacobian(check(subject, 1));

        assertThat(places(jacobian)).containsExactly("[1][1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 30, 300})
    void the_output_is_named_where_values_move_in_stairs(int outputs) {
        double height = 1e-6;
        Subject stairs = VectorFunctions.vjp(
                "stairs",
                x -> IntStream.range(0, outputs)
                        .mapToDouble(i -> Math.rint((i + 1) * Math.sin(x[0]) / height) * height)
                        .toArray(),
                (x, u) -> new double[] {
                    IntStream.range(0, outputs)
                            .mapToDouble(i -> u[i] * (i == 1 ? 1.5 : 1) * (i + 1) * Math.cos(x[0]))
                            .sum()
                },
                0.7);

        Seeds.first(10).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(stairs);

            assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
            List<Integer> named = jacobian(report).worst().stream()
                    .map(entry -> entry.output()[0])
                    .toList();
            assertThat(named).containsExactly(1);
        });
    }

    @Test
    void entries_in_units_of_their_own_are_told_in_those_of_the_subject() {
        // R C f: a resistance of 1e5, a capacity of 1e-9.
        Subject subject = VectorFunctions.vjp(
                "filter",
                x -> new double[] {x[0] * x[1], x[0] * x[0] * 1e-10, x[1] * 1e9},
                (x, u) -> new double[] {u[0] * x[1] + u[1] * 2e-10 * x[0], u[0] * x[0] + u[2] * 1.01e9},
                1.2e5,
                3.4e-9);

        JacobianEntry entry = jacobian(check(subject, 1)).worst().get(0);

        assertThat(entry.output()).containsExactly(2);
        assertThat(entry.index()).containsExactly(1);
        assertThat(entry.analytic()).isEqualTo(1.01e9);
        assertThat(entry.numeric()).isCloseTo(1e9, within(entry.allowed()));
        assertThat(entry.allowed()).isLessThan(1e3);
    }

    @Test
    void at_most_ten_are_named_and_all_are_counted() {
        int[][] wrong = IntStream.range(0, 30).mapToObj(k -> new int[] {k, 1}).toArray(int[][]::new);

        WrongJacobian jacobian = jacobian(check(cubic(40, 3, 1, wrong), 1));

        assertThat(jacobian.worst()).hasSize(10);
        assertThat(jacobian.wrong()).isEqualTo(30);
    }

    @Test
    void the_entry_is_named_where_every_entry_is_checked_alone() {
        GradientReport report = GradientChecker.standard().exhaustive().seed(1).check(cubic(5, 3, 1, new int[] {4, 2}));

        assertThat(places(jacobian(report))).containsExactly("[4][2]");
    }

    @Test
    void the_entry_is_named_in_single_precision() {
        Subject subject = VectorFunctions.vjp(
                        "float",
                        x -> new double[] {(float) (x[0] * x[1]), (float) (x[0] * x[0]), (float) (3 * x[1])},
                        (x, u) -> new double[] {
                            (float) (u[0] * x[1] + u[1] * 2 * x[0]), (float) (u[0] * 1.3 * x[0] + u[2] * 3)
                        },
                        0.75,
                        1.25)
                .withPrecision(Precision.FLOAT);

        JacobianEntry entry = jacobian(check(subject, 1)).worst().get(0);

        assertThat(entry.output()).containsExactly(0);
        assertThat(entry.index()).containsExactly(1);
        assertThat(entry.numeric()).isCloseTo(0.75, within(entry.allowed()));
    }

    @Test
    void of_a_failure_nearby_the_numbers_are_those_of_the_point_nearby() {
        // At zero, |x| has no slope to compare; around it the sign is wrong.
        Subject subject = VectorFunctions.vjp(
                "nearby",
                x -> new double[] {x[0] * x[0], Math.abs(x[0]) + x[0] * x[0]},
                (x, u) -> new double[] {2 * u[0] * x[0] + u[1] * (2 * x[0] - Math.signum(x[0]))},
                0.0);

        WrongJacobian jacobian = jacobian(check(subject, 1));

        assertThat(places(jacobian)).containsExactly("[1][0]");
        JacobianEntry entry = jacobian.worst().get(0);
        assertThat(Math.abs(entry.numeric())).isGreaterThan(1);
        assertThat(entry.difference()).isCloseTo(2, within(entry.allowed()));
    }
}
