package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.hypothesis.Suspects.Match;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.finding.CountKind;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of the suspected mistakes make one variable's gradient what is reported, and which make all of it so. */
class SuspectMatchesTest {

    private static final Tensor A = Tensor.vector(1, 8);
    private static final Tensor B = Tensor.vector(0, 4);
    private static final Tensor OTHER = Tensor.vector(3, 5);

    private final Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();

    @Test
    void a_mistake_that_makes_every_variable_what_is_reported_is_whole() {
        suspects.put("whole", Map.of("a", A, "b", B));

        assertThat(explaining()).containsExactly(new Match("whole", 0, true));
    }

    @Test
    void a_mistake_that_makes_another_variable_different_is_not() {
        suspects.put("in a", Map.of("a", A, "b", OTHER));
        suspects.put("in a, b in another shape", Map.of("a", A, "b", Tensor.vector(0, 4, 0)));

        assertThat(explaining())
                .containsExactly(new Match("in a", 0, false), new Match("in a, b in another shape", 0, false));
    }

    @Test
    void only_whole_ones_are_named_if_there_are_such() {
        suspects.put("in a", Map.of("a", A, "b", OTHER));
        suspects.put("whole", Map.of("a", A, "b", B));

        assertThat(explaining()).containsExactly(new Match("whole", 0, true));
    }

    @Test
    void other_variables_are_what_is_reported_up_to_a_billionth_of_their_largest_entry() {
        suspects.put("close", Map.of("a", A, "b", Tensor.vector(3e-9, 4)));
        assertThat(explaining()).containsExactly(new Match("close", 0, true));

        suspects.clear();
        suspects.put("too far", Map.of("a", A, "b", Tensor.vector(5e-9, 4)));
        assertThat(explaining()).containsExactly(new Match("too far", 0, false));
    }

    @Test
    void zeros_are_what_is_reported_where_zeros_are() {
        suspects.put("whole", Map.of("a", A, "b", B, "c", Tensor.zeros(3)));

        assertThat(explaining()).containsExactly(new Match("whole", 0, true));
    }

    @Test
    void what_a_mistake_makes_of_a_variable_that_is_not_checked_does_not_count() {
        suspects.put("whole", Map.of("a", A, "b", B, "excluded", OTHER));

        assertThat(explaining()).containsExactly(new Match("whole", 0, true));
    }

    @Test
    void a_mistake_elsewhere_or_in_another_shape_explains_nothing() {
        suspects.put("in b", Map.of("b", B));
        suspects.put("a in another shape", Map.of("a", Tensor.vector(1, 8, 0)));
        suspects.put("different", Map.of("a", OTHER));

        assertThat(explaining()).isEmpty();
    }

    /** What explains {@code a}, whose gradient is reported as (1, 8) in place of (1, 4). */
    private List<Match> explaining() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", Tensor.vector(0.3, -0.2));
        point.put("b", Tensor.vector(0.1, 0.5));
        point.put("c", Tensor.vector(0.1, 0.5, 0.2));
        Subject linear = Subject.of(
                "linear",
                point,
                at -> Tensor.scalar(at.get("a").get(0)
                        + 4 * at.get("a").get(1)
                        + 4 * at.get("b").get(1)),
                (at, u) -> Map.of("a", A, "b", B, "c", Tensor.zeros(3)));
        EvaluationPoint place = AtPoint.of(new ForwardingSubject(linear) {
            @Override
            public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
                return suspects;
            }
        });
        Localised localised =
                new Localised(List.of(new EntryProbe(1, 8, 4, 1e-6, true, true)), 1, CountKind.EXACT, List.of(), false);
        Probe failed = place.probe(
                "a",
                Entries.all(2),
                Direction.of(Tensor.vector(0.5, 1)),
                0.1,
                1e-16,
                false,
                false,
                new Evaluations(Integer.MAX_VALUE));
        return new Suspects(place).explaining(new Evidence(place, "a", localised, failed));
    }
}
