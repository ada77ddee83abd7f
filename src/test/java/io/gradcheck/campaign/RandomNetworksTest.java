package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Finding;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No false alarm, and small errors seen, on random networks of every activation and loss. */
class RandomNetworksTest {

    private static final long SEED = 20_261;

    @Test
    void no_correct_gradient_fails() {
        assertNoFail(20_000, SEED);
    }

    @Test
    @Tag("long")
    void no_correct_gradient_of_100_000_networks_fails() {
        assertNoFail(100_000, SEED + 1);
    }

    private static void assertNoFail(int networks, long seed) {
        Tally tally = new Tally();
        for (int index = 0; index < networks; index++) {
            tally.add(check(NetworkCases.ordinary().at(seed, index).subject(), index));
        }
        assertThat(tally.failures()).as("networks of seed %d", seed).isEmpty();
        assertThat(tally.subjects()).isEqualTo(networks);
        assertThat(tally.count(Verdict.KINK)).as("exact kinks met").isGreaterThan(networks / 50);
        assertThat(tally.count(Verdict.INCONCLUSIVE)).as("undecided").isLessThan(networks / 1_000);
    }

    @Test
    void one_weight_wrong_by_a_thousandth_is_seen() {
        assertThat(shareCaught(1e-3)).as("caught of 1e-3, seed %d", SEED).isGreaterThanOrEqualTo(0.995);
    }

    @Test
    void one_weight_wrong_by_a_millionth_is_seen() {
        assertThat(shareCaught(1e-6)).as("caught of 1e-6, seed %d", SEED).isGreaterThanOrEqualTo(0.95);
    }

    private static double shareCaught(double relativeError) {
        int planted = 0;
        int caught = 0;
        for (int index = 0; planted < 5_000; index++) {
            Subject right = NetworkCases.ordinary().at(SEED, index).subject();
            SplittableRandom random = new SplittableRandom(SEED + index);
            List<WrongEntrySubject> candidates = candidates(right, relativeError);
            if (!candidates.isEmpty()) {
                planted++;
                WrongEntrySubject wrong = candidates.get(random.nextInt(candidates.size()));
                GradientReport report = check(wrong, index);
                List<String> failed = report.findings().stream()
                        .filter(finding -> finding.verdict() == Verdict.FAIL)
                        .map(Finding::name)
                        .toList();
                assertThat(failed).as("network %d of seed %d", index, SEED).isSubsetOf(wrong.variable());
                caught += failed.size();
            }
        }
        return (double) caught / planted;
    }

    /** The weights and biases whose gradient is large enough for a relative error to mean something. */
    private static List<WrongEntrySubject> candidates(Subject right, double relativeError) {
        Map<String, Tensor> gradient = right.gradient(right.point(), Tensor.scalar(1));
        List<WrongEntrySubject> candidates = new ArrayList<>();
        gradient.forEach((variable, tensor) -> {
            for (int entry = 0; entry < tensor.size() && variable.matches("[Wb]\\d+"); entry++) {
                if (Math.abs(tensor.values()[entry]) > 1e-8) {
                    candidates.add(new WrongEntrySubject(right, variable, entry, relativeError));
                }
            }
        });
        return candidates;
    }

    @Test
    void a_check_costs_at_most_15_evaluations_a_variable() {
        Tally tally = new Tally();
        for (int index = 0; index < 2_000; index++) {
            tally.add(check(NetworkCases.ordinary().at(SEED, index).subject(), index));
        }
        assertThat(tally.evaluationsPerVariable()).as("seed %d", SEED).isBetween(6.0, 15.0);
    }

    @Test
    void a_check_costs_at_most_40_evaluations_a_variable_where_magnitudes_span_six_decades() {
        Tally tally = new Tally();
        for (int index = 0; index < 2_000; index++) {
            Subject subject = NetworkCases.ofAllMagnitudes().at(SEED, index).subject();
            if (subject.evaluate(subject.point()).isFinite()) {
                tally.add(check(subject, index));
            }
        }
        assertThat(tally.subjects()).isGreaterThan(1_500);
        assertThat(tally.evaluationsPerVariable()).as("seed %d", SEED).isBetween(6.0, 40.0);
    }

    private static GradientReport check(Subject subject, long index) {
        return GradientChecker.standard().seed(index).check(subject);
    }
}
