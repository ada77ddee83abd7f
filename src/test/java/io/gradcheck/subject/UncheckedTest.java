package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.vector.VectorFunctions;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UncheckedTest {

    private static double[] squared(double[] x) throws IOException {
        if (x[0] > 1) {
            throw new IOException("no table for " + x[0]);
        }
        return new double[] {x[0] * x[0]};
    }

    private static double[][] slope(double[] x, double factor) throws IOException {
        return new double[][] {{factor * squared(x)[0] / x[0]}};
    }

    private static Subject subject(double factor, double at) {
        return VectorFunctions.jacobian(
                "table", x -> Unchecked.call(() -> squared(x)), x -> Unchecked.call(() -> slope(x, factor)), at);
    }

    @Test
    void a_checked_exception_away_from_the_point_is_outside_the_domain() {
        assertThat(GradientChecker.standard().seed(1).check(subject(2, 0.999)).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(GradientChecker.standard()
                        .seed(1)
                        .check(subject(2.01, 0.999))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void the_one_at_the_point_is_passed_on_as_it_is() {
        assertThatThrownBy(() -> Unchecked.call(() -> squared(new double[] {2})))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no table for 2.0")
                .hasNoCause();
        assertThatThrownBy(() -> GradientChecker.standard().check(subject(2, 1.5)))
                .hasStackTraceContaining("java.io.IOException: no table for 1.5");
    }
}
