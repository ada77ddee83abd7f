package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.CountKind;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was measured of a wrong gradient; here of x + 2 y + 4 z, reported as (1, 2, 8) unless a test says otherwise. */
class EvidenceTest {

    private static final double[] TRUTH = {1, 2, 4};
    private static final double[] REPORTED = {1, 2, 8};

    private static final EntryProbe RIGHT = new EntryProbe(1, 2, 2, 1e-6, false, true);
    private static final EntryProbe WRONG = new EntryProbe(2, 8, 4, 1e-6, true, true);

    @Test
    void entries_at_which_the_slope_jumps_say_nothing() {
        EntryProbe jumping = new EntryProbe(0, 1, 3, 1e-6, true, false);
        Evidence evidence = evidence(REPORTED, WRONG, jumping, RIGHT);

        assertThat(evidence.probed()).containsExactly(WRONG, RIGHT);
        assertThat(evidence.wrong()).containsExactly(WRONG);
        assertThat(evidence.largestNumeric()).isEqualTo(4);
    }

    @Test
    void there_is_none_without_a_wrong_entry_or_a_finite_gradient() {
        assertThat(evidence(REPORTED, WRONG).isEmpty()).isFalse();
        assertThat(evidence(REPORTED, RIGHT).isEmpty()).isTrue();
        assertThat(evidence(new double[] {1, Double.NaN, 8}, WRONG).isEmpty()).isTrue();
        assertThat(evidence(REPORTED).largestNumeric()).isZero();
    }

    @Test
    void the_entry_that_says_most_comes_first() {
        EntryProbe less = new EntryProbe(0, 1, 1.5, 1e-3, true, true);
        EntryProbe more = new EntryProbe(1, 2, 2.5, 1e-9, true, true);

        assertThat(evidence(REPORTED, less, more).wrong()).containsExactly(more, less);
        assertThat(evidence(REPORTED, more, less).wrong()).containsExactly(more, less);
    }

    @Test
    void decades_are_those_of_the_errors_over_what_is_tolerated() {
        // Tolerated is the allowance, and 1e-7 of the larger number.
        double ofWrong = Math.log10(4 / (1e-6 + 8e-7));
        EntryProbe other = new EntryProbe(0, 1, -3, 1e-3, true, true);
        double ofOther = Math.log10(4 / (1e-3 + 3e-7));
        Evidence evidence = evidence(REPORTED, WRONG, other, RIGHT);

        assertThat(evidence(REPORTED, WRONG).decades()).isCloseTo(ofWrong, within(1e-12));
        assertThat(evidence.decades()).isCloseTo(ofWrong + ofOther, within(1e-12));
        assertThat(evidence.decadesButBest()).isCloseTo(ofOther, within(1e-12));
        assertThat(evidence(REPORTED, RIGHT).decades()).isZero();
    }

    @Test
    void of_small_errors_a_thousandth_is_tolerated_beside_the_allowance() {
        // Wrong by 1e-6 relative: 1e-9 of the larger number.
        EntryProbe small = new EntryProbe(2, 4, 4 - 4e-6, 1e-12, true, true);

        assertThat(evidence(REPORTED, small).decades()).isCloseTo(Math.log10(4e-6 / (1e-12 + 4e-9)), within(1e-9));
    }

    @Test
    void entries_barely_wrong_count_for_nothing() {
        assertThat(evidence(REPORTED, new EntryProbe(2, 4, 4 + 1e-6, 1e-6, true, true))
                        .decades())
                .isZero();
    }

    @Test
    void a_gradient_explains_it_if_it_fits_every_probed_entry_and_the_direction_that_failed() {
        Evidence evidence = evidence(REPORTED, WRONG, RIGHT);

        assertThat(evidence.explainedBy(TRUTH)).isTrue();
        assertThat(evidence.explainedBy(REPORTED)).as("a wrong entry").isFalse();
        assertThat(evidence.explainedBy(new double[] {1, 2.1, 4}))
                .as("a right entry")
                .isFalse();
        assertThat(evidence.explainedBy(new double[] {1.1, 2, 4}))
                .as("an entry that was not probed")
                .isFalse();
        assertThat(evidence.explainedBy(new double[] {Double.NaN, 2, 4})).isFalse();
        assertThat(evidence.explainedBy(new double[] {1, Double.NaN, 4})).isFalse();
    }

    @Test
    void what_is_tolerated_of_an_explanation_is_the_allowance_and_its_slack() {
        // 1e-6, and 1e-7 of 8 and of 4; along the direction 1e-7 of some 15.
        Evidence evidence = evidence(REPORTED, WRONG);

        assertThat(evidence.explainedBy(new double[] {1, 2, 4 + 1.4e-6})).isTrue();
        assertThat(evidence.explainedBy(new double[] {1, 2, 4 - 1.4e-6})).isTrue();
        assertThat(evidence.explainedBy(new double[] {1, 2, 4 + 2.3e-6})).isFalse();
        assertThat(evidence.explainedBy(new double[] {1 + 1e-6, 2, 4})).isTrue();
        assertThat(evidence.explainedBy(new double[] {1 - 3e-6, 2, 4})).isFalse();
    }

    @Test
    void the_closest_multiple_is_that_of_least_squares_by_what_is_tolerated() {
        EntryProbe a = new EntryProbe(0, 1, 3, 1e-3, true, true);
        EntryProbe b = new EntryProbe(1, 1, 5, 1e-3, true, true);
        EntryProbe vague = new EntryProbe(2, 1, 900, 1e9, false, true);

        assertThat(evidence(REPORTED, a, b).multiple(EntryProbe::numeric, EntryProbe::analytic))
                .isCloseTo(4, within(1e-3));
        assertThat(evidence(REPORTED, a, vague).multiple(EntryProbe::numeric, EntryProbe::analytic))
                .isCloseTo(3, within(1e-9));
        assertThat(evidence(REPORTED, WRONG).multiple(EntryProbe::analytic, EntryProbe::numeric))
                .isEqualTo(2);
    }

    @Test
    void another_gradient_is_the_same_up_to_a_billionth_of_the_largest_entry() {
        Evidence evidence = evidence(REPORTED, WRONG);

        assertThat(evidence.distanceIfSame(REPORTED)).isZero();
        assertThat(evidence.distanceIfSame(new double[] {1, 2 - 7e-9, 8})).isCloseTo(7e-9 / 8, within(1e-16));
        assertThat(evidence.distanceIfSame(new double[] {1, 2 - 9e-9, 8})).isInfinite();
        assertThat(evidence.distanceIfSame(new double[] {-1, 2, 8})).isInfinite();
    }

    @Test
    void and_up_to_a_hundredth_of_the_error_where_that_is_less() {
        EntryProbe small = new EntryProbe(2, 8, 8 - 1e-7, 1e-12, true, true);
        Evidence evidence = evidence(REPORTED, small);

        assertThat(evidence.distanceIfSame(new double[] {1, 2 - 0.9e-9, 8})).isFinite();
        assertThat(evidence.distanceIfSame(new double[] {1, 2 - 1.1e-9, 8})).isInfinite();
    }

    @Test
    void in_single_precision_it_is_a_ten_thousandth() {
        assertThat(Evidence.same(place(REPORTED, Precision.DOUBLE))).isEqualTo(1e-9);
        assertThat(Evidence.same(place(REPORTED, Precision.FLOAT))).isEqualTo(1e-4);
    }

    @Test
    void the_distance_of_two_gradients_is_the_largest_of_an_entry() {
        assertThat(Evidence.distance(new double[] {1, 2, 3}, new double[] {2, -1, 3}))
                .isEqualTo(3);
        assertThat(Evidence.distance(new double[0], new double[0])).isZero();
    }

    private static Evidence evidence(double[] reported, EntryProbe... probed) {
        EvaluationPoint place = place(reported, Precision.DOUBLE);
        Localised localised = new Localised(List.of(probed), 1, CountKind.EXACT, List.of(), false);
        Probe failed = place.probe(
                "x",
                Entries.all(3),
                Direction.of(Tensor.vector(0.5, 1, 0.75)),
                0.1,
                1e-16,
                false,
                false,
                new Evaluations(1000));
        return new Evidence(place, "x", localised, failed);
    }

    private static EvaluationPoint place(double[] reported, Precision precision) {
        Subject linear = Subject.of(
                        "linear",
                        Map.of("x", Tensor.vector(0.3, -0.2, 0.7)),
                        at -> Tensor.scalar(Sums.dot(TRUTH, at.get("x").values())),
                        (at, u) -> Map.of("x", Tensor.vector(reported)))
                .withPrecision(precision);
        return AtPoint.of(linear);
    }
}
