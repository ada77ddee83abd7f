package io.gradcheck.check;

import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;

/** {@code sum (w - d)^2} over some of four data. */
public final class SumOfSquares {

    private static final double[] DATA = {0.3, 1.7, -0.4, 2.2};

    private SumOfSquares() {}

    public static double value(double[] w, int from, int to) {
        return Arrays.stream(DATA, from, to).map(d -> (w[0] - d) * (w[0] - d)).sum();
    }

    public static double slope(double[] w, int from, int to) {
        return Arrays.stream(DATA, from, to).map(d -> 2 * (w[0] - d)).sum();
    }

    /** The sum over some data; its parts are the first and all others. */
    public static Subject of(int from, int to) {
        Subject sum = Subject.objective(
                "sum of squares", w -> value(w, from, to), w -> new double[] {slope(w, from, to)}, 0.7);
        return to - from < 2 ? sum : sum.withParts(List.of(of(from, from + 1), of(from + 1, to)));
    }
}
