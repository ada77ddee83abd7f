package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GivenSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order in which a variable's probes are made, and what each is for. */
class VariableCheckTest {

    private static final int SEEDS = 40;
    private static final double AMPLITUDE = 0.03;

    private static Prober prober(Subject subject, long seed) {
        return AtPoint.prober(subject, "x", 0, seed);
    }

    private static Conclusion conclude(Prober prober) {
        return new VariableCheck(prober, false).conclude();
    }

    private static Conclusion conclude(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at, long seed) {
        return conclude(prober(Subject.scalar("f", f, derivative, at), seed));
    }

    /** {@code sum w_i sin x_i} with a gradient that has a factor in each entry. */
    private static Subject weighted(int size, IntToDoubleFunction weight, IntToDoubleFunction factor) {
        double[] x = new double[size];
        Arrays.setAll(x, i -> i == 0 ? 1e-3 : 0.3 + 0.01 * i);
        return Subject.objective(
                "weighted",
                at -> {
                    double sum = 0;
                    for (int i = 0; i < size; i++) {
                        sum += weight.applyAsDouble(i) * Math.sin(at[i]);
                    }
                    return sum;
                },
                at -> {
                    double[] g = new double[size];
                    Arrays.setAll(g, i -> factor.applyAsDouble(i) * weight.applyAsDouble(i) * Math.cos(at[i]));
                    return g;
                },
                x);
    }

    // Agreement.

    @Test
    void a_sharp_agreement_takes_one_probe() {
        Prober prober = prober(weighted(100, i -> 1, i -> 1), 1);

        Conclusion conclusion = conclude(prober);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.PASS);
        assertThat(conclusion.reason()).isEmpty();
        assertThat(prober.evaluations().spent()).isLessThan(25);
    }

    @Test
    void a_mistake_that_coarse_steps_do_not_show_fails() {
        // The mean slope is claimed, which is all that coarse steps see.
        DoubleUnaryOperator fine = x -> x + 1e-5 * Math.sin(2e3 * x);
        Seeds.first(SEEDS).each(seed -> {
            assertThat(conclude(fine, x -> 1, 0.3, seed).verdict()).isEqualTo(Verdict.FAIL);
        });
    }

    @Test
    void noise_that_finer_steps_would_only_amplify_is_left_alone() {
        DoubleUnaryOperator rough = x -> x + 1e-7 * Math.sin(1e12 * x);
        Prober prober = AtPoint.prober(Subject.scalar("rough", rough, x -> 1, 0.3), "x", 2e-7, 1);

        Conclusion conclusion = conclude(prober);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.PASS);
        assertThat(conclusion.probe().weak()).isTrue();
        assertThat(prober.evaluations().spent()).isLessThan(25);
    }

    @Test
    void entries_far_below_the_bound_are_probed_again_by_themselves() {
        // One weight of 1e10 hides the others, which are wrong.
        Subject wrong = weighted(40, i -> i == 0 ? 1e10 : 1e-2, i -> i == 0 ? 1 : 2);
        Subject right = weighted(40, i -> i == 0 ? 1e10 : 1e-2, i -> 1);
        int alone = spent(weighted(40, i -> 1e10, i -> 1));
        Seeds.first(SEEDS).each(seed -> {
            Prober prober = prober(right, seed);

            assertThat(conclude(prober).verdict()).isEqualTo(Verdict.PASS);
            assertThat(prober.evaluations().spent()).isGreaterThan(alone + 5);
            assertThat(conclude(prober(wrong, seed)).verdict()).isEqualTo(Verdict.FAIL);
        });
    }

    @Test
    void a_few_entries_below_the_bound_among_many_are_not_worth_a_probe() {
        int one = spent(weighted(60, i -> i == 0 ? 1e-12 : 1, i -> 1));
        int three = spent(weighted(60, i -> i < 3 ? 1e-12 : 1, i -> 1));
        int zeros = spent(weighted(60, i -> i < 3 ? 0 : 1, i -> 1));

        assertThat(three).as("three of 60").isGreaterThan(one + 5);
        assertThat(one).as("one of 60").isEqualTo(spent(weighted(60, i -> 1, i -> 1)));
        assertThat(zeros).as("zeros have no error to show").isEqualTo(one);
    }

    private static int spent(Subject subject) {
        Prober prober = prober(subject, 1);
        conclude(prober);
        return prober.evaluations().spent();
    }

    // Disagreement.

    @Test
    void a_disagreement_is_seen_three_times_and_confirmed_before_it_fails() {
        Prober wrong = prober(Subject.scalar("sin", Math::sin, x -> 1.1 * Math.cos(x), 0.3), 1);
        Prober right = prober(Subject.scalar("sin", Math::sin, Math::cos, 0.3), 1);

        Conclusion fail = conclude(wrong);
        conclude(right);

        assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fail.smooth()).isTrue();
        assertThat(fail.reason()).isEmpty();
        assertThat(fail.place()).isSameAs(wrong.base());
        assertThat(wrong.evaluations().spent())
                .isBetween(
                        3 * right.evaluations().spent(), 5 * right.evaluations().spent() + 20);
    }

    /** {@code 3 x} with a wave over the logarithm, so that steps of every length see another slope at zero. */
    private static GradientReport waves(double claimed, long seed) {
        Subject subject = Subject.scalar(
                "waves", x -> x == 0 ? 0 : x * (3 + AMPLITUDE * Math.sin(Math.log(Math.abs(x)))), x -> claimed, 0);
        return GradientChecker.standard().seed(seed).check(subject);
    }

    @Test
    void slopes_that_contradict_each_other_by_as_much_as_they_do_the_claim_accuse_nobody() {
        Seeds.first(SEEDS).each(seed -> {
            assertThat(waves(3, seed).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(waves(3 + 4 * AMPLITUDE, seed).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(waves(3 + 8 * AMPLITUDE, seed).verdict())
                    .as("far from all of them")
                    .isEqualTo(Verdict.FAIL);
        });
        assertThat(waves(3, 1).finding("x").reason())
                .isEqualTo("the numeric derivatives at two steps contradict each other, -1.99735 and -1.96453: if "
                        + "values are noisy or coarse, declare it: withAccuracy(2e-05)");
    }

    @Test
    void jumps_that_cancel_along_a_direction_in_single_precision_are_looked_at_in_halves() {
        // |x1| - |x2| has no jump along directions that move both alike; the reported gradient at zero is 1 and 0.
        Subject cancelling = new GivenSubject(
                "cancelling",
                Map.of("x", Tensor.vector(0, 0)),
                Precision.FLOAT,
                at -> Tensor.scalar((float) (1 + ramp(at, 0) - ramp(at, 1))),
                (at, upstream) ->
                        Map.of("x", Tensor.vector(upstream.get() * slope(at, 0), -upstream.get() * slope(at, 1))));
        Seeds.first(500).each(seed -> {
            GradientReport report = GradientChecker.standard().seed(seed).check(cancelling);

            assertThat(report.verdict()).isNotEqualTo(Verdict.FAIL);
        });
    }

    private static double ramp(Map<String, Tensor> at, int i) {
        return Math.max(0, at.get("x").values()[i]);
    }

    private static double slope(Map<String, Tensor> at, int i) {
        return at.get("x").values()[i] > 0 ? 1 : 0;
    }

    // Ties.

    @Test
    void a_gradient_that_counts_a_tied_maximum_twice_fails_along_directions_that_keep_the_tie() {
        Subject twice = maximum(1);
        Subject half = maximum(0.5);
        Seeds.first(SEEDS).each(seed -> {
            Conclusion fail = conclude(prober(twice, seed));
            Conclusion kink = conclude(prober(half, seed));

            assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(fail.reason()).isEqualTo("seen along directions that keep ties and zeros");
            assertThat(kink.verdict()).isEqualTo(Verdict.KINK);
        });
    }

    /** The largest of three numbers, of which two are tied: each of them gets a share of the gradient. */
    private static Subject maximum(double shareOfTied) {
        return Subject.objective(
                "maximum",
                x -> Math.max(x[0], Math.max(x[1], x[2])),
                x -> {
                    double largest = Math.max(x[0], Math.max(x[1], x[2]));
                    long tied =
                            Arrays.stream(x).filter(value -> value == largest).count();
                    double share = tied == 1 ? 1 : shareOfTied;
                    return Arrays.stream(x)
                            .map(value -> value == largest ? share : 0)
                            .toArray();
                },
                2,
                2,
                1);
    }

    // Reconsideration.

    @Test
    void a_failure_that_points_nearby_do_not_show_is_the_chain_rule_at_a_kink() {
        DoubleUnaryOperator line = x -> 3 * x;
        Prober prober = prober(Subject.scalar("line", line, x -> x == 0 ? 1 : 3, 0), 1);
        VariableCheck check = new VariableCheck(prober, false);
        Conclusion fail = check.conclude();

        Conclusion seen = check.reconsider(fail, true);
        Conclusion unseen = check.reconsider(fail, false);

        assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(seen.verdict()).isEqualTo(Verdict.KINK);
        assertThat(seen.reason())
                .isEqualTo("the chain rule does not hold at this point, which is a kink of other variables; around it "
                        + "the gradient is right");
        assertThat(unseen.verdict()).isEqualTo(Verdict.KINK);
        assertThat(unseen.reason())
                .isEqualTo("the reported gradient is not the slope at the point; around it the gradient is right");
    }

    @Test
    void a_failure_that_points_nearby_show_too_stays_as_it_was() {
        Prober prober = prober(Subject.scalar("line", x -> 3 * x, x -> 2, 0), 1);
        VariableCheck check = new VariableCheck(prober, false);
        Conclusion fail = check.conclude();

        assertThat(check.reconsider(fail, true)).isSameAs(fail);
        Conclusion withoutProbe = new Conclusion(Verdict.FAIL, "", prober.base(), null);
        assertThat(check.reconsider(withoutProbe, true)).isSameAs(withoutProbe);
    }

    // Single precision.

    private static final float SLOPE = 3;

    /** A line in single precision of which the claim is off from what one probe sees by a share of what it allows. */
    private static Prober offBy(double share) {
        Prober exact = prober(line(SLOPE), 1);
        Probe seen = exact.probeAtRandom(exact.base(), Entries.all(1), 1);
        double weight = seen.direction().weight(0);
        double slope = seen.slope().derivative() / weight;
        // Away from the truth.
        double allowed = Math.copySign(seen.bound() / weight, slope - SLOPE);
        return prober(line(slope + share * allowed), 1);
    }

    private static Subject line(double claimed) {
        return Subject.scalar("line", x -> (float) (SLOPE * x + 1000), x -> claimed, 0.7)
                .withPrecision(Precision.FLOAT);
    }

    @Test
    void a_claim_within_half_of_the_bound_costs_one_probe_and_one_farther_off_a_closer_look() {
        Prober within = offBy(0.4);
        Prober farther = offBy(0.65);

        assertThat(conclude(within).verdict()).isEqualTo(Verdict.PASS);
        conclude(farther);

        assertThat(farther.evaluations().spent())
                .isGreaterThan(within.evaluations().spent() + 30);
    }

    /** {@code 3 x0 + 5 x1} where no other variable moves: there are no points nearby. */
    private static Subject alone(Precision precision, double claimed0, double claimed1) {
        return new GivenSubject(
                "alone",
                Map.of("x", Tensor.vector(0.7, -0.4), "fixed", Tensor.scalar(1)),
                precision,
                at -> Tensor.scalar(
                        at.get("fixed").get() == 1
                                ? (float) (3 * at.get("x").values()[0]
                                        + 5 * at.get("x").values()[1])
                                : Double.NaN),
                (at, upstream) -> Map.of("x", Tensor.vector(claimed0, claimed1), "fixed", Tensor.scalar(0)));
    }

    /** The verdict on a failure along both entries that no point nearby can confirm. */
    private static Verdict reconsidered(Subject subject) {
        Prober prober = AtPoint.prober(subject, "x", 0, 1);
        Probe probe = prober.probeAtRandom(prober.base(), Entries.all(2), 1);
        Conclusion fail = Conclusion.smoothFail(prober.base(), probe);
        return new VariableCheck(prober, false).reconsider(fail, true).verdict();
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_beside_a_kink_without_points_nearby_must_show_in_a_half_of_the_entries(Precision precision) {
        assertThat(reconsidered(alone(precision, 2, 5))).isEqualTo(Verdict.FAIL);
        assertThat(reconsidered(alone(precision, 3, 6))).isEqualTo(Verdict.FAIL);
        assertThat(reconsidered(alone(precision, 3, 5))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void one_entry_has_no_halves() {
        Prober prober = AtPoint.prober(alone(Precision.FLOAT, 3, 5), "x", 0, 1);
        Probe probe = prober.probeEntry(prober.base(), 0, 1);
        Conclusion fail = Conclusion.smoothFail(prober.base(), probe);

        assertThat(new VariableCheck(prober, false).reconsider(fail, true)).isSameAs(fail);
    }
}
