package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Disagreements that are no more than the stairs in which rounding leaves single outputs. */
class OutputStairsTest {

    private static final String OF_THE_OUTPUT =
            "the disagreement is no more than rounding leaves of the output, which moves in stairs or stands on one: "
                    + "check at another point";

    private int calls;

    private Subject scalar(DoubleUnaryOperator f, DoubleUnaryOperator slope, double x) {
        return Subject.scalar(
                "f",
                t -> {
                    calls++;
                    return f.applyAsDouble(t);
                },
                slope,
                x);
    }

    private OutputStairs stairs(Subject subject, double difference, int maxEvaluations) {
        Prober prober = AtPoint.prober(subject, "x", 1e-16, 1, maxEvaluations);
        Entries all = Entries.all(prober.base().value("x").size());
        Direction direction = Direction.ofEntry(0, 1, prober.base().value("x").shape());
        Probe probe =
                prober.base().probe("x", all, direction, 1, 1e-16, false, false, new Evaluations(Integer.MAX_VALUE));
        calls = 0;
        return new OutputStairs(prober, prober.base(), probe, difference);
    }

    private String explanation(Subject subject, double difference) {
        return stairs(subject, difference, 1000).explanation();
    }

    private static double tail(double x) {
        return 1 + Math.tanh(x);
    }

    private static double slopeOfTail(double x) {
        double cosh = Math.cosh(x);
        return 1 / (cosh * cosh);
    }

    @Test
    void few_values_at_many_places_are_stairs_and_explain_what_moves_by_a_few_of_them() {
        // One stair is 1.1e-16 high; a step of one reaches over five.
        Subject subject = scalar(OutputStairsTest::tail, OutputStairsTest::slopeOfTail, -19);

        assertThat(explanation(subject, 9e-16)).isEqualTo(OF_THE_OUTPUT);
        assertThat(explanation(subject, 17 * 1.2e-16)).isEmpty();
    }

    @Test
    void a_value_that_is_one_throughout_stands_on_a_stair_as_high_as_a_rounding_of_what_it_is_made_of() {
        Subject subject = scalar(OutputStairsTest::tail, OutputStairsTest::slopeOfTail, -25);

        assertThat(explanation(subject, 1e-15)).isEqualTo(OF_THE_OUTPUT);
        assertThat(explanation(subject, 1e-14)).isEmpty();
    }

    @Test
    void terms_that_add_up_on_the_other_side_of_zero_tell_how_high_a_stair_is() {
        // Made of terms of 2e6, whose last place is 2e-10.
        Subject subject = scalar(x -> Math.sqrt(1 + x * x) - x, x -> -1 / (2 * x * x), 2e6);

        assertThat(explanation(subject, 1e-13)).isEqualTo(OF_THE_OUTPUT);
        assertThat(explanation(subject, 1e-7)).isEmpty();
    }

    @Test
    void stairs_that_are_no_rounding_explain_nothing() {
        assertThat(explanation(scalar(x -> Math.rint(4 * x), x -> 4, 0.3), 0.1)).isEmpty();
        assertThat(explanation(scalar(x -> Math.rint(4 * x), x -> 4, 0.3), 1e-3))
                .isEmpty();
    }

    @Test
    void a_smooth_value_explains_nothing_and_is_not_looked_at_far_away() {
        double[] farthest = {0};
        Subject subject = scalar(
                x -> {
                    farthest[0] = Math.max(farthest[0], Math.abs(x - 3));
                    return Math.sin(x);
                },
                Math::cos,
                3);
        OutputStairs stairs = stairs(subject, 1e-3, 1000);
        farthest[0] = 0;

        assertThat(stairs.explanation()).isEmpty();
        assertThat(farthest[0]).isLessThanOrEqualTo(1);
        assertThat(calls).isEqualTo(12);
        assertThat(stairs.nearRounding()).isFalse();
    }

    @Test
    void what_is_drowned_in_a_value_that_moves_far_more_is_judged_by_what_that_is_made_of_elsewhere() {
        // 1e7 (1 - tanh x) is exactly zero at 30, and hidden in the sine.
        DoubleUnaryOperator f = x -> 1e7 * (1 - Math.tanh(x)) + Math.sin(x);
        Subject subject = scalar(f, Math::cos, 30);

        assertThat(explanation(subject, 1e-9)).isEqualTo(OF_THE_OUTPUT);
        assertThat(explanation(subject, 1e-7)).isEmpty();
        // The same difference without such a term is no rounding.
        assertThat(explanation(scalar(Math::sin, Math::cos, 30), 1e-9)).isEmpty();
    }

    @Test
    void the_output_that_has_the_highest_stairs_is_named() {
        Subject subject = VectorFunctions.jacobian(
                "two",
                v -> new double[] {Math.exp(v[1]), 1e7 * tail(v[0])},
                v -> new double[][] {{0, Math.exp(v[1])}, {1e7 * slopeOfTail(v[0]), 0}},
                -19,
                0.4);

        assertThat(explanation(subject, 9e-9))
                .startsWith("the disagreement is no more than rounding leaves of out[1], ");
        assertThat(explanation(subject, 1e-6)).isEmpty();
    }

    @Test
    void of_thousands_of_outputs_no_single_one_is_looked_at() {
        double[] at = {-19, 1};
        Subject subject = VectorFunctions.vjp(
                "many",
                v -> {
                    double[] y = new double[5000];
                    y[0] = tail(v[0]);
                    return y;
                },
                (v, u) -> new double[] {u[0] * slopeOfTail(v[0]), 0},
                at);

        assertThat(explanation(subject, 9e-16)).isEmpty();
    }

    @Test
    void where_evaluations_end_it_is_known_whether_a_doubt_is_near_rounding() {
        Subject subject = scalar(OutputStairsTest::tail, OutputStairsTest::slopeOfTail, -19);
        OutputStairs near = stairs(subject, 1e-15, 25);
        OutputStairs far = stairs(subject, 1e-14, 25);

        Assertions.assertThatExceptionOfType(Evaluations.Exhausted.class).isThrownBy(near::explanation);
        assertThat(near.nearRounding()).isTrue();
        Assertions.assertThatExceptionOfType(Evaluations.Exhausted.class).isThrownBy(far::explanation);
        assertThat(far.nearRounding()).isFalse();
    }

    @Test
    void code_that_throws_elsewhere_says_nothing_of_rounding() {
        DoubleUnaryOperator guarded = x -> {
            if (x > -10) {
                throw new IllegalArgumentException("found " + x + ", wanted -10 at most");
            }
            return tail(x);
        };

        assertThat(explanation(scalar(guarded, OutputStairsTest::slopeOfTail, -18), 1e-15))
                .isEmpty();
    }
}
