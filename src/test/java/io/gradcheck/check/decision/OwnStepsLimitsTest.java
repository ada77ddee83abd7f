package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much must speak for steps of an entry's own size, and how much for what they show. */
class OwnStepsLimitsTest {

    // Ten times a sixteenth.
    private static final double AT = 0.625;
    private static final double TENTH = 0.0625;
    private static final double FINE = 1e-3;
    private static final double ABOVE = 1 + 1e-9;
    private static final double BELOW = 1 - 1e-9;

    private static Prober line(double slope, double claim, double at) {
        return AtPoint.prober(Subject.scalar("line", x -> slope * x, x -> claim, at), "x", 0, 1);
    }

    private static Conclusion common(Prober prober, Verdict verdict, Probe probe) {
        return new Conclusion(verdict, "with common steps", prober.base(), probe);
    }

    private static Conclusion conclude(Prober prober, Probe first, Conclusion common) {
        return new OwnSteps(prober, false).conclude(first.region(), region -> first, probe -> common);
    }

    /** Whether steps of its own are taken for an entry where common steps led to some verdict. */
    private static boolean looksAgain(Prober prober, Verdict verdict, Probe first) {
        int before = prober.evaluations().spent();
        conclude(prober, first, common(prober, verdict, first));
        return prober.evaluations().spent() > before;
    }

    private static boolean looksAgain(Verdict verdict, double step) {
        Prober prober = line(1, 1, AT);
        return looksAgain(prober, verdict, ChosenProbe.at(prober).steps(1, step).made());
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"FAIL", "KINK", "INCONCLUSIVE"})
    void a_step_is_coarse_from_a_tenth_of_the_entry_on(Verdict verdict) {
        assertThat(looksAgain(verdict, TENTH)).isFalse();
        assertThat(looksAgain(verdict, TENTH * ABOVE)).isTrue();
    }

    @Test
    void a_step_is_coarse_by_how_far_the_entry_moves_with_it() {
        Prober prober = line(1, 1, AT);
        ChosenProbe half = ChosenProbe.at(prober).weights(-0.5);

        assertThat(looksAgain(prober, Verdict.FAIL, half.steps(1, 2 * TENTH).made()))
                .isFalse();
        assertThat(looksAgain(
                        prober, Verdict.FAIL, half.steps(1, 2 * TENTH * ABOVE).made()))
                .isTrue();
    }

    @Test
    void a_zero_has_no_size_that_a_step_could_exceed() {
        Prober prober = line(1, 1, 0);

        assertThat(looksAgain(
                        prober, Verdict.FAIL, ChosenProbe.at(prober).steps(1, 1).made()))
                .isFalse();
    }

    @Test
    void where_there_is_no_slope_the_first_step_was_the_only_one() {
        Prober prober = line(1, 1, AT);
        ChosenProbe none = ChosenProbe.at(prober).sees(Double.NaN);
        ChosenProbe some = ChosenProbe.at(prober);

        assertThat(looksAgain(prober, Verdict.FAIL, none.steps(1, FINE).made())).isTrue();
        assertThat(looksAgain(prober, Verdict.FAIL, none.steps(FINE, 1).made())).isFalse();
        assertThat(looksAgain(prober, Verdict.FAIL, some.steps(1, FINE).made())).isFalse();
        assertThat(looksAgain(prober, Verdict.FAIL, some.steps(FINE, 1).made())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 50})
    void one_small_entry_among_fifty_is_so_by_chance(int entries) {
        double[] x = new double[entries];
        double[] weights = new double[entries];
        Arrays.fill(x, AT);
        Arrays.fill(weights, 1);
        x[7] = AT / 2;
        Prober prober = AtPoint.prober(
                Subject.objective("sum", at -> DoubleStream.of(at).sum(), at -> weights, x), "x", 0, 1);
        Probe first = ChosenProbe.at(prober).weights(weights).steps(1, TENTH).made();

        assertThat(looksAgain(prober, Verdict.FAIL, first)).isEqualTo(entries < 50);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"FAIL", "KINK", "INCONCLUSIVE"})
    void a_claim_is_steep_that_moves_the_function_four_times_as_far_as_it_was_seen_to_move(Verdict verdict) {
        Prober prober = line(1, 1, AT);
        double range = FINE / 4;
        ChosenProbe probe = ChosenProbe.at(prober).range(range);

        assertThat(looksAgain(prober, verdict, probe.claims(4 * range / FINE).made()))
                .isFalse();
        assertThat(looksAgain(prober, verdict, probe.claims(-ABOVE).made())).isTrue();
    }

    @Test
    void where_nothing_was_seen_to_move_no_claim_is_steep() {
        Prober prober = line(1, 1, AT);

        assertThat(looksAgain(
                        prober, Verdict.FAIL, ChosenProbe.at(prober).claims(1e9).made()))
                .isFalse();
    }

    @Test
    void a_kink_is_looked_at_again_only_where_no_jump_of_the_slope_was_seen() {
        Prober prober = line(1, 1, AT);
        ChosenProbe coarse = ChosenProbe.at(prober).steps(1, 1);

        assertThat(looksAgain(prober, Verdict.KINK, coarse.made())).isTrue();
        assertThat(looksAgain(prober, Verdict.KINK, coarse.jump(1).made())).isFalse();
        assertThat(looksAgain(prober, Verdict.FAIL, coarse.made())).isTrue();
    }

    @Test
    void an_entry_far_from_a_common_step_is_looked_at_again_where_that_left_it_undecided() {
        Prober tiny = line(1, 1, 1e-3);
        Probe fine = ChosenProbe.at(tiny).steps(1, 1e-6).made();
        Probe empty = ChosenProbe.at(tiny).steps(1, 1e-6).bound(1).made();

        assertThat(looksAgain(tiny, Verdict.INCONCLUSIVE, fine)).isTrue();
        assertThat(looksAgain(tiny, Verdict.FAIL, fine)).isFalse();
        assertThat(looksAgain(tiny, Verdict.KINK, fine)).isFalse();
        assertThat(looksAgain(tiny, Verdict.PASS, fine)).isFalse();
        assertThat(looksAgain(tiny, Verdict.PASS, empty)).isTrue();
    }

    @Test
    void a_pass_that_shows_nothing_is_looked_at_again_where_a_claim_is_steep_or_an_entry_tiny() {
        Prober usual = line(1, 1, AT);
        Prober tiny = line(1, 1, 1e-3);
        ChosenProbe empty = ChosenProbe.at(usual).bound(1);
        ChosenProbe flat = ChosenProbe.at(tiny).bound(1).claims(0);

        assertThat(looksAgain(usual, Verdict.PASS, empty.made())).isFalse();
        assertThat(looksAgain(usual, Verdict.PASS, empty.range(1e-6).made())).isTrue();
        assertThat(looksAgain(tiny, Verdict.PASS, flat.made()))
                .as("a claim of zero has nothing to be seen")
                .isFalse();
    }

    @Test
    void a_coarse_look_contradicts_a_failure_of_ten_times_what_it_leaves_open() {
        // The claim is off by a half.
        for (Verdict verdict : new Verdict[] {Verdict.INCONCLUSIVE, Verdict.FAIL, Verdict.KINK}) {
            boolean undecided = verdict == Verdict.INCONCLUSIVE;
            assertThat(failure(verdict, 0.03, 0.0195)).isEqualTo(undecided ? verdict : Verdict.FAIL);
            assertThat(failure(verdict, 0.03, 0.0205)).isEqualTo(Verdict.FAIL);
        }
    }

    /** The verdict on a claim that is off by a half where a coarse look left a difference and a bound open. */
    private static Verdict failure(Verdict common, double difference, double bound) {
        Prober prober = line(1, 1.5, AT);
        Probe first = ChosenProbe.at(prober)
                .steps(1, 1)
                .claims(1)
                .sees(1 + difference)
                .bound(bound)
                .made();
        return conclude(prober, first, common(prober, common, first)).verdict();
    }

    @Test
    void a_coarse_look_at_a_claim_of_zero_contradicts_nothing() {
        Prober prober = line(1, 1.5, AT);
        Probe first =
                ChosenProbe.at(prober).steps(1, 1).claims(0).sees(0).bound(1e-3).made();

        assertThat(conclude(prober, first, common(prober, Verdict.INCONCLUSIVE, first))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    /** A right line with values of some accuracy, and a first probe along it that is off by a difference. */
    private record Excused(double slope, double accuracy, double weight) {

        Conclusion conclusion(double difference) {
            Subject subject =
                    Subject.scalar("line", x -> slope * x, x -> slope, AT).withAccuracy(accuracy);
            Prober prober = AtPoint.prober(subject, "x", 0, 1);
            Probe first = ChosenProbe.at(prober)
                    .weights(weight)
                    .steps(1, 1 / weight)
                    .claims(difference)
                    .sees(0)
                    .made();
            return conclude(prober, first, common(prober, Verdict.FAIL, first));
        }

        /** Whether an agreement with steps of its own size excuses such a difference. */
        boolean excuses(double difference) {
            return conclusion(difference).verdict() == Verdict.PASS;
        }

        /** The least difference that the agreement could have shown. */
        double shown() {
            Probe agreement = conclusion(Double.NaN).ofSubject("x").probe();
            assertThat(agreement.agrees()).isTrue();
            return agreement.bound() / agreement.smallestWeight();
        }
    }

    @Test
    void an_agreement_that_leaves_part_of_the_gradient_open_excuses_a_hundred_times_as_much() {
        Excused coarse = new Excused(1, 1e-6, 1);

        assertThat(coarse.shown()).isGreaterThan(2e-6);
        assertThat(coarse.excuses(100 * coarse.shown() * ABOVE)).isTrue();
        assertThat(coarse.excuses(100 * coarse.shown() * BELOW)).isFalse();
    }

    @Test
    void an_agreement_that_leaves_next_to_nothing_open_excuses_all_that_it_could_have_shown() {
        Excused exact = new Excused(3, 1e-12, 1e-3);

        assertThat(exact.shown()).isLessThan(1e-6);
        assertThat(exact.excuses(exact.shown() * ABOVE)).isTrue();
        assertThat(exact.excuses(exact.shown() * BELOW)).isFalse();
    }

    @Test
    void next_to_nothing_is_a_millionth_of_the_gradient() {
        int sharp = 0;
        int blunt = 0;
        for (double accuracy = 1e-9; accuracy < 1e-6; accuracy *= 1.3) {
            Excused between = new Excused(3, accuracy, 1);
            double open = between.shown();
            boolean excused = between.excuses(10 * open);

            assertThat(excused).as("%s of 3 is open", open).isEqualTo(open <= 3e-6);
            sharp += excused ? 1 : 0;
            blunt += excused ? 0 : 1;
        }
        assertThat(sharp).isGreaterThan(2);
        assertThat(blunt).isGreaterThan(2);
    }

    @Test
    void a_difference_that_rounding_explains_needs_no_excuse() {
        Excused coarse = new Excused(3, 1e-6, 0.5);
        double rounding = 4e-12 * 3 * 0.5;

        assertThat(coarse.excuses(rounding * BELOW)).isTrue();
        assertThat(coarse.excuses(rounding * ABOVE)).isFalse();
    }

    @Test
    void where_no_slope_was_seen_any_agreement_says_more() {
        assertThat(new Excused(1, 1e-4, 1).excuses(Double.NaN)).isTrue();
    }

    @Test
    void the_units_are_the_sizes_of_entries_but_shorter_where_a_claim_is_steep() {
        Prober prober = line(1, 1, AT);
        ChosenProbe coarse = ChosenProbe.at(prober).steps(1, 1);
        Probe usual = coarse.made();
        // By the claim, 1, the function would move ten times as far as was seen.
        Probe steep = coarse.range(0.1).sees(Double.NaN).made();

        assertThat(conclude(prober, usual, common(prober, Verdict.FAIL, usual))
                        .place()
                        .f()
                        .units()
                        .length("x", 0))
                .isBetween(AT / 2, 2 * AT);
        assertThat(conclude(prober, steep, common(prober, Verdict.FAIL, steep))
                        .place()
                        .f()
                        .units()
                        .length("x", 0))
                .isBetween(0.05, 0.2);
    }

    /** Two entries of which one is a billion times the other, of a function that has a value at the point alone. */
    private static Prober mixed(double slope) {
        Subject alone = Subject.objective(
                "alone", x -> x[0] == 3e5 && x[1] == 2e-4 ? 1 : Double.NaN, x -> new double[] {slope, 1}, 3e5, 2e-4);
        return AtPoint.prober(alone, "x", 0, 1);
    }

    private static Conclusion afterOwn(Prober prober, Verdict verdict, @Nullable Probe seen) {
        Conclusion common = new Conclusion(verdict, "with common steps", prober.base(), seen);
        Probe first = ChosenProbe.at(prober).made();
        return new OwnSteps(prober, false).conclude(Entries.all(2), region -> first, probe -> common);
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void what_common_steps_decide_counts_where_own_ones_did_not_but_for_a_failure_seen_with_coarse_steps(
            Verdict verdict) {
        Prober prober = mixed(1);
        // A step of 2e-5 is a tenth of the smaller entry.
        ChosenProbe along = ChosenProbe.at(prober).weights(1, 1);
        Probe fine = along.steps(1, 1.99e-5).made();
        Probe coarse = along.steps(1, 2.01e-5).made();

        String own = "the function is not finite around the point: check at another point";
        String common = "with common steps";
        boolean decides = verdict != Verdict.INCONCLUSIVE;
        assertThat(afterOwn(prober, verdict, fine).reason()).isEqualTo(decides ? common : own);
        assertThat(afterOwn(prober, verdict, coarse).reason())
                .isEqualTo(decides && verdict != Verdict.FAIL ? common : own);
        assertThat(afterOwn(prober, verdict, null).reason()).isEqualTo(own);
    }

    @Test
    void a_pass_with_common_steps_that_shows_nothing_is_no_decision() {
        Prober prober = mixed(1);
        Probe empty = ChosenProbe.at(prober).weights(1, 1).bound(1).made();

        assertThat(afterOwn(prober, Verdict.PASS, empty).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void where_a_claim_is_no_number_in_units_of_the_entry_only_common_steps_count() {
        Prober prober = mixed(1e304);

        assertThat(afterOwn(prober, Verdict.INCONCLUSIVE, ChosenProbe.at(prober).made())
                        .reason())
                .isEqualTo("with common steps");
        assertThat(afterOwn(prober, Verdict.INCONCLUSIVE, null).reason()).isEqualTo("with common steps");
        assertThat(prober.evaluations().spent())
                .as("those of the three probes of this test")
                .isEqualTo(3);
    }

    @Test
    void what_own_steps_leave_undecided_is_left_to_common_ones() {
        Prober prober = AtPoint.prober(Subject.scalar("alone", x -> x == AT ? 1 : Double.NaN, x -> 1, AT), "x", 0, 1);
        Probe first = ChosenProbe.at(prober).steps(1, 1).made();

        for (Verdict verdict : new Verdict[] {Verdict.FAIL, Verdict.KINK, Verdict.INCONCLUSIVE}) {
            assertThat(conclude(prober, first, common(prober, verdict, first)).reason())
                    .isEqualTo("with common steps");
        }
    }
}
