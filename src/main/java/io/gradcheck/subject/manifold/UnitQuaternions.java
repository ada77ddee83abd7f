package io.gradcheck.subject.manifold;

import java.util.List;
import java.util.random.RandomGenerator;

/** The sphere of unit quaternions; which of the four is the real part makes no difference. */
final class UnitQuaternions extends Sphere {

    UnitQuaternions() {
        super("the unit quaternions");
    }

    /** Whichever the order is that is wanted, the other one is a number off in one way or the other. */
    @Override
    List<Convention> conventions() {
        String order = "in the other order, the real part last for first or first for last";
        String conjugate = "that by the conjugate quaternion";
        return List.of(
                ofOrder(order, 3, 0, 1, 2),
                ofOrder(order, 1, 2, 3, 0),
                signed(conjugate, 1, -1, -1, -1),
                signed(conjugate, -1, -1, -1, 1));
    }

    private Convention ofOrder(String name, int... order) {
        return new Convention(
                name,
                GradientKind.AMBIENT,
                each((q, g) -> {
                    Matrix made = g.copy();
                    for (int i = 0; i < order.length; i++) {
                        made.values[order[i]] = g.values[i];
                    }
                    return made;
                }),
                each((q, g) -> {
                    Matrix undone = g.copy();
                    for (int i = 0; i < order.length; i++) {
                        undone.values[i] = g.values[order[i]];
                    }
                    return undone;
                }));
    }

    private Convention signed(String name, int... signs) {
        OfTwo times = (q, g) -> {
            Matrix signed = g.copy();
            for (int i = 0; i < signs.length; i++) {
                signed.values[i] *= signs[i];
            }
            return signed;
        };
        return new Convention(name, GradientKind.AMBIENT, each(times), each(times));
    }

    @Override
    Matrix drawn(RandomGenerator random, int rows, int columns) {
        double kind = random.nextDouble();
        if (kind < 0.1) {
            return new Matrix(1, 4, random.nextBoolean() ? 1 : -1, 0, 0, 0);
        }
        Matrix drawn = super.drawn(random, rows, columns);
        if (kind < 0.2) { // a half turn
            drawn.set(0, 0, 0);
        } else if (kind < 0.3) { // a turn by little
            drawn.set(0, 0, 1 / Math.pow(10, 8 * random.nextDouble()));
            drawn = new Matrix(1, 4, 1, drawn.get(0, 0), 0, 0);
        }
        double norm = drawn.norm();
        return norm == 0 ? new Matrix(1, 4, 0, 0, 0, 1) : drawn.times(1 / norm);
    }

    @Override
    String wantedShape(int rows, int columns) {
        return columns == 4 ? "" : "four numbers along the last axis";
    }
}
