package io.gradcheck.subject.manifold;

/** Rotation by a unit quaternion {@code w + xi + yj + zk}, as a polynomial of its four numbers. */
final class Quaternions {

    private Quaternions() {}

    private static Matrix vector(Matrix q) {
        return new Matrix(1, 3, q.values[1], q.values[2], q.values[3]);
    }

    static Matrix cross(Matrix a, Matrix b) {
        double[] s = a.values;
        double[] t = b.values;
        return new Matrix(1, 3, s[1] * t[2] - s[2] * t[1], s[2] * t[0] - s[0] * t[2], s[0] * t[1] - s[1] * t[0]);
    }

    /** {@code p + 2 w (v x p) + 2 v x (v x p)}. */
    static Matrix rotated(Matrix q, Matrix p) {
        Matrix v = vector(q);
        Matrix c = cross(v, p);
        return p.plus(2 * q.values[0], c).plus(2, cross(v, c));
    }

    /** The gradient of {@code <u, rotated(q, p)>}. */
    static Matrix gradient(Matrix q, Matrix p, Matrix u) {
        Matrix v = vector(q);
        Matrix c = cross(v, p);
        double w = 2 * c.dot(u);
        // <u, 2w v x p> = 2w <v, p x u>; <u, v x (v x p)> = <u, v><v, p> - <v, v><u, p>
        Matrix byVector = cross(p, u)
                .times(2 * q.values[0])
                .plus(2 * v.dot(p), u)
                .plus(2 * u.dot(v), p)
                .plus(-4 * u.dot(p), v);
        return new Matrix(1, 4, w, byVector.values[0], byVector.values[1], byVector.values[2]);
    }
}
