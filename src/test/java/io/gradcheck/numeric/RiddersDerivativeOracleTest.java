package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractLongAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bound of an estimate against two oracles that know nothing of differences: forward-mode differentiation by
 * commons-math3, and arithmetic of fifty digits on closed forms.
 *
 * <p>What is counted is exact: all functions are computed by StrictMath or plain arithmetic.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RiddersDerivativeOracleTest {

    private static final long SEED = 41;
    private static final int CASES = 6_000;
    private static final int POINTS = 500;

    /** A function with what an estimate sees of it where the claim is right, and where it is off by a millionth. */
    private record Case(
            RandomComposition f, double claim, DerivativeEstimate right, double wrongClaim, DerivativeEstimate wrong) {

        static Case of(RandomComposition f) {
            double claim = f.derivative();
            double wrongClaim = claim + 1e-6 * f.magnitude();
            return new Case(f, claim, f.slope(claim), wrongClaim, f.slope(wrongClaim));
        }

        double distance() {
            return Math.abs(right.derivative() - claim);
        }

        double centralDifference(double h) {
            return (f.along(h) - f.along(-h)) / (2 * h);
        }

        boolean showsKinkOf(double size) {
            return f.slope(t -> f.along(t) + size * Math.abs(t), claim).showsJump();
        }
    }

    private final List<Case> cases = RandomComposition.some(CASES, new SplittableRandom(SEED)).stream()
            .map(Case::of)
            .toList();

    // ---- Forward-mode differentiation

    @Test
    void the_bound_holds_along_random_lines_through_random_compositions() {
        assertCount(c -> c.distance() > c.right.bound()).isZero();
        assertCount(c -> Math.abs(c.wrong.derivative() - c.claim) > c.wrong.bound())
                .isZero();
    }

    @Test
    void the_error_alone_is_exceeded_now_and_then_but_never_twice_over() {
        assertCount(c -> c.distance() > c.right.error()).isEqualTo(7);
        assertCount(c -> c.distance() > 2 * c.right.error()).isZero();
    }

    @Test
    void a_claim_that_is_right_is_within_the_bound_and_one_off_by_a_millionth_is_not() {
        assertCount(c -> isBeyond(c.claim, c.right)).isZero();
        assertCount(c -> isBeyond(c.wrongClaim, c.wrong)).isEqualTo(5997);
    }

    @Test
    void estimates_by_one_central_difference_are_beyond_the_bound() {
        assertCount(c -> isBeyond(c.centralDifference(1e-3), c.right)).isEqualTo(5978);
        assertCount(c -> isBeyond(c.centralDifference(1e-6), c.right)).isEqualTo(5509);
    }

    @Test
    void no_smooth_composition_shows_a_jump_but_one_of_a_thousandth_shows() {
        assertCount(c -> c.right.showsJump()).isZero();
        assertCount(c -> c.showsKinkOf(1e-3 * c.f.magnitude())).isEqualTo(CASES);
    }

    @Test
    void the_bound_is_tight() {
        double[] relative = cases.stream()
                .mapToDouble(c -> c.right.bound() / c.f.magnitude())
                .sorted()
                .toArray();

        assertThat(relative[CASES / 2]).as("median").isLessThan(1e-11);
        assertThat(relative[CASES - CASES / 100]).as("99%").isLessThan(4e-9);
        assertThat(relative[CASES - CASES / 1000]).as("99.9%").isLessThan(1e-6);
    }

    private AbstractLongAssert<?> assertCount(Predicate<Case> condition) {
        List<Case> those = cases.stream().filter(condition).toList();
        return assertThat((long) those.size())
                .as("seed %d, the first are %s", SEED, those.stream().limit(3).toList());
    }

    private static boolean isBeyond(double other, DerivativeEstimate slope) {
        return Math.abs(slope.derivative() - other) > slope.bound();
    }

    // ---- Fifty digits

    /** A function with a derivative in closed form. */
    private record Closed(
            String name,
            DoubleUnaryOperator f,
            UnaryOperator<BigDecimal> derivative,
            double from,
            double to,
            int unseen) {

        BigDecimal derivative(double x) {
            return derivative.apply(new BigDecimal(x));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Closed> closed_forms() {
        BigDecimal one = BigDecimal.ONE;
        return Stream.of(
                new Closed("exp x", StrictMath::exp, FiftyDigits::exp, -25, 25, 0),
                new Closed("sin x", StrictMath::sin, FiftyDigits::cos, -25, 25, 0),
                new Closed("cos x", StrictMath::cos, x -> FiftyDigits.sin(x).negate(), -25, 25, 0),
                new Closed(
                        "1 / x", x -> 1 / x, x -> FiftyDigits.inverse(x.pow(2)).negate(), 1e-3, 5, 0),
                new Closed("log x", StrictMath::log, FiftyDigits::inverse, 1e-3, 5, 0),
                new Closed("sqrt x", Math::sqrt, x -> FiftyDigits.inverse(times(2, root(x))), 1e-3, 5, 0),
                new Closed(
                        "atan x",
                        StrictMath::atan,
                        x -> FiftyDigits.inverse(x.pow(2).add(one)),
                        -5,
                        5,
                        0),
                new Closed(
                        "sqrt(1 + x^2)",
                        x -> Math.sqrt(1 + x * x),
                        x -> x.divide(root(x.pow(2).add(one)), FiftyDigits.DIGITS),
                        -5,
                        5,
                        0),
                new Closed("x^7", x -> x * x * x * x * x * x * x, x -> times(7, x.pow(6)), -4, 4, 0),
                new Closed(
                        "1 - 3 x + 2 x^3 - x^4 / 8",
                        x -> 1 + x * (-3 + x * x * (2 - x / 8)),
                        x -> times(6, x.pow(2))
                                .subtract(x.pow(3).divide(times(2, one)))
                                .subtract(times(3, one)),
                        -4,
                        4,
                        0),
                new Closed(
                        "(x - 1)^3 + 1e6",
                        x -> (x - 1) * (x - 1) * (x - 1) + 1e6,
                        x -> times(3, x.subtract(one).pow(2)),
                        -4,
                        4,
                        25),
                new Closed(
                        "x exp(-x)",
                        x -> x * StrictMath.exp(-x),
                        x -> one.subtract(x).multiply(FiftyDigits.exp(x.negate())),
                        -5,
                        20,
                        0),
                new Closed(
                        "exp(sin x)",
                        x -> StrictMath.exp(StrictMath.sin(x)),
                        x -> FiftyDigits.cos(x).multiply(FiftyDigits.exp(FiftyDigits.sin(x))),
                        -5,
                        5,
                        0));
    }

    private static BigDecimal times(int factor, BigDecimal x) {
        return x.multiply(BigDecimal.valueOf(factor));
    }

    private static BigDecimal root(BigDecimal x) {
        return x.sqrt(FiftyDigits.DIGITS);
    }

    @ParameterizedTest
    @MethodSource("closed_forms")
    void the_bound_holds_to_fifty_digits(Closed function) {
        assertThat(points(function)).as("seed %d", SEED).hasSize(POINTS).allSatisfy(x -> {
            DerivativeEstimate slope = slope(function, x);
            BigDecimal distance = new BigDecimal(slope.derivative())
                    .subtract(function.derivative(x))
                    .abs();
            assertThat(distance).as("at %s: %s", x, slope).isLessThanOrEqualTo(new BigDecimal(slope.bound()));
        });
    }

    @ParameterizedTest
    @MethodSource("closed_forms")
    void a_derivative_off_by_a_millionth_is_beyond_the_bound(Closed function) {
        BigDecimal offByAMillionth = new BigDecimal("1.000001");
        assertThat(points(function))
                .as("unseen, seed %d", SEED)
                .filteredOn(x -> {
                    BigDecimal claim = function.derivative(x).multiply(offByAMillionth);
                    DerivativeEstimate slope = slope(function, x);
                    BigDecimal distance =
                            new BigDecimal(slope.derivative()).subtract(claim).abs();
                    return distance.compareTo(new BigDecimal(slope.bound())) <= 0;
                })
                .hasSize(function.unseen);
    }

    private static List<Double> points(Closed function) {
        return new SplittableRandom(SEED)
                .doubles(POINTS, function.from, function.to)
                .boxed()
                .toList();
    }

    private static DerivativeEstimate slope(Closed function, double x) {
        double claimed = function.derivative(x).doubleValue();
        return PrescribedSteps.slope(function.f, x, claimed, claimed);
    }

    @Test
    void the_fifty_digits_are_right() {
        assertThat(FiftyDigits.exp(BigDecimal.ONE))
                .isEqualByComparingTo("2.7182818284590452353602874713526624977572470937000");
        BigDecimal twenty = BigDecimal.valueOf(20);
        assertThat(FiftyDigits.exp(twenty)
                        .multiply(FiftyDigits.exp(twenty.negate()))
                        .subtract(BigDecimal.ONE)
                        .abs())
                .isLessThan(new BigDecimal("1e-48"));
        assertThat(FiftyDigits.sin(twenty)
                        .pow(2)
                        .add(FiftyDigits.cos(twenty).pow(2))
                        .subtract(BigDecimal.ONE)
                        .abs())
                .isLessThan(new BigDecimal("1e-48"));
        assertThat(FiftyDigits.cos(twenty).doubleValue()).isEqualTo(StrictMath.cos(20));
    }
}
