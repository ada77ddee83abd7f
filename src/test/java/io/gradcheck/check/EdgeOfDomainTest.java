package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Points at the edge of a function's domain, where at least one side of a line has no values. */
class EdgeOfDomainTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final int SEEDS = 50;

    /** A function of one number with an edge, and points at it, beside it and on both edges at once. */
    private record Edge(String name, DoubleUnaryOperator f, DoubleUnaryOperator slope, double[]... points) {

        Subject at(double[] point, double factor) {
            return Subject.scalar(name, f, x -> factor * slope.applyAsDouble(x), point);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Edge> edges() {
        return Stream.of(
                new Edge("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), at(0), at(0, 1), at(0, 0, 2), at(1e-12, 1)),
                new Edge("log", Math::log, x -> 1 / x, at(0), at(0, 1), at(1e-300, 1), at(1e-9)),
                new Edge("log1p", Math::log1p, x -> 1 / (1 + x), at(-1), at(-1 + 1e-9), at(-1, 2)),
                new Edge("x log x", x -> x == 0 ? 0 : x * Math.log(x), x -> 1 + Math.log(x), at(0), at(0, 1)),
                new Edge("x^1.5", x -> x * Math.sqrt(x), x -> 1.5 * Math.sqrt(x), at(0), at(0, 1), at(0, 0)),
                new Edge("asin", Math::asin, x -> 1 / Math.sqrt((1 - x) * (1 + x)), at(1), at(-1, 1), at(1, 0.3)),
                new Edge(
                        "exp in a box",
                        EdgeOfDomainTest::inBox,
                        Math::exp,
                        at(0),
                        at(1),
                        at(0, 1),
                        at(0, 0.5, 1),
                        at(1, 1, 1, 1)),
                new Edge(
                        "exp, rejected outside a box",
                        EdgeOfDomainTest::inStrictBox,
                        EdgeOfDomainTest::inStrictBox,
                        at(0),
                        at(1),
                        at(0, 1),
                        at(0, 0.5, 1),
                        at(1, 1, 1, 1)));
    }

    private static double[] at(double... point) {
        return point;
    }

    private static double inBox(double x) {
        return x < 0 || x > 1 ? Double.NaN : Math.exp(x);
    }

    private static double inStrictBox(double x) {
        if (x < 0 || x > 1) {
            throw new IllegalArgumentException("found " + x + ", wanted a number from 0 to 1");
        }
        return Math.exp(x);
    }

    @ParameterizedTest
    @MethodSource("edges")
    void a_right_gradient_at_the_edge_never_fails(Edge edge) {
        for (double[] point : edge.points) {
            Seeds.first(SEEDS).each(seed -> {
                GradientReport report = CHECKER.seed(seed).check(edge.at(point, 1));
                assertThat(report.verdict())
                        .as("%s at %s: %s", edge, Arrays.toString(point), report)
                        .isNotEqualTo(Verdict.FAIL);
            });
        }
    }

    @Test
    void a_right_gradient_at_one_edge_passes() {
        Seeds.first(SEEDS).each(seed -> {
            for (double edge : new double[] {0, 1}) {
                assertThat(verdict(EdgeOfDomainTest::inBox, Math::exp, seed, edge))
                        .isEqualTo(Verdict.PASS);
                assertThat(verdict(EdgeOfDomainTest::inStrictBox, EdgeOfDomainTest::inStrictBox, seed, edge))
                        .isEqualTo(Verdict.PASS);
            }
            assertThat(verdict(x -> x * Math.sqrt(x), x -> 1.5 * Math.sqrt(x), seed, 0, 1))
                    .isEqualTo(Verdict.PASS);
        });
    }

    @Test
    void a_wrong_gradient_at_the_edge_does_not_pass_and_one_beside_it_fails() {
        Seeds.first(SEEDS).each(seed -> {
            for (double factor : new double[] {-1, 0, 1.1}) {
                DoubleUnaryOperator wrong = x -> factor * Math.exp(x);
                assertThat(verdict(EdgeOfDomainTest::inBox, wrong, seed, 0)).isIn(Verdict.INCONCLUSIVE, Verdict.FAIL);
                assertThat(verdict(EdgeOfDomainTest::inBox, wrong, seed, 1e-6)).isEqualTo(Verdict.FAIL);
                assertThat(verdict(Math::log, x -> factor / x, seed, 1e-9)).isEqualTo(Verdict.FAIL);
            }
        });
    }

    @Test
    void why_it_is_undecided_at_the_edge_is_said() {
        assertThat(finding(Math::log, x -> 1 / x, 0).reason())
                .isEqualTo("the function is not finite at the point: check at another point");
        assertThat(finding(Math::sqrt, x -> 0.5 / Math.sqrt(x), 0).reason())
                .isEqualTo("the entry is not finite, at an edge of the domain, where the slope has no bound or near "
                        + "overflow; it cannot be compared: check at another point, or leave it out: excluding(\"x\")");
    }

    private static Finding finding(DoubleUnaryOperator f, DoubleUnaryOperator slope, double at) {
        return CHECKER.check(Subject.scalar("f", f, slope, at)).finding("x");
    }

    private static Verdict verdict(DoubleUnaryOperator f, DoubleUnaryOperator slope, long seed, double... at) {
        return CHECKER.seed(seed).check(Subject.scalar("f", f, slope, at)).verdict();
    }
}
