package io.gradcheck.guide;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.junit.GradientTest;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifold;
import io.gradcheck.subject.manifold.Manifolds;
import java.util.Map;
import java.util.Random;

class RotationTest {
    @GradientTest(tries = 200)
    void distance_of_rotated_points(GradientChecker checker, Random random) {
        double[] p = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double[] q = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        Manifold rotations = Manifolds.rotations();
        Subject distance = Subject.of(
                "distance",
                Map.of("R", rotations.random(random, 3, 3)), // the identity, half turns and small turns come often
                at -> Tensor.scalar(value(at.get("R"), p, q)),
                (at, u) -> Map.of("R", gradient(at.get("R"), p, q, u.get())));
        checker.check(Manifolds.on(distance, rotations, GradientKind.AMBIENT));
    }

    /** |R p - q|^2 / 2. */
    static double value(Tensor r, double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += Math.pow(residual(r, p, q, i), 2) / 2;
        }
        return sum;
    }

    /** (R p - q) p'. */
    static Tensor gradient(Tensor r, double[] p, double[] q, double upstream) {
        Tensor g = Tensor.zeros(3, 3);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                g.set(upstream * residual(r, p, q, i) * p[j], i, j);
            }
        }
        return g;
    }

    private static double residual(Tensor r, double[] p, double[] q, int i) {
        return r.get(i, 0) * p[0] + r.get(i, 1) * p[1] + r.get(i, 2) * p[2] - q[i];
    }
}
