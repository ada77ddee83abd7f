package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tensors by the names of variables. */
class NamedTensorsTest {

    private static final Subject SUBJECT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);

    private final Map<String, Tensor> map = new LinkedHashMap<>();
    private final NamedTensors tensors = NamedTensors.of(map);

    NamedTensorsTest() {
        map.put("w", Tensor.vector(1, 2, 3));
        map.put("b", Tensor.scalar(4));
    }

    @Test
    void a_tensor_is_found_by_its_name() {
        assertThat(tensors.get("b")).isSameAs(map.get("b"));
        assertThat(tensors.find("b")).isSameAs(map.get("b"));
        assertThat(tensors.find("c")).isNull();
    }

    @Test
    void a_name_that_is_not_there_is_told_beside_those_that_are() {
        assertThatThrownBy(() -> tensors.get("c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensors: found [w, b], wanted one named c");
        assertThatThrownBy(() -> tensors.only(List.of("b", "c")))
                .hasMessage("tensors: found [w, b], wanted one named c");
    }

    @Test
    void entries_of_all_tensors_are_counted() {
        assertThat(tensors.entries()).isEqualTo(4);
    }

    @Test
    void a_copy_has_numbers_of_its_own_in_the_same_order() {
        NamedTensors copy = tensors.copy();
        copy.get("w").values()[0] = 7;

        assertThat(copy.names()).containsExactly("w", "b");
        assertThat(tensors.get("w").values()).containsExactly(1, 2, 3);
    }

    @Test
    void what_replaces_a_tensor_changes_no_other_and_not_the_map() {
        Tensor other = Tensor.scalar(5);
        NamedTensors changed = tensors.with("b", other);

        assertThat(changed.names()).containsExactly("w", "b");
        assertThat(changed.get("b")).isSameAs(other);
        assertThat(changed.get("w")).isSameAs(tensors.get("w"));
        assertThat(map.get("b").get()).isEqualTo(4);
    }

    @Test
    void some_are_left_out_or_chosen_by_name() {
        assertThat(tensors.without(Set.of("w", "c")).asMap()).containsOnlyKeys("b");
        assertThat(tensors.only(List.of("b", "w")).names()).containsExactly("b", "w");
        assertThat(tensors.only(List.of("b")).get("b")).isSameAs(map.get("b"));
    }

    @Test
    void a_gradient_may_have_more_names_than_the_point() {
        NamedTensors point = NamedTensors.of(Map.of("b", Tensor.scalar(1)));

        assertThat(NamedTensors.gradient(SUBJECT, point, map).get("b")).isSameAs(map.get("b"));
    }

    @Test
    void a_gradient_that_does_not_fit_is_refused() {
        assertRefused(
                NamedTensors.of(Map.of("c", Tensor.scalar(1))),
                map,
                "subject sin: gradient returned [w, b], wanted one tensor for each of the variables [c]");
        assertRefused(
                NamedTensors.of(Map.of("w", Tensor.vector(1, 2))),
                map,
                "subject sin: gradient returned shape [3] for variable w, wanted the variable's shape [2]");
        assertRefused(
                tensors,
                null,
                "subject sin: gradient returned null, wanted one tensor for each of the variables [w, b]");
    }

    @Test
    void a_gradient_that_lacks_one_of_several_variables_is_told_how_to_say_that_it_is_none() {
        map.remove("b");

        assertRefused(
                NamedTensors.of(point()),
                map,
                "subject sin: gradient returned [w], wanted one tensor for each of the variables [w, b]; if b is no variable, say "
                        + "holdingConstant(\"b\") of the subject, or in a source Values that are constant, such as labels and "
                        + "masks");
    }

    private static Map<String, Tensor> point() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("w", Tensor.vector(1, 2, 3));
        point.put("b", Tensor.scalar(4));
        return point;
    }

    private static void assertRefused(NamedTensors point, @Nullable Map<String, Tensor> returned, String message) {
        assertThatThrownBy(() -> NamedTensors.gradient(SUBJECT, point, returned))
                .isInstanceOf(WrongResultException.class)
                .hasMessage(message);
    }
}
