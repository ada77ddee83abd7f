package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a gradient with another factor, where the subject suspects that the part is left out. */
class PartOfSuspectTest {

    private static final String COUPLING = "coupling forgotten";

    /**
     * {@code sum sin(v_i) + d_i v_i v_(i+1)}, of which the second part couples neighbours, so that no function of an entry is
     * its derivative.
     *
     * @param coupling the factor of that part in the gradient
     * @param extra what is added to the gradient, times a number for each entry
     */
    private record Coupled(Tensor v, Tensor d, double coupling, double extra, boolean suspicious) implements Subject {

        @Override
        public String name() {
            return "coupled";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("v", v);
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            Tensor x = at.get("v");
            double sum = 0;
            for (int i = 0; i < x.size(); i++) {
                sum += Math.sin(x.get(i)) + d.get(i) * x.get(i) * x.get((i + 1) % x.size());
            }
            return Tensor.scalar(sum);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return Map.of("v", gradient(at.get("v"), upstream.get(), coupling, extra));
        }

        private Tensor gradient(Tensor x, double u, double factor, double added) {
            int n = x.size();
            Tensor g = x.copy();
            for (int i = 0; i < n; i++) {
                int before = (i + n - 1) % n;
                double coupled = d.get(i) * x.get((i + 1) % n) + d.get(before) * x.get(before);
                g.set(u * (Math.cos(x.get(i)) + factor * coupled + added * d.get(i) * d.get(i)), i);
            }
            return g;
        }

        @Override
        public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
            Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
            if (suspicious) {
                suspects.put(COUPLING, Map.of("v", gradient(at.get("v"), upstream.get(), 0, 0)));
            }
            return suspects;
        }
    }

    private static Subject coupled(double coupling, double extra, boolean suspicious) {
        SplittableRandom random = new SplittableRandom(12);
        return new Coupled(
                Tensor.vector(random.doubles(9, -1, 1).toArray()),
                Tensor.vector(random.doubles(9, 0.5, 1.5).toArray()),
                coupling,
                extra,
                suspicious);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 2, 0.5, 3})
    void a_part_with_another_round_factor_is_told_by_what_leaves_it_out(double factor) {
        assertThat(found(coupled(factor, 0, true)).diagnoses()).singleElement().satisfies(named -> {
            assertThat(named.kind()).isEqualTo(Mistake.ONE_TERM);
            assertThat(named.mistake()).isEqualTo("factor " + new Factor(factor).name() + " at a part of the gradient");
            assertThat(named.evidence())
                    .startsWith("what " + COUPLING + " leaves out is there with that factor; ratio");
        });
    }

    @Test
    void without_a_suspect_nothing_is_known_of_parts() {
        assertThat(found(coupled(-1, 0, false)).diagnoses()).isEmpty();
    }

    @Test
    void a_part_that_is_left_out_is_the_suspect_itself() {
        assertThat(found(coupled(0, 0, true)).diagnoses())
                .extracting(Diagnosis::mistake)
                .containsExactly(COUPLING);
    }

    @Test
    void errors_elsewhere_too_are_another_mistake() {
        assertThat(found(coupled(-1, 1e-3, true)).diagnoses()).isEmpty();
        assertThat(found(coupled(1, 0.1, true)).diagnoses()).isEmpty();
    }

    @Test
    void a_part_that_is_counted_more_often_than_anybody_would_is_a_coincidence() {
        assertThat(found(coupled(10, 0, true)).diagnoses()).hasSize(1);
        assertThat(found(coupled(11, 0, true)).diagnoses()).isEmpty();
    }

    @Test
    void a_factor_that_is_not_round_is_no_mistake_of_a_sign_or_a_count() {
        assertThat(found(coupled(1.37, 0, true)).diagnoses()).isEmpty();
    }

    private static Finding found(Subject subject) {
        Finding finding = GradientChecker.standard().seed(5).check(subject).finding("v");
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        return finding;
    }
}
