package io.gradcheck.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        // size, stride, padding, dilation, length, outputs
        "1, 1, 0, 1, 1, 1",
        "3, 1, 0, 1, 7, 5",
        "3, 2, 0, 1, 7, 3",
        "3, 2, 0, 1, 8, 3",
        "3, 1, 1, 1, 7, 7",
        "2, 1, 2, 1, 4, 7",
        "3, 1, 0, 2, 7, 3",
        "2, 3, 1, 3, 5, 2",
    })
    void counts_its_positions(int size, int stride, int padding, int dilation, int length, int outputs) {
        assertThat(new Window(size, stride, padding, dilation).outputs(length)).isEqualTo(outputs);
    }

    @Test
    void lists_the_taps_that_lie_on_inputs() {
        assertThat(new Window(3, 2, 2, 2).taps(4))
                .containsExactly(
                        new Window.Tap(0, 1, 0),
                        new Window.Tap(0, 2, 2),
                        new Window.Tap(1, 0, 0),
                        new Window.Tap(1, 1, 2));
    }

    @Test
    void leaves_out_the_last_inputs_where_the_stride_does_not_divide() {
        assertThat(new Window(2, 3, 0, 1).taps(7)).extracting(Window.Tap::input).containsExactly(0, 1, 3, 4);
    }

    @Test
    void is_plain_by_default() {
        assertThat(Window.of(3)).isEqualTo(new Window(3, 1, 0, 1));
    }

    @Test
    void spans_its_gaps() {
        assertThat(new Window(3, 1, 0, 4).span()).isEqualTo(9);
    }

    @Test
    void refuses_an_axis_in_which_it_does_not_fit() {
        Window window = new Window(3, 1, 1, 2);
        assertThat(window.outputs(3)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.outputs(2))
                .withMessage("input: found an axis of length 2, wanted at least 3, so that Window[size=3, stride=1, "
                        + "padding=1, dilation=2] fits once");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "1, 0, 0, 1", "1, 1, -1, 1", "1, 1, 0, 0"})
    void refuses_what_is_no_window(int size, int stride, int padding, int dilation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Window(size, stride, padding, dilation))
                .withMessage("window: found size %d, stride %d, padding %d, dilation %d, wanted at least 1, 1, 0, 1"
                        .formatted(size, stride, padding, dilation));
    }
}
