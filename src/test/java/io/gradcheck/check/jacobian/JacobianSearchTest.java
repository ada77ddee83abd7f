package io.gradcheck.check.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which outputs are asked for their gradients where an entry is wrong, and what is found; mostly of functions that are 0. */
class JacobianSearchTest {

    private static final double ALLOWED = 1e-6;

    private final Evaluations expense = new Evaluations(10_000);

    /** The derivatives that are claimed of outputs that are all 0, so that every other number than 0 is wrong. */
    private static final class Claimed {
        private final double[][] slopes;

        Claimed(int outputs, int inputs) {
            slopes = new double[outputs][inputs];
        }

        Claimed with(int output, int input, double slope) {
            slopes[output][input] = slope;
            return this;
        }

        double[] product(double[] u) {
            double[] g = new double[slopes[0].length];
            for (int i = 0; i < u.length; i++) {
                for (int j = 0; j < g.length; j++) {
                    g[j] += u[i] * slopes[i][j];
                }
            }
            return g;
        }

        Claims weighted(double... upstream) {
            return claims((x, u) -> product(u), slopes[0].length, upstream);
        }

        Claims weightedByOnes() {
            return weighted(ones(slopes.length));
        }
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Claims claims(BinaryOperator<double[]> vjp, int inputs, double... upstream) {
        return claims(VectorFunctions.vjp("zeros", x -> new double[upstream.length], vjp, ones(inputs)), upstream);
    }

    private static Claims claims(Subject subject, double... upstream) {
        return new Claims(
                EvaluationPoint.of(new Contraction(subject, Tensor.vector(upstream), 0), AtPoint.output(subject)));
    }

    private static EntryProbe wrong(Claims claims, int offset, double allowed) {
        double analytic = claims.place().gradient("x").values()[offset];
        return new EntryProbe(offset, analytic, 0, allowed, true, true);
    }

    private Jacobian find(Claims claims, EntryProbe... entries) {
        return new JacobianSearch(claims, claims.place(), "x", 1, 0).find(List.of(entries), expense);
    }

    private WrongJacobian found(Claims claims, double allowed) {
        return find(claims, wrong(claims, 0, allowed)).wrongJacobian();
    }

    private static List<Integer> outputs(WrongJacobian found) {
        return found.worst().stream().map(entry -> entry.output()[0]).sorted().toList();
    }

    // ---- What is searched at all

    @Test
    void only_entries_that_are_wrong_without_a_jump_and_by_a_number_are_searched() {
        Claims claims = new Claimed(3, 4)
                .with(1, 0, 1)
                .with(1, 1, 1)
                .with(1, 2, 1)
                .with(1, 3, 1)
                .weightedByOnes();
        EntryProbe right = new EntryProbe(0, 1, 0, ALLOWED, false, true);
        EntryProbe jumps = new EntryProbe(1, 1, 0, ALLOWED, true, false);
        EntryProbe noNumber = new EntryProbe(2, Double.NaN, 0, ALLOWED, true, true);

        assertThat(find(claims, right, jumps, noNumber).wrongJacobian()).isEqualTo(WrongJacobian.NONE);
        assertThat(expense.spent()).isZero();
        JacobianEntry only = find(claims, right, jumps, noNumber, wrong(claims, 3, ALLOWED))
                .wrongJacobian()
                .worst()
                .get(0);
        assertThat(only.index()).containsExactly(3);
        assertThat(expense.spent()).isPositive();
    }

    @Test
    void one_output_is_the_whole_and_is_not_asked_again() {
        Claims one = new Claimed(1, 1).with(0, 0, 1).weightedByOnes();

        assertThat(find(one, wrong(one, 0, ALLOWED))).isSameAs(Jacobian.NONE);
        assertThat(expense.spent()).isZero();
    }

    @Test
    void outputs_are_kept_up_to_a_quarter_of_a_million() {
        Claims most = new Claimed(1 << 18, 1).with(5, 0, 1).weightedByOnes();
        Claims more = new Claimed((1 << 18) + 1, 1).with(5, 0, 1).weightedByOnes();

        assertThat(outputs(found(most, ALLOWED))).containsExactly(5);
        assertThat(find(more, wrong(more, 0, ALLOWED))).isSameAs(Jacobian.NONE);
    }

    @Test
    void gradients_are_told_that_this_search_has_asked_for() {
        Claims claims = new Claimed(3, 2).with(1, 0, 1).with(2, 1, 1).weightedByOnes();

        WrongJacobian first = found(claims, ALLOWED);
        WrongJacobian second = find(claims, wrong(claims, 1, ALLOWED)).wrongJacobian();

        assertThat(first.gradients()).isEqualTo(3);
        assertThat(outputs(second)).containsExactly(2);
        assertThat(second.gradients()).as("all were known").isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.0009765625, 0.0009765625"})
    void the_steps_are_those_of_the_probe_that_found_the_entry(double factor, double reach) {
        double[] farthest = {0};
        Subject zeros = VectorFunctions.vjp(
                "zeros",
                x -> {
                    farthest[0] = Math.max(farthest[0], Math.abs(x[0] - 1));
                    return new double[2];
                },
                (x, u) -> new double[] {u[0]},
                1);
        Claims claims = claims(zeros, 1, 1);

        Jacobian jacobian = new JacobianSearch(claims, claims.place(), "x", factor, 0)
                .find(List.of(wrong(claims, 0, ALLOWED)), expense);

        assertThat(outputs(jacobian.wrongJacobian())).containsExactly(0);
        assertThat(farthest[0]).isBetween(reach / 100, reach);
    }

    // ---- Few outputs

    @Test
    void what_was_allowed_of_the_sum_is_allowed_of_each_output_by_its_weight() {
        Claimed fourAndMore = new Claimed(3, 1).with(0, 0, 4).with(1, 0, 4.1).with(2, 0, 4);

        // By a weight of 0.25, an error of 1 in the sum is one of 4.
        WrongJacobian found = found(fourAndMore.weighted(0.25, -0.25, 8), 1);

        assertThat(outputs(found)).as("as large as allowed is not wrong").containsExactly(1, 2);
        assertThat(found.worst()).extracting(JacobianEntry::allowed).containsExactly(0.125, 4.0);
    }

    @Test
    void an_output_that_stands_on_a_stair_while_the_whole_moves_is_not_told_wrong() {
        // What was seen of the whole, with longer steps, is a slope of 1 + 1.
        EntryProbe longer = new EntryProbe(0, 2.5, 2, ALLOWED, true, true);
        Claims stairs = claims(lines(x -> Math.rint(10 * x) / 10, 1, 1.5), 1, 1);
        Claims smooth = claims(lines(x -> x, 1, 1.5), 1, 1);

        assertThat(outputs(find(smooth, longer).wrongJacobian())).containsExactly(1);
        assertThat(find(stairs, longer).wrongJacobian().worst()).isEmpty();
    }

    /** {@code (f(x), x)} at 1 with the slopes that are claimed of both. */
    private static Subject lines(DoubleUnaryOperator f, double first, double second) {
        return VectorFunctions.vjp(
                "lines",
                x -> new double[] {f.applyAsDouble(x[0]), x[0]},
                (x, u) -> new double[] {first * u[0] + second * u[1]},
                1);
    }

    @Test
    void noise_of_the_sum_is_noise_of_an_output_by_its_weight() {
        double[] weights = {0.0625, 1, -16};
        Subject lines = VectorFunctions.vjp(
                "lines", x -> new double[] {x[0], x[0], x[0]}, (x, u) -> new double[] {2 * (u[0] + u[1] + u[2])}, 1);
        Claims claims = claims(lines, weights);

        double sum = Arrays.stream(weights).sum();
        Jacobian jacobian = new JacobianSearch(claims, claims.place(), "x", 1, 1e-7)
                .find(List.of(new EntryProbe(0, 2 * sum, sum, 1e-12, true, true)), expense);

        List<JacobianEntry> entries = jacobian.wrongJacobian().worst();
        assertThat(outputs(jacobian.wrongJacobian())).containsExactly(0, 1, 2);
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.allowed() * Math.abs(weights[entry.output()[0]]))
                        .isBetween(1e-5, 1e-3));
    }

    @Test
    void claims_of_a_few_outputs_must_add_up_to_that_of_all_to_rounding() {
        assertThat(outputs(found(addsUpBut(2, 0), 0))).containsExactly(0, 1);
        assertThat(outputs(found(addsUpBut(2, 1e-10), 0))).as("of 1e6").containsExactly(0, 1);
        assertThat(found(addsUpBut(2, 1e-3), 0).worst()).isEmpty();
        assertThat(outputs(found(addsUpBut(2, 1e-3), 2e-3))).containsExactly(0, 1);
    }

    /** Claims a million for each half of the outputs, minus a million and a half for the other, and a bit more for all. */
    private static Claims addsUpBut(int outputs, double bit) {
        return claims(
                (x, u) -> {
                    boolean all = Arrays.stream(u).allMatch(weight -> weight != 0);
                    double first = u[0] != 0 ? 1e6 : 0;
                    double last = u[outputs - 1] != 0 ? -1.5e6 : 0;
                    return new double[] {first + last + (all ? bit : 0)};
                },
                1,
                ones(outputs));
    }

    @Test
    void of_an_output_at_a_kink_nothing_is_told_even_where_neither_side_has_the_slope_claimed() {
        Subject subject = VectorFunctions.vjp(
                "kink", x -> new double[] {Math.abs(x[0] - 1), 0}, (x, u) -> new double[] {3 * u[0] + 2 * u[1]}, 1);
        Claims claims = claims(subject, 1, 1);

        assertThat(outputs(found(claims, ALLOWED))).containsExactly(1);
    }

    // ---- Many outputs

    @Test
    void up_to_64_outputs_are_all_asked_and_more_are_halved() {
        WrongJacobian few = found(new Claimed(64, 1).with(63, 0, 1).weightedByOnes(), ALLOWED);
        WrongJacobian many = found(new Claimed(65, 1).with(64, 0, 1).weightedByOnes(), ALLOWED);

        assertThat(few.compared()).isEqualTo(64);
        assertThat(few.gradients()).isEqualTo(64);
        assertThat(many.compared()).isEqualTo(1);
        assertThat(many.gradients()).isLessThan(12);
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "127, 9", "64, 8", "63, 9"})
    void one_wrong_output_of_128_takes_a_gradient_for_each_halving(int output, int gradients) {
        double[] upstream = ones(128);
        upstream[output] = 1 / 256.0;

        WrongJacobian found = found(new Claimed(128, 1).with(output, 0, 1).weighted(upstream), ALLOWED);

        assertThat(outputs(found)).containsExactly(output);
        assertThat(found.compared()).isEqualTo(1);
        // Both halves, then the first half of each group; an output that is what the other half leaves is asked itself.
        assertThat(found.gradients()).isEqualTo(gradients);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 127})
    void an_error_above_what_is_allowed_is_found_though_that_of_a_difference_is_less_sure(int output) {
        WrongJacobian found = found(new Claimed(128, 1).with(output, 0, 1.5).weightedByOnes(), 1);

        assertThat(outputs(found)).containsExactly(output);
    }

    @Test
    void what_is_allowed_of_the_sum_is_not_sought_in_its_parts() {
        Claims claims = new Claimed(128, 1).with(0, 0, 1.5).with(127, 0, 0.9).weightedByOnes();

        WrongJacobian found = found(claims, 1);

        assertThat(outputs(found)).containsExactly(0);
        assertThat(found.compared()).as("the other is not looked for").isEqualTo(1);
        assertThat(found.gradients()).as("the two halves, then one a halving").isEqualTo(8);
    }

    @Test
    void claims_for_halves_must_add_up_to_that_of_all_to_rounding() {
        assertThat(outputs(found(addsUpBut(128, 0), 0))).containsExactly(0, 127);
        assertThat(outputs(found(addsUpBut(128, 1e-9), 0))).as("of 1e6").containsExactly(0, 127);
        assertThat(outputs(found(addsUpBut(128, 1e-3), 2e-3))).containsExactly(0, 127);

        WrongJacobian none = found(addsUpBut(128, 1e-3), 0);
        assertThat(none.worst()).isEmpty();
        assertThat(none.gradients()).as("those of the halves").isEqualTo(2);
    }

    @Test
    void where_zeros_are_claimed_of_all_they_add_up() {
        Subject subject = VectorFunctions.vjp(
                "forgotten",
                x -> {
                    double[] y = new double[128];
                    y[9] = x[0];
                    return y;
                },
                (x, u) -> new double[1],
                1);
        Claims claims = claims(subject, ones(128));

        Jacobian jacobian = find(claims, new EntryProbe(0, 0, 1, 0, true, true));

        assertThat(outputs(jacobian.wrongJacobian())).containsExactly(9);
        assertThat(jacobian.wrongJacobian().worst().get(0).numeric()).isCloseTo(1, within(1e-9));
    }

    @Test
    void an_output_at_a_kink_is_not_said_to_be_wrong_among_many() {
        Subject subject = VectorFunctions.vjp(
                "kink",
                x -> {
                    double[] y = new double[128];
                    y[3] = Math.abs(x[0] - 1);
                    return y;
                },
                (x, u) -> new double[] {u[3] + 2 * u[100]},
                1);
        Claims claims = claims(subject, ones(128));

        Jacobian jacobian = find(claims, new EntryProbe(0, 3, 0, ALLOWED, true, true));

        assertThat(outputs(jacobian.wrongJacobian())).containsExactly(100);
        assertThat(jacobian.wrongJacobian().compared()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 64 + 7})
    void of_many_wrong_outputs_ten_are_found_and_the_worst_is_among_them(int worst) {
        Claimed claimed = new Claimed(128, 1);
        IntStream.range(0, 128).filter(i -> i % 4 == 0).forEach(i -> claimed.with(i, 0, 1));

        WrongJacobian found = found(claimed.with(worst, 0, 100).weightedByOnes(), ALLOWED);

        assertThat(found.wrong()).isEqualTo(10);
        assertThat(found.worst().get(0).output()).containsExactly(worst);
    }

    @Test
    void all_columns_together_take_about_64_gradients() {
        WrongJacobian found = scattered(IntStream.range(0, 8).toArray());

        assertThat(found.wrong()).isGreaterThan(5);
        assertThat(found.gradients()).isBetween(60, 66);
    }

    @Test
    void an_earlier_search_leaves_the_next_one_its_gradients() {
        Claims claims = scattered();
        WrongJacobian first = find(claims, wrong(claims, 0, ALLOWED)).wrongJacobian();
        WrongJacobian second = find(claims, wrong(claims, 1, ALLOWED)).wrongJacobian();

        assertThat(first.gradients()).isGreaterThan(40);
        assertThat(second.gradients()).isGreaterThan(40);
        assertThat(second.wrong()).isGreaterThan(2);
    }

    private WrongJacobian scattered(int... offsets) {
        Claims claims = scattered();
        return find(
                        claims,
                        IntStream.of(offsets)
                                .mapToObj(offset -> wrong(claims, offset, ALLOWED))
                                .toArray(EntryProbe[]::new))
                .wrongJacobian();
    }

    /** Of 4096 outputs ten are wrong by each of eight entries, no two by the same and none beside another. */
    private static Claims scattered() {
        Claimed claimed = new Claimed(4096, 8);
        for (int column = 0; column < 8; column++) {
            for (int k = 0; k < 10; k++) {
                claimed.with((409 * k + 173 * column) % 4096, column, 1);
            }
        }
        return claimed.weightedByOnes();
    }
}
