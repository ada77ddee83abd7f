package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The elementary functions against series of 60 digits, at the seams of their formulas and at random between. */
class ElementaryTest {

    private static final double UNITS = 2;
    private static final int NUMBERS = 1_000;
    private static final long SEED = 11;
    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal END = BigDecimal.ONE.movePointLeft(60);

    @Test
    void tanh_is_within_two_units() {
        numbers(0.625).forEach(a -> isWithinUnits(Elementary.tanh(a), tanh(a), "tanh", a));
    }

    @Test
    void expm1_is_within_two_units() {
        numbers(Math.log(2), 0x1p-54).forEach(a -> isWithinUnits(Elementary.expm1(a), expm1(exact(a)), "expm1", a));
    }

    @Test
    void log1p_is_within_two_units() {
        numbers(Math.sqrt(2) - 1, 1, 0x1p-54, 0x1p53)
                .map(Math::abs)
                .forEach(a -> isWithinUnits(Elementary.log1p(a), log1p(exact(a)), "log1p", a));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                3 * Double.MIN_VALUE,
                800,
                -800,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NaN
            })
    void far_out_they_are_those_of_the_platform(double a) {
        assertThat(Elementary.tanh(a)).as("tanh").isEqualTo(Double.valueOf(Math.tanh(a)));
        assertThat(Elementary.expm1(a)).as("expm1").isEqualTo(Double.valueOf(Math.expm1(a)));
        assertThat(Elementary.log1p(Math.abs(a))).as("log1p").isEqualTo(Double.valueOf(Math.log1p(Math.abs(a))));
    }

    /** Numbers of all sizes up to some ten, and those beside the seams. */
    private static DoubleStream numbers(double... seams) {
        Random random = new Random(SEED);
        DoubleStream small = random.doubles(NUMBERS / 4, -20, 0).map(exponent -> Math.pow(10, exponent));
        DoubleStream usual = random.doubles(NUMBERS, 0, 3);
        DoubleStream large = random.doubles(NUMBERS / 4, 3, 30);
        DoubleStream beside =
                DoubleStream.of(seams).flatMap(seam -> DoubleStream.of(Math.nextDown(seam), seam, Math.nextUp(seam)));
        return DoubleStream.concat(DoubleStream.concat(small, usual), DoubleStream.concat(large, beside))
                .flatMap(a -> DoubleStream.of(a, -a));
    }

    private static void isWithinUnits(double found, BigDecimal wanted, String function, double a) {
        BigDecimal unit = exact(Math.ulp(wanted.doubleValue()));
        assertThat(exact(found).subtract(wanted).abs().divide(unit, DIGITS).doubleValue())
                .as("units in the last place by which %s(%s) is off", function, a)
                .isLessThanOrEqualTo(UNITS);
    }

    private static BigDecimal exact(double a) {
        return new BigDecimal(a);
    }

    private static BigDecimal tanh(double a) {
        BigDecimal twice = expm1(exact(2 * a));
        return twice.divide(twice.add(BigDecimal.valueOf(2)), DIGITS);
    }

    /** Halved until it is below 1/16: {@code e^(2a) - 1 = (e^a - 1) (e^a + 1)}. */
    private static BigDecimal expm1(BigDecimal a) {
        if (a.abs().compareTo(exact(1.0 / 16)) > 0) {
            BigDecimal half = expm1(a.divide(BigDecimal.valueOf(2), DIGITS));
            return half.multiply(half.add(BigDecimal.valueOf(2)), DIGITS);
        }
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal term = a;
        for (int k = 2; term.abs().compareTo(END.multiply(a.abs())) > 0; k++) {
            sum = sum.add(term, DIGITS);
            term = term.multiply(a).divide(BigDecimal.valueOf(k), DIGITS);
        }
        return sum;
    }

    /** Newton's method on {@code expm1}, from the platform's result. */
    private static BigDecimal log1p(BigDecimal a) {
        BigDecimal log = exact(Math.log1p(a.doubleValue()));
        for (int k = 0; k < 3; k++) {
            BigDecimal reached = expm1(log);
            log = log.subtract(reached.subtract(a).divide(reached.add(BigDecimal.ONE), DIGITS), DIGITS);
        }
        return log;
    }
}
