package io.gradcheck.source.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.BatchMistakes;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of batches on random networks: silent on right ones, and loud where the examples are not added up. */
class BatchedNetworksTest {

    private static final long SEED = 31;

    @Test
    void the_mean_over_a_batch_is_lawful() {
        assertLawful(Networks.any().ordinary(), 1_000);
    }

    @Test
    void the_mean_over_a_batch_is_lawful_where_magnitudes_span_six_decades() {
        assertLawful(Networks.any().ofAllMagnitudes(), 1_000);
    }

    private static void assertLawful(Networks source, int networks) {
        int judged = 0;
        for (int index = 0; index < networks; index++) {
            NetworkCase network = source.at(SEED, index);
            GradientReport report = GradientChecker.standard().seed(index).check(network.subject());
            List<LawFinding> findings = findings(report);
            assertThat(findings)
                    .as("network %d of seed %d: %s", index, SEED, report)
                    .allMatch(finding -> finding.verdict() == Verdict.PASS)
                    .hasSizeLessThan(network.batch().size());
            judged += findings.size();
        }
        assertThat(judged).as("batches judged").isGreaterThan(networks / 2);
    }

    private static List<LawFinding> findings(GradientReport report) {
        return report.laws().stream()
                .filter(finding -> finding.law() == Law.BATCH_IS_SUM)
                .toList();
    }

    /**
     * In how many networks a mistake changes the gradient, in how many of them the parts do not add up to it, and in how
     * many of those the law is broken. Parts add up in spite of the mistake where the examples that it forgets in the
     * whole, and not in a part, have no gradient: a hinge that is not active.
     */
    private record Caught(int changed, int visible, int broken) {}

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {BatchMistakes.BIAS_NOT_SUMMED, BatchMistakes.ONLY_FIRST, BatchMistakes.ONLY_LAST})
    void examples_that_do_not_count_are_named(String mistake) {
        Caught caught = caught(mistake, 150);

        assertThat(caught.changed()).isGreaterThan(100);
        assertThat(caught.visible()).isGreaterThan(caught.changed() * 97 / 100);
        assertThat(caught.broken()).isEqualTo(caught.visible());
    }

    @Test
    void a_mistake_that_batches_have_in_common_with_examples_is_not_named() {
        Caught caught = caught("regulariser missing", 100);

        assertThat(caught.changed()).isGreaterThan(20);
        assertThat(caught.visible()).isZero();
        assertThat(caught.broken()).isZero();
    }

    private static Caught caught(String mistake, int networks) {
        int changed = 0;
        int visible = 0;
        int broken = 0;
        for (int index = 0; index < networks; index++) {
            Subject right = Networks.any().ordinary().at(SEED, index).subject();
            Subject wrong = new Mistaken(right, mistake);
            Map<String, Tensor> wrongGradient = gradient(wrong);
            if (right.parts().isEmpty() || distance(gradient(right), wrongGradient) < 1e-6) {
                continue;
            }
            changed++;
            visible += distance(shared(wrong.parts()), wrongGradient) > 1e-6 ? 1 : 0;
            GradientReport report = GradientChecker.standard().seed(index).check(wrong);
            broken += findings(report).stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL) ? 1 : 0;
        }
        return new Caught(changed, visible, broken);
    }

    private static Map<String, Tensor> gradient(Subject subject) {
        return subject.gradient(subject.point(), Tensor.scalar(1));
    }

    /** The sum of the parts' gradients by weights and biases, which examples share. */
    private static Map<String, Tensor> shared(List<Subject> parts) {
        Map<String, Tensor> sum = new LinkedHashMap<>();
        for (Subject part : parts) {
            gradient(part).forEach((variable, tensor) -> {
                Tensor total = sum.computeIfAbsent(variable, unseen -> Tensor.zeros(tensor.shape()));
                for (int i = 0; i < tensor.size() && variable.matches("[Wb].*"); i++) {
                    total.values()[i] += tensor.values()[i];
                }
            });
        }
        sum.keySet().removeIf(variable -> !variable.matches("[Wb].*"));
        return sum;
    }

    /** The largest distance by the variables of the first. */
    private static double distance(Map<String, Tensor> right, Map<String, Tensor> wrong) {
        double distance = 0;
        for (Map.Entry<String, Tensor> entry : right.entrySet()) {
            double[] a = entry.getValue().values();
            double[] b = wrong.get(entry.getKey()).values();
            for (int i = 0; i < a.length; i++) {
                distance = Math.max(distance, Math.abs(a[i] - b[i]));
            }
        }
        return distance;
    }

    /** A network whose gradient is that of a mistake, in its parts too. */
    private static final class Mistaken extends ForwardingSubject {

        private final String mistake;

        Mistaken(Subject right, String mistake) {
            super(right);
            this.mistake = mistake;
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return subject().suspects(at, upstream).getOrDefault(mistake, super.gradient(at, upstream));
        }

        @Override
        public List<Subject> parts() {
            return subject().parts().stream()
                    .<Subject>map(part -> new Mistaken(part, mistake))
                    .toList();
        }
    }
}
