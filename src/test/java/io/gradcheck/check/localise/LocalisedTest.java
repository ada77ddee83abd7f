package io.gradcheck.check.localise;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Units;
import io.gradcheck.finding.CountKind;
import io.gradcheck.subject.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the probed entries are named, and in which units. */
class LocalisedTest {

    private static EntryProbe entry(int offset, boolean wrong, boolean clear) {
        return new EntryProbe(offset, 12, 8, 2, wrong, clear);
    }

    private static Localised of(EntryProbe... probed) {
        return new Localised(List.of(probed), 3, CountKind.AT_LEAST, List.of(), true);
    }

    @Test
    void entries_found_wrong_are_named_and_no_others() {
        assertThat(of(entry(0, false, true), entry(1, true, true), entry(2, true, false))
                        .suspects())
                .containsExactly(entry(1, true, true), entry(2, true, false));
    }

    @Test
    void where_none_is_wrong_the_first_away_from_kinks_is_named() {
        assertThat(of(entry(0, false, false), entry(1, false, true), entry(2, false, true))
                        .suspects())
                .containsExactly(entry(1, false, true));
        assertThat(of(entry(0, false, false)).suspects()).isEmpty();
    }

    @Test
    void in_the_units_of_the_subject_every_entry_is_divided_by_its_length_and_the_rest_is_the_same() {
        Units units = AtPoint.of(Subject.objective("sum", x -> x[0] + x[1], x -> new double[] {1, 1}, 1e-6, 1e6))
                .inOwnSizes("x")
                .f()
                .units();
        double length = units.length("x", 1);

        Localised own = of(entry(0, true, true), entry(1, true, true)).ofSubject("x", units);

        assertThat(length).isGreaterThan(1e5);
        assertThat(own.probed().get(0)).isEqualTo(entry(0, true, true).perLength(units.length("x", 0)));
        assertThat(own.probed().get(1)).isEqualTo(entry(1, true, true).perLength(length));
        assertThat(own.wrong()).isEqualTo(3);
        assertThat(own.count()).isEqualTo(CountKind.AT_LEAST);
        assertThat(own.sampled()).isTrue();
    }
}
