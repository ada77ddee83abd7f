package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What claims have to do within the steps of a disagreement to be those of a structure that values cannot show, and where they are asked for. */
class FinerClaimsLimitsTest {

    private static final double AT = 4;
    private static final double STEP = 1e-3;
    private static final double NOISE = 1e-3;
    private static final double SEEN = 2;
    private static final double SWING = 1e-3;

    /** Seven waves and a bit within the smallest step. */
    private static final double FREQUENCY = 2 * Math.PI * 7.3 / STEP;

    /** A pair of claims on both sides, twelve times. */
    private static final int PAIRS = 24;

    /** How far from the point the claims were asked for that were asked so far. */
    private final List<Double> asked = new ArrayList<>();

    private Prober prober(DoubleUnaryOperator claim, double noise, double upstream, int maxEvaluations) {
        Subject subject = Subject.of("claims", Map.of("x", Tensor.vector(AT)), at -> Tensor.vector(1), (at, u) -> {
            double t = at.get("x").get(0) - AT;
            double g = claim.applyAsDouble(t);
            asked.add(t);
            return Map.of("x", Tensor.vector(u.get(0) * g));
        });
        EvaluationPoint base =
                EvaluationPoint.of(new Contraction(subject, Tensor.vector(upstream), 0), AtPoint.output(subject));
        return new Prober(base, "x", noise, new SplittableRandom(1), new Evaluations(maxEvaluations));
    }

    private String explanation(Prober prober, Probe disagreeing) {
        asked.clear();
        return FinerClaims.explanation(prober, prober.base(), disagreeing);
    }

    private static ChosenProbe probe(Prober prober, double claimed, double seen) {
        return ChosenProbe.at(prober).claims(claimed).sees(seen).steps(0.1, STEP);
    }

    /** How often of fifty times the claims explain a disagreement, each time at places of its own. */
    private int explained(DoubleUnaryOperator claim, double claimed, double seen, double bound) {
        int explained = 0;
        for (int k = 0; k < 50; k++) {
            Prober prober = prober(claim, NOISE, 1, 1000);
            Probe probe = probe(prober, claimed, seen + k * 1e-12).bound(bound).made();
            explained += explanation(prober, probe).isEmpty() ? 0 : 1;
        }
        return explained;
    }

    private static double wave(double t) {
        return SEEN + SWING * Math.cos(FREQUENCY * t);
    }

    @Test
    void claims_that_swing_smoothly_about_the_slope_that_was_seen_explain_it() {
        assertThat(explained(FinerClaimsLimitsTest::wave, SEEN + SWING, SEEN, 1e-9))
                .isGreaterThan(40);
    }

    @Test
    void claims_that_swing_about_another_slope_do_not() {
        // The slope about which they swing is known to about a swing; without a bound it is told from two of them.
        assertThat(explained(FinerClaimsLimitsTest::wave, SEEN + SWING, SEEN - 2.3 * SWING, 1e-9))
                .isLessThan(5);
        assertThat(explained(FinerClaimsLimitsTest::wave, SEEN + SWING, SEEN - 0.3 * SWING, 1e-9))
                .isGreaterThan(40);
    }

    @Test
    void what_the_bound_of_the_slope_that_was_seen_leaves_open_is_no_other_slope() {
        assertThat(explained(FinerClaimsLimitsTest::wave, SEEN + SWING, SEEN - 1.8 * SWING, 3 * SWING))
                .isGreaterThan(40);
    }

    @Test
    void a_disagreement_is_five_times_as_large_as_the_swings_are_on_average_at_most() {
        // Those of a cosine that are highest at the point are 0.7 of that on average.
        assertThat(explained(FinerClaimsLimitsTest::wave, SEEN + SWING, SEEN - 4 * SWING, 10 * SWING))
                .isLessThan(5);
    }

    @Test
    void claims_that_are_rounded_or_random_are_no_structure() {
        assertThat(explained(t -> SEEN + SWING * Math.signum(Math.cos(FREQUENCY * t)), SEEN + SWING, SEEN, 1e-9))
                .isZero();
        assertThat(explained(
                        t -> SEEN + SWING * (2 * new SplittableRandom(Double.doubleToLongBits(t)).nextDouble() - 1),
                        SEEN + SWING,
                        SEEN,
                        1e-9))
                .isZero();
        assertThat(asked).as("the places, and one beside each at eight levels").hasSize(PAIRS + 16 + 8 * 16);
    }

    @Test
    void what_was_seen_is_told_in_units_of_the_output() {
        Prober prober = prober(FinerClaimsLimitsTest::wave, NOISE, -4, 1000);
        Probe probe = probe(prober, -4 * (SEEN + SWING), -4 * SEEN).made();

        assertThat(explanation(prober, probe))
                .matches(
                        "within the 1e-03 that values need to show a slope the gradient swings by about [5-9]\\.\\de-04, as "
                                + "much as the disagreement of 1\\.0e-03, and about the slope that was seen: values cannot show "
                                + "whether it is right; check at another point");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 50})
    void values_that_can_show_the_finest_structure_there_is_are_believed(double difference) {
        // A twentieth of how far it moves a value over a millionth of a millionth of the scale.
        double shown = 1e-12 * AT * difference / 20;

        Prober fine = prober(FinerClaimsLimitsTest::wave, shown * 0.99, 1, 1000);
        assertThat(explanation(fine, probe(fine, SEEN + difference, SEEN).made()))
                .isEmpty();
        assertThat(asked).isEmpty();

        Prober coarse = prober(FinerClaimsLimitsTest::wave, shown * 1.01, 1, 1000);
        explanation(coarse, probe(coarse, SEEN + difference, SEEN).made());
        assertThat(asked).isNotEmpty();
    }

    /** How many claims are asked for where those of the first pairs are off from the claim by parts of the difference. */
    private int asked(double... parts) {
        Prober prober =
                prober(t -> SEEN + SWING * (1 + parts[Math.min(asked.size() / 2, parts.length - 1)]), NOISE, 1, 1000);
        assertThat(explanation(prober, probe(prober, SEEN + SWING, SEEN).made()))
                .isEmpty();
        return asked.size();
    }

    @Test
    void claims_that_stay_as_they_are_are_asked_for_no_longer() {
        assertThat(asked(0.0)).isEqualTo(2);
        assertThat(asked(0.009, 1)).isEqualTo(2);
        assertThat(asked(-0.009, 1)).isEqualTo(2);
        assertThat(asked(0.011, 0, 0.24, 1)).as("a quarter after three pairs").isEqualTo(6);
        assertThat(asked(-0.011, 0, -0.26, 0)).isGreaterThanOrEqualTo(PAIRS);
        assertThat(asked(0.011, 0.26, 0, 0)).isGreaterThanOrEqualTo(PAIRS);
    }

    @Test
    void a_hundredth_or_a_quarter_of_the_difference_is_a_swing() {
        double[] changes = {0.01, 0, 0.25, 0};
        Prober prober = prober(t -> changes[Math.min(asked.size() / 2, 3)], NOISE, 1, 1000);

        assertThat(explanation(prober, probe(prober, 0, -1).made())).isEmpty();
        assertThat(asked).hasSizeGreaterThanOrEqualTo(PAIRS);
    }

    @Test
    void values_that_just_show_the_finest_structure_are_believed() {
        double noise = 1e-12 * AT / 20;
        assertThat(20 * noise).isEqualTo(1e-12 * AT);
        Prober prober = prober(FinerClaimsLimitsTest::wave, noise, 1, 1000);

        assertThat(explanation(prober, probe(prober, SEEN + 1, SEEN).made())).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_place_outside_the_domain_ends_it() {
        Prober prober = prober(t -> asked.size() < 9 ? SEEN + SWING * asked.size() : Double.NaN, NOISE, 1, 1000);

        assertThat(explanation(prober, probe(prober, SEEN + SWING, SEEN).made()))
                .isEmpty();
        assertThat(asked).hasSize(10);
    }

    @Test
    void claims_are_asked_for_on_both_sides_first_close_by_and_then_up_to_half_the_smallest_step() {
        double[] farthest = new double[12];
        double[] closest = new double[12];
        Arrays.fill(closest, 1);
        for (int k = 0; k < 50; k++) {
            Prober prober = prober(FinerClaimsLimitsTest::wave, NOISE, 1, 1000);
            explanation(prober, probe(prober, SEEN + SWING, SEEN + k * 1e-12).made());
            assertThat(asked).hasSizeGreaterThan(PAIRS);
            for (int pair = 0; pair < 12; pair++) {
                double share = asked.get(2 * pair) / STEP;
                assertThat(asked.get(2 * pair + 1) / STEP).isCloseTo(-share, within(1e-9));
                farthest[pair] = Math.max(farthest[pair], share);
                closest[pair] = Math.min(closest[pair], share);
            }
            // Each close look is at three places about as far apart as that of pairs, or less.
            List<Double> looks = asked.subList(PAIRS, asked.size());
            assertThat(looks).allMatch(t -> Math.abs(t) <= STEP * (0.5 + 1.5 / 64));
            assertThat(looks).anyMatch(t -> t > STEP / 8).anyMatch(t -> t < -STEP / 8);
        }
        for (int pair = 0; pair < 12; pair++) {
            assertThat(closest[pair]).isBetween(1 / 16.0, 1 / 8.0);
            assertThat(farthest[pair]).isBetween(pair < 3 ? 0.1 : 0.4, pair < 3 ? 1 / 8.0 : 1 / 2.0);
        }
    }

    @Test
    void where_evaluations_end_a_disagreement_is_believed() {
        Prober prober = prober(FinerClaimsLimitsTest::wave, NOISE, 1, 20);
        Probe probe = probe(prober, SEEN + SWING, SEEN).made();

        assertThat(explanation(prober, probe)).isEmpty();
        assertThat(prober.evaluations().spent()).isEqualTo(20);
    }

    /** Claims that are about as large as their swings: far beyond the rounding of any. */
    private String explanationOfLarge(DoubleUnaryOperator claim, int maxEvaluations) {
        Prober prober = prober(claim, NOISE, 1, maxEvaluations);
        return explanation(prober, probe(prober, SWING, 0).made());
    }

    @Test
    void swings_far_beyond_rounding_are_looked_at_down_to_the_last_places() {
        DoubleUnaryOperator fine = t -> SWING * Math.cos(1e5 * FREQUENCY * t);

        assertThat(explanationOfLarge(fine, 1000)).startsWith("within the 1e-03 ");
        assertThat(asked).hasSizeGreaterThan(PAIRS + 16 + 8 * 16);
        // Of hinges that open and close some claims jump wherever they are looked at.
        assertThat(explanationOfLarge(t -> Math.sin(FREQUENCY * t) > -0.5 ? fine.applyAsDouble(t) : 0, 1000))
                .startsWith("within the 1e-03 ");
    }

    @Test
    void claims_that_are_random_down_to_the_last_places_are_no_structure() {
        assertThat(explanationOfLarge(
                        t -> SWING * (2 * new SplittableRandom(Double.doubleToLongBits(t)).nextDouble() - 1), 1000))
                .isEmpty();
        assertThat(asked).hasSize(PAIRS + 16 + 15 * 16);
    }

    @Test
    void where_evaluations_end_in_swings_far_beyond_rounding_nothing_is_known() {
        DoubleUnaryOperator fine = t -> SWING * Math.cos(1e5 * FREQUENCY * t);

        assertThat(explanationOfLarge(fine, 100)).startsWith("undecided after 100 evaluations");
        Prober prober = prober(FinerClaimsLimitsTest::wave, NOISE, 1, 45);
        assertThat(explanation(prober, probe(prober, SEEN + SWING, SEEN).made()))
                .isEmpty();
    }
}
