package io.gradcheck.check.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SameShapeTest {

    private static SameShape of(int scalars) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int k = 0; k < scalars; k++) {
            tensors.put("s" + k, Tensor.scalar(k));
        }
        tensors.put("v", Tensor.vector(1, 2));
        return new SameShape(NamedTensors.of(tensors));
    }

    @Test
    void a_few_are_all_taken_in_their_order() {
        assertThat(of(4).of("s2", 16)).containsExactly("s0", "s1", "s3");
    }

    @Test
    void a_variable_alone_in_its_shape_has_no_others() {
        assertThat(of(4).of("v", 16)).isEmpty();
    }

    @Test
    void of_many_those_that_follow_are_taken() {
        assertThat(of(10_000).of("s9998", 3)).containsExactly("s9999", "s0", "s1");
    }
}
