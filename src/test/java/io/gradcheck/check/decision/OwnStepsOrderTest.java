package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When steps of its own size are taken for an entry, before common steps or after, and which of both is believed. */
class OwnStepsOrderTest {

    private static final int LIMIT = 1000;
    private static final Entries ONE = Entries.all(1);

    private static Prober prober(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double at) {
        return AtPoint.prober(Subject.scalar("f", f, derivative, at), "x", 0, 1);
    }

    private static Prober right(double at) {
        return prober(Math::sin, Math::cos, at);
    }

    /** A product of two entries of which one is a billion times the other. */
    private static Prober mixed() {
        Subject product = Subject.objective("product", x -> x[0] * x[1], x -> new double[] {x[1], x[0]}, 3e5, 2e-4);
        return AtPoint.prober(product, "x", 0, 1);
    }

    /** A probe along the first entry. */
    private static Probe probe(Prober prober, double firstStep, double noise) {
        int size = prober.base().value("x").size();
        double[] weights = new double[size];
        weights[0] = 1;
        return prober.base()
                .probe(
                        "x",
                        Entries.all(size),
                        Direction.of(Tensor.vector(weights)),
                        firstStep,
                        noise,
                        false,
                        false,
                        new Evaluations(LIMIT));
    }

    private static Probe fine(Prober prober) {
        return probe(prober, 0.01, 0);
    }

    /** The smallest step of this one is far above a tenth of the entry. */
    private static Probe coarse(Prober prober) {
        return probe(prober, 10, 1);
    }

    private static Conclusion common(Prober prober, Verdict verdict, Probe probe) {
        return new Conclusion(verdict, "with common steps", prober.base(), probe);
    }

    /** What follows where common steps lead to the given conclusion. */
    private static Conclusion conclude(Prober prober, Probe first, Conclusion common) {
        return new OwnSteps(prober, false).conclude(ONE, region -> first, probe -> common);
    }

    private static void spendAllBut(int some, Prober prober) {
        for (int k = 0; k < LIMIT - some; k++) {
            prober.evaluations().spend();
        }
    }

    @Test
    void entries_of_very_different_sizes_need_no_common_step() {
        Prober prober = mixed();

        Conclusion own = new OwnSteps(prober, false)
                .conclude(
                        Entries.all(2),
                        region -> {
                            throw new AssertionError("a common step");
                        },
                        probe -> common(prober, Verdict.FAIL, probe));

        assertThat(own.verdict()).isEqualTo(Verdict.PASS);
        assertThat(own.vacuous()).isFalse();
    }

    @Test
    void they_are_judged_with_common_steps_where_evaluations_do_not_reach() {
        Prober prober = mixed();
        Probe first = fine(prober);
        Conclusion common = common(prober, Verdict.PASS, first);
        spendAllBut(3, prober);

        assertThat(new OwnSteps(prober, false).conclude(Entries.all(2), region -> first, probe -> common))
                .isSameAs(common);
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void what_was_seen_with_small_steps_needs_no_other_look(Verdict verdict) {
        Prober prober = right(0.3);
        Probe first = fine(prober);
        Conclusion common = common(prober, verdict, first);

        assertThat(conclude(prober, first, common)).isSameAs(common);
        assertThat(prober.evaluations().spent()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"FAIL", "KINK", "INCONCLUSIVE"})
    void what_was_seen_with_coarse_steps_alone_is_looked_at_again_and_may_pass(Verdict verdict) {
        Prober prober = right(0.3);
        Probe first = coarse(prober);
        assertThat(first.slope().step()).isGreaterThan(0.3);

        Conclusion own = conclude(prober, first, common(prober, verdict, first));

        assertThat(own.verdict()).isEqualTo(Verdict.PASS);
        assertThat(prober.evaluations().spent()).isPositive();
    }

    @Test
    void a_pass_with_coarse_steps_stays_one() {
        Prober prober = right(0.3);
        Probe first = probe(prober, 10, 1e-3);
        Conclusion pass = common(prober, Verdict.PASS, first);
        assertThat(pass.vacuous()).isFalse();

        assertThat(conclude(prober, first, pass)).isSameAs(pass);
        assertThat(prober.evaluations().spent()).isZero();
    }

    @Test
    void a_pass_that_shows_nothing_is_looked_at_again_where_the_entry_is_far_from_a_common_step() {
        Prober tiny = right(1e-5);
        Prober usual = right(0.3);

        Conclusion ofTiny = conclude(tiny, coarse(tiny), common(tiny, Verdict.PASS, coarse(tiny)));
        Conclusion ofUsual = conclude(usual, coarse(usual), common(usual, Verdict.PASS, coarse(usual)));

        assertThat(ofTiny.vacuous()).isFalse();
        assertThat(ofTiny.verdict()).isEqualTo(Verdict.PASS);
        assertThat(ofUsual.vacuous()).isTrue();
    }

    @Test
    void a_wrong_gradient_fails_with_steps_of_its_own_where_common_ones_left_it_undecided() {
        Prober prober = prober(Math::sin, x -> 1.5 * Math.cos(x), 0.3);
        Probe first = coarse(prober);

        Conclusion own = conclude(prober, first, common(prober, Verdict.INCONCLUSIVE, first));

        assertThat(own.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_coarse_look_that_supports_the_claim_contradicts_a_failure_with_finer_steps() {
        // Stairs with the claimed slope: finer steps see that of the term between them.
        DoubleUnaryOperator stairs = x -> 0.3 * x + 0.7 * 0.01 * Math.floor(x / 0.01);
        Prober prober = prober(stairs, x -> 1, 0.305);
        Probe first = probe(prober, 10, 1e-3);
        assertThat(first.difference()).isLessThan(0.01);

        assertThat(conclude(prober, first, common(prober, Verdict.INCONCLUSIVE, first))
                        .verdict())
                .isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void evaluations_are_kept_back_where_the_entry_is_far_from_a_common_step() {
        Prober tiny = right(1e-5);
        Prober usual = right(0.3);
        for (Prober prober : new Prober[] {tiny, usual}) {
            Probe first = fine(prober);
            new OwnSteps(prober, false).conclude(ONE, region -> first, probe -> spendAll(prober));
        }

        assertThat(usual.evaluations().spent()).isEqualTo(LIMIT);
        assertThat(tiny.evaluations().spent()).isBetween(LIMIT - 80, LIMIT - 1);
        tiny.evaluations().spend();
    }

    private static Conclusion spendAll(Prober prober) {
        while (true) {
            prober.evaluations().spend();
        }
    }

    @Test
    void a_search_that_spends_all_is_undecided_and_says_so() {
        Prober usual = right(0.3);
        Probe first = fine(usual);

        Conclusion exhausted = new OwnSteps(usual, false).conclude(ONE, region -> first, probe -> spendAll(usual));

        assertThat(exhausted.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(exhausted.reason()).startsWith("undecided after 1000 evaluations");
    }
}
