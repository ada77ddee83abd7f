package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {

    private static Tensor random(int size) {
        SplittableRandom random = new SplittableRandom(size);
        Tensor tensor = Tensor.zeros(size);
        for (int i = 0; i < size; i++) {
            tensor.values()[i] = random.nextDouble();
        }
        return tensor;
    }

    private static NamedTensors tensors(Tensor a, Tensor b) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        map.put("a", a);
        map.put("b", b);
        return NamedTensors.of(map);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 63})
    void the_same_numbers_have_the_same_sum_and_one_unit_in_the_last_place_of_any_entry_another(int size) {
        NamedTensors tensors = tensors(Tensor.scalar(1), random(size));
        long sum = Checksum.of(tensors);

        assertThat(Checksum.of(tensors.copy())).isEqualTo(sum);
        for (int i = 0; i < size; i++) {
            NamedTensors changed = tensors.copy();
            double[] values = changed.get("b").values();
            values[i] = Math.nextUp(values[i]);
            assertThat(Checksum.of(changed)).as("entry %d", i).isNotEqualTo(sum);
        }
    }

    @Test
    void two_entries_that_are_exchanged_change_it() {
        long sum = Checksum.of(tensors(Tensor.vector(1, 2, 3, 4, 5, 6, 7, 8, 9), Tensor.scalar(1)));

        for (int other = 1; other < 9; other++) {
            Tensor exchanged = Tensor.vector(1, 2, 3, 4, 5, 6, 7, 8, 9);
            exchanged.values()[0] = other + 1;
            exchanged.values()[other] = 1;
            assertThat(Checksum.of(tensors(exchanged, Tensor.scalar(1)))).isNotEqualTo(sum);
        }
    }

    @Test
    void so_do_two_tensors_that_are_exchanged_and_one_that_is_taken_out() {
        NamedTensors tensors = tensors(Tensor.vector(1, 2), Tensor.vector(3, 4));
        long sum = Checksum.of(tensors);

        assertThat(Checksum.of(tensors(Tensor.vector(3, 4), Tensor.vector(1, 2))))
                .isNotEqualTo(sum);
        tensors.asMap().put("a", null);
        assertThat(Checksum.of(tensors)).isNotEqualTo(sum);
        tensors.asMap().remove("a");
        assertThat(Checksum.of(tensors)).isNotEqualTo(sum);
    }
}
