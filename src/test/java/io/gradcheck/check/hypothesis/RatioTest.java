package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ratios are written with as many digits as say something. */
class RatioTest {

    @ParameterizedTest
    @CsvSource({
        "1, 2, 2, analytic/numeric = 2",
        "1, 1.018576, 1.018576, analytic/numeric = 1.01858",
        "1, 1.000000001, 1.000000001, analytic/numeric = 1.000000001",
        "1, 0.9999999723, 0.9999999723, analytic/numeric = 0.9999999723",
        "3, 1.0000005, 1.0000005, 'analytic/numeric = 1.0000005 at 3 entries, spread 0e+00'",
        "0, 1, 1, ''"
    })
    void one_that_is_nearly_1_has_the_digits_that_tell_it_from_1(int entries, double least, double most, String text) {
        assertThat(new Ratio(entries, least, most).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.11, 9, -0.11 to 9.0",
        "0.67, 1.2, 0.67 to 1.2",
        "0.98, 1.02, 0.980 to 1.02",
        "1, 1.0012, 1.000 to 1.001",
        "-1.0012, -1, -1.001 to -1.000"
    })
    void ones_that_vary_have_the_digits_that_tell_them_from_each_other(double least, double most, String text) {
        assertThat(new Ratio(2, least, most).text()).isEqualTo("ratio analytic/numeric varies from " + text);
    }
}
