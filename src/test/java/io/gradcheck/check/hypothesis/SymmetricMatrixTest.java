package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Gradients that are right along symmetric matrices and nowhere else, and where nobody can tell. */
class SymmetricMatrixTest {

    private static final Tensor X = Tensor.ofRows(new double[] {0.5, 0.3}, new double[] {0.3, 2});
    private static final Tensor OTHER = Tensor.ofRows(new double[] {0.5, 0.4}, new double[] {0.3, 2});

    private int evaluations;

    /** {@code sin x00 + 2 sin((x01 + x10) / 2) + sin x11} and more. */
    private static double value(Tensor x) {
        return Math.sin(x.get(0, 0)) + 2 * Math.sin((x.get(0, 1) + x.get(1, 0)) / 2) + Math.sin(x.get(1, 1));
    }

    /** The gradient, of which that off the diagonal is above it what is said, and below it too. */
    private static double[] gradient(double above, double below) {
        double off = Math.cos(0.3);
        return new double[] {Math.cos(0.5), above * off, below * off, Math.cos(2)};
    }

    /** What is told of a reported gradient. */
    private List<Diagnosis> told(Tensor x, ToDoubleFunction<Tensor> f, double noise, double... reported) {
        Subject subject =
                Subject.of("matrix", Map.of("X", x), at -> Tensor.scalar(f.applyAsDouble(at.get("X"))), (at, u) -> {
                    Tensor g = Tensor.zeros(x.shape());
                    for (int k = 0; k < reported.length; k++) {
                        g.values()[k] = u.get() * reported[k];
                    }
                    return Map.of("X", g);
                });
        EvaluationPoint place = AtPoint.of(subject);
        Probe failed = prober(place, noise).probeAtRandom(place, Entries.all(x.size()), 1);
        List<EntryProbe> wrong = new ArrayList<>();
        for (int k = 0; k < x.size(); k++) {
            wrong.add(new EntryProbe(k, reported[k], reported[k] + 1, 1e-9, true, true));
        }
        Localised localised = new Localised(wrong, wrong.size(), CountKind.EXACT, List.of(), false);
        Prober prober = prober(place, noise);
        List<Diagnosis> told = new SymmetricMatrix(prober).test(new Evidence(place, "X", localised, failed));
        evaluations = prober.evaluations().spent();
        return told;
    }

    private static Prober prober(EvaluationPoint place, double noise) {
        return new Prober(place, "X", noise, new SplittableRandom(1), new Evaluations(1000));
    }

    private List<Diagnosis> told(double... reported) {
        return told(X, SymmetricMatrixTest::value, 1e-16, reported);
    }

    @Test
    void a_gradient_that_is_right_along_symmetric_matrices_is_of_their_functions() {
        // Of one triangle: nothing for the entries below.
        assertThat(told(gradient(2, 0))).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.kind()).isEqualTo(Mistake.SYMMETRIC_ENTRIES);
            assertThat(diagnosis.mistake()).isEqualTo("that of a function of symmetric matrices");
            assertThat(diagnosis.evidence())
                    .startsWith("it is right along symmetric matrices, while here entries move singly; if X is to stay")
                    .contains("SymmetricEntries.SINGLY");
        });
    }

    @Test
    void one_that_is_twice_as_large_off_the_diagonal_is_of_entries_in_pairs() {
        assertThat(told(gradient(2, 2))).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.kind()).isEqualTo(Mistake.SYMMETRIC_ENTRIES);
            assertThat(diagnosis.mistake()).isEqualTo("that of a symmetric matrix whose entries move in pairs");
            assertThat(diagnosis.evidence()).contains("SymmetricEntries.IN_PAIRS");
        });
    }

    @Test
    void one_that_is_right_along_no_symmetric_matrices_is_not() {
        assertThat(told(gradient(2.01, 0))).isEmpty();
        assertThat(told(gradient(2, 2.01))).isEmpty();
        assertThat(told(gradient(3, 3))).isEmpty();
        assertThat(evaluations).as("it is looked at").isGreaterThan(10);
    }

    @Test
    void a_matrix_that_is_not_symmetric_costs_nothing() {
        assertThat(told(OTHER, SymmetricMatrixTest::value, 1e-16, gradient(2, 0)))
                .isEmpty();
        assertThat(evaluations).isZero();
    }

    @Test
    void at_a_kink_of_symmetric_matrices_nothing_is_told() {
        assertThat(told(X, x -> value(x) + 5 * Math.abs(x.get(0, 0) - 0.5), 1e-16, gradient(2, 0)))
                .isEmpty();
        assertThat(told(X, x -> value(x) + 5 * Math.abs(x.get(0, 0) - 0.7), 1e-16, difference(-5)))
                .as("beside it")
                .hasSize(1);
    }

    /** The gradient of one triangle with something added for the first entry. */
    private static double[] difference(double first) {
        double[] g = gradient(2, 0);
        g[0] += first;
        return g;
    }

    @Test
    void at_an_edge_of_the_domain_nothing_is_told() {
        assertThat(told(X, x -> x.get(0, 0) < 0.5 ? Double.NaN : value(x), 1e-16, gradient(2, 0)))
                .isEmpty();
        assertThat(told(X, x -> Double.NaN, 1e-16, gradient(2, 0))).isEmpty();
    }

    @Test
    void what_noise_leaves_open_by_more_than_a_thousandth_of_it_is_not_told() {
        assertThat(told(X, SymmetricMatrixTest::value, 1e-7, gradient(2, 0))).hasSize(1);
        assertThat(told(X, SymmetricMatrixTest::value, 1e-2, gradient(2, 0))).isEmpty();
    }

    @Test
    void so_it_is_of_a_small_gradient() {
        double small = 1e-4;
        double[] g = gradient(2, 0);
        for (int k = 0; k < g.length; k++) {
            g[k] *= small;
        }

        assertThat(told(X, x -> small * value(x), 1e-11, g)).hasSize(1);
        assertThat(told(X, x -> small * value(x), 1e-6, g)).isEmpty();
    }
}
