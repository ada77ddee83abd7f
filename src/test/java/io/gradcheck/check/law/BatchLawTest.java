package io.gradcheck.check.law;

import static io.gradcheck.check.Dense.ALL;
import static io.gradcheck.check.Dense.MEAN;
import static io.gradcheck.check.law.LawAssertions.assertLawful;
import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static io.gradcheck.check.law.LawAssertions.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Centred;
import io.gradcheck.check.CountedSubject;
import io.gradcheck.check.Dense;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Scale;
import io.gradcheck.check.Square;
import io.gradcheck.check.SumOfSquares;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch is the sum of its examples, where that is declared. */
class BatchLawTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private final SplittableRandom random = new SplittableRandom(11);
    private final Dense dense = Dense.random(random, 3, 2);
    private final Tensor input = Dense.matrix(random, 4, 3);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void right_batched_layers_are_lawful(long seed) {
        SplittableRandom cases = new SplittableRandom(seed);
        for (int k = 0; k < 100; k++) {
            int inputs = 1 + cases.nextInt(5);
            int examples = 2 + cases.nextInt(6);
            Dense layer = Dense.random(cases, inputs, 1 + cases.nextInt(5));
            GradientReport report =
                    CHECKER.seed(k).check(Subject.layer("dense", layer, Dense.matrix(cases, examples, inputs)));
            assertThat(report.laws())
                    .as("seed %d, layer %d: %s", seed, k, report)
                    .hasSize(Law.values().length)
                    .allMatch(finding -> finding.verdict() == Verdict.PASS);
        }
    }

    @Test
    void sums_over_data_are_lawful() {
        assertThat(finding(CHECKER.check(SumOfSquares.of(0, 4)), Law.BATCH_IS_SUM)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_mean_is_lawful_where_each_part_has_its_share() {
        Subject mean = SumOfSquares.of(0, 4).times(0.25);
        Subject declared = mean.withParts(List.of(
                SumOfSquares.of(0, 3).times(1.0 / 3).times(0.75),
                SumOfSquares.of(3, 4).times(0.25)));

        assertThat(finding(CHECKER.check(declared), Law.BATCH_IS_SUM).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void multiples_and_other_conventions_of_a_sum_are_lawful() {
        Subject half = Subject.objective(
                        "half",
                        w -> SumOfSquares.value(w, 0, 4),
                        w -> new double[] {SumOfSquares.slope(w, 0, 4) / 2},
                        0.7)
                .withParts(List.of(
                        Subject.objective(
                                "half",
                                w -> SumOfSquares.value(w, 0, 1),
                                w -> new double[] {SumOfSquares.slope(w, 0, 1) / 2},
                                0.7),
                        Subject.objective(
                                "half",
                                w -> SumOfSquares.value(w, 1, 4),
                                w -> new double[] {SumOfSquares.slope(w, 1, 4) / 2},
                                0.7)));

        for (Subject subject : List.of(
                SumOfSquares.of(0, 4).times(-3),
                half.scaledBy(0.5),
                half.scaledBy(0.5).times(7))) {
            GradientReport report = CHECKER.check(subject);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASS);
            assertThat(finding(report, Law.BATCH_IS_SUM).verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void parts_that_add_up_only_to_rounding_are_lawful() {
        // 1e8 is taken away again in the parts: what rounding leaves is far from the last place of the sum.
        Subject sum = Subject.objective("sum", x -> x[0] + x[1], x -> new double[] {1, 1}, 0.3, 0.7);
        Subject parts = sum.withParts(List.of(shifted(0, 1e8), shifted(1, -1e8)));
        Subject wrong = sum.withParts(List.of(shifted(0, 1e8), shifted(1, -1e8 - 1e-4)));

        assertThat(brokenLaws(parts)).isEmpty();
        assertThat(brokenLaws(wrong)).containsExactly(Law.BATCH_IS_SUM);
    }

    private static Subject shifted(int i, double by) {
        return Subject.objective(
                "x" + i,
                x -> x[i] + by,
                x -> {
                    double[] g = new double[2];
                    g[i] = 1;
                    return g;
                },
                0.3,
                0.7);
    }

    @Test
    void a_part_that_writes_to_what_it_shares_with_others_is_told_and_spoils_nothing() {
        Subject sum = Subject.objective("sum", x -> x[0] + x[1], x -> new double[] {1, 1}, 0.3, 0.7);
        Subject writing = new ForwardingSubject(shifted(1, 0)) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                Map<String, Tensor> gradient = super.gradient(at, upstream);
                at.values().iterator().next().values()[1] = 7;
                return gradient;
            }
        };

        GradientReport report = CHECKER.check(sum.withParts(List.of(shifted(0, 0), writing)));

        assertThat(finding(report, Law.ARGUMENTS_UNTOUCHED).checked()).contains("a part of the batch");
        assertThat(finding(report, Law.ARGUMENTS_UNTOUCHED).found()).contains("0.7000000000 before, 7.000000000 after");
        assertThat(brokenLaws(sum.withParts(List.of(shifted(0, 0), writing)))).containsExactly(Law.ARGUMENTS_UNTOUCHED);
    }

    @Test
    void it_is_not_judged_where_no_parts_are_declared() {
        assertLawful(new Square());
        assertLawful(Subject.layer("dense", dense, Dense.matrix(random, 1, 3)));
        assertLawful(Subject.layer("centred", new Centred(false), input));
        assertLawful(Subject.layer("scale", new BatchedScale(), Tensor.scalar(2)));
    }

    @Test
    void it_is_not_judged_of_a_subject_whose_calls_cannot_be_compared() {
        Subject ignoresUpstream = new ForwardingSubject(SumOfSquares.of(0, 4)) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                return super.gradient(at, Tensor.scalar(1));
            }
        }.withParts(SumOfSquares.of(0, 4).parts());

        GradientReport report = CHECKER.check(ignoresUpstream);

        assertThat(report.laws()).extracting(LawFinding::law).containsExactlyElementsOf(LawAssertions.FOR_ALL);
        assertThat(brokenLaws(ignoresUpstream)).containsExactly(Law.LINEAR_IN_UPSTREAM);
    }

    @Test
    void a_part_is_called_once() {
        Subject sum = SumOfSquares.of(0, 4);
        CountedSubject counted = new CountedSubject(sum);
        int alone = CHECKER.check(sum.withParts(List.of())).evaluations();

        int evaluations = CHECKER.check(sum.withParts(counted.parts())).evaluations();

        assertThat(counted.evaluations()).isEqualTo(2);
        assertThat(counted.gradients()).isEqualTo(2);
        assertThat(evaluations).isEqualTo(alone + 4);
    }

    @Test
    void parts_go_without_excluded_variables_too() {
        Subject layer = Subject.layer("dense", dense.counting(ALL, MEAN, ALL), input);

        assertThat(brokenLaws(CHECKER.excluding("input", "b"), layer)).containsExactly(Law.BATCH_IS_SUM);
        assertThat(finding(CHECKER.excluding("W").check(layer), Law.BATCH_IS_SUM)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void parts_of_a_subject_that_uses_its_arrays_again_are_handed_copies() {
        Layer reuses = new BatchedScale() {
            private final Map<String, Tensor> outputs = new LinkedHashMap<>();

            @Override
            public Tensor forward(Tensor input) {
                Tensor output = super.forward(input);
                Tensor buffer = outputs.computeIfAbsent(output.shapeText(), shape -> output.copy());
                System.arraycopy(output.values(), 0, buffer.values(), 0, output.size());
                return buffer;
            }
        };

        GradientReport report = CHECKER.check(Subject.layer("reuses", reuses, input));

        assertThat(finding(report, Law.RESULTS_OWNED).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding(report, Law.BATCH_IS_SUM).verdict()).isEqualTo(Verdict.PASS);
    }

    private static class BatchedScale extends Scale {
        @Override
        public boolean isBatched() {
            return true;
        }
    }
}
