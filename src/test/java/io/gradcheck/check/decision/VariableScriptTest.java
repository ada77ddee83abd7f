package io.gradcheck.check.decision;

import static io.gradcheck.check.decision.ScriptedProbes.KINK;
import static io.gradcheck.check.decision.ScriptedProbes.NOWHERE;
import static io.gradcheck.check.decision.ScriptedProbes.RIGHT;
import static io.gradcheck.check.decision.ScriptedProbes.VAGUE;
import static io.gradcheck.check.decision.ScriptedProbes.WRONG;
import static io.gradcheck.check.decision.ScriptedProbes.probes;
import static io.gradcheck.check.decision.ScriptedProbes.slopes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What follows when the probes of a variable see this and that, one after the other. */
class VariableScriptTest {

    private static Conclusion conclude(Prober prober) {
        return new VariableCheck(prober, false).conclude();
    }

    private static final String AROUND =
            "the reported gradient is not the slope at the point; around it the gradient is right";
    private static final String NEARBY = "seen at a point nearby, away from the kinks of this one";

    /** The verdict, the reason if there is one, and the probes with a point each. */
    private static List<String> after(DoubleUnaryOperator... script) {
        Prober prober = ScriptedProbes.of(1, script);
        Conclusion conclusion = conclude(prober);
        String points = probes(prober).stream()
                .map(step -> step.point() + step.outcome().substring(0, 1))
                .reduce("", (a, b) -> a + " " + b)
                .trim();
        return List.of(conclusion.verdict().toString(), conclusion.reason(), points);
    }

    @Test
    void one_agreement_is_enough_and_three_disagreements_are() {
        assertThat(after(RIGHT)).containsExactly("PASS", "", "0a");
        assertThat(after(WRONG)).containsExactly("FAIL", "", "0d 0d 0d");
    }

    @Test
    void a_disagreement_of_the_first_probe_is_cleared_by_two_sharp_agreements() {
        assertThat(after(WRONG, RIGHT)).containsExactly("PASS", "", "0d 0a 0a");
    }

    @Test
    void a_disagreement_that_one_of_two_further_probes_shares_is_decided_nearby() {
        assertThat(after(WRONG, RIGHT, WRONG, RIGHT)).containsExactly("KINK", AROUND, "0d 0a 0d 1a 2a");
        assertThat(after(WRONG, WRONG, RIGHT)).containsExactly("KINK", AROUND, "0d 0d 0a 1a 2a");
        assertThat(after(WRONG, WRONG, RIGHT, WRONG)).containsExactly("FAIL", NEARBY, "0d 0d 0a 1d 2d");
    }

    @Test
    void what_could_not_be_seen_is_cleared_by_no_agreement() {
        assertThat(after(NOWHERE, RIGHT)).containsExactly("KINK", AROUND, "0u 0a 0a 1a 2a");
        assertThat(after(NOWHERE, WRONG)).containsExactly("FAIL", "", "0u 0d 0d");
    }

    @Test
    void a_jump_of_the_slope_is_decided_nearby_at_once() {
        assertThat(after(KINK, RIGHT))
                .containsExactly("KINK", "the slope jumps at the point; around it the gradient is right", "0u 1a 2a");
        assertThat(after(KINK, WRONG)).containsExactly("FAIL", NEARBY, "0u 1d 2d");
    }

    @Test
    void a_closer_look_that_agrees_is_believed() {
        assertThat(after(WRONG, WRONG, WRONG, RIGHT)).containsExactly("PASS", "", "0d 0d 0d 0a 0a");
    }

    @Test
    void of_two_agreements_that_clear_a_doubt_the_sharper_one_is_told() {
        Seeds.first(30).each(seed -> {
            Prober prober = ScriptedProbes.of(seed, WRONG, RIGHT);
            Conclusion conclusion = conclude(prober);
            List<TraceStep> made = probes(prober).stream()
                    .filter(step -> step.outcome().equals("agrees"))
                    .toList();
            // Those whose step and direction are others have another bound.
            assertThat(conclusion.verdict()).isEqualTo(Verdict.PASS);
            assertThat(conclusion.probe().bound())
                    .isEqualTo(made.stream().mapToDouble(TraceStep::bound).min().orElseThrow());
        });
    }

    @Test
    void agreements_as_blunt_as_the_doubt_do_not_clear_it() {
        // Noise leaves more open over the smaller steps of the second probe than over those of the first.
        double noise = 1e-6;
        Prober sees = ScriptedProbes.of(1, noise, 1, RIGHT);
        conclude(sees);
        double weight = Math.abs(probes(sees).get(0).analytic());
        double open = probes(sees).get(0).bound() / weight;

        Prober doubted = ScriptedProbes.of(1, noise, 1, slopes(1 + 1.3 * open, 1));
        Conclusion conclusion = conclude(doubted);

        List<TraceStep> made = probes(doubted);
        assertThat(made).extracting(TraceStep::outcome).startsWith("unclear", "agrees", "agrees");
        assertThat(made.get(1).bound()).isGreaterThan(1.3 * open * weight);
        assertThat(conclusion.verdict()).isNotEqualTo(Verdict.PASS);
    }

    @Test
    void a_weak_agreement_is_looked_at_again_with_steps_a_thousand_times_as_fine() {
        Prober sharper = ScriptedProbes.of(1, VAGUE, RIGHT);
        Prober blunt = ScriptedProbes.of(1, RIGHT);

        Conclusion conclusion = conclude(sharper);
        conclude(blunt);

        List<TraceStep> made = probes(sharper);
        assertThat(made).hasSize(2);
        assertThat(made.get(1).step()).isEqualTo(made.get(0).step() / 1024);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.PASS);
        assertThat(conclusion.probe().bound())
                .isEqualTo(made.get(1).bound())
                .isLessThan(made.get(0).bound());
        assertThat(probes(blunt)).hasSize(1);
    }

    @Test
    void a_weak_agreement_stays_what_is_told_where_the_finer_one_is_weaker() {
        Prober prober = ScriptedProbes.of(1, VAGUE, t -> 3 * VAGUE.applyAsDouble(t) - 2 * t);

        Conclusion conclusion = conclude(prober);

        List<TraceStep> made = probes(prober);
        assertThat(made).extracting(TraceStep::outcome).containsExactly("agrees", "agrees");
        assertThat(made.get(1).bound()).isGreaterThan(2 * made.get(0).bound());
        assertThat(conclusion.probe().bound()).isEqualTo(made.get(0).bound());
    }

    @Test
    void a_weak_agreement_that_finer_steps_do_not_share_is_in_doubt() {
        assertThat(after(VAGUE, WRONG)).containsExactly("FAIL", "", "0a 0d 0d 0d");
        assertThat(after(VAGUE, WRONG, RIGHT)).containsExactly("PASS", "", "0a 0d 0a 0a");
    }

    @Test
    void finer_steps_are_taken_where_noise_leaves_a_fifth_of_what_is_open() {
        int[] looks = new int[3];
        for (double noise = 1e-9; noise < 1e-5; noise *= 1.2) {
            Prober prober = ScriptedProbes.of(1, noise, 1, VAGUE);
            conclude(prober);
            List<TraceStep> made = probes(prober);
            TraceStep first = made.get(0);
            double open = 5 * noise * 1024 / first.step();

            assertThat(first.outcome()).isEqualTo("agrees");
            assertThat(made).hasSize(open < first.bound() ? 2 : 1);
            looks[made.size()]++;
        }
        assertThat(looks[1]).isGreaterThan(5);
        assertThat(looks[2]).isGreaterThan(5);
    }

    @Test
    void a_weak_agreement_whose_terms_cancel_is_looked_at_where_they_add_up() {
        int[] uphill = new int[2];
        Seeds.first(60).each(seed -> {
            Prober prober = ScriptedProbes.of(2, 0, seed, VAGUE, VAGUE, WRONG);
            Conclusion conclusion = conclude(prober);
            List<TraceStep> made = probes(prober);
            TraceStep last = made.get(1);
            assertThat(made.subList(0, 2)).extracting(TraceStep::outcome).containsExactly("agrees", "agrees");
            // The bound of the sharper one is that of the claim, or the other way round.
            double bound = Math.min(made.get(0).bound(), last.bound());
            boolean hides = bound > 1e-2 * Math.abs(last.analytic()) && Math.abs(last.analytic()) <= 0.5;

            assertThat(conclusion.verdict()).isEqualTo(hides ? Verdict.FAIL : Verdict.PASS);
            if (hides) {
                assertThat(Math.abs(made.get(2).analytic()))
                        .as("of two weights")
                        .isBetween(1.0, 2.0);
            } else {
                assertThat(made).hasSize(2);
            }
            uphill[hides ? 1 : 0]++;
        });
        assertThat(uphill[0]).isGreaterThan(20);
        assertThat(uphill[1]).isGreaterThan(5);
    }

    @Test
    void the_third_probe_goes_uphill_unless_the_first_one_had_terms_that_cancel() {
        int[] below = new int[2];
        Seeds.first(60).each(seed -> {
            Prober prober = ScriptedProbes.of(2, 0, seed, WRONG);
            conclude(prober);
            double first = Math.abs(probes(prober).get(0).analytic());
            double third = Math.abs(probes(prober).get(2).analytic());
            // Two weights of one sign are one together at least, and of two signs a half at most.
            if (first >= 1) {
                assertThat(third).isGreaterThanOrEqualTo(1);
            } else if (first < 0.5) {
                below[third < 1 ? 0 : 1]++;
            }
        });
        assertThat(below[0]).as("along any direction").isGreaterThan(3);
        assertThat(below[1]).isGreaterThan(3);
    }

    @Test
    void slopes_contradict_each_other_that_are_a_quarter_of_the_claim_s_difference_apart() {
        // The second is off by 0.2, the closest by a little less than 0.16, of which 0.04 are a quarter.
        assertThat(after(slopes(1.149, 1.2, 1.1, 1.159)).get(0)).isEqualTo("INCONCLUSIVE");
        assertThat(after(slopes(1.149, 1.2, 1.1, 1.161)).get(0)).isEqualTo("FAIL");
        assertThat(after(slopes(1.151, 1.2, 1.1, 1.159)).get(0)).isEqualTo("FAIL");
    }

    @Test
    void a_mistake_nearby_is_none_where_longer_steps_at_the_point_show_the_claim() {
        // Stairs so wide that there is none of their edges beside points nearby.
        DoubleUnaryOperator stairs = t -> 0.3 * t + 0.7 * 0.05 * Math.floor((t + 0.021) / 0.05);
        List<String> beyond = after(stairs, RIGHT, WRONG, stairs);

        assertThat(beyond.get(0)).isEqualTo("INCONCLUSIVE");
        assertThat(beyond.get(1))
                .startsWith("along the direction tried the slope is ")
                .contains("over short steps");
        assertThat(beyond.get(2)).isEqualTo("0d 0a 0d 1d 2d");
        assertThat(after(stairs, RIGHT, WRONG)).containsExactly("FAIL", NEARBY, "0d 0a 0d 1d 2d");
    }

    @Test
    void evaluations_that_end_leave_the_variable_undecided() {
        Prober prober = AtPoint.prober(Subject.scalar("sin", Math::sin, x -> 2, 0.3), "x", 0, 1, 40);

        Conclusion conclusion = conclude(prober);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion.reason()).startsWith("undecided after 40 evaluations");
        assertThat(conclusion.probe()).isNull();
    }
}
