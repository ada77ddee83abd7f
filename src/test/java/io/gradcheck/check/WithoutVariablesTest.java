package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A subject of {@code x y} with {@code y} taken as a constant. */
class WithoutVariablesTest {

    private final Subject without = new WithoutVariables(new Suspicious(product("product", 5)), Set.of("y"));

    @Test
    void an_excluded_variable_keeps_its_value() {
        assertThat(without.point()).containsOnlyKeys("x");
        assertThat(without.evaluate(Map.of("x", Tensor.scalar(3))).get()).isEqualTo(15);
        assertThat(without.evaluate(Map.of("x", Tensor.scalar(3), "y", Tensor.scalar(2)))
                        .get())
                .as("nearby, where others moved it")
                .isEqualTo(6);
    }

    @Test
    void the_gradient_is_that_by_the_variables_that_are_left() {
        Map<String, Tensor> gradient = without.gradient(Map.of("x", Tensor.scalar(3)), Tensor.scalar(2));

        assertThat(gradient).containsOnlyKeys("x");
        assertThat(gradient.get("x").get()).isEqualTo(10);
    }

    @Test
    void names_of_entries_are_those_of_the_variables_that_are_left() {
        Subject named = Subject.of(
                        "sum",
                        Map.of("x", Tensor.vector(1, 2), "y", Tensor.vector(3)),
                        at -> Tensor.scalar(0),
                        (at, u) -> at)
                .named("x", List.of("a", "b"))
                .named("y", List.of("c"))
                .withOutputNames("e");

        assertThat(new WithoutVariables(named, Set.of("y")).entryNames())
                .containsExactly(Map.entry("x", List.of("a", "b")));
        assertThat(new WithoutVariables(named, Set.of("y")).outputNames()).containsExactly("e");
    }

    @Test
    void suspects_are_asked_at_the_whole_point_and_tell_of_the_variables_that_are_left() {
        Map<String, Map<String, Tensor>> suspects = without.suspects(Map.of("x", Tensor.scalar(3)), Tensor.scalar(2));

        assertThat(suspects).containsOnlyKeys("sign flipped");
        assertThat(suspects.get("sign flipped")).containsOnlyKeys("x");
        assertThat(suspects.get("sign flipped").get("x").get()).isEqualTo(-10);
    }

    @Test
    void a_line_is_the_subjects_own() {
        Tensor output = Tensor.scalar(0);

        without.along("x", Tensor.scalar(1)).at(0.5, output);

        assertThat(output.get()).isEqualTo(100);
    }

    @Test
    void the_parts_go_without_the_same_variables() {
        List<Subject> parts = without.parts();

        assertThat(parts).extracting(Subject::name).containsExactly("first half", "second half");
        assertThat(parts).allSatisfy(part -> assertThat(part.point()).containsOnlyKeys("x"));
        assertThat(parts.get(1).evaluate(Map.of("x", Tensor.scalar(3))).get()).isEqualTo(9);
    }

    private static Subject product(String name, double y) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.scalar(2));
        point.put("y", Tensor.scalar(y));
        return Subject.of(
                name, point, at -> Tensor.scalar(at.get("x").get() * at.get("y").get()), (at, u) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>();
                    gradient.put("x", Tensor.scalar(u.get() * at.get("y").get()));
                    gradient.put("y", Tensor.scalar(u.get() * at.get("x").get()));
                    return gradient;
                });
    }

    private static final class Suspicious extends ForwardingSubject {

        Suspicious(Subject subject) {
            super(subject);
        }

        @Override
        public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
            Map<String, Tensor> flipped = new LinkedHashMap<>();
            subject().gradient(at, upstream).forEach((variable, g) -> flipped.put(variable, Tensor.scalar(-g.get())));
            return Map.of("sign flipped", flipped);
        }

        @Override
        public Line along(String variable, Tensor direction) {
            return (t, output) -> output.values()[0] = 100;
        }

        @Override
        public List<Subject> parts() {
            return List.of(product("first half", 2), product("second half", 3));
        }
    }
}
