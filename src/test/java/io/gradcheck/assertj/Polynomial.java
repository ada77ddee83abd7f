package io.gradcheck.assertj;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subjects to make assertions on. Of polynomials, so that the numbers in texts are the same on every machine.
 */
final class Polynomial {

    /** Its check finds nothing wrong. */
    static final Subject RIGHT = squares(List.of());

    /** Only {@code W} is wrong: its sign. */
    static final Subject WRONG_IN_W = squares(List.of("W"));

    /** Both {@code W} and {@code b} are wrong. */
    static final Subject WRONG = squares(List.of("W", "b"));

    /** Right, at a kink. */
    static final Subject KINKED = Subject.scalar("abs", Math::abs, Math::signum, 0, 1);

    /** Nothing can be seen of it. */
    static final Subject VACUOUS = Subject.objective("constant", x -> 1, x -> new double[] {0}, 3);

    /** Every gradient of a constant is zero, so that nothing can be seen. */
    static final Subject AT_ZERO = Subject.of(
            "constant",
            point(Tensor.zeros(2, 2), Tensor.zeros(2)),
            at -> Tensor.scalar(1),
            (at, upstream) -> Map.of("W", Tensor.zeros(2, 2), "b", Tensor.zeros(2)));

    /** Right in {@code b}; nothing can be said of {@code W}, where the function does not go on below zero. */
    static final Subject UNDECIDED_IN_W = rootPlusSquare();

    /** A symmetric gradient of {@code W}, of which a transposed one is no other. */
    static final Subject SYMMETRIC =
            squares(List.of(), Tensor.of(new int[] {2, 2}, 6, 3, 2, 4), Tensor.vector(0.5, -1.5));

    /** Right, but its gradient has a variable too many. */
    static final Subject LAWLESS = lawless();

    private Polynomial() {}

    private static Subject squares(List<String> wrong) {
        return squares(wrong, Tensor.of(new int[] {2, 2}, 1, 2, 3, 4), Tensor.vector(0.5, -1.5));
    }

    /** {@code sum (i + 1) x_i^2} over the entries of {@code W} and {@code b}. */
    private static Subject squares(List<String> wrong, Tensor w, Tensor b) {
        return Subject.of("squares", point(w, b), Polynomial::sum, (at, upstream) -> {
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            at.forEach((name, x) -> {
                double factor = upstream.get() * (wrong.contains(name) ? -2 : 2);
                Tensor g = x.copy();
                for (int i = 0; i < g.size(); i++) {
                    g.values()[i] *= factor * (i + 1);
                }
                gradient.put(name, g);
            });
            return gradient;
        });
    }

    private static Tensor sum(Map<String, Tensor> at) {
        double sum = 0;
        for (Tensor x : at.values()) {
            for (int i = 0; i < x.size(); i++) {
                sum += (i + 1) * x.values()[i] * x.values()[i];
            }
        }
        return Tensor.scalar(sum);
    }

    private static Subject rootPlusSquare() {
        return Subject.of(
                "root plus square",
                point(Tensor.scalar(0), Tensor.scalar(3)),
                at -> Tensor.scalar(Math.sqrt(at.get("W").get())
                        + at.get("b").get() * at.get("b").get()),
                (at, upstream) -> Map.of(
                        "W",
                                Tensor.scalar(upstream.get()
                                        * 0.5
                                        / Math.sqrt(at.get("W").get())),
                        "b", Tensor.scalar(upstream.get() * 2 * at.get("b").get())));
    }

    private static Subject lawless() {
        return Subject.of(
                "square",
                Map.of("x", Tensor.scalar(3)),
                at -> Tensor.scalar(at.get("x").get() * at.get("x").get()),
                (at, upstream) -> Map.of(
                        "x", Tensor.scalar(2 * at.get("x").get() * upstream.get()),
                        "y", Tensor.scalar(0)));
    }

    private static Map<String, Tensor> point(Tensor w, Tensor b) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("W", w);
        point.put("b", b);
        return point;
    }
}
