package io.gradcheck.subject.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Subjects on manifolds: what is checked, at which points, and what a report says. */
class OnManifoldTest {

    private static final double[] UNIT = {0.6, 0, 0.8};

    /** {@code x_0^2 + 2 x_1^2 + 4 x_2^2}. */
    private static Subject quotient(UnaryOperator<double[]> gradient) {
        return Subject.objective("quotient", x -> x[0] * x[0] + 2 * x[1] * x[1] + 4 * x[2] * x[2], gradient, UNIT);
    }

    private static double[] ambient(double... x) {
        return new double[] {2 * x[0], 4 * x[1], 8 * x[2]};
    }

    private static double[] projected(double... x) {
        double[] g = ambient(x);
        double along = g[0] * x[0] + g[1] * x[1] + g[2] * x[2];
        return new double[] {g[0] - along * x[0], g[1] - along * x[1], g[2] - along * x[2]};
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    @Test
    void either_kind_of_gradient_passes_as_what_it_is() {
        Subject ambient = quotient(OnManifoldTest::ambient);
        Subject projected = quotient(OnManifoldTest::projected);

        assertThat(check(Manifolds.on(ambient, Manifolds.sphere(), GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(Manifolds.on(projected, Manifolds.sphere(), GradientKind.RIEMANNIAN))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(Manifolds.on(projected, Manifolds.sphere(), GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void an_ambient_gradient_is_no_riemannian_one() {
        Subject ambient = quotient(OnManifoldTest::ambient).named("a", "b", "c");

        assertThat(check(Manifolds.on(ambient, Manifolds.sphere(), GradientKind.RIEMANNIAN)))
                .hasToString("""
                        quotient (x along tangents of the unit sphere): gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                          looks like: a component normal to the unit sphere, without which it is right; the reported gradient is what that mistake makes, within 1e-16 of its largest entry; ratio analytic/numeric varies from -0.52 to 3.7
                          at    analytic     numeric       difference  allowed
                          x[a]  1.200000000  -2.304000000  3.5e+00     9.0e-12
                          x[c]  6.400000000  1.728000000   4.7e+00     1.8e-11
                          2 of 3 entries differ
                        """.stripTrailing());
    }

    @Test
    void a_symmetric_gradient_of_the_other_convention_is_named() {
        Tensor x = Tensor.of(new int[] {2, 2}, 2, 0.5, 0.5, 1);
        Subject square = Subject.of(
                "square",
                Map.of("X", x),
                at -> Tensor.scalar(at.get("X").get(0, 1) * at.get("X").get(1, 0)
                        + at.get("X").get(0, 0)),
                (at, u) -> Map.of(
                        "X",
                        Tensor.of(
                                new int[] {2, 2},
                                u.get(),
                                u.get() * at.get("X").get(1, 0),
                                u.get() * at.get("X").get(0, 1),
                                0)));
        Manifold singly = Manifolds.symmetric(SymmetricEntries.SINGLY);
        Manifold inPairs = Manifolds.symmetric(SymmetricEntries.IN_PAIRS);

        assertThat(check(Manifolds.on(square, singly, GradientKind.RIEMANNIAN)).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(Manifolds.on(square, inPairs, GradientKind.RIEMANNIAN)))
                .hasToString("""
                        square (X along tangents of the symmetric matrices, entries in pairs): gradient of X is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                          looks like: that of a symmetric matrix whose entries move singly, off the diagonal half as large; the reported gradient is what that mistake makes, within 1e-16 of its largest entry; analytic/numeric = 0.5 at 2 entries, spread 0e+00
                          at      analytic      numeric      difference  allowed
                          X[0,1]  0.5000000000  1.000000000  5.0e-01     2.3e-12
                          X[1,0]  0.5000000000  1.000000000  5.0e-01     2.3e-12
                          2 of 4 entries differ
                        """.stripTrailing());
    }

    @Test
    void what_would_be_confused_with_a_right_gradient_is_among_its_mutants() {
        Tensor x = Tensor.of(new int[] {2, 2}, 2, 0.5, 0.5, 1);
        Subject product = Subject.of(
                "product",
                Map.of("X", x),
                at -> Tensor.scalar(at.get("X").get(0, 1) * at.get("X").get(0, 0)),
                (at, u) -> Map.of(
                        "X",
                        Tensor.of(
                                new int[] {2, 2},
                                u.get() * at.get("X").get(0, 1),
                                u.get() * at.get("X").get(0, 0),
                                u.get() * at.get("X").get(0, 0),
                                0)));
        GradientReport report =
                check(Manifolds.on(product, Manifolds.symmetric(SymmetricEntries.IN_PAIRS), GradientKind.RIEMANNIAN));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.mutants())
                .filteredOn(mutant -> mutant.mistake().startsWith("that of a symmetric matrix"))
                .hasSize(2)
                .allMatch(Mutant::caught);
    }

    @Test
    void the_subject_is_evaluated_on_the_manifold_only() {
        Subject strict = Subject.objective(
                "strict",
                x -> {
                    double norm = Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
                    assertThat(Math.abs(norm - 1)).isLessThan(1e-14);
                    return Math.exp(x[0] - x[2]);
                },
                x -> new double[] {Math.exp(x[0] - x[2]), 0, -Math.exp(x[0] - x[2])},
                UNIT);

        assertThat(check(Manifolds.on(strict, Manifolds.sphere(), GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    /** A gradient that is right at the point alone: the law that compares it with other points sees that. */
    @Test
    void a_gradient_that_is_kept_from_the_first_point_is_seen() {
        double[] kept = ambient(UNIT);
        Subject stale = quotient(x -> kept);

        GradientReport report = check(Manifolds.on(stale, Manifolds.sphere(), GradientKind.AMBIENT));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("law GRADIENT_ALONE is BROKEN");
    }

    @Test
    void other_variables_move_as_ever_and_several_can_be_on_manifolds() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("q", Manifolds.unitQuaternions().random(new SplittableRandom(5), 4));
        point.put("t", Tensor.vector(0.3, -2, 1));
        point.put("p", Manifolds.simplex().random(new SplittableRandom(3), 3));
        Subject moved = moved(point, 1);
        Subject wrong = moved(point, 1.1);

        assertThat(check(onBoth(moved)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(onBoth(wrong)).findings())
                .filteredOn(finding -> finding.verdict() == Verdict.FAIL)
                .extracting(Finding::name)
                .containsExactly("t");
    }

    private static Subject onBoth(Subject subject) {
        Subject first = Manifolds.on(subject, "q", Manifolds.unitQuaternions(), GradientKind.AMBIENT);
        return Manifolds.on(first, "p", Manifolds.simplex(), GradientKind.AMBIENT);
    }

    /** {@code R(q) p + t}, with the gradient by {@code t} times a factor. */
    private static Subject moved(Map<String, Tensor> point, double factor) {
        return Subject.of(
                "moved",
                point,
                at -> {
                    Matrix y = Quaternions.rotated(row(at.get("q")), row(at.get("p")));
                    return Tensor.vector(y.plus(row(at.get("t"))).values);
                },
                (at, u) -> {
                    Matrix q = row(at.get("q"));
                    Matrix byQ = Quaternions.gradient(q, row(at.get("p")), row(u));
                    return Map.of(
                            "q", Tensor.vector(byQ.values),
                            "p", Tensor.vector(byPoint(q, row(u)).values),
                            "t", Tensor.vector(row(u).times(factor).values));
                });
    }

    /** The transpose of the map {@code p -> rotated(q, p)}, which is one with the vector part reversed. */
    private static Matrix byPoint(Matrix q, Matrix u) {
        return Quaternions.rotated(new Matrix(1, 4, q.values[0], -q.values[1], -q.values[2], -q.values[3]), u);
    }

    private static Matrix row(Tensor tensor) {
        return new Matrix(1, tensor.size(), tensor.values().clone());
    }

    @Test
    void parts_move_on_the_manifold_too() {
        Subject one = quotient(OnManifoldTest::ambient);
        Subject sum = one.times(2).withParts(List.of(one, one));
        Subject wrongly = one.times(2).withParts(List.of(one, one.times(2)));

        assertThat(check(Manifolds.on(sum, Manifolds.sphere(), GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(check(Manifolds.on(wrongly, Manifolds.sphere(), GradientKind.AMBIENT))
                        .toString())
                .contains("law BATCH_IS_SUM is BROKEN");
    }

    @Test
    void a_point_off_the_manifold_is_refused() {
        Subject free = Subject.objective("free", x -> x[0], x -> new double[] {1, 0}, 0.6, 0.9);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.on(free, Manifolds.sphere(), GradientKind.AMBIENT))
                .withMessage(
                        "point: found [2] [0.6, 0.9], which is off the unit sphere (off by 8.2e-02), wanted a point on it");
    }

    @Test
    void a_shape_that_no_point_has_is_refused() {
        Subject free = Subject.objective("free", x -> x[0], x -> new double[] {1, 0}, 0.6, 0.8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.on(free, Manifolds.unitQuaternions(), GradientKind.AMBIENT))
                .withMessage(
                        "shape: found [2] of a point of the unit quaternions, wanted four numbers along the last axis");
    }

    @Test
    void a_variable_has_to_be_named_where_there_are_several_and_has_to_be_there() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("q", Tensor.vector(1, 0, 0, 0));
        point.put("t", Tensor.vector(1, 0, 0));
        point.put("p", Tensor.vector(1, 0, 0));
        Subject several = moved(point, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.on(several, Manifolds.sphere(), GradientKind.AMBIENT))
                .withMessage(
                        "on: found the variables [q, t, p] of subject moved, wanted a single one; name the one that "
                                + "moves with on(subject, variable, manifold, kind)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.on(several, "x", Manifolds.sphere(), GradientKind.AMBIENT))
                .withMessage("on: found variable x, wanted one of [q, t, p] of subject moved");
    }
}
