package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What must be known of numeric derivatives before the gradient is called a multiple of them. */
class ConstantFactorTest {

    private static final double[] REPORTED = {30, 60, 90};

    @Test
    void a_ratio_to_mere_rounding_is_no_factor() {
        // An accident of rounding: 1e-9, 2e-9 and 3e-9 where up to 1e-8 is explained by it.
        assertThat(diagnosis(ConstantFactor.MEASURED, 1 / 3.161e10, 1e-8)).isEmpty();
        assertThat(diagnosis(ConstantFactor.ROUND, 1 / 2.0, 1)).isEmpty();
    }

    @Test
    void a_ratio_to_derivatives_of_which_three_digits_are_known_is_one() {
        assertThat(diagnosis(ConstantFactor.MEASURED, 1 / 3.161e10, 1e-13)).contains("constant factor 3.161e+10");
        assertThat(diagnosis(ConstantFactor.MEASURED, 1 / 1.37, 1e-5)).contains("constant factor 1.37");
        assertThat(diagnosis(ConstantFactor.ROUND, 1 / 500.0, 1e-5)).contains("constant factor 500");
    }

    @Test
    void a_factor_that_is_not_round_takes_two_of_them() {
        assertThat(diagnosis(ConstantFactor.MEASURED, 1 / 1.37, 0.05)).isEmpty();
    }

    /** What is said where the function is linear with a slope that is a share of the reported one, known within a bound. */
    private static Optional<String> diagnosis(ConstantFactor hypothesis, double share, double bound) {
        double[] truth = Arrays.stream(REPORTED).map(g -> g * share).toArray();
        EvaluationPoint place = AtPoint.of(Subject.objective(
                "linear", x -> truth[0] * x[0] + truth[1] * x[1] + truth[2] * x[2], x -> REPORTED, 0.3, -0.2, 0.7));
        List<EntryProbe> probed = new ArrayList<>();
        for (int i = 0; i < truth.length; i++) {
            probed.add(new EntryProbe(i, REPORTED[i], truth[i], bound, true, true));
        }
        Probe failed = place.probe(
                "x",
                Entries.all(3),
                Direction.of(Tensor.vector(0.5, 1, 0.75)),
                0.1,
                0.1 * bound,
                false,
                false,
                new Evaluations(1000));
        Localised localised = new Localised(probed, 3, CountKind.EXACT, List.of(), false);
        return hypothesis.test(new Evidence(place, "x", localised, failed)).stream()
                .map(Diagnosis::mistake)
                .findFirst();
    }
}
