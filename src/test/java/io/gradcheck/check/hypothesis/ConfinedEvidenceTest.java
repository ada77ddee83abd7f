package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What evidence it takes to call a mistake confined to one row, one column or one entry. */
class ConfinedEvidenceTest {

    private static final int[] SHAPE = {3, 4};

    @Test
    void one_wrong_entry_among_right_ones_is_one_entry() {
        assertThat(diagnosis(SHAPE, 1, false, wrong(0), right(1), right(5)))
                .contains(
                        new Diagnosis(Mistake.ONE_ENTRY, "one entry", "all other entries agree; analytic/numeric = 3"));
    }

    @Test
    void one_wrong_entry_of_a_sample_may_be_one_of_many() {
        assertThat(diagnosis(SHAPE, 1, true, wrong(0), right(1), right(5))).isEmpty();
    }

    @Test
    void one_wrong_entry_beside_a_wrong_block_is_not_the_only_one_nor_a_row() {
        assertThat(diagnosis(SHAPE, 3, false, wrong(0), right(5), right(10))).isEmpty();
    }

    @Test
    void two_wrong_entries_of_a_row_are_the_row_if_others_of_it_say_nothing() {
        assertThat(diagnosis(SHAPE, 2, false, wrong(4), wrong(6), silent(5), right(1)))
                .map(Diagnosis::mistake)
                .contains("one row");
    }

    @Test
    void a_right_entry_of_the_row_speaks_against_it() {
        assertThat(diagnosis(SHAPE, 2, false, wrong(4), wrong(6), right(5), right(1)))
                .isEmpty();
    }

    @Test
    void right_entries_elsewhere_must_not_be_as_good_as_zero() {
        assertThat(diagnosis(SHAPE, 2, false, wrong(4), wrong(6), silent(1), silent(9)))
                .isEmpty();
        assertThat(diagnosis(SHAPE, 1, false, wrong(4), silent(1), silent(9))).isEmpty();
    }

    @Test
    void a_derivative_tells_that_is_more_than_ten_times_what_its_error_explains() {
        EntryProbe ten = new EntryProbe(1, 10, 10, 1, false, true);
        EntryProbe more = new EntryProbe(1, -10.5, -10.5, 1, false, true);

        assertThat(diagnosis(SHAPE, 1, false, wrong(0), ten)).isEmpty();
        assertThat(diagnosis(SHAPE, 1, false, wrong(0), more)).isPresent();
    }

    @Test
    void a_sample_is_in_one_row_by_chance_at_most_once_in_a_thousand_times() {
        // Any further entry is in the row of the first one with a chance of one in ten, or in a thousand.
        EntryProbe elsewhere = right(77);

        assertThat(diagnosis(new int[] {10, 10}, 3, true, wrong(0), wrong(1), wrong(2), elsewhere))
                .isEmpty();
        assertThat(diagnosis(new int[] {10, 10}, 4, true, wrong(0), wrong(1), wrong(2), wrong(3), elsewhere))
                .map(Diagnosis::mistake)
                .contains("one row");
        assertThat(diagnosis(new int[] {1000, 2}, 2, true, wrong(0), wrong(1), elsewhere))
                .map(Diagnosis::mistake)
                .contains("one row");
    }

    @Test
    void where_all_entries_were_probed_chance_plays_no_part() {
        assertThat(diagnosis(new int[] {10, 10}, 2, false, wrong(0), wrong(1), right(77)))
                .map(Diagnosis::mistake)
                .contains("one row");
    }

    @Test
    void a_ratio_that_is_not_known_well_is_not_given() {
        EntryProbe vague = new EntryProbe(0, 3, 1, 1e-3, true, true);

        assertThat(diagnosis(SHAPE, 1, false, vague, right(1)))
                .contains(new Diagnosis(Mistake.ONE_ENTRY, "one entry", "all other entries agree"));
    }

    private static EntryProbe wrong(int offset) {
        return new EntryProbe(offset, 3, 1, 1e-9, true, true);
    }

    private static EntryProbe right(int offset) {
        return new EntryProbe(offset, 2, 2, 1e-9, false, true);
    }

    private static EntryProbe silent(int offset) {
        return new EntryProbe(offset, 0, 0, 1e-9, false, true);
    }

    private static Optional<Diagnosis> diagnosis(int[] shape, int wrong, boolean sampled, EntryProbe... probed) {
        EvaluationPoint place = AtPoint.of(Separable.of("W", shape).subject());
        List<EntryProbe> entries = new ArrayList<>(Arrays.asList(probed));
        Localised localised = new Localised(entries, wrong, CountKind.EXACT, List.of(), sampled);
        Tensor value = place.value("W");
        Direction first = Direction.ofEntry(0, 1, value.shape());
        Probe failed = place.probe(
                "W",
                Entries.single(value.size(), 0),
                first,
                0.1,
                1e-12,
                false,
                false,
                new Evaluations(Integer.MAX_VALUE));
        return new OneSlice()
                .test(new Evidence(place, "W", localised, failed)).stream().findFirst();
    }
}
