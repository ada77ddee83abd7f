package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tensors are drawn, and handed over, in an order that is the same in every JVM. */
class OrderedVariablesTest {

    private static final List<String> NAMES = List.of("d", "a", "c", "b", "e");

    /** Variables in a map of one kind or another. */
    private static final class Some extends TensorSource {
        private final boolean inOrder;

        Some(boolean inOrder) {
            super("some");
            this.inOrder = inOrder;
        }

        @Override
        protected Map<String, Variable> variables(Sizes sizes) {
            Map<String, Variable> variables = new LinkedHashMap<>();
            NAMES.forEach(name -> variables.put(name, new Variable(Values.normal(), 1)));
            return inOrder ? variables : Map.copyOf(variables);
        }

        @Override
        protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
            return Subject.of("some", values, at -> Tensor.scalar(0), (at, upstream) -> at);
        }
    }

    @Test
    void a_map_that_has_an_order_keeps_it() {
        assertThat(new Some(true).at(1, 0).subject().point().keySet()).containsExactlyElementsOf(NAMES);
    }

    @Test
    void any_other_is_taken_by_its_names() {
        assertThat(new Some(false).at(1, 0).subject().point().keySet()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void values_are_handed_over_in_the_order_of_the_variables() {
        Map<String, Tensor> values = Map.of(
                "a", Tensor.vector(1),
                "b", Tensor.vector(2),
                "c", Tensor.vector(3),
                "d", Tensor.vector(4),
                "e", Tensor.vector(5));

        assertThat(new Some(true).subject(Map.of(), values, 0).point().keySet()).containsExactlyElementsOf(NAMES);
    }
}
