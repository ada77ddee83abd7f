package io.gradcheck.subject.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Points on the bounds of a box and at the edges of a simplex. */
class BoundsTest {

    private static final Manifold BOX = Manifolds.box(Tensor.vector(0, 0, 0), Tensor.vector(1, 1, 1));

    /** {@code exp(x_0) + x_1 sin(3 x_2)}, which must not be asked for anything outside the unit cube. */
    private static GradientReport check(UnaryOperator<double[]> change, double... at) {
        Subject subject = Subject.objective(
                "in the cube",
                x -> {
                    requireInside(x);
                    return Math.exp(x[0]) + x[1] * Math.sin(3 * x[2]);
                },
                x -> {
                    requireInside(x);
                    return change.apply(
                            new double[] {Math.exp(x[0]), Math.sin(3 * x[2]), 3 * x[1] * Math.cos(3 * x[2])});
                },
                at);
        return GradientChecker.standard().check(Manifolds.on(subject, BOX, GradientKind.AMBIENT));
    }

    private static void requireInside(double... x) {
        for (double entry : x) {
            if (!(entry >= 0 && entry <= 1)) {
                throw new AssertionError("evaluated outside, at " + entry);
            }
        }
    }

    @Test
    void a_right_gradient_passes_on_lower_and_upper_bounds_at_once() {
        assertThat(check(g -> g, 0, 1, 1).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(g -> g, 1, 0, 0.5).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(g -> g, 0.3, 0.6, 0.5).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(g -> g, 1e-6, 1 - 1e-7, 1).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void an_entry_that_is_clipped_on_its_bound_is_named() {
        GradientReport report = check(g -> new double[] {0, g[1], g[2]}, 0, 1, 1);

        assertThat(report).hasToString("""
                        in the cube (x along tangents of the box): gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                          looks like: one entry; all other entries agree; reported as 0
                          at    analytic     numeric      difference  allowed
                          x[0]  0.000000000  1.000000000  1.0e+00     1.0e-10
                          1 of 3 entries differ
                        """.stripTrailing());
    }

    @Test
    void a_gradient_that_is_infinite_on_a_bound_is_left_undecided() {
        Manifold box = Manifolds.box(Tensor.vector(0, 0), Tensor.vector(1, 1));
        Subject root = Subject.objective(
                "root", x -> Math.sqrt(x[0]) + x[1], x -> new double[] {0.5 / Math.sqrt(x[0]), 1}, 0, 0.5);

        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(root, box, GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_share_of_nothing_with_an_infinite_gradient_leaves_the_others_decided() {
        GradientReport report =
                GradientChecker.standard().check(Manifolds.on(entropy(1), Manifolds.simplex(), GradientKind.AMBIENT));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.entries().undecided()).isEqualTo(1);
        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(entropy(1.1), Manifolds.simplex(), GradientKind.AMBIENT))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    private static Subject entropy(double factor) {
        return Subject.objective(
                "entropy",
                p -> {
                    double sum = 0;
                    for (double share : p) {
                        sum -= share == 0 ? 0 : share * Math.log(share);
                    }
                    return sum;
                },
                p -> new double[] {
                    -factor * Math.log(p[0]) - 1, -factor * Math.log(p[1]) - 1, -factor * Math.log(p[2]) - 1
                },
                0,
                0.25,
                0.75);
    }

    /** Values that are off by up to 1e-4, as those of a solver are, and their errors are larger where they are extrapolated. */
    @Test
    void a_declared_accuracy_is_enough_on_bounds_too() {
        Subject coarse = Subject.objective(
                        "coarse",
                        x -> Math.exp(x[0]) + x[1] * x[2] + 1e-4 * Math.sin(1e7 * (x[0] + 2 * x[1] - 3 * x[2])),
                        x -> new double[] {Math.exp(x[0]), x[2], x[1]},
                        0,
                        1,
                        1)
                .withAccuracy(1e-4);
        Subject onBounds = Manifolds.on(coarse, BOX, GradientKind.AMBIENT);

        assertThat(onBounds.accuracy()).isEqualTo(15e-4);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(GradientChecker.standard().seed(seed).check(onBounds).verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void bounds_that_leave_no_room_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.box(Tensor.vector(0, 1), Tensor.vector(1, 1)))
                .withMessage("bounds: found 1.0 to 1.0 for entry 1, wanted lower < upper");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.box(Tensor.vector(0, 1), Tensor.vector(1)))
                .withMessage("upper: found shape [1], wanted [2] as that of lower");
    }

    @Test
    void a_point_outside_the_box_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(g -> g, 0, 1.5, 1))
                .withMessage(
                        "point: found [3] [0.0, 1.5, 1.0], which is off the box (off by 5.0e-01), wanted a point on it");
    }
}
