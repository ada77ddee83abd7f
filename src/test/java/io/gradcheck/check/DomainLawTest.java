package io.gradcheck.check;

import static io.gradcheck.check.law.LawAssertions.assertBroken;
import static io.gradcheck.check.law.LawAssertions.assertLawful;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.law.LawAssertions;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Laws on what is returned, and where: names and shapes, exceptions, finite values. */
class DomainLawTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    // ---- shapes

    @Test
    void a_name_that_the_point_does_not_know_is_named() {
        assertBroken(
                Law.SHAPES,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return Map.of(
                                "x", super.gradient(at, upstream).get("x"), "y", upstream.copy(), "W", at.get("x"));
                    }
                },
                """
                        the names in the gradient
                        also W, y, of which the point knows nothing
                        the variables x and no others
                        leave it out, or add it to the point, so that it is checked""");
    }

    @Test
    void an_output_whose_shape_changes_is_named() {
        assertBroken(
                Law.SHAPES,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        return at.get("x").get(0) == 1.5 ? super.evaluate(at) : Tensor.vector(1, 2, 3);
                    }
                },
                """
                        the shape of evaluate's output, at the point and near it
                        [2], then [3]
                        one shape, whatever the values
                        pad the output, or make subjects of the parts whose shape is fixed""");
    }

    // ---- throwing

    @Test
    void a_gradient_that_throws_where_evaluate_returns_is_named() {
        assertBroken(
                Law.THROWS_TOGETHER,
                Subject.scalar(
                        "sqrt",
                        Math::sqrt,
                        x -> {
                            throw new ArithmeticException("no slope");
                        },
                        4),
                """
                        gradient at the point, where evaluate returns
                        gradient threw java.lang.ArithmeticException: no slope
                        a gradient wherever there is a value
                        return the gradient, or let evaluate reject the point too""");
    }

    @Test
    void a_gradient_that_throws_beside_the_point_is_named() {
        assertBroken(
                Law.THROWS_TOGETHER,
                Subject.objective(
                        "square",
                        x -> x[0] * x[0],
                        x -> {
                            if (x[0] != 2) {
                                throw new IllegalArgumentException("only at 2");
                            }
                            return new double[] {2 * x[0]};
                        },
                        2),
                """
                        gradient at a point nearby, where evaluate returns
                        gradient threw java.lang.IllegalArgumentException: only at 2
                        a gradient wherever there is a value
                        return the gradient, or let evaluate reject the point too""");
    }

    @Test
    void a_gradient_that_returns_where_evaluate_throws_is_named() {
        assertBroken(
                Law.THROWS_TOGETHER,
                Subject.scalar("log", x -> Math.log(positive(x)), x -> 1 / x, 1e-5, 2e-5, 3e-5, 4e-5, 5e-5),
                """
                        gradient at a point nearby, where evaluate throws
                        gradient returned finite values, where evaluate threw java.lang.IllegalArgumentException: found -4.791299621894771E-5, wanted a positive number
                        no gradient where there is no value: an exception, or values that are not finite
                        let gradient reject what evaluate rejects""");
    }

    @Test
    void a_gradient_that_throws_or_is_not_finite_where_evaluate_throws_is_lawful() {
        assertLawful(
                Subject.scalar("log", x -> Math.log(positive(x)), x -> 1 / positive(x), 1e-5, 2e-5, 3e-5, 4e-5, 5e-5));
        assertLawful(Subject.scalar(
                "sqrt", x -> Math.sqrt(positive(x)), x -> 0.5 / Math.sqrt(x), 1e-5, 2e-5, 3e-5, 4e-5, 5e-5));
    }

    @Test
    void a_gradient_need_not_require_what_evaluate_requires_of_its_argument() {
        // Entropy, of distributions only: every point nearby is rejected.
        assertThat(LawAssertions.brokenLaws(Subject.objective(
                        "entropy",
                        p -> {
                            if (Math.abs(Arrays.stream(p).sum() - 1) > 1e-9) {
                                throw new IllegalArgumentException("found probabilities that do not add up to 1");
                            }
                            return -Arrays.stream(p).map(x -> x * Math.log(x)).sum();
                        },
                        p -> Arrays.stream(p).map(x -> -Math.log(x) - 1).toArray(),
                        0.2,
                        0.35,
                        0.45)))
                .isEmpty();
    }

    @Test
    void nor_where_the_point_farther_away_throws_and_the_closer_one_has_no_value() {
        Subject alone = Subject.objective(
                "only at 1e-5",
                x -> {
                    if (Math.abs(x[0] - 1e-5) > 1e-6) {
                        throw new IllegalArgumentException("found " + x[0] + ", wanted about 1e-5");
                    }
                    return x[0] == 1e-5 ? 1 : Double.NaN;
                },
                x -> new double[] {1},
                1e-5);

        assertThat(LawAssertions.brokenLaws(alone)).isEmpty();
    }

    private static double positive(double x) {
        if (x <= 0) {
            throw new IllegalArgumentException("found " + x + ", wanted a positive number");
        }
        return x;
    }

    // ---- finite

    @Test
    void an_output_that_is_not_finite_is_named() {
        GradientReport report = CHECKER.check(Subject.scalar("reciprocal", x -> 1 / x, x -> -1 / (x * x), 1, 0, 2));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.laws()).hasSize(1);
        assertBroken(Law.FINITE, Verdict.INCONCLUSIVE, report, """
                        whether the output is finite at the point
                        output[1] is Infinity, 1 of 3 entries are not finite
                        finite values: nothing can be compared with these
                        check at a point inside the domain, or rewrite the formula so that it does not overflow there""");
        assertThat(CHECKER.without(Law.FINITE)
                        .check(Subject.scalar("reciprocal", x -> 1 / x, x -> -1 / (x * x), 0))
                        .laws())
                .isEmpty();
    }

    @Test
    void a_gradient_that_is_not_finite_is_named() {
        GradientReport report =
                CHECKER.check(Subject.scalar("square", x -> x * x, x -> x * x * x * 2 / (x * x), 1, 0, 2));

        assertBroken(Law.FINITE, Verdict.INCONCLUSIVE, report, """
                        whether the gradient of x is finite at the point
                        x[1] is NaN, 1 of 3 entries are not finite
                        finite values: nothing can be compared with these
                        check at a point inside the domain, or rewrite the formula so that it does not overflow there""");
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    }
}
