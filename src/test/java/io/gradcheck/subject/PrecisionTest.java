package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    @Test
    void a_unit_in_the_last_place_is_that_of_the_platform_for_every_power_of_two_and_beside_it() {
        IntStream.rangeClosed(Double.MIN_EXPONENT - 53, Double.MAX_EXPONENT)
                .mapToDouble(exponent -> Math.scalb(1.0, exponent))
                .flatMap(power -> DoubleStream.of(Math.nextDown(power), power, Math.nextUp(power), 1.75 * power))
                .flatMap(value -> DoubleStream.of(value, -value))
                .forEach(value -> assertThat(Precision.DOUBLE.ulp(value))
                        .as("of %s", value)
                        .isEqualTo(Math.ulp(value)));
    }

    @Test
    void so_it_is_where_there_is_none() {
        assertThat(Precision.DOUBLE.ulp(Double.NaN)).isNaN();
        assertThat(Precision.DOUBLE.ulp(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
