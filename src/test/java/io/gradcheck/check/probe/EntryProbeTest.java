package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.WrongEntry;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a probe of one entry says of it. */
class EntryProbeTest {

    private static final double WEIGHT = -0.5;

    /** A probe of the second of three entries, whose slope is 10 with a bound of 1.5. */
    private static Probe probe(double analytic, double jump, double jumpError) {
        DerivativeEstimate slope =
                new DerivativeEstimate(10, 0.25, jump, jumpError, 0.1, 0.5, DerivativeEstimate.Sides.BOTH);
        return new Probe(
                Entries.single(3, 1),
                Direction.ofEntry(1, WEIGHT, 3),
                0.1,
                analytic,
                20,
                0,
                slope,
                new Derivative(t -> t, 0, 0, analytic, 20, FloatFormat.BINARY64));
    }

    private static EntryProbe entry(double analytic, double numeric, double allowed) {
        return new EntryProbe(0, analytic, numeric, allowed, true, true);
    }

    @Test
    void numbers_along_the_direction_are_those_of_the_entry_times_its_weight() {
        EntryProbe entry = EntryProbe.of(1, -24, probe(12, 0, 0));

        assertThat(entry.offset()).isEqualTo(1);
        assertThat(entry.analytic()).isEqualTo(-24);
        assertThat(entry.numeric()).isEqualTo(-20);
        assertThat(entry.difference()).isEqualTo(4);
        assertThat(entry.allowed()).isEqualTo(3);
        assertThat(entry.wrong()).isTrue();
    }

    @Test
    void where_the_probe_agrees_an_unseen_jump_is_allowed_too_and_where_it_disagrees_it_is_not() {
        assertThat(EntryProbe.of(1, -21, probe(10.5, 0.5, 0.25)).allowed()).isEqualTo(4.5);
        assertThat(EntryProbe.of(1, -21, probe(10.5, 0.5, 0.25)).wrong()).isFalse();
        assertThat(EntryProbe.of(1, -60, probe(30, 0.5, 0.25)).allowed()).isEqualTo(3);
        assertThat(EntryProbe.of(1, -60, probe(30, 0.5, 0.25)).wrong()).isTrue();
    }

    @Test
    void a_claim_that_is_no_number_is_wrong_whatever_the_probe_says() {
        assertThat(EntryProbe.of(1, Double.NaN, probe(10, 0, 0)).wrong()).isTrue();
        assertThat(EntryProbe.of(1, Double.NEGATIVE_INFINITY, probe(10, 0, 0)).wrong())
                .isTrue();
    }

    @Test
    void an_entry_is_clear_unless_the_slope_was_seen_to_jump() {
        assertThat(EntryProbe.of(1, -20, probe(10, 0.5, 0.25)).clear()).isTrue();
        assertThat(EntryProbe.of(1, -20, probe(10, 6, 0.25)).clear()).isFalse();
    }

    @Test
    void an_entry_of_which_nothing_is_known_is_neither_wrong_nor_clear() {
        EntryProbe unknown = EntryProbe.unknown(2, 7);

        assertThat(unknown.offset()).isEqualTo(2);
        assertThat(unknown.analytic()).isEqualTo(7);
        assertThat(unknown.difference()).isNaN();
        assertThat(unknown.wrong()).isFalse();
        assertThat(unknown.clear()).isFalse();
    }

    @Test
    void per_length_every_number_is_divided_by_it() {
        assertThat(new EntryProbe(2, 12, 8, 2, true, false).perLength(4))
                .isEqualTo(new EntryProbe(2, 3, 2, 0.5, true, false));
    }

    private static Indices unnamed(Tensor tensor) {
        return new Indices(tensor, List.of());
    }

    @Test
    void a_wrong_entry_has_its_index_and_the_numbers_of_the_subject() {
        WrongEntry wrong = new EntryProbe(4, 12, 8, 2, true, true).wrongEntry(unnamed(Tensor.zeros(2, 3)), -2);

        assertThat(wrong.indexText()).isEqualTo("[1,1]");
        assertThat(wrong.analytic()).isEqualTo(-6);
        assertThat(wrong.numeric()).isEqualTo(-4);
        assertThat(wrong.difference()).isEqualTo(2);
        assertThat(wrong.allowed()).isEqualTo(1);
    }

    @Test
    void an_index_is_a_number_for_each_axis_and_nothing_for_a_scalar() {
        assertThat(unnamed(Tensor.zeros(2, 3)).text(5)).isEqualTo("[1,2]");
        assertThat(unnamed(Tensor.scalar(1)).text(0)).isEmpty();
    }

    @Test
    void the_worst_is_farthest_beyond_what_is_allowed_to_it_and_no_number_is_worse_than_any() {
        EntryProbe farthest = entry(100, 90, 20);
        EntryProbe worse = entry(3, 1, 0.5);
        EntryProbe nan = entry(Double.NaN, 1, 0.5);

        assertThat(Stream.of(farthest, worse, nan).sorted(EntryProbe.WORST_FIRST))
                .containsExactly(nan, worse, farthest);
    }
}
