package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Outputs that a subject itself weights, since the largest would drown the rest. */
class OutputWeightsTest {

    private static final double LARGE = 0x1p40;

    /** {@code (2^40 sin x, x^2)}, of which the derivative of the second is wrong by a factor. */
    private record TwoSizes(double factor, UnaryOperator<Tensor> weights) implements Subject {

        @Override
        public String name() {
            return "two sizes";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("x", Tensor.scalar(0.7));
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double x = at.get("x").get();
            return Tensor.vector(LARGE * Math.sin(x), x * x);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor u) {
            double x = at.get("x").get();
            return Map.of("x", Tensor.scalar(u.get(0) * LARGE * Math.cos(x) + u.get(1) * factor * 2 * x));
        }

        @Override
        public Tensor outputWeights(Tensor output) {
            return weights.apply(output);
        }
    }

    private static GradientReport check(double factor, UnaryOperator<Tensor> weights) {
        return GradientChecker.standard().check(new TwoSizes(factor, weights));
    }

    @Test
    void an_error_of_a_small_output_is_seen_where_the_largest_counts_as_little() {
        assertThat(check(1.01, output -> Tensor.vector(1, 1)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(1.01, output -> Tensor.vector(1 / LARGE, 1)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(1.01, output -> Tensor.vector(1, LARGE)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(1, output -> Tensor.vector(1 / LARGE, 1)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void weights_can_depend_on_the_output_and_leave_it_as_it_is() {
        UnaryOperator<Tensor> ofSize = output -> {
            assertThat(output.values()).containsExactly(LARGE * Math.sin(0.7), 0.7 * 0.7);
            Tensor weights = Tensor.vector(0x1p-40, 1);
            output.set(Double.NaN, 0);
            return weights;
        };

        assertThat(check(1, ofSize).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(1.01, ofSize).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void weights_of_another_shape_or_none_are_no_weights() {
        assertThatExceptionOfType(WrongResultException.class)
                .isThrownBy(() -> check(1, output -> Tensor.vector(1, 1, 1)))
                .withMessage("subject two sizes: outputWeights returned shape [3], wanted the output's shape [2]");
        assertThatExceptionOfType(WrongResultException.class)
                .isThrownBy(() -> check(1, output -> null))
                .withMessage("subject two sizes: outputWeights returned null, wanted the output's shape [2]");
    }
}
