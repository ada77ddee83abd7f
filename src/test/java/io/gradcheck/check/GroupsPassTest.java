package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.decision.FloatGroups;
import io.gradcheck.check.decision.VariableCheck;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Which entries a second pass probes together, and in which order: here of {@code sum g_i x_i}, of which an error of a
 * hundredth changes at least {@code g_i / 200} along a direction.
 */
class GroupsPassTest {

    private static final double NO_NOISE = 0;

    // One entry is seen to 0.0065 with it, two to 0.0086, four to 0.0081.
    private static final double NOISE = 1e-3;

    private final List<List<Integer>> moved = new ArrayList<>();

    @Test
    void entries_of_which_an_error_would_have_been_seen_are_not_probed_again() {
        // Changes of 0.02, 0.015 and 0.025, of which the whole has shown those from 0.02 on.
        Pass pass = new Pass(NO_NOISE, 4, 3, -5);

        pass.sharpen(Verdict.PASS, 0.02);

        assertThat(moved).containsExactly(List.of(1));
    }

    @Test
    void entries_that_are_zero_are_not_probed() {
        Pass pass = new Pass(NO_NOISE, 0, 3, -0.0, 5);

        pass.sharpen(Verdict.PASS, 0.02);

        assertThat(moved).containsExactly(List.of(1));
        assertThat(new Pass(NO_NOISE, 0, 0).sharpen(Verdict.PASS, 0.02).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(moved).as("of zeros alone").hasSize(1);
    }

    @Test
    void the_largest_entries_come_first() {
        // Changes of 0.005, 0.0151 and 0.01; 0.01 is expected of a group of one, 0.0141 of two.
        Pass pass = new Pass(NO_NOISE, 1, 9, -3.02, 2);

        pass.sharpen(Verdict.PASS, 0.02);

        assertThat(moved).containsExactly(List.of(2), List.of(0, 3));
    }

    @Test
    void a_group_has_the_most_entries_of_which_each_ones_error_should_show() {
        // Changes of 0.02 each: as the bound of 0.04 is of 16, 0.01 is expected of one, and 0.02 of four.
        Pass pass = new Pass(NO_NOISE, filled(16, 4));

        pass.sharpen(Verdict.PASS, 0.04);

        assertThat(moved).containsExactly(range(0, 4), range(4, 16));
    }

    @Test
    void a_group_is_as_large_as_the_bound_of_the_last_one_lets_expect() {
        // Changes of 0.01 each.
        double[] g = filled(16, 2);
        double ofOne = new Pass(NOISE, g).bound(4) / Math.sqrt(4);
        int next = (int) Math.pow(0.01 / ofOne, 2);
        moved.clear();

        new Pass(NOISE, g).sharpen(Verdict.PASS, 0.02);

        assertThat(next).isEqualTo(5);
        assertThat(moved).startsWith(range(0, 4), range(4, 4 + next));
    }

    @Test
    void the_whole_is_not_probed_as_a_group_again() {
        Pass pass = new Pass(NO_NOISE, 1, 2, 3, 4);

        pass.sharpen(Verdict.INCONCLUSIVE, 1e-3);

        assertThat(moved).containsExactly(List.of(1, 2, 3), List.of(0));
    }

    @Test
    void one_group_is_tried_in_any_case_and_none_after_it_if_it_saw_too_little() {
        // Changes of 0.002, where one entry is seen to 0.0065.
        Pass pass = new Pass(NOISE, filled(4, 0.4));

        Conclusion conclusion = pass.sharpen(Verdict.PASS, 10);

        assertThat(moved).containsExactly(List.of(0));
        assertThat(conclusion.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void changes_from_half_of_what_is_expected_on_are_worth_a_try() {
        // Changes of 0.004 and 0.003, where 0.0065 is expected of one entry.
        Pass pass = new Pass(NOISE, 0.8, 0.6, 0.8);

        pass.sharpen(Verdict.PASS, 10);

        assertThat(moved).containsExactly(List.of(0), List.of(2));
    }

    @Test
    void entries_that_a_group_could_not_see_after_all_are_probed_again() {
        // Changes of 0.02: three are seen to 0.023 together, although 0.017 was to be expected.
        Pass pass = new Pass(3 * NOISE, filled(4, 4));

        pass.sharpen(Verdict.INCONCLUSIVE, 0.02);

        assertThat(pass.bound(3)).isGreaterThan(0.02);
        assertThat(moved).startsWith(range(0, 3), List.of(0));
    }

    @Test
    void a_group_without_a_verdict_is_halved_down_to_single_entries() {
        Pass pass = new Pass(NO_NOISE, 5, 5, 5, 5, 5);
        pass.notFinite = 0;

        Conclusion conclusion = pass.sharpen(Verdict.INCONCLUSIVE, 1e-3);

        assertThat(moved).containsExactly(range(0, 4), range(0, 2), List.of(0), List.of(1), range(2, 4), List.of(4));
        assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_group_that_fails_ends_the_pass() {
        Pass pass = new Pass(NO_NOISE, 1, 9, -3.02, 2);
        pass.truth[2] = -3;

        Conclusion conclusion = pass.sharpen(Verdict.PASS, 0.02);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(conclusion.probe().region().entries()).containsExactly(2);
        assertThat(moved).containsExactly(List.of(2));
    }

    @Test
    void a_part_of_a_group_that_fails_ends_the_pass() {
        Pass pass = new Pass(NO_NOISE, 5, 5, 5, 5, 5);
        pass.notFinite = 0;
        pass.truth[1] = 5.05;

        Conclusion conclusion = pass.sharpen(Verdict.INCONCLUSIVE, 1e-3);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(moved).containsExactly(range(0, 4), range(0, 2), List.of(0), List.of(1));
    }

    @Test
    void half_of_the_evaluations_are_spent_on_groups() {
        // Changes of 0.0075: one entry is seen to less, and two to more.
        double[] g = filled(40, 1.5);
        int one = new Pass(NOISE, g).evaluationsOfOne();
        Pass pass = new Pass(2 * 6 * one, NOISE, g);
        pass.evaluations.add(spent(3 * one));

        pass.sharpen(Verdict.PASS, 10);

        assertThat(moved).hasSize(6);
        assertThat(pass.evaluations.spent()).isEqualTo(9 * one);
    }

    @Test
    void a_failure_is_left_alone() {
        assertThatNothingMoves(new Pass(NO_NOISE, 4, 3, 5), Verdict.FAIL);
    }

    @Test
    void a_kink_that_was_seen_at_the_point_is_left_alone() {
        Pass pass = new Pass(NO_NOISE, 4, 3, 5);
        pass.kinkAt = 1;
        pass.prober.probeAtRandom(pass.place, Entries.single(3, 1), 1);
        moved.clear();

        assertThatNothingMoves(pass, Verdict.KINK);
    }

    @Test
    void an_undecided_variable_may_hide_a_group_that_fails_even_if_a_jump_was_seen() {
        Pass pass = new Pass(NO_NOISE, 4, 3, 5);
        pass.kinkAt = 1;
        pass.prober.probeAtRandom(pass.place, Entries.single(3, 1), 1);
        pass.truth[2] = 5.05;
        pass.kinkAt = -1;
        moved.clear();

        assertThat(pass.prober.jumpSeen()).isTrue();
        assertThat(pass.sharpen(Verdict.INCONCLUSIVE, 0.001).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_kink_only_nearby_may_hide_a_group_that_fails() {
        Pass pass = new Pass(NO_NOISE, 4, 3, 5);
        pass.truth[2] = 5.05;

        Conclusion conclusion = pass.sharpen(Verdict.KINK, 0.001);

        assertThat(conclusion.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(moved).containsExactly(List.of(0, 2));
    }

    @Test
    void a_single_entry_is_left_alone() {
        assertThatNothingMoves(new Pass(NO_NOISE, 4), Verdict.PASS);
        assertThatNothingMoves(new Pass(NO_NOISE, 4), Verdict.INCONCLUSIVE);
    }

    @Test
    void where_nothing_could_be_probed_no_group_is() {
        Pass pass = new Pass(NO_NOISE, 4, 3, 5);
        Conclusion whole = new Conclusion(Verdict.INCONCLUSIVE, "", pass.place, null);

        assertThat(new FloatGroups(pass.prober, pass.check).sharpen(whole)).isSameAs(whole);
        assertThat(moved).isEmpty();
    }

    private void assertThatNothingMoves(Pass pass, Verdict verdict) {
        Conclusion whole = pass.whole(verdict, 10);

        assertThat(new FloatGroups(pass.prober, pass.check).sharpen(whole)).isSameAs(whole);
        assertThat(moved).isEmpty();
    }

    private static double[] filled(int size, double g) {
        double[] filled = new double[size];
        Arrays.fill(filled, g);
        return filled;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static Evaluations spent(int number) {
        Evaluations spent = new Evaluations(number);
        IntStream.range(0, number).forEach(k -> spent.spend());
        return spent;
    }

    /** A variable at ones with the reported gradient g, and what it takes to look at it in groups. */
    private final class Pass implements Subject {

        private final double[] g;
        private final double[] truth;
        private final EvaluationPoint place;
        private final Evaluations evaluations;
        private final Prober prober;
        private final VariableCheck check;
        private int notFinite = -1;
        private int kinkAt = -1;

        Pass(double noise, double... g) {
            this(Integer.MAX_VALUE, noise, g);
        }

        Pass(int limit, double noise, double... g) {
            this.g = g;
            this.truth = g.clone();
            this.place = AtPoint.of(this);
            this.evaluations = new Evaluations(limit);
            this.prober = new Prober(place, "x", noise, new SplittableRandom(1), evaluations);
            this.check = new VariableCheck(prober, false);
        }

        /** What follows for the whole variable, with a bound. */
        Conclusion whole(Verdict verdict, double bound) {
            Derivative estimator = new Derivative(t -> t, 0, 0, 1, 1, FloatFormat.BINARY32);
            DerivativeEstimate slope = new DerivativeEstimate(1, 0, 0, 0, 0.1, bound, DerivativeEstimate.Sides.BOTH);
            Probe probe = new Probe(
                    Entries.all(g.length),
                    Direction.of(Tensor.vector(filled(g.length, 1))),
                    2,
                    1,
                    1,
                    0,
                    slope,
                    estimator);
            return new Conclusion(verdict, "", place, probe);
        }

        Conclusion sharpen(Verdict verdict, double bound) {
            return new FloatGroups(prober, check).sharpen(whole(verdict, bound));
        }

        /** What the first entries are seen to if they are probed together. */
        double bound(int entries) {
            int[] first = IntStream.range(0, entries).toArray();
            return check.conclude(Entries.of(g.length, first)).probe().bound();
        }

        int evaluationsOfOne() {
            int before = evaluations.spent();
            bound(1);
            moved.clear();
            return evaluations.spent() - before;
        }

        @Override
        public String name() {
            return "linear";
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT;
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("x", Tensor.vector(filled(g.length, 1)));
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double[] x = at.get("x").values();
            double kink = kinkAt < 0 ? 0 : 100 * Math.abs(x[kinkAt] - 1);
            boolean finite = notFinite < 0 || x[notFinite] == 1;
            return Tensor.scalar(finite ? Sums.dot(truth, x) + kink : Double.NaN);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return Map.of("x", Tensor.vector(g));
        }

        @Override
        public Line along(String variable, Tensor direction) {
            List<Integer> group = IntStream.range(0, g.length)
                    .filter(i -> direction.values()[i] != 0)
                    .boxed()
                    .toList();
            if (moved.isEmpty() || !moved.get(moved.size() - 1).equals(group)) {
                moved.add(group);
            }
            return Subject.super.along(variable, direction);
        }
    }
}
