package io.gradcheck.source.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

class CroppedTensorTest {

    private static final Tensor MATRIX = Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);

    @Test
    void the_leading_block_stays() {
        assertThat(SimplerValues.cropped(MATRIX, 2, 2).values()).containsExactly(1, 2, 4, 5);
    }

    @Test
    void indices_begin_anew_where_the_shape_reaches_further() {
        assertThat(SimplerValues.cropped(MATRIX, 3, 1).values()).containsExactly(1, 4, 1);
    }

    @Test
    void fewer_axes_keep_the_last_ones() {
        assertThat(SimplerValues.cropped(MATRIX, 2).values()).containsExactly(1, 2);
        assertThat(SimplerValues.cropped(MATRIX).values()).containsExactly(1);
    }

    @Test
    void more_axes_repeat_the_tensor() {
        assertThat(SimplerValues.cropped(MATRIX, 2, 1, 3).values()).containsExactly(1, 2, 3, 1, 2, 3);
    }
}
