package io.gradcheck.check;

import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static io.gradcheck.check.law.LawAssertions.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Code in float of which nobody said that it is. */
class SinglePrecisionSeenTest {

    private static final String REMEDY =
            "all values are floats: if the code computes in float, say withPrecision(Precision.FLOAT)";

    @Test
    void a_right_batch_in_float_breaks_no_law() {
        Seeds.first(50).each(seed -> {
            assertThat(brokenLaws(
                            GradientChecker.standard().seed(seed),
                            batch(new Scaled(SinglePrecisionSeenTest::inFloat, 1, 0))))
                    .isEmpty();
        });
    }

    @Test
    void a_batch_in_float_that_is_no_sum_is_found_and_float_is_named() {
        Seeds.first(50).each(seed -> {
            GradientReport report = GradientChecker.standard()
                    .seed(seed)
                    .check(batch(new Scaled(SinglePrecisionSeenTest::inFloat, 0.999, 0)));

            assertThat(finding(report, Law.BATCH_IS_SUM).verdict()).isEqualTo(Verdict.FAIL);
            assertThat(finding(report, Law.BATCH_IS_SUM).remedy()).endsWith("; " + REMEDY);
        });
    }

    @Test
    void float_is_named_where_a_law_is_judged_by_rounding() {
        assertThat(finding(
                                GradientChecker.standard()
                                        .check(batch(new Scaled(SinglePrecisionSeenTest::inFloat, 1, 0.01))),
                                Law.LINEAR_IN_UPSTREAM)
                        .remedy())
                .endsWith("; " + REMEDY);
    }

    @Test
    void float_is_named_where_a_variable_is_wrong() {
        Subject wrong =
                Subject.objective("wave", x -> (float) Math.sin(x[0]), x -> new double[] {-Math.cos(x[0])}, 0.7);

        assertThat(GradientChecker.standard().check(wrong).finding("x").reason())
                .endsWith(REMEDY);
        assertThat(GradientChecker.standard()
                        .check(wrong.withPrecision(Precision.FLOAT))
                        .toString())
                .doesNotContain(REMEDY);
    }

    @Test
    void it_is_not_named_of_double_precision() {
        DoubleUnaryOperator inDouble = DoubleUnaryOperator.identity();

        assertThat(GradientChecker.standard()
                        .check(batch(new Scaled(inDouble, 0.999, 0.01)))
                        .toString())
                .contains("BROKEN")
                .doesNotContain("withPrecision");
        assertThat(GradientChecker.standard()
                        .check(Subject.objective("line", x -> 2 * x[0], x -> new double[] {3}, 0.5))
                        .toString())
                .as("short numbers are floats by chance")
                .contains("WRONG")
                .doesNotContain("withPrecision");
    }

    private static double inFloat(double x) {
        return (float) x;
    }

    private static Subject batch(Layer layer) {
        return Subject.layer(
                "scaled",
                layer,
                Tensor.of(
                        new int[] {5, 3}, 0.3, -1.1, 0.7, 2, 0.4, -0.9, 1.3, 0.8, -0.2, 0.6, 1, -1.7, 0.15, 0.25, 0.9));
    }

    /** {@code y = c x} column by column; the gradient by c sums over rows, those after the first times a share, and more. */
    private static final class Scaled implements Layer {

        private final DoubleUnaryOperator rounded;
        private final double share;
        private final double more;
        private Tensor c = Tensor.vector(0.37f, -1.21f, 0.83f);
        private Tensor input = Tensor.scalar(0);
        private Tensor dc = Tensor.scalar(0);

        Scaled(DoubleUnaryOperator rounded, double share, double more) {
            this.rounded = rounded;
            this.share = share;
            this.more = more;
        }

        @Override
        public Tensor forward(Tensor x) {
            input = x.copy();
            return times(x);
        }

        private Tensor times(Tensor x) {
            Tensor product = x.copy();
            for (int i = 0; i < x.size(); i++) {
                product.values()[i] = rounded.applyAsDouble(
                        rounded.applyAsDouble(c.get(i % 3)) * rounded.applyAsDouble(x.values()[i]));
            }
            return product;
        }

        @Override
        public Tensor backward(Tensor upstream) {
            dc = Tensor.zeros(3);
            for (int i = 0; i < upstream.size(); i++) {
                double term = rounded.applyAsDouble(
                        rounded.applyAsDouble(upstream.values()[i]) * rounded.applyAsDouble(input.values()[i]));
                dc.values()[i % 3] =
                        rounded.applyAsDouble(dc.values()[i % 3] + rounded.applyAsDouble(i < 3 ? term : share * term));
            }
            dc.values()[0] = rounded.applyAsDouble(dc.values()[0] + more);
            return times(upstream);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.of("c", () -> c.copy(), value -> c = value.copy(), () -> dc.copy()));
        }

        @Override
        public boolean isBatched() {
            return true;
        }
    }
}
