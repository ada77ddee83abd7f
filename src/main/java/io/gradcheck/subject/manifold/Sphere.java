package io.gradcheck.subject.manifold;

import java.util.random.RandomGenerator;

/**
 * Unit vectors, with {@code R(x, v) = (x + v)/|x + v|} and {@code P(x) v = v - <x, v> x}.
 */
class Sphere extends BlockManifold {

    Sphere() {
        this("the unit sphere");
    }

    Sphere(String name) {
        super(name, 1);
    }

    @Override
    Matrix retracted(Matrix x, Matrix v) {
        Matrix z = x.plus(v);
        return z.times(1 / z.norm());
    }

    @Override
    Matrix projected(Matrix x, Matrix v) {
        return v.plus(-x.dot(v) / x.dot(x), x);
    }

    @Override
    Matrix pulledBack(Matrix x, Matrix v, Matrix g) {
        Matrix z = x.plus(v);
        return projected(x, projected(z, g).times(1 / z.norm()));
    }

    @Override
    double violation(Matrix x) {
        return Math.abs(x.norm() - 1);
    }

    @Override
    Matrix drawn(RandomGenerator random, int rows, int columns) {
        Matrix drawn = Matrix.normal(random, 1, columns);
        double kind = random.nextDouble();
        if (kind < 0.15) {
            return onAxis(random, columns);
        }
        if (kind < 0.25) {
            for (int j = 0; j < columns; j++) {
                drawn.set(0, j, random.nextBoolean() ? 1 : -1);
            }
        } else if (kind < 0.35) {
            for (int j = 1; j < columns; j++) {
                drawn.set(0, j, random.nextBoolean() ? 0 : drawn.get(0, j));
            }
        }
        double norm = drawn.norm();
        return norm == 0 ? onAxis(random, columns) : drawn.times(1 / norm);
    }

    @Override
    Matrix nearest(Matrix a) {
        Matrix scaled = a.scaledToOne();
        return scaled.largest() == 0 ? Matrix.identity(1, a.columns) : scaled.times(1 / scaled.norm());
    }

    private static Matrix onAxis(RandomGenerator random, int columns) {
        Matrix axis = Matrix.zeros(1, columns);
        axis.set(0, random.nextInt(columns), random.nextBoolean() ? 1 : -1);
        return axis;
    }

    @Override
    String wantedShape(int rows, int columns) {
        return columns < 1 ? "at least one number along the last axis" : "";
    }
}
