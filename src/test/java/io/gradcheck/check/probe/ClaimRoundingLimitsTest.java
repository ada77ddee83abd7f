package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beyond which difference the rounding of a claim is not asked for, since none is so large. */
class ClaimRoundingLimitsTest {

    // 8 deviations of intermediate results that are 2^16 times as large as the upstream gradient.
    private static final double OF_INTERMEDIATE = 8 * 0x1p16 * 0x1p-53;

    private int gradients;

    /** Whether the claim is asked for again at other points, where by this much more than the bound it is off. */
    private boolean isAsked(double missing, double claim, double weight, Precision precision, double... upstream) {
        Subject subject = Subject.of(
                        "lines",
                        Map.of("x", Tensor.vector(0.7)),
                        at -> Tensor.vector(new double[upstream.length]),
                        (at, u) -> {
                            gradients++;
                            return Map.of("x", Tensor.vector(claim));
                        })
                .withPrecision(precision);
        EvaluationPoint place =
                EvaluationPoint.of(new Contraction(subject, Tensor.vector(upstream), 0), AtPoint.output(subject));
        double bound = missing / 2;
        double analytic = weight * claim;
        DerivativeEstimate slope =
                new DerivativeEstimate(analytic + missing + bound, 0, 0, 0, 1e-3, bound, DerivativeEstimate.Sides.BOTH);
        Derivative nothing = new Derivative(t -> 0, 0, 0, 0, 0, FloatFormat.BINARY64);
        Probe probe = new Probe(
                Entries.all(1),
                Direction.of(Tensor.vector(weight)),
                0.1,
                analytic,
                Math.abs(analytic),
                0,
                slope,
                nothing);
        gradients = 0;
        assertThat(new ClaimRounding(place, "x", new Evaluations(1000)).along(probe))
                .as("a constant has no rounding")
                .isZero();
        return gradients > 0;
    }

    private boolean isAsked(double missing, double claim, double weight, double... upstream) {
        return isAsked(missing, claim, weight, Precision.DOUBLE, upstream);
    }

    @Test
    void a_billionth_of_the_claim_is_a_deviation_at_most() {
        assertThat(isAsked(7.9e-9, 1, 1, 1)).isTrue();
        assertThat(isAsked(8.1e-9, 1, 1, 1)).isFalse();
        assertThat(isAsked(7.9e-7, -100, 1, 1)).isTrue();
        assertThat(isAsked(8.1e-7, -100, 1, 1)).isFalse();
        assertThat(isAsked(7.9e-7, 400, 0.25, 1)).as("along the direction").isTrue();
        assertThat(isAsked(8.1e-7, 400, 0.25, 1)).isFalse();
    }

    @Test
    void so_is_a_rounding_of_results_on_the_way_that_are_far_larger_than_the_upstream_gradient() {
        assertThat(isAsked(0.99 * OF_INTERMEDIATE, 1e-6, 1, 1)).isTrue();
        assertThat(isAsked(1.01 * OF_INTERMEDIATE, 1e-6, 1, 1)).isFalse();
        assertThat(isAsked(4.9 * OF_INTERMEDIATE, 1e-6, 1, 3, -4)).isTrue();
        assertThat(isAsked(5.1 * OF_INTERMEDIATE, 1e-6, 1, 3, -4)).isFalse();
        assertThat(isAsked(0.24 * OF_INTERMEDIATE, 1e-6, -0.25, 1)).isTrue();
        assertThat(isAsked(0.26 * OF_INTERMEDIATE, 1e-6, -0.25, 1)).isFalse();
    }

    @Test
    void in_single_precision_it_is_a_thousandth_of_the_claim() {
        assertThat(isAsked(7.9, 1e3, 1, Precision.FLOAT, 1)).isTrue();
        assertThat(isAsked(8.1, 1e3, 1, Precision.FLOAT, 1)).isFalse();
    }
}
