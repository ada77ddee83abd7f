package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {

    /** Rounding errors of a handful of operations, each of half an ulp, and of exp and its kin, of one. */
    private static final double ROUNDINGS = 6 * 0x1p-53;

    record Place(
            Activation activation,
            double a,
            double value,
            double derivative,
            double valueCondition,
            double derivativeCondition) {

        static Place of(String line) {
            String[] cells = line.split(",", -1);
            return new Place(
                    Activation.named(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]));
        }
    }

    static List<Place> places() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ActivationTest.class.getResourceAsStream("activations.csv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Place::of)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void is_accurate_to_rounding_also_in_the_tails(Place place) {
        Activation g = place.activation();
        assertThat(g.value(place.a()))
                .as("value")
                .isCloseTo(place.value(), allowed(place.value(), place.valueCondition()));
        assertThat(g.derivative(place.a()))
                .as("derivative")
                .isCloseTo(place.derivative(), allowed(place.derivative(), place.derivativeCondition()));
    }

    /** What roundings of the result and of the argument explain; subnormal numbers have an absolute accuracy. */
    private static org.assertj.core.data.Offset<Double> allowed(double wanted, double condition) {
        return within(ROUNDINGS * (Math.abs(wanted) + condition) + 4 * Double.MIN_VALUE);
    }

    @Test
    void every_activation_has_accurate_places() throws IOException {
        assertThat(places().stream().map(Place::activation).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Activation.values());
    }

    @ParameterizedTest
    @CsvSource({
        "relu, 0, 0",
        "leaky_relu, 0, 0.01",
        "relu6, 0, 0",
        "relu6, 6, 0",
        "hard_tanh, -1, 0",
        "hard_tanh, 1, 0",
        "hard_sigmoid, -3, 0",
        "hard_sigmoid, 3, 0",
        "hard_swish, -3, 0",
        "hard_swish, 3, 1",
        "elu, 0, 1",
        "celu, 0, 1",
        "selu, 0, 1.7580993408473766",
        "softsign, 0, 1"
    })
    void has_pytorchs_derivative_where_two_pieces_meet(String name, double a, double derivative) {
        assertThat(Activation.named(name).derivative(a)).isEqualTo(derivative);
    }

    @Test
    void only_these_have_kinks() {
        Set<Activation> withKinks = EnumSet.allOf(Activation.class);
        withKinks.removeIf(Activation::isSmooth);
        assertThat(withKinks)
                .containsExactlyInAnyOrder(
                        Activation.RELU,
                        Activation.LEAKY_RELU,
                        Activation.RELU6,
                        Activation.SELU,
                        Activation.HARD_TANH,
                        Activation.HARD_SIGMOID,
                        Activation.HARD_SWISH);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void is_smooth_exactly_if_its_derivative_does_not_jump(Activation g) {
        boolean jumps = false;
        for (double kink : new double[] {-3, -1, 0, 1, 3, 6}) {
            jumps |= Math.abs(g.derivative(kink + 1e-9) - g.derivative(kink - 1e-9)) > 1e-6;
        }
        assertThat(g.isSmooth()).isEqualTo(!jumps);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void is_found_by_its_lower_case_name(Activation g) {
        assertThat(Activation.named(g.label())).isSameAs(g);
    }

    @Test
    void lists_the_known_names_when_asked_for_an_unknown_one() {
        assertThatThrownBy(() -> Activation.named("ReLU"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "activation: found ReLU, wanted one of [identity, sigmoid, tanh, relu, leaky_relu, relu6, elu,"
                                + " selu, celu, softplus, softsign, gelu, gelu_tanh, silu, mish, hard_tanh, hard_sigmoid,"
                                + " hard_swish, log_sigmoid, sine]");
    }
}
