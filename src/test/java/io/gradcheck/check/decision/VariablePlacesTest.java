package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a variable's kinks, jumps and small entries ask for beside its probes at the point. */
class VariablePlacesTest {

    private static Conclusion conclude(Prober prober) {
        return new VariableCheck(prober, false).conclude();
    }

    private static Prober prober(
            long seed, ToDoubleFunction<double[]> f, UnaryOperator<double[]> gradient, double... at) {
        return AtPoint.prober(Subject.objective("f", f, gradient, at), "x", 0, seed);
    }

    private static List<String> outcomes(Prober prober) {
        return prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.PROBE)
                .map(TraceStep::outcome)
                .toList();
    }

    /** About 3000 times the first entry, but another slope at every step, and 180 times the second one. */
    private static Prober steep(double claimed) {
        DoubleUnaryOperator wave = x -> x == 0 ? 0 : 1000 * x * (3 + 0.03 * Math.sin(Math.log(Math.abs(x))));
        return prober(8, x -> wave.applyAsDouble(x[0]) + 180 * (x[1] - 0.5), x -> new double[] {3000, claimed}, 0, 0.5);
    }

    @Test
    void what_is_undecided_together_fails_for_entries_whose_gradient_is_less_than_a_sixteenth_of_the_largest() {
        // A sixteenth of 3000 is 187.5.
        Prober right = steep(180);
        Prober wrong = steep(187);
        Prober tooLarge = steep(187.5);

        assertThat(conclude(right).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        Conclusion fail = conclude(wrong);
        assertThat(conclude(tooLarge).verdict()).isEqualTo(Verdict.INCONCLUSIVE);

        assertThat(outcomes(right)).endsWith("agrees");
        assertThat(outcomes(tooLarge)).hasSize(outcomes(right).size() - 1);
        assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fail.probe().region().count()).isEqualTo(1);
        assertThat(fail.probe().region().entry(0)).isEqualTo(1);
    }

    @Test
    void where_nothing_can_be_seen_no_entries_are_looked_at_by_themselves() {
        ToDoubleFunction<double[]> alone = x -> x[0] == 0.3 && x[1] == 0.5 ? 1 : Double.NaN;
        Prober alike = prober(1, alone, x -> new double[] {1, 1}, 0.3, 0.5);
        Prober apart = prober(1, alone, x -> new double[] {100, 1}, 0.3, 0.5);

        assertThat(conclude(alike).reason()).isEqualTo(conclude(apart).reason());
        assertThat(outcomes(apart)).containsExactly("unclear", "unclear", "unclear");
        assertThat(apart.evaluations().spent()).isEqualTo(alike.evaluations().spent());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 7})
    void a_jump_of_the_value_that_hides_every_claim_is_told(double claimed) {
        Prober prober = prober(1, x -> Math.signum(x[0]), x -> new double[] {x[0] == 0 ? claimed : 0}, 0);

        Conclusion undecided = conclude(prober);

        assertThat(outcomes(prober).get(0)).isEqualTo("agrees");
        assertThat(undecided.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(undecided.reason())
                .isEqualTo("the value jumps by 2.00 at the point, where no gradient exists; around it the gradient is "
                        + "right: check at another point");
    }

    @Test
    void where_a_median_is_suspected_four_more_directions_are_tried() {
        // Along the first entry alone the slope is two, along any other direction that moves it it is one.
        Prober prober =
                prober(1, x -> x[1] == 1 && x[2] == 1 ? 2 * x[0] - 1 : x[0], x -> new double[] {1, 0, 0}, 1, 1, 1);
        Prober usual = prober(1, x -> x[0], x -> new double[] {1, 0, 0}, 1, 1, 1);

        assertThat(conclude(prober).verdict()).isEqualTo(Verdict.PASS);
        assertThat(conclude(usual).verdict()).isEqualTo(Verdict.PASS);

        assertThat(outcomes(prober)).containsExactly("agrees", "agrees", "agrees", "agrees", "agrees");
        assertThat(outcomes(usual)).containsExactly("agrees");
    }

    @Test
    void a_kink_without_ties_or_zeros_is_probed_along_no_others_that_keep_them() {
        Prober prober =
                prober(1, x -> Math.abs(x[0] - 0.3) + x[1], x -> new double[] {x[0] > 0.3 ? 1 : -1, 1}, 0.3, 0.5);

        Conclusion kink = conclude(prober);

        assertThat(kink.verdict()).isEqualTo(Verdict.KINK);
        assertThat(kink.reason()).isEqualTo("the slope jumps at the point; around it the gradient is right");
        assertThat(outcomes(prober)).containsExactly("unclear", "agrees", "agrees");
    }

    /** The largest of some equal entries; the gradient of the last one is multiplied by a factor where it wins. */
    private static Prober largest(int n, double factor, long seed) {
        double[] at = new double[n];
        Arrays.fill(at, 1.5);
        return prober(
                seed,
                x -> Arrays.stream(x).max().orElseThrow(),
                x -> {
                    double[] g = new double[n];
                    int winner = 0;
                    for (int k = 1; k < n; k++) {
                        winner = x[k] > x[winner] ? k : winner;
                    }
                    g[winner] = winner == n - 1 ? factor : 1;
                    return g;
                },
                at);
    }

    @Test
    void a_mistake_in_a_branch_of_a_kink_is_told_without_a_word_on_the_subgradient() {
        int[] branches = new int[1];
        Seeds.first(20).each(seed -> {
            Conclusion fail = conclude(largest(6, 0.5, seed));
            Conclusion kink = conclude(largest(6, 1, seed));

            assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(fail.subgradient()).isEqualTo(Subgradient.NO_KINK);
            if (!fail.reason().startsWith("seen at a point nearby, away from the kinks")) {
                assertThat(fail.reason())
                        .isEqualTo("seen at a point nearby, in a branch of the kink that other points do not show");
                branches[0]++;
            }
            assertThat(kink.verdict()).isEqualTo(Verdict.KINK);
            assertThat(kink.reason()).isEqualTo("the slope jumps at the point; around it the gradient is right");
        });
        assertThat(branches[0]).isGreaterThan(5);
    }

    /** The largest of three, of which two are tied and both have the whole gradient. */
    private static Prober twice(long seed, ToDoubleFunction<double[]> more) {
        return prober(
                seed,
                x -> Math.max(x[0], Math.max(x[1], x[2])) + more.applyAsDouble(x),
                x -> {
                    double largest = Math.max(x[0], Math.max(x[1], x[2]));
                    return Arrays.stream(x).map(v -> v == largest ? 1 : 0).toArray();
                },
                2,
                2,
                1);
    }

    @Test
    void a_tie_that_is_got_wrong_must_have_a_value_nearby_where_it_is_kept() {
        // A point nearby with the tie is up or down by a part of 0.0173.
        Seeds.first(20).each(seed -> {
            Conclusion seen = conclude(twice(seed, x -> 0));
            Conclusion unseen = conclude(twice(
                    seed,
                    x -> x[0] == x[1] && Math.abs(x[0] - 2) > 0.0085 && Math.abs(x[0] - 2) < 0.0175 ? Double.NaN : 0));

            assertThat(seen.reason()).isEqualTo("seen along directions that keep ties and zeros");
            assertThat(unseen.verdict()).as(unseen.reason()).isEqualTo(Verdict.KINK);
        });
    }

    @Test
    void two_directions_that_keep_a_tie_must_show_the_mistake() {
        Prober prober = twice(3, x -> 0);

        assertThat(conclude(prober).verdict()).isEqualTo(Verdict.FAIL);
        long along = prober.trace().steps().stream()
                .filter(step -> step.kind() == TraceStep.Kind.PROBE)
                .filter(step -> step.point() == 0 && step.outcome().equals("disagrees"))
                .count();
        assertThat(along).isEqualTo(2);
    }

    @Test
    void in_double_precision_a_claim_near_its_bound_costs_one_probe_too() {
        Prober exact = prober(1, x -> 3 * x[0], x -> new double[] {3}, 0.7);
        conclude(exact);
        TraceStep seen = exact.trace().steps().get(0);
        double share = seen.bound() / Math.abs(seen.analytic());
        Prober near = prober(1, x -> 3 * x[0], x -> new double[] {3 * (1 + 0.7 * share)}, 0.7);

        assertThat(conclude(near).verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcomes(near)).containsExactly("agrees");
    }
}
