package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Distributions: numbers of at least 0 that add up to 1, with {@code R(p, v) = (p + v)/sum(p + v)}.
 *
 * <p>An entry moves at the cost of all, in proportion to what they are: {@code T d = d - p sum(d)}. So one that is small
 * changes by little when others move, and none that is zero does.
 */
final class Simplex extends BlockManifold {

    Simplex() {
        super("the simplex", 1);
    }

    @Override
    Matrix retracted(Matrix x, Matrix v) {
        Matrix z = x.plus(v);
        return isPoint(x) ? x : z.times(1 / z.sum());
    }

    /** Whether there is only one distribution, on which no rounding may move. */
    private static boolean isPoint(Matrix x) {
        return x.columns == 1;
    }

    @Override
    Matrix projected(Matrix x, Matrix v) {
        return v.plus(-v.sum() / v.columns, ones(v));
    }

    private static Matrix ones(Matrix like) {
        Matrix ones = Matrix.zeros(like.rows, like.columns);
        Arrays.fill(ones.values, 1);
        return ones;
    }

    @Override
    Matrix pulledBack(Matrix x, Matrix v, Matrix g) {
        if (isPoint(x)) {
            return Matrix.zeros(x.rows, x.columns);
        }
        Matrix z = x.plus(v);
        double sum = z.sum();
        return g.plus(-mean(z, g) / sum, ones(g)).times(1 / sum);
    }

    /** {@code <z, g>}, where a share of nothing takes no part even if the gradient by it is infinite. */
    private static double mean(Matrix z, Matrix g) {
        double mean = 0;
        for (int i = 0; i < z.values.length; i++) {
            mean += z.values[i] == 0 ? 0 : z.values[i] * g.values[i];
        }
        return mean;
    }

    @Override
    Matrix tangent(Matrix x, Matrix d) {
        return d; // the retraction divides by the sum, and so does the rest
    }

    @Override
    Matrix cotangent(Matrix x, Matrix v) {
        return v;
    }

    @Override
    Bounds bounds(Tensor point) {
        double[] upper = new double[point.size()];
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return new Bounds(new double[point.size()], upper);
    }

    @Override
    double violation(Matrix x) {
        double violation = Math.abs(x.sum() - 1);
        for (double p : x.values) {
            violation = Math.max(violation, -p);
        }
        return violation;
    }

    @Override
    List<Convention> conventions() {
        return List.of(new Convention(
                "that of the Fisher metric, p (g - <p, g>)",
                GradientKind.RIEMANNIAN,
                each((p, g) -> times(p, g.plus(-p.dot(g), ones(g)))),
                each((p, g) -> projected(p, divided(g, p)))));
    }

    private static Matrix times(Matrix a, Matrix b) {
        Matrix product = a.copy();
        for (int i = 0; i < a.values.length; i++) {
            product.values[i] *= b.values[i];
        }
        return product;
    }

    private static Matrix divided(Matrix a, Matrix b) {
        Matrix quotient = a.copy();
        for (int i = 0; i < a.values.length; i++) {
            quotient.values[i] /= b.values[i];
        }
        return quotient;
    }

    @Override
    Matrix drawn(RandomGenerator random, int rows, int columns) {
        Matrix p = Matrix.zeros(1, columns);
        double kind = random.nextDouble();
        if (kind < 0.1) {
            p.set(0, random.nextInt(columns), 1);
            return p;
        }
        for (int i = 0; i < columns; i++) {
            double share = kind < 0.2 ? 1 : -Math.log(1 - random.nextDouble());
            if (kind > 0.8 && kind < 0.9) { // near the edge
                share = Math.pow(10, -6 * random.nextDouble());
            } else if (kind > 0.9 && random.nextBoolean()) { // on it
                share = 0;
            }
            p.set(0, i, share);
        }
        if (p.sum() == 0) {
            p.set(0, 0, 1);
        }
        return p.times(1 / p.sum());
    }

    @Override
    Matrix nearest(Matrix a) {
        Matrix p = a.scaledToOne();
        boolean isZero = p.largest() == 0;
        for (int i = 0; i < a.columns; i++) {
            p.set(0, i, isZero ? 1 : Math.abs(p.get(0, i)));
        }
        return p.times(1 / p.sum());
    }

    @Override
    String wantedShape(int rows, int columns) {
        return columns < 1 ? "at least one number along the last axis" : "";
    }
}
