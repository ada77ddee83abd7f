package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** When the stairs of single outputs are looked for, when those beneath a bend, and what is said where evaluations end. */
class InStairsTest {

    private static final String OF_THE_OUTPUT =
            "the disagreement is no more than rounding leaves of the output, which moves in stairs or stands on one: "
                    + "check at another point";

    // Sixteen times as long as the smallest one.
    private static final double FIRST = 1;
    private static final double FEW = 1 / 16.0;
    private static final double MANY = 0.06;

    private int calls;

    private Prober prober(DoubleUnaryOperator f, double at, int maxEvaluations) {
        Subject subject = Subject.scalar(
                "f",
                x -> {
                    calls++;
                    return f.applyAsDouble(x);
                },
                x -> 0,
                at);
        return AtPoint.prober(subject, "x", 1e-16, 1, maxEvaluations);
    }

    /** A probe that sees no slope, where one is claimed. */
    private static Probe probe(Prober prober, double claimed, double smallest, double range) {
        return ChosenProbe.at(prober)
                .claims(claimed)
                .sees(0)
                .steps(FIRST, smallest)
                .range(range)
                .made();
    }

    private String inStairs(Prober prober, Probe probe) {
        calls = 0;
        return OtherScales.inStairs(prober, prober.base(), probe, probe);
    }

    /** Five stairs over the steps; over more of them a slope can be seen. */
    private static double tail(double x) {
        return 1 + Math.tanh(x);
    }

    @Test
    void one_output_that_moves_is_not_looked_at_where_few_steps_know_a_slope() {
        Prober prober = prober(InStairsTest::tail, -19, 1000);

        assertThat(inStairs(prober, probe(prober, 9e-16, FEW, 1e-10))).isEmpty();
        assertThat(calls).isZero();
        assertThat(inStairs(prober, probe(prober, 9e-16, MANY, 1e-10))).isEqualTo(OF_THE_OUTPUT);
    }

    @Test
    void it_is_where_what_is_in_doubt_is_next_to_nothing_or_nothing_moves() {
        Prober prober = prober(InStairsTest::tail, -19, 1000);

        assertThat(inStairs(prober, probe(prober, 9e-16, FEW, 1e-8))).isEqualTo(OF_THE_OUTPUT);
        assertThat(inStairs(prober, probe(prober, 9e-16, FEW, 0))).isEqualTo(OF_THE_OUTPUT);
        assertThat(inStairs(prober, probe(prober, 1e-12, FEW, 1e-4))).isEmpty();
    }

    @Test
    void nearby_one_output_is_looked_at_where_what_is_in_doubt_is_next_to_nothing() {
        Prober prober = prober(InStairsTest::tail, -19, 1000);

        assertThat(OtherScales.isRounding(prober, prober.base(), probe(prober, 9e-16, FEW, 1e-8)))
                .isTrue();
        assertThat(OtherScales.isRounding(prober, prober.base(), probe(prober, 1e-12, FEW, 1e-4)))
                .isFalse();
        calls = 0;
        assertThat(OtherScales.isRounding(prober, prober.base(), probe(prober, 9e-16, FEW, 1e-10)))
                .isFalse();
        assertThat(calls).isZero();
    }

    /** An exponential on stairs with a mean slope of a millionth, looked at from the middle of one. */
    private static double bent(double x) {
        return Math.exp(x) + 1e-6 * 0.01 * Math.rint(x / 0.01);
    }

    /** A probe along {@code bent} that took steps from a half down, with a smallest one that is said. */
    private static Probe alongBent(Prober prober, double claimed, double smallest) {
        Direction direction = Direction.ofEntry(0, 1, 1);
        DoubleUnaryOperator phi = prober.base().f().along("x", direction, prober.evaluations());
        Derivative estimator = new Derivative(
                phi, phi.applyAsDouble(0), 1e-16, claimed, 1, prober.base().arithmetic());
        estimator.centralDifference(0.5);
        Probe chosen = ChosenProbe.at(prober)
                .claims(claimed)
                .sees(1)
                .steps(0.5, smallest)
                .made();
        return new Probe(Entries.all(1), direction, 0.5, claimed, 1, 0, chosen.slope(), estimator);
    }

    @Test
    void stairs_beneath_a_bend_are_looked_for_where_many_steps_were_taken() {
        Prober prober = prober(InStairsTest::bent, 0, 1000);

        assertThat(inStairs(prober, alongBent(prober, 1 + 1e-6, 1e-4)))
                .isEqualTo(
                        "along the direction tried the slope is 1.00000 over short steps, and about 1.00000, as reported, "
                                + "over steps of 5e-01 and more: check at another point, or if values are noisy or coarse, declare it: "
                                + "withAccuracy(1e-06)");
        assertThat(inStairs(prober, alongBent(prober, 1 + 3e-6, 1e-4)))
                .as("another slope")
                .isEmpty();
        assertThat(inStairs(prober, alongBent(prober, 1 + 1e-6, 0.5 / 16)))
                .as("few steps")
                .isEmpty();
    }

    @Test
    void where_few_steps_know_a_slope_no_bend_hides_stairs_however_little_is_in_doubt() {
        DoubleUnaryOperator lower = x -> Math.exp(x) + 1e-7 * 0.01 * Math.rint(x / 0.01);
        Prober prober = prober(lower, 0, 1000);

        assertThat(inStairs(prober, alongBent(prober, 1 + 1e-7, 1e-4))).contains(" over steps of 5e-01 and more: ");
        assertThat(inStairs(prober, alongBent(prober, 1 + 1e-7, 0.5 / 16))).isEmpty();
        assertThat(calls).as("single outputs are looked at").isGreaterThan(0);
    }

    @Test
    void where_evaluations_end_a_doubt_that_is_near_rounding_or_drowned_stays_undecided() {
        // Twenty are left for the look: enough to know the roundings, and not for all places.
        String exhausted = "undecided after 21 evaluations";

        Prober near = prober(InStairsTest::tail, -19, 21);
        assertThat(inStairs(near, probe(near, 9e-16, MANY, 1e-10))).startsWith(exhausted);
        Prober drowned = prober(InStairsTest::tail, -19, 21);
        assertThat(inStairs(drowned, probe(drowned, 1e-14, FEW, 1))).startsWith(exhausted);
        Prober neither = prober(InStairsTest::tail, -19, 21);
        assertThat(inStairs(neither, probe(neither, 1e-14, MANY, 1e-10))).isEmpty();
    }
}
