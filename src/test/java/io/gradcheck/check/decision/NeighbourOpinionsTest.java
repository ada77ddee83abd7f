package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How opinions of points nearby are counted, and which agreements are opinions. */
class NeighbourOpinionsTest {

    private static final double ABOVE = 1 + 1e-9;
    private static final double BELOW = 1 - 1e-9;
    private static final String BLIND = "agrees, and would not have shown what is in doubt";

    /** Something that any agreement would have shown. */
    private static Probe unseen(ScriptedPlaces places) {
        return ChosenProbe.at(places.prober()).claims(9).sees(3).made();
    }

    private static Conclusion decide(ScriptedPlaces places, Probe first) {
        return new NeighbourVote(places.prober(), first, false).decide();
    }

    @ParameterizedTest
    @CsvSource({
        "AA, KINK, 2",
        "DD, FAIL, 2",
        "ADAD, FAIL, 4",
        "ADD, FAIL, 3",
        "DAAD, FAIL, 4",
        "AADA, KINK, 2",
        "ADAAAA, KINK, 6",
        "DAAAAA, KINK, 6",
        "DR, FAIL, 6",
        "RD, FAIL, 3",
        "ADR, KINK, 6",
        "AR, KINK, 6",
        "RAR, KINK, 6",
        "RAA, KINK, 3",
        "R, INCONCLUSIVE, 6",
        "RDR, FAIL, 6",
        "RADR, KINK, 6",
        "K, INCONCLUSIVE, 6",
        "AKK, KINK, 6",
        "KKAA, KINK, 4",
        "DKK, FAIL, 6"
    })
    void two_of_one_opinion_decide_and_one_disagreement_wants_to_be_outvoted(
            String script, Verdict verdict, int asked) {
        ScriptedPlaces places = new ScriptedPlaces(script, 0, 3);

        Conclusion conclusion = decide(places, unseen(places));

        assertThat(conclusion.verdict()).isEqualTo(verdict);
        assertThat(places.places()).isEqualTo(asked);
        assertThat(places.votes()).hasSize(asked);
        for (int k = 0; k < asked; k++) {
            String opinion = places.votes().get(k);
            switch (script.charAt(Math.min(k, script.length() - 1))) {
                case 'A' -> assertThat(opinion).isEqualTo("agrees");
                case 'D' -> assertThat(opinion).isEqualTo("disagrees");
                case 'K' -> assertThat(opinion).isEqualTo("cannot tell");
                default -> assertThat(opinion).isIn("cannot tell", BLIND);
            }
        }
    }

    /** Whether two agreements nearby are opinions on what the first probe left open. */
    private static boolean informs(double noise, boolean confirmed, ChosenFirst first) {
        ScriptedPlaces places = new ScriptedPlaces("A", noise, 5);
        Conclusion conclusion =
                new NeighbourVote(places.prober(), first.at(ChosenProbe.at(places.prober())), confirmed).decide();
        boolean informs = conclusion.verdict() == Verdict.KINK;
        assertThat(places.votes()).isEqualTo(informs ? List.of("agrees", "agrees") : Collections.nCopies(6, BLIND));
        return informs;
    }

    private interface ChosenFirst {
        Probe at(ChosenProbe probe);
    }

    /** The largest of the bounds of two agreements nearby, and the smallest of six. */
    private record Open(double largest, double smallest, double largestShare, double smallestShare) {

        static Open at(double noise) {
            ScriptedPlaces places = new ScriptedPlaces("A", noise, 5);
            // Nothing shows a difference of zero, so that all six are asked.
            Probe first = ChosenProbe.at(places.prober()).made();
            decide(places, first);
            List<Double> bounds = places.bounds();
            List<Double> claims = places.claims();
            assertThat(bounds).hasSize(6);
            double[] shares = new double[6];
            for (int k = 0; k < shares.length; k++) {
                shares[k] = bounds.get(k) / Math.abs(claims.get(k));
            }
            return new Open(
                    Math.max(bounds.get(0), bounds.get(1)),
                    Collections.min(bounds),
                    Math.max(shares[0], shares[1]),
                    DoubleStream.of(shares).min().orElseThrow());
        }
    }

    @Test
    void a_difference_is_shown_by_a_quarter_of_it() {
        Open open = Open.at(1e-9);

        // Beside so small a gradient at the point its share of that is no matter.
        assertThat(informs(1e-9, true, probe -> difference(probe, 4 * open.largest(), 1e-6)))
                .isTrue();
        assertThat(informs(1e-9, true, probe -> difference(probe, 4 * open.smallest() * BELOW, 1e-6)))
                .isFalse();
    }

    @Test
    void it_is_shown_by_a_quarter_of_its_share_of_the_gradient_where_that_is_less() {
        Open open = Open.at(1e-9);
        double size = 1000;

        assertThat(informs(1e-9, true, probe -> difference(probe, 4 * size * open.largestShare() * ABOVE, size)))
                .isTrue();
        assertThat(informs(1e-9, true, probe -> difference(probe, 4 * size * open.smallestShare() * BELOW, size)))
                .isFalse();
    }

    private static Probe difference(ChosenProbe probe, double difference, double size) {
        return probe.claims(difference).sees(0).terms(size).made();
    }

    @Test
    void the_gradient_at_the_point_is_as_large_as_the_slope_that_was_seen() {
        Open open = Open.at(1e-9);
        double difference = 4 * 1000 * open.smallestShare() * BELOW;

        assertThat(informs(
                        1e-9,
                        true,
                        probe -> probe.claims(1000 + difference)
                                .terms(1e-6)
                                .sees(1000)
                                .made()))
                .isFalse();
        assertThat(informs(
                        1e-9,
                        true,
                        probe -> probe.claims(10 + difference)
                                .terms(1e-6)
                                .sees(10)
                                .made()))
                .isTrue();
    }

    @Test
    void what_was_not_confirmed_is_shown_by_a_thousandth_of_the_gradient_nearby() {
        int informing = 0;
        int blind = 0;
        for (double noise = 2e-10; noise < 8e-10; noise *= 1.1) {
            Open open = Open.at(noise);
            if (open.largestShare() <= 1e-3) {
                assertThat(informs(noise, false, probe -> difference(probe, 100, 1e-6)))
                        .isTrue();
                assertThat(informs(noise, false, probe -> difference(probe, Double.NaN, 1e-6)))
                        .isTrue();
                informing++;
            } else if (open.smallestShare() > 1e-3) {
                assertThat(informs(noise, false, probe -> difference(probe, 100, 1e-6)))
                        .isFalse();
                assertThat(informs(noise, true, probe -> difference(probe, 100, 1e-6)))
                        .isTrue();
                assertThat(informs(noise, true, probe -> difference(probe, Double.NaN, 1e-6)))
                        .isTrue();
                assertThat(informs(noise, true, probe -> probe.sees(Double.NaN).made()))
                        .as("a slope that is no number says nothing of what is in doubt")
                        .isFalse();
                blind++;
            }
        }
        assertThat(informing).isGreaterThan(2);
        assertThat(blind).isGreaterThan(2);
    }

    @Test
    void a_jump_of_the_slope_is_shown_by_a_tenth_of_it_or_of_the_difference() {
        Open open = Open.at(1e-9);
        double shown = 10 * open.largest();
        double hidden = 10 * open.smallest() * BELOW;

        assertThat(informs(1e-9, false, probe -> probe.jump(-shown).made())).isTrue();
        assertThat(informs(1e-9, false, probe -> probe.jump(-hidden).made())).isFalse();
        assertThat(informs(
                        1e-9,
                        false,
                        probe -> probe.jump(1e-10).claims(shown).sees(0).made()))
                .isTrue();
        assertThat(informs(
                        1e-9,
                        false,
                        probe -> probe.jump(1e-10).claims(hidden).sees(0).made()))
                .isFalse();
    }

    private static final String JUMP = "the value jumps by 2.00 at the point, where no gradient exists";

    /** What is said around a jump of the value. */
    private static String aroundJump(Prober prober, double jump, double firstStep) {
        ValueJump valueJump = new ValueJump(jump, 0, true, false, prober.base());
        Probe first = ChosenProbe.at(prober).steps(firstStep, 1e-6).made();
        Conclusion conclusion =
                NeighbourVote.aroundJump(prober, first, valueJump).decide();
        assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion.place()).isSameAs(prober.base());
        assertThat(conclusion.probe()).isSameAs(first);
        return conclusion.reason();
    }

    @Test
    void around_a_jump_of_the_value_an_agreement_leaves_a_thousandth_of_the_gradient_open() {
        int right = 0;
        int blind = 0;
        for (double noise = 2e-10; noise < 8e-10; noise *= 1.1) {
            Open open = Open.at(noise);
            String reason = aroundJump(new ScriptedPlaces("A", noise, 5).prober(), 2, 1e-9);
            if (open.largestShare() <= 1e-3) {
                assertThat(reason).isEqualTo(JUMP + "; around it the gradient is right: check at another point");
                right++;
            } else if (open.smallestShare() > 1e-3) {
                assertThat(reason).isEqualTo(JUMP + ": check at another point");
                blind++;
            }
        }
        assertThat(right).isGreaterThan(2);
        assertThat(blind).isGreaterThan(2);
    }

    @Test
    void where_the_gradient_is_zero_it_leaves_a_thousandth_of_the_slope_that_the_jump_would_be() {
        Subject constant = Subject.scalar("constant", x -> 1, x -> 0, 0);
        Prober seen = AtPoint.prober(constant, "x", 1e-9, 1);
        aroundJump(seen, 2, 1e-9);
        List<Double> bounds = seen.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.PROBE)
                .map(TraceStep::bound)
                .toList();
        double firstStep = 0.25;
        double shown = 1000 * Collections.max(bounds) * firstStep * ABOVE;
        double hidden = 1000 * Collections.min(bounds) * firstStep * 0.5;

        assertThat(aroundJump(AtPoint.prober(constant, "x", 1e-9, 1), shown, firstStep))
                .contains("; around it the gradient is right");
        assertThat(aroundJump(AtPoint.prober(constant, "x", 1e-9, 1), hidden, firstStep))
                .doesNotContain("around it");
    }

    @Test
    void where_a_closer_look_agrees_it_is_the_opinion() {
        Subject fine = Subject.scalar("fine", x -> Math.sin(1e6 * x), x -> 1e6 * Math.cos(1e6 * x), 0.3);
        Prober prober = AtPoint.prober(fine, "x", 0, 1);
        Probe first = ChosenProbe.at(prober).claims(Double.NaN).made();

        Conclusion conclusion = new NeighbourVote(prober, first, false).decide();

        assertThat(conclusion.verdict()).isEqualTo(Verdict.KINK);
        assertThat(conclusion.probe().agrees()).isTrue();
    }

    @Test
    void a_disagreement_nearby_that_a_closer_look_does_not_share_is_an_agreement() {
        Prober prober = ScriptedProbes.of(1, ScriptedProbes.WRONG, ScriptedProbes.RIGHT);
        Probe first = ChosenProbe.at(prober).claims(9).sees(3).made();

        Conclusion conclusion = new NeighbourVote(prober, first, false).decide();

        assertThat(conclusion.verdict()).isEqualTo(Verdict.KINK);
        List<TraceStep> steps = prober.trace().steps();
        assertThat(steps.get(0).outcome()).isEqualTo("disagrees");
        assertThat(steps.stream().filter(step -> step.kind() == TraceStep.Kind.CONFIRMATION))
                .extracting(TraceStep::outcome)
                .containsExactly("a closer look agrees");
        assertThat(steps.stream().filter(step -> step.kind() == TraceStep.Kind.VOTE))
                .extracting(TraceStep::outcome)
                .containsExactly("agrees", "agrees");
    }

    @Test
    void where_no_point_nearby_can_tell_coarse_values_are_no_reason_for_a_jump_of_the_slope() {
        ScriptedPlaces ofJump = new ScriptedPlaces("K", 0, 3);
        ScriptedPlaces unclear = new ScriptedPlaces("K", 0, 3);

        assertThat(decide(ofJump, ChosenProbe.at(ofJump.prober()).jump(1).made())
                        .reason())
                .isEqualTo("the slope jumps at the point, and 6 points nearby were too noisy or rough to decide: "
                        + "check at another point");
        assertThat(decide(unclear, unseen(unclear)).reason())
                .startsWith("the numeric derivative is unclear, and 6 points nearby were too noisy or rough to decide: "
                        + "check at another point, or if values are noisy or coarse, declare it: withAccuracy(");
    }

    /** How much is evaluated for two points nearby, where of each claim this part is off and a thousandth is accepted. */
    private static int spentOn(double off) {
        Subject line = Subject.scalar("line", x -> 3 * x, x -> 3 * (1 + off), 0);
        EvaluationPoint base = EvaluationPoint.of(new Contraction(line, Tensor.vector(1), 1e-3), AtPoint.output(line));
        Prober prober = new Prober(base, "x", 0, new SplittableRandom(1), new Evaluations(1000));
        Probe first = ChosenProbe.at(prober).claims(3 * (1 + off)).sees(3).made();
        int before = prober.evaluations().spent();

        assertThat(new NeighbourVote(prober, first, false).decide().verdict()).isEqualTo(Verdict.FAIL);
        return prober.evaluations().spent() - before;
    }

    @Test
    void a_disagreement_nearby_within_four_bounds_is_looked_at_for_noise_once_more() {
        // Seventeen values at each of two points.
        assertThat(spentOn(3.9e-3)).isEqualTo(spentOn(4.1e-3) + 2 * 17);
        assertThat(spentOn(2e-3)).isEqualTo(spentOn(3.9e-3));
        assertThat(spentOn(0.5)).isEqualTo(spentOn(4.1e-3));
    }

    /** {@code (1 - sigmoid(x), size (x + y))}, of which the first is exactly zero far to the right. */
    private static Subject certain(double size, double factor) {
        return VectorFunctions.jacobian(
                "certain",
                x -> new double[] {1 - 1 / (1 + Math.exp(-x[0])), size * (x[0] + x[1])},
                x -> new double[][] {{-Math.exp(-x[0]), 0}, {size * factor, size * factor}},
                37.5,
                0.4);
    }

    private static List<String> votes(Subject subject) {
        Prober prober = AtPoint.prober(subject, "x", 0, 1);
        new NeighbourVote(prober, ChosenProbe.at(prober).claims(9).sees(3).made(), false).decide();
        return prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.VOTE)
                .map(TraceStep::outcome)
                .toList();
    }

    @Test
    void a_disagreement_nearby_that_is_rounding_of_one_output_is_no_opinion() {
        assertThat(votes(certain(1e-18, 1))).hasSize(6).containsOnly("cannot tell");
        assertThat(votes(certain(1, 1.001))).hasSize(2).containsOnly("disagrees");
    }

    @Test
    void where_no_point_nearby_has_a_value_the_reason_says_so() {
        Subject alone = Subject.scalar("alone", x -> Math.abs(x - 0.3) < 1e-9 ? 3 * x : Double.NaN, x -> 3, 0.3);
        Prober prober = AtPoint.prober(alone, "x", 0, 1);

        Conclusion unclear =
                new NeighbourVote(prober, ChosenProbe.at(prober).claims(9).made(), false).decide();
        int asked = prober.evaluations().spent();
        Conclusion jump =
                new NeighbourVote(prober, ChosenProbe.at(prober).jump(1).made(), false).decide();

        assertThat(unclear.reason())
                .isEqualTo("the numeric derivative is unclear and the function is not finite nearby: check at another "
                        + "point");
        assertThat(asked).as("one for the probe, and six points").isEqualTo(7);
        assertThat(jump.reason())
                .isEqualTo(
                        "the slope jumps at the point and the function is not finite nearby: check at another point");
        assertThat(jump.undecided()).isEqualTo(1);
    }
}
