package io.gradcheck.check;

import static io.gradcheck.check.LawAssertions.assertBroken;
import static io.gradcheck.check.LawAssertions.assertLawful;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.api.Test;

/** A line of its own equals evaluate. */
class LineLawTest {

    @Test
    void a_line_that_differs_from_evaluate_is_named() {
        assertBroken(Law.ALONG_EQUALS_EVALUATE, new OwnLine(1e-9, 0), """
                        along(x, d).at(t) against evaluate at x + t d, as <u, output>, at t = 0.1772
                        4.566637534 against 4.566637526 (off by 8.1e-09; rounding explains 8.9e-13)
                        equal up to rounding
                        correct the subject's along, or remove it: the default evaluates""");
    }

    @Test
    void a_line_that_starts_elsewhere_is_named() {
        assertBroken(Law.ALONG_EQUALS_EVALUATE, new OwnLine(0, 1e-9), """
                        along(x, d).at(t) against evaluate at x + t d, as <u, output>, at t = 0
                        4.257890577 against 4.257890573 (off by 4.3e-09; rounding explains 8.9e-13)
                        equal up to rounding
                        correct the subject's along, or remove it: the default evaluates""");
    }

    @Test
    void a_line_that_differs_by_rounding_is_lawful() {
        assertLawful(new OwnLine(0, 0));
        assertLawful(new OwnLine(1e-16, 1e-16));
    }

    /** A square with a line of its own, wrong by a share that grows with t and by another that does not. */
    private static final class OwnLine extends Square {

        private final double growing;
        private final double constant;

        OwnLine(double growing, double constant) {
            this.growing = growing;
            this.constant = constant;
        }

        @Override
        public Line along(String variable, Tensor direction) {
            double[] x = point().get("x").values();
            double[] d = direction.values();
            return (t, output) -> {
                for (int i = 0; i < x.length; i++) {
                    // Multiplied out, so that it rounds in another way.
                    double square = x[i] * x[i] + t * (2 * x[i] * d[i] + t * d[i] * d[i]);
                    output.values()[i] = square * (1 + constant + growing * t * 10);
                }
            };
        }
    }
}
