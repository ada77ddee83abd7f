package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names for the entries of variables and for outputs. */
class EntryNamesTest {

    private static final Subject LINE =
            Subject.objective("line", x -> 2 * x[0] + 3 * x[1], x -> new double[] {2, 3}, 0.5, 0.7);

    /** A matrix, a vector and a scalar. */
    private static Subject several() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("W", Tensor.zeros(2, 3));
        point.put("b", Tensor.vector(1, 2));
        point.put("s", Tensor.scalar(1));
        return Subject.of("several", point, at -> Tensor.scalar(0), (at, u) -> at);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_subject_has_no_names_unless_it_is_given_some() {
        assertThat(LINE.entryNames()).isEmpty();
        assertThat(LINE.outputNames()).isEmpty();
    }

    @Test
    void the_only_variable_need_not_be_told() {
        Subject named = LINE.named("slope", "offset");

        assertThat(named.entryNames()).containsExactly(Map.entry("x", List.of("slope", "offset")));
        assertThat(named.outputNames()).isEmpty();
        assertThat(named.name()).isEqualTo("line");
    }

    @Test
    void one_of_several_is_named_beside_those_that_have_names() {
        Subject named = several().named("b", List.of("u", "v")).named("W", List.of("fx", "fy", "cx"));

        assertThat(named.entryNames())
                .containsOnly(Map.entry("b", List.of("u", "v")), Map.entry("W", List.of("fx", "fy", "cx")));
        assertThat(named.named("b", List.of("r", "s")).entryNames().get("b")).containsExactly("r", "s");
    }

    @Test
    void outputs_have_names_too() {
        Subject named = LINE.withOutputNames("error").named("slope", "offset");

        assertThat(named.outputNames()).containsExactly("error");
        assertThat(named.entryNames()).containsOnlyKeys("x");
    }

    @Test
    void names_are_copied_and_stay_as_they_are() {
        String[] given = {"slope", "offset"};
        Subject named = LINE.named(given);
        given[0] = "other";

        assertThat(named.entryNames().get("x")).containsExactly("slope", "offset");
        assertThatThrownBy(() -> named.entryNames().put("y", List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void of_several_variables_the_one_that_is_meant_must_be_told() {
        assertRefused(
                () -> several().named("u", "v"),
                "named: found the variables [W, b, s] of subject several, wanted a single one; name the entries of each "
                        + "with named(variable, entries)");
    }

    @Test
    void an_unknown_variable_is_refused_with_those_that_there_are() {
        assertRefused(
                () -> several().named("K", List.of("fx")),
                "named: found variable K, wanted one of [W, b, s] of subject several");
    }

    @Test
    void there_is_a_name_for_each_entry_along_the_last_axis() {
        assertRefused(
                () -> LINE.named("slope"),
                "names of x: found 1 name, wanted 2, one for each entry along the last axis of shape [2]");
        assertRefused(
                () -> several().named("W", List.of("u", "v")),
                "names of W: found 2 names, wanted 3, one for each entry along the last axis of shape [2, 3]");
    }

    @Test
    void a_scalar_takes_no_names() {
        assertRefused(
                () -> several().named("s", List.of("scale")),
                "names of s: found 1 name, wanted none: a scalar has a single entry and no axis, so leave them out");
    }

    @Test
    void names_are_told_apart_and_can_be_read() {
        assertRefused(
                () -> LINE.named("slope", "slope"),
                "names of x: found \"slope\" twice, wanted another name for each entry");
        assertRefused(
                () -> LINE.named("slope", " "),
                "names of x: found \" \" as name 1, wanted a text that can be read on one line");
        assertRefused(
                () -> LINE.named("a\tb", "c"),
                "names of x: found \"a\tb\" as name 0, wanted a text that can be read on one line");
    }

    static List<Subject> whatIsMadeOfASubject() {
        Subject named = LINE.named("slope", "offset").withOutputNames("error");
        return List.of(
                named.withAccuracy(1e-9),
                named.about(String.class),
                named.withParts(List.of(LINE.times(0.5), LINE.times(0.5))),
                named.withPrecision(Precision.FLOAT),
                named.scaledBy(2),
                named.times(2),
                named.maximised(),
                new ForwardingSubject(named) {});
    }

    @ParameterizedTest
    @MethodSource("whatIsMadeOfASubject")
    void what_is_made_of_a_subject_has_its_names(Subject made) {
        assertThat(made.entryNames()).containsExactly(Map.entry("x", List.of("slope", "offset")));
        assertThat(made.outputNames()).containsExactly("error");
    }
}
