package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Subject;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What makes a point stationary, and how points around it are heard. */
class StationaryVotesTest {

    private static final Entries ONE = Entries.all(1);

    private static ChosenProbe flat() {
        Subject cosh = Subject.scalar("cosh", Math::cosh, Math::sinh, 0);
        return ChosenProbe.at(AtPoint.prober(cosh, "x", 0, 1)).claims(0).sees(0);
    }

    @Test
    void a_point_is_stationary_where_the_slope_is_below_a_tenth_of_how_steep_the_function_is_beside_it() {
        // It moves by a half over a quarter, so its steepness is two.
        ChosenProbe beside = flat().range(0.5).steps(0.25, 1e-3);

        assertThat(StationaryPoint.in(beside.bound(0.2).made())).isFalse();
        assertThat(StationaryPoint.in(beside.bound(0.2 * (1 - 1e-9)).made())).isTrue();
    }

    @Test
    void where_a_gradient_has_terms_the_point_is_not_stationary() {
        ChosenProbe beside = flat().range(0.5).bound(1e-9);

        assertThat(StationaryPoint.in(beside.made())).isTrue();
        assertThat(StationaryPoint.in(beside.terms(1e-9).made())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DerivativeEstimate.Sides.class)
    void a_point_is_stationary_where_both_sides_were_seen(DerivativeEstimate.Sides sides) {
        Probe probe = flat().range(0.5).bound(1e-9).sides(sides).made();

        assertThat(StationaryPoint.in(probe)).isEqualTo(sides == DerivativeEstimate.Sides.BOTH);
    }

    private static Conclusion decide(Prober prober) {
        Conclusion here = new Conclusion(
                Verdict.PASS, "here", prober.base(), ChosenProbe.at(prober).made());
        return StationaryPoint.decide(prober, here, ONE);
    }

    @ParameterizedTest
    @CsvSource({
        "A, PASS, 2, around",
        "D, FAIL, 2, nearby",
        "ADAD, FAIL, 4, nearby",
        "ADD, FAIL, 3, nearby",
        "DAAD, FAIL, 4, nearby",
        "DAAAA, PASS, 4, here",
        "ADAA, PASS, 4, here",
        "AAD, PASS, 2, around",
        "RAA, PASS, 3, around",
        "ARA, PASS, 3, around",
        "RDD, FAIL, 3, nearby",
        "R, PASS, 4, here",
        "AR, PASS, 4, here",
        "DR, PASS, 4, here",
        "K, PASS, 4, here",
        "KAA, PASS, 3, around",
        "KDD, FAIL, 3, nearby"
    })
    void two_of_four_points_of_one_opinion_decide_and_a_pass_needs_that_none_disagrees(
            String script, Verdict verdict, int asked, String said) {
        ScriptedPlaces places = new ScriptedPlaces(script, 0, 3);

        Conclusion conclusion = decide(places.prober());

        assertThat(conclusion.verdict()).isEqualTo(verdict);
        assertThat(places.places()).isEqualTo(asked);
        assertThat(conclusion.reason())
                .isEqualTo(
                        switch (said) {
                            case "around" -> "the gradient is zero at the point; around it it is right";
                            case "nearby" -> "seen at a point nearby, as the gradient is zero at this one";
                            default -> "here";
                        });
    }

    private static Prober prober(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double noise, long seed) {
        return AtPoint.prober(Subject.scalar("f", f, derivative, 1), "x", noise, seed);
    }

    @Test
    void agreements_that_show_nothing_are_no_opinion() {
        Seeds.first(10).each(seed -> {
            Prober noisy = prober(x -> (x - 1) * (x - 1), x -> 2 * (x - 1), 1e-3, seed);
            Prober flat = prober(x -> Math.max(0, x - 2), x -> x > 2 ? 1 : 0, 0, seed);

            assertThat(decide(noisy).reason()).isEqualTo("here");
            assertThat(decide(flat).reason()).isEqualTo("here");
        });
    }

    @Test
    void points_without_a_value_are_passed_over() {
        Prober alone = prober(x -> x == 1 ? 1 : Double.NaN, x -> 0, 0, 1);
        Prober right = prober(x -> x >= 1 ? (x - 1) * (x - 1) : Double.NaN, x -> 2 * (x - 1), 0, 1);

        assertThat(decide(alone).reason()).isEqualTo("here");
        assertThat(alone.evaluations().spent())
                .as("one for the probe, and four")
                .isEqualTo(5);
        assertThat(decide(right).reason()).isEqualTo("the gradient is zero at the point; around it it is right");
    }

    @Test
    void where_evaluations_end_the_point_itself_is_what_is_left() {
        Subject square = Subject.scalar("square", x -> (x - 1) * (x - 1), x -> 2 * (x - 1), 1);

        assertThat(decide(AtPoint.prober(square, "x", 0, 1, 5)).reason()).isEqualTo("here");
        assertThat(decide(AtPoint.prober(square, "x", 0, 1, 500)).reason()).isNotEqualTo("here");
    }
}
