package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.subject.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {

    private static final String ZEROS = "0,".repeat(64);

    private static Digits parse(String... lines) throws IOException {
        return Digits.parse(new BufferedReader(new StringReader(String.join("\n", lines))));
    }

    @Test
    void holds_out_every_fifth_of_the_1797_examples() {
        Digits digits = Digits.load();
        assertThat(digits.training().input().shape()).containsExactly(1438, 64);
        assertThat(digits.training().target().shape()).containsExactly(1438, 10);
        assertThat(digits.heldOut().input().shape()).containsExactly(359, 64);
        assertThat(digits.heldOut().target().shape()).containsExactly(359, 10);
    }

    @Test
    void scales_grey_values_to_one_and_makes_targets_one_hot() throws IOException {
        Digits digits =
                parse("16,8," + "0,".repeat(62) + "3", ZEROS + 1, ZEROS + 1, ZEROS + 1, "4," + "0,".repeat(63) + "9");
        assertThat(digits.training().input().get(0, 0)).isEqualTo(1);
        assertThat(digits.training().input().get(0, 1)).isEqualTo(0.5);
        assertThat(digits.training().examples(0).target().values()).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
        assertThat(digits.heldOut().input().get(0, 0)).isEqualTo(0.25);
        assertThat(digits.heldOut().target().values()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    void names_the_line_that_is_malformed() {
        assertThatThrownBy(() -> parse(ZEROS + 1, "1,2,3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("digits: found 3 cells on line 2, wanted 65: 64 grey values and the class");
        assertThatThrownBy(() -> parse(ZEROS + 1, ZEROS + 2, "17," + "0,".repeat(63) + "1"))
                .hasMessage("digits: found \"17\" in cell 1 on line 3, wanted an integer from 0 to 16");
        assertThatThrownBy(() -> parse(ZEROS + "ten"))
                .hasMessage("digits: found \"ten\" in cell 65 on line 1, wanted an integer from 0 to 9");
        assertThatThrownBy(() -> parse(ZEROS + 1))
                .hasMessage("digits: found 1 lines, wanted at least 5, of which every fifth is held out");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void training_reads_96_percent_of_the_digits_it_has_not_seen(long seed) {
        Digits digits = Digits.load();
        Network before = DigitsTraining.network(seed);
        assertThat(DigitsTraining.accuracy(before, digits.heldOut()))
                .as("before, seed " + seed)
                .isLessThan(0.4);
        Network after = DigitsTraining.method(seed).train(before, digits.training());
        assertThat(DigitsTraining.accuracy(after, digits.heldOut()))
                .as("after, seed " + seed)
                .isGreaterThanOrEqualTo(0.96);
    }

    @Test
    void accuracy_counts_the_examples_whose_largest_output_is_their_class() {
        Digits digits = Digits.load();
        Tensor classes = digits.heldOut().target();
        double zeros = 0;
        for (int row = 0; row < classes.length(0); row++) {
            zeros += classes.get(row, 0);
        }
        Network alwaysZero = Network.inputs(64)
                .output(10, Loss.CROSS_ENTROPY)
                .parameters(List.of(Tensor.zeros(10, 64)), List.of(Tensor.vector(1, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
        assertThat(DigitsTraining.accuracy(alwaysZero, digits.heldOut())).isEqualTo(zeros / 359);
    }
}
