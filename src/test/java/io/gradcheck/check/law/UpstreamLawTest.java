package io.gradcheck.check.law;

import static io.gradcheck.check.law.LawAssertions.assertBroken;
import static io.gradcheck.check.law.LawAssertions.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.Square;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** A gradient is linear in the upstream gradient. */
class UpstreamLawTest {

    @Test
    void a_gradient_that_ignores_upstream_is_named() {
        assertBroken(
                Law.LINEAR_IN_UPSTREAM,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return super.gradient(at, Tensor.vector(1, 1));
                    }
                },
                """
                        gradient(x, u) for several upstream gradients u
                        x[1] is 4.000000000 for each of them, as is every other entry
                        gradient(x, c u) = c gradient(x, u), and 0 for u = 0
                        multiply by the upstream gradient""");
    }

    @Test
    void a_penalty_that_ignores_upstream_is_named() {
        assertBroken(
                Law.LINEAR_IN_UPSTREAM,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor g = super.gradient(at, upstream).get("x");
                        g.values()[1] += 1e-7;
                        return Map.of("x", g);
                    }
                },
                """
                        gradient(x, 0)
                        x[1] is 1.000000000e-07
                        0: with an upstream gradient of zero nothing depends on x
                        multiply every term by the upstream gradient, a penalty's too; \
                        a weight decay that backward adds by itself is declared by Trainable.penalty""");
    }

    @Test
    void of_several_entries_that_ignore_upstream_the_largest_is_named() {
        assertThat(penalised(1e-7, -3e-7)).isEqualTo("x[1] is -3.000000000e-07");
        assertThat(penalised(-3e-7, 1e-7)).isEqualTo("x[0] is -3.000000000e-07");
    }

    private static String penalised(double first, double second) {
        Subject subject = new Square() {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                Tensor g = super.gradient(at, upstream).get("x");
                g.values()[0] += first;
                g.values()[1] += second;
                return Map.of("x", g);
            }
        };
        return finding(GradientChecker.standard().check(subject), Law.LINEAR_IN_UPSTREAM)
                .found();
    }

    @Test
    void an_upstream_gradient_that_is_clipped_is_named() {
        assertBroken(
                Law.LINEAR_IN_UPSTREAM,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor clipped = upstream.copy();
                        clipped.values()[0] = Math.max(-1, Math.min(1, clipped.values()[0]));
                        return super.gradient(at, clipped);
                    }
                },
                """
                        gradient(x, 16 u + v) against 16 gradient(x, u) + gradient(x, v)
                        x[0] is 3.000000000, 24.74770194 by the sum (off by 2.2e+01); rounding explains 5.1e-08
                        equal up to rounding: a gradient is linear in the upstream gradient
                        use the upstream gradient as a factor only: no abs, no square, no clipping""");
    }

    @Test
    void of_one_output_a_multiple_decides_with_the_opposite_sign_and_far_beyond() {
        assertThat(ofOneOutput(u -> u)).isEmpty();
        assertThat(ofOneOutput(u -> Math.max(-5, Math.min(5, u))))
                .as("clipped")
                .contains("gradient(x, c u) against c gradient(x, u), for c = -1")
                .contains("by the product (off by");
        assertThat(ofOneOutput(Math::abs)).as("a lost sign").contains("against c gradient");
        assertThat(ofOneOutput(u -> u * Math.abs(u))).as("a square").contains("against c gradient");
        assertThat(ofOneOutput(u -> u + 1e-7)).as("a constant term").contains("gradient(x, 0)");
        assertThat(ofOneOutput(u -> 0.75))
                .as("another upstream gradient")
                .contains("for each of them, as is every other entry");
    }

    /** How the law is told broken of the square of one number, with something done to the upstream gradient. */
    private static String ofOneOutput(DoubleUnaryOperator toUpstream) {
        Subject subject = Subject.of(
                "square",
                Map.of("x", Tensor.scalar(1.5)),
                at -> Tensor.scalar(at.get("x").get() * at.get("x").get()),
                (at, u) -> Map.of("x", Tensor.scalar(2 * at.get("x").get() * toUpstream.applyAsDouble(u.get()))));
        LawFinding finding = finding(GradientChecker.standard().check(subject), Law.LINEAR_IN_UPSTREAM);
        return finding.verdict() == Verdict.PASS ? "" : finding.checked() + "; " + finding.found();
    }
}
