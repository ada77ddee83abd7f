package wild;

import java.util.Arrays;
import org.apache.commons.math3.dfp.Dfp;

/** Distances and angles of points in space, in 60 digits; coordinates of point {@code k} are at {@code 3 k}. */
final class Points {

    private final Dfp[] x;

    private Points(Dfp[] x) {
        this.x = x;
    }

    /** Points that move, and after them points that do not. */
    static Points of(Dfp[] moving, double... fixed) {
        Dfp[] x = Arrays.copyOf(moving, moving.length + fixed.length);
        for (int j = 0; j < fixed.length; j++) {
            x[moving.length + j] = Evidence.dfp(fixed[j]);
        }
        return new Points(x);
    }

    Dfp distance(int a, int b) {
        return norm(to(b, a));
    }

    /** At the second point. */
    Dfp angle(int a, int b, int c) {
        return angle(to(b, a), to(b, c));
    }

    /** From 0 to pi, whichever way it is turned. */
    Dfp dihedral(int a, int b, int c, int d) {
        return angle(cross(to(b, a), to(b, c)), cross(to(c, b), to(c, d)));
    }

    private Dfp[] to(int from, int to) {
        Dfp[] difference = new Dfp[3];
        for (int i = 0; i < 3; i++) {
            difference[i] = x[3 * to + i].subtract(x[3 * from + i]);
        }
        return difference;
    }

    private static Dfp angle(Dfp[] p, Dfp[] q) {
        return dot(p, q).divide(norm(p).multiply(norm(q))).acos();
    }

    private static Dfp norm(Dfp[] p) {
        return dot(p, p).sqrt();
    }

    private static Dfp dot(Dfp[] p, Dfp[] q) {
        return p[0].multiply(q[0]).add(p[1].multiply(q[1])).add(p[2].multiply(q[2]));
    }

    private static Dfp[] cross(Dfp[] p, Dfp[] q) {
        return new Dfp[] {
            p[1].multiply(q[2]).subtract(p[2].multiply(q[1])),
            p[2].multiply(q[0]).subtract(p[0].multiply(q[2])),
            p[0].multiply(q[1]).subtract(p[1].multiply(q[0]))
        };
    }
}
