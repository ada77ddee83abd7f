package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Which outputs get a second look by themselves, and what is believed of it. */
class SmallOutputsLimitsTest {

    private static final double AT = 0.75;
    private static final String WEIGHTED = "seen with every output weighted by one over its size";

    private int values;
    private int gradients;

    /** Some outputs of one number, of which the last has a slope, and a claim of it. */
    private Subject outputs(DoubleUnaryOperator last, double claimed, double... others) {
        return Subject.of(
                "outputs",
                Map.of("x", Tensor.vector(AT)),
                at -> {
                    values++;
                    double[] y = Arrays.copyOf(others, others.length + 1);
                    y[others.length] = last.applyAsDouble(at.get("x").values()[0]);
                    return Tensor.vector(y);
                },
                (at, upstream) -> {
                    gradients++;
                    return Map.of("x", Tensor.vector(upstream.values()[others.length] * claimed));
                });
    }

    private static Conclusion undecided(Prober prober) {
        return new Conclusion(Verdict.INCONCLUSIVE, "too rough", prober.base(), null);
    }

    private static Conclusion sharpened(Subject subject, Prober prober, Conclusion whole) {
        Tensor output = AtPoint.output(subject);
        double[] ones = new double[output.size()];
        Arrays.fill(ones, 1);
        SmallOutputs small = SmallOutputs.of(Tensor.vector(ones), output, false);
        assertThat(small).isNotNull();
        return small.sharpen(whole, prober);
    }

    private static Conclusion sharpened(Subject subject) {
        Prober prober = AtPoint.prober(subject, "x", 0, 1);
        return sharpened(subject, prober, undecided(prober));
    }

    /** What a second look says of an output with a value at the point and twice the slope that is claimed. */
    private Verdict ofWrong(double value, double... others) {
        return sharpened(outputs(x -> value * (1 + x - AT), value / 2, others)).verdict();
    }

    @Test
    void an_output_is_weighted_by_one_over_its_size_and_a_zero_by_one() {
        Conclusion second = sharpened(outputs(x -> 1.3 * x, 1.3, 3 * 0x1p40, 0, -0x1p-10));

        assertThat(second.reason()).isEqualTo(WEIGHTED);
        assertThat(second.place().f().upstream().values()).containsExactly(0x1p-41, 1, 0x1p10, 2);
    }

    @Test
    void what_is_larger_or_smaller_than_four_hundred_binades_is_weighted_as_if_it_were_there() {
        Conclusion second = sharpened(outputs(x -> 1.3 * x, 1.3, 0x1p402, 0x1p-402));

        assertThat(second.place().f().upstream().values()).containsExactly(0x1p-400, 0x1p400, 2);
    }

    @Test
    void every_value_and_the_gradient_of_a_second_look_are_counted() {
        Subject subject = outputs(x -> Math.exp(-x), -Math.exp(-AT), 1e9);
        Prober prober = AtPoint.prober(subject, "x", 0, 1);
        Conclusion whole = undecided(prober);
        values = -1; // for the output that is asked for here
        gradients = 0;

        assertThat(sharpened(subject, prober, whole).verdict()).isEqualTo(Verdict.PASS);

        assertThat(gradients).isEqualTo(1);
        assertThat(prober.evaluations().spent()).isEqualTo(values + gradients);
    }

    @Test
    void a_gradient_that_is_no_number_ends_the_second_look() {
        Subject subject = outputs(x -> x, Double.NaN, 1e9);
        Prober prober = AtPoint.prober(subject, "x", 0, 1);
        Conclusion whole = undecided(prober);

        assertThat(sharpened(subject, prober, whole)).isSameAs(whole);
        assertThat(prober.evaluations().spent()).as("the gradient").isEqualTo(1);
    }

    @Test
    void zeros_are_no_small_outputs() {
        assertThat(ofWrong(0.3, 1e9, 0)).isEqualTo(Verdict.FAIL);
        assertThat(ofWrong(0.3, 1e9, 0.5)).as("a half has one bit").isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void an_output_twenty_binades_below_the_largest_may_have_few_bits() {
        assertThat(ofWrong(0.3, 0x1.8p21, 2)).isEqualTo(Verdict.FAIL);
        assertThat(ofWrong(0.3, 0x1.8p21, 1)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void of_twelve_zero_bits_a_number_may_be_what_is_left_of_a_larger_one() {
        assertThat(ofWrong(Math.scalb(1 + 0x1p-40, -2), 1e9)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(ofWrong(Math.scalb(1 + 0x1p-41, -2), 1e9)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void below_a_trillionth_a_number_may_be_what_is_left_of_one() {
        assertThat(ofWrong(1e-12, 1e9)).isEqualTo(Verdict.FAIL);
        assertThat(ofWrong(-1e-12, 1e9)).isEqualTo(Verdict.FAIL);
        assertThat(ofWrong(0.9999e-12, 1e9)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(ofWrong(-0.9999e-12, 1e9)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** What is said of a wrong claim of values in stairs of some width, as of {@code (x + 2^k) - 2^k}. */
    private Conclusion ofStairs(double width) {
        return sharpened(outputs(x -> 0.3 + 0.7 * width * Math.rint((x - AT) / width), -0.7, 1e9));
    }

    @Test
    void values_in_stairs_may_be_rounding_whatever_their_bits() {
        // Over a thirty-second of the first step, about 0.003, a hundredth of the way is 3e-5.
        Conclusion coarse = ofStairs(0x1p-12);
        Conclusion fine = ofStairs(0x1p-24);

        assertThat(coarse.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(coarse.reason())
                .isEqualTo("an output far smaller than others contradicts the gradient, and may be no more than what "
                        + "rounding has left of larger numbers: check at another point, or check that output alone");
        assertThat(fine.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fine.reason()).isEqualTo(WEIGHTED);
    }

    /** A right output beside a large one, with what a first look says of it. */
    private final class First {

        private final Subject subject = outputs(x -> x * x, 2 * AT, 1e9);
        private final Prober prober = AtPoint.prober(subject, "x", 0, 1);

        boolean isLookedAtAgain(Conclusion whole) {
            int before = prober.evaluations().spent();
            sharpened(subject, prober, whole);
            return prober.evaluations().spent() > before;
        }

        Conclusion with(Verdict verdict, ChosenProbe probe) {
            return new Conclusion(verdict, "", prober.base(), probe.made());
        }

        ChosenProbe probe() {
            return ChosenProbe.at(prober).claims(2 * AT).sees(2 * AT);
        }
    }

    @Test
    void what_is_undecided_or_shows_nothing_is_looked_at_again() {
        First first = new First();

        assertThat(first.isLookedAtAgain(first.with(Verdict.INCONCLUSIVE, first.probe())))
                .isTrue();
        // Above a tenth of the claim the pass is empty, though the entry would have shown.
        assertThat(first.isLookedAtAgain(first.with(Verdict.PASS, first.probe().bound(0.11 * 2 * AT))))
                .isTrue();
        assertThat(first.isLookedAtAgain(first.with(Verdict.PASS, first.probe().bound(0.09 * 2 * AT))))
                .isFalse();
        assertThat(first.isLookedAtAgain(first.with(Verdict.KINK, first.probe().bound(10))))
                .isFalse();
    }

    @Test
    void an_entry_is_unseen_whose_gradient_is_less_than_four_times_the_detection_limit() {
        First first = new First();
        ChosenProbe probe = first.probe().terms(100);

        // The gradient is 1.5, a quarter of it 0.375.
        assertThat(first.isLookedAtAgain(first.with(Verdict.PASS, probe.bound(0.375))))
                .isFalse();
        assertThat(first.isLookedAtAgain(first.with(Verdict.PASS, probe.bound(0.3750001))))
                .isTrue();
    }

    @Test
    void a_second_look_that_shows_nothing_either_says_no_more() {
        Subject constant = outputs(x -> 1.3, 0, 1e9);
        Prober prober = AtPoint.prober(constant, "x", 0, 1);
        Conclusion empty = new Conclusion(
                Verdict.PASS,
                "",
                prober.base(),
                ChosenProbe.at(prober).claims(0).sees(0).made());

        assertThat(empty.vacuous()).isTrue();
        assertThat(sharpened(constant, prober, empty)).isSameAs(empty);
    }

    @Test
    void a_pass_counts_against_no_decision_where_it_leaves_a_thousandth_of_the_gradient_open() {
        int[] believed = new int[2];
        for (double accuracy = 1e-7; accuracy < 1e-3; accuracy *= 1.3) {
            Subject subject = outputs(x -> x * x, 2 * AT, 1e9).withAccuracy(accuracy);
            Prober prober = AtPoint.prober(subject, "x", 0, 1);
            Conclusion whole = undecided(prober);

            Conclusion second = sharpened(subject, prober, whole);

            List<TraceStep> probes = ScriptedProbes.probes(prober);
            TraceStep last = probes.get(probes.size() - 1);
            assertThat(last.outcome()).isEqualTo("agrees");
            boolean sharp = last.bound() <= 1e-3 * Math.abs(last.analytic());
            assertThat(second.verdict()).isEqualTo(sharp ? Verdict.PASS : Verdict.INCONCLUSIVE);
            believed[sharp ? 1 : 0]++;
        }
        assertThat(believed[0]).isGreaterThan(3);
        assertThat(believed[1]).isGreaterThan(3);
    }
}
