package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of entries on their way through a check. */
class EntryNamesTest {

    private static final List<String> NAMES = List.of("a", "b");
    private static final Subject NAMED = Subject.scalar("sin", Math::sin, Math::cos, 0.3, 0.8)
            .named("a", "b")
            .withOutputNames("u", "v");
    private static final Tensor OUTPUT = NAMED.evaluate(NAMED.point());

    static List<Subject> wrapped() {
        Direction direction = Direction.ofEntry(0, 1, OUTPUT.shape());
        return List.of(
                new SubjectAt(NAMED, NamedTensors.of(Map.of("x", Tensor.vector(1, 2)))),
                new SubjectInUnits(NAMED, Units.ofAbout(Map.of("x", new double[] {1, 1000}))),
                new DefensiveCopies(NAMED),
                new RecordedOutputs(NAMED, "x", direction, OUTPUT.shape(), new Evaluations(9)));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void what_stands_for_a_subject_passes_them_on(Subject wrapped) {
        EntryNames names = EntryNames.of(wrapped, OUTPUT);

        assertThat(names.of("x")).isEqualTo(NAMES);
        assertThat(names.ofOutput()).containsExactly("u", "v");
    }

    @Test
    void places_have_them_in_any_units_and_for_any_weights() {
        Contraction f = new Contraction(NAMED, Tensor.vector(1, 1), 0);
        EvaluationPoint place = EvaluationPoint.of(f, OUTPUT);
        EvaluationPoint counted = place.in(Units.ofAbout(Map.of("x", new double[] {1, 1000})));

        for (EvaluationPoint one :
                List.of(place, counted, counted.ofSubject(), place.with(new DefensiveCopies(NAMED)))) {
            assertThat(one.indices("x").text(1)).isEqualTo("[b]");
            assertThat(one.outputIndices().text(0)).isEqualTo("[u]");
        }
        assertThat(f.with(Tensor.vector(1, 0)).names().ofOutput()).containsExactly("u", "v");
    }

    @Test
    void a_subject_without_names_has_none() {
        Subject plain = Subject.scalar("sin", Math::sin, Math::cos, 0.3);

        assertThat(EntryNames.of(plain, Tensor.vector(0)).of("x")).isEmpty();
        assertThat(EntryNames.of(plain, Tensor.vector(0)).ofOutput()).isEmpty();
    }

    @Test
    void indices_are_told_in_names_on_the_last_axis_alone() {
        Indices indices = new Indices(Tensor.zeros(3, 2), NAMES);

        assertThat(indices.count()).isEqualTo(6);
        assertThat(indices.at(3)).containsExactly(1, 1);
        assertThat(indices.name(3)).isEqualTo("b");
        assertThat(indices.text(4)).isEqualTo("[2,a]");
        assertThat(indices.onAxis(0, 1)).isEqualTo("1");
        assertThat(indices.onAxis(1, 1)).isEqualTo("b");
    }

    @Test
    void indices_without_names_or_with_those_of_something_else_are_told_in_numbers() {
        for (Indices indices :
                List.of(new Indices(Tensor.zeros(2, 3), List.of()), new Indices(Tensor.zeros(2, 3), NAMES))) {
            assertThat(indices.name(5)).isNull();
            assertThat(indices.text(5)).isEqualTo("[1,2]");
            assertThat(indices.onAxis(1, 1)).isEqualTo("1");
        }
        assertThat(new Indices(Tensor.scalar(1), NAMES).text(0)).isEmpty();
    }
}
