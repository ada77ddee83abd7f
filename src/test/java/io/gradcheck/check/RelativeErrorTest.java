package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeErrorTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    /** A leaky slope given as float in the derivative, as double in the function: 2e-8 off. */
    private static final Subject LEAKY =
            Subject.scalar("leaky", x -> x > 0 ? x : 0.01 * x, x -> x > 0 ? 1 : 0.01f, -0.5, -2, -3);

    @Test
    void a_float_constant_in_double_code_is_reported_by_default() {
        Finding finding = CHECKER.check(LEAKY).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.diagnoses())
                .extracting(Diagnosis::mistake)
                .containsExactly("single precision in double code");
    }

    @Test
    void it_passes_where_such_an_error_is_accepted() {
        assertThat(CHECKER.accepting(RelativeError.of(1e-6)).check(LEAKY).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_larger_error_still_fails_where_a_small_one_is_accepted() {
        Subject wrong = Subject.scalar("sin", Math::sin, x -> 1.001 * Math.cos(x), 0.3, 0.7);

        assertThat(CHECKER.accepting(RelativeError.of(1e-6)).check(wrong).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void the_detection_limit_grows_by_what_is_accepted() {
        Subject sin = Subject.scalar("sin", Math::sin, Math::cos, 0.3);

        assertThat(CHECKER.accepting(RelativeError.of(1e-6))
                        .check(sin)
                        .finding("x")
                        .relativeDetectionLimit())
                .isBetween(1e-6, 1.1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1, Double.NaN})
    void an_error_that_is_none_is_rejected(double value) {
        assertThatThrownBy(() -> RelativeError.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relative error: found " + value + ", wanted a number from 0 to below 1");
    }
}
