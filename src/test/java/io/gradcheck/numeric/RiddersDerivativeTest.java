package io.gradcheck.numeric;

import static io.gradcheck.numeric.PrescribedSteps.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RiddersDerivativeTest {

    /** A function and its derivative by forward-mode differentiation, which shares no code with the estimate. */
    private record Smooth(String name, UnaryOperator<DerivativeStructure> f, double from, double to) {

        double value(double x) {
            return f.apply(new DerivativeStructure(1, 0, 0, x)).getValue();
        }

        double derivative(double x) {
            return f.apply(new DerivativeStructure(1, 1, 0, x)).getPartialDerivative(1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A function whose derivative is known on paper. */
    private record Known(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double from, double to) {

        @Override
        public String toString() {
            return name;
        }
    }

    // Left out, since no estimate can see them: detail finer than its smallest step (sin(1e9 x) / 1e9 beside x, tables
    // finer than 2^-26), poles and cube roots within 1e-13 of the point, values rounded to the size of their own slope.
    static Stream<Smooth> smooth_functions() {
        return Stream.of(
                new Smooth("1e8 x", x -> x.multiply(1e8), -50, 50),
                new Smooth("1e-8 x", x -> x.multiply(1e-8), -50, 50),
                new Smooth("x^2", x -> x.multiply(x), -3, 3),
                new Smooth("x^7", x -> x.pow(7), -3, 3),
                new Smooth("x^7 far out", x -> x.pow(7), 50, 200),
                new Smooth("x^20", x -> x.pow(20), -2, 2),
                new Smooth("sin x", DerivativeStructure::sin, -10, 10),
                new Smooth("sin 100x", x -> x.multiply(100).sin(), -3, 3),
                new Smooth("sin 1e4 x", x -> x.multiply(1e4).sin(), -3, 3),
                new Smooth("sin of large numbers", DerivativeStructure::sin, 1e4, 1e5),
                new Smooth("sin(1 / x)", x -> x.reciprocal().sin(), 0.02, 0.5),
                new Smooth(
                        "x sin(50 x) exp(-x)",
                        x -> x.multiply(50)
                                .sin()
                                .multiply(x)
                                .multiply(x.negate().exp()),
                        -1,
                        4),
                new Smooth("exp x", DerivativeStructure::exp, -30, 30),
                new Smooth("exp(x^2)", x -> x.multiply(x).exp(), -4, 4),
                new Smooth("exp(-x^2)", x -> x.multiply(x).negate().exp(), -6, 6),
                new Smooth("exp near overflow", DerivativeStructure::exp, 690, 702),
                new Smooth("exp(700 + x)", x -> x.add(700).exp(), -5, 2),
                new Smooth("exp near underflow", DerivativeStructure::exp, -700, -600),
                new Smooth("1 / x", DerivativeStructure::reciprocal, 0.1, 10),
                new Smooth("1 / x near 1e-3", DerivativeStructure::reciprocal, 5e-4, 2e-3),
                new Smooth("1 / (1 + x^2)", x -> x.multiply(x).add(1).reciprocal(), -5, 5),
                new Smooth("1 / (1e-4 + x^2)", x -> x.multiply(x).add(1e-4).reciprocal(), -1, 1),
                new Smooth("sqrt x", DerivativeStructure::sqrt, 1e-3, 10),
                new Smooth("sqrt close to its edge", DerivativeStructure::sqrt, 1e-9, 1e-6),
                new Smooth("log x", DerivativeStructure::log, 1e-3, 10),
                new Smooth("log close to its edge", DerivativeStructure::log, 1e-9, 1e-6),
                new Smooth("tanh x", DerivativeStructure::tanh, -5, 5),
                new Smooth("tanh saturated", DerivativeStructure::tanh, 10, 20),
                new Smooth("tanh 1000x", x -> x.multiply(1000).tanh(), -1e-2, 1e-2),
                new Smooth("logistic", x -> x.negate().exp().add(1).reciprocal(), -10, 10),
                new Smooth("softplus", x -> x.exp().log1p(), -20, 20),
                new Smooth("asin x", DerivativeStructure::asin, -0.999, 0.999),
                new Smooth("atan x", DerivativeStructure::atan, -20, 20),
                new Smooth("sin x + 1e12", x -> x.sin().add(1e12), -3, 3),
                new Smooth("1e-6 x + 1", x -> x.multiply(1e-6).add(1), -3, 3),
                new Smooth("(x - 1)^3 + 1e6", x -> x.subtract(1).pow(3).add(1e6), -2, 4),
                new Smooth("cancelling", x -> x.add(1e8).subtract(1e8).multiply(3), -1, 1),
                new Smooth("(1 - cos x) / x^2", x -> x.cos().negate().add(1).divide(x.multiply(x)), 1e-4, 1),
                new Smooth("1e-200 exp x", x -> x.exp().multiply(1e-200), -5, 5),
                new Smooth("1e200 sin x", x -> x.sin().multiply(1e200), -5, 5));
    }

    static Stream<Known> rough_functions() {
        return Stream.of(
                new Known(
                        "rounded to 1e-6",
                        x -> Math.rint(1e6 * Math.sin(3 * x)) / 1e6,
                        x -> 3 * Math.cos(3 * x),
                        -3,
                        3),
                new Known("rounded to 1e-3", x -> Math.rint(1e3 * Math.exp(x)) / 1e3, Math::exp, -2, 2),
                new Known("rounded down to 1e-6", x -> Math.floor(1e6 * x * x) / 1e6, x -> 2 * x, 0.5, 3),
                new Known("computed in float", x -> (float) Math.sin(x), Math::cos, -3, 3),
                new Known("noise of 1e-8", x -> Math.sin(x) + 1e-8 * scatter(x), Math::cos, -3, 3),
                new Known("noise of 1e-4", x -> Math.exp(x) + 1e-4 * scatter(x), Math::exp, -2, 2),
                new Known("noise of 1e-12 on 1e-3 x", x -> 1e-3 * x + 1e-12 * scatter(x), x -> 1e-3, -3, 3),
                new Known("a step", x -> Math.sin(x) + Math.floor(x), Math::cos, 0.001, 0.999),
                new Known("many steps", x -> x * x + Math.floor(100 * x), x -> 2 * x, 2.0001, 2.0099),
                new Known(
                        "a pole beside it",
                        x -> Math.sin(x) + 1e-6 / (x - 1),
                        x -> Math.cos(x) - 1e-6 / ((x - 1) * (x - 1)),
                        0,
                        0.99),
                new Known("zero", x -> 0, x -> 0, -3, 3),
                new Known("constant", x -> 4.25, x -> 0, -3, 3),
                new Known("a huge constant", x -> 1e15, x -> 0, -3, 3));
    }

    /** A number in [-1, 1] that has nothing to do with its neighbours'. */
    private static double scatter(double x) {
        return 2 * new SplittableRandom(Double.doubleToLongBits(x)).nextDouble() - 1;
    }

    @ParameterizedTest
    @MethodSource("smooth_functions")
    void the_derivative_of_a_smooth_function_is_within_its_bound(Smooth function) {
        assertThat(Points.between(function.from, function.to))
                .as("%s, seed %d", function.name, Points.SEED)
                .allSatisfy(x -> {
                    double truth = function.derivative(x);
                    DerivativeEstimate slope = slope(function::value, x, truth, truth);
                    assertThat(slope.derivative()).as("at %s", x).isCloseTo(truth, within(slope.bound()));
                });
    }

    @ParameterizedTest
    @MethodSource("smooth_functions")
    void the_bound_holds_whatever_is_claimed(Smooth function) {
        assertThat(Points.between(function.from, function.to))
                .as("%s, seed %d", function.name, Points.SEED)
                .allSatisfy(x -> {
                    double truth = function.derivative(x);
                    DerivativeEstimate slope = slope(function::value, x, 1.25 * truth + 1e-9, truth);
                    assertThat(slope.derivative()).as("at %s", x).isCloseTo(truth, within(slope.bound()));
                });
    }

    @ParameterizedTest
    @MethodSource("smooth_functions")
    void a_smooth_function_shows_no_jump(Smooth function) {
        assertThat(Points.between(function.from, function.to))
                .as("%s, seed %d", function.name, Points.SEED)
                .allSatisfy(x -> {
                    double truth = function.derivative(x);
                    assertThat(slope(function::value, x, truth, truth).showsJump())
                            .as("at %s", x)
                            .isFalse();
                });
    }

    @Test
    void the_bound_of_a_well_scaled_smooth_function_is_tight() {
        assertThat(Points.between(-3, 3)).as("seed %d", Points.SEED).allSatisfy(x -> {
            DerivativeEstimate slope = slope(Math::sin, x, Math.cos(x), 1);
            assertThat(slope.bound()).as("at %s", x).isLessThan(1e-9);
        });
    }

    @Test
    void a_constant_function_leaves_room_for_a_slope_too_small_to_show() {
        DerivativeEstimate one = slope(x -> 1, 1, 0, 0);
        DerivativeEstimate large = slope(x -> 1e6, 1, 0, 0);

        assertThat(one.derivative()).isZero();
        assertThat(one.error()).isBetween(2.6e-15, 1e-13);
        assertThat(large.error()).isBetween(2.6e-9, 1e-7);
    }

    @Test
    void a_good_estimate_costs_few_evaluations() {
        int[] calls = {0};
        Derivative derivative = new Derivative(
                t -> {
                    calls[0]++;
                    return 3 * t;
                },
                0,
                1e-17,
                3,
                3,
                FloatFormat.BINARY64);

        derivative.estimate(0.1);

        assertThat(calls[0]).isEqualTo(6);
    }

    @Test
    void an_estimate_ends_after_eleven_steps() {
        int[] calls = {0};
        Derivative derivative = new Derivative(
                t -> {
                    calls[0]++;
                    return Math.abs(t);
                },
                0,
                0,
                3,
                3,
                FloatFormat.BINARY64);

        derivative.estimate(0.1);

        assertThat(calls[0]).isEqualTo(22);
    }
}
