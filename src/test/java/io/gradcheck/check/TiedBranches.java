package io.gradcheck.check;

import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Functions at points where three and more branches meet, each with a backward pass that loses the gradient in one of them.
 *
 * @param name what it is
 * @param right the function with its gradient
 * @param wrong the same with the mistake, which no gradient at the point itself needs to show
 */
public record TiedBranches(String name, Subject right, Subject wrong) {

    /** A piecewise function and its gradient, which tells of each entry or branch whether its gradient is lost. */
    @FunctionalInterface
    private interface Backward {
        double[] gradient(double[] x, IntPredicate lost);
    }

    /** Kinds in which every branch is told by single entries. */
    public static List<TiedBranches> all() {
        List<TiedBranches> kinds = new ArrayList<>();
        for (int n : new int[] {3, 5, 16}) {
            for (int windows : new int[] {1, 3}) {
                double[] zeros = new double[n * windows];
                double[] stairs = IntStream.range(0, n * windows)
                        .mapToDouble(i -> 1 + i / n)
                        .toArray();
                kinds.add(pooled("maximum", n, windows, n - 1, zeros, n - 1));
                kinds.add(pooled("maximum, not zero", n, windows, n - 1, stairs, n / 2));
                kinds.add(pooled("minimum", n, windows, 0, zeros, 0));
                kinds.add(pooled("minimum, not zero", n, windows, 0, stairs, n - 2));
            }
        }
        for (int n : new int[] {3, 5, 9}) {
            kinds.add(pooled("median", n, 1, n / 2, new double[n], n - 1));
            kinds.add(pooled("median, not zero", n, 1, n / 2, filled(n, -0.7), 0));
            kinds.add(sorted(n));
            kinds.add(range(n));
            kinds.add(trimmedMean(n + 2));
            kinds.add(chebyshev(n));
            kinds.add(marginOfClasses(n));
            kinds.add(largestNorm(n, 3));
            kinds.add(maxout(n, 4));
            kinds.add(maxoutOfWeights(n, 4));
            kinds.add(twoLargest(n));
        }
        kinds.add(box(0.3, 0.3, 0.3));
        kinds.add(box(0.5, -1, 2));
        return kinds;
    }

    private static TiedBranches of(
            String name, ToDoubleFunction<double[]> f, Backward backward, int lost, double... at) {
        return new TiedBranches(
                name,
                Subject.objective(name, f, x -> backward.gradient(x, i -> false), at),
                Subject.objective(name + ", one branch lost", f, x -> backward.gradient(x, i -> i == lost), at));
    }

    private static TiedBranches pooled(String what, int n, int windows, int rank, double[] at, int lost) {
        return of(
                what + " of " + windows + " windows of " + n,
                x -> IntStream.range(0, windows)
                        .mapToDouble(w -> (w + 1) * x[w * n + order(x, w * n, n)[rank]])
                        .sum(),
                (x, isLost) -> {
                    double[] g = new double[x.length];
                    for (int w = 0; w < windows; w++) {
                        int winner = order(x, w * n, n)[rank];
                        g[w * n + winner] = isLost.test(winner) ? 0 : w + 1;
                    }
                    return g;
                },
                lost,
                at);
    }

    /** {@code sum (k + 1)^2 x_(k)}: the mistake is that one entry gets nothing where it is the largest. */
    private static TiedBranches sorted(int n) {
        return of(
                "sorted sum of " + n,
                x -> {
                    int[] order = order(x, 0, n);
                    return IntStream.range(0, n)
                            .mapToDouble(k -> (k + 1.0) * (k + 1) * x[order[k]])
                            .sum();
                },
                (x, lost) -> {
                    int[] order = order(x, 0, n);
                    double[] g = new double[n];
                    for (int k = 0; k < n; k++) {
                        g[order[k]] = k == n - 1 && lost.test(order[k]) ? 0 : (k + 1.0) * (k + 1);
                    }
                    return g;
                },
                1,
                filled(n, 0.4));
    }

    private static TiedBranches range(int n) {
        return of(
                "range of " + n,
                x -> x[order(x, 0, n)[n - 1]] - x[order(x, 0, n)[0]],
                (x, lost) -> {
                    double[] g = new double[n];
                    int least = order(x, 0, n)[0];
                    g[order(x, 0, n)[n - 1]] = 1;
                    g[least] -= lost.test(least) ? 0 : 1;
                    return g;
                },
                n - 1,
                filled(n, 2));
    }

    /** The sum of all but the largest and the smallest; lost where one entry is the middle one. */
    private static TiedBranches trimmedMean(int n) {
        return of(
                "trimmed mean of " + n,
                x -> Arrays.stream(x).sorted().skip(1).limit(n - 2).sum(),
                (x, lost) -> {
                    int[] order = order(x, 0, n);
                    double[] g = new double[n];
                    for (int k = 1; k < n - 1; k++) {
                        g[order[k]] = k == n / 2 && lost.test(order[k]) ? 0 : 1;
                    }
                    return g;
                },
                2,
                new double[n]);
    }

    private static TiedBranches twoLargest(int n) {
        return of(
                "two largest of " + n,
                x -> x[order(x, 0, n)[n - 1]] + x[order(x, 0, n)[n - 2]],
                (x, lost) -> {
                    double[] g = new double[n];
                    g[order(x, 0, n)[n - 2]] = 1;
                    g[order(x, 0, n)[n - 1]] = lost.test(order(x, 0, n)[n - 1]) ? 0 : 1;
                    return g;
                },
                0,
                filled(n, 3));
    }

    /** {@code max |x_i - c_i|}, whose distances are equal and entries are not. */
    private static TiedBranches chebyshev(int n) {
        double[] centre = IntStream.range(0, n).mapToDouble(i -> 0.3 * i).toArray();
        double[] at = IntStream.range(0, n)
                .mapToDouble(i -> centre[i] + (i % 2 == 0 ? 0.25 : -0.25))
                .toArray();
        return largestOf(
                "Chebyshev distance of " + n,
                n,
                (x, i) -> Math.abs(x[i] - centre[i]),
                (x, i, g) -> g[i] = Math.signum(x[i] - centre[i]),
                at);
    }

    /** {@code max_j (1 + x_j - x_0)}, as the hinge loss of several classes. */
    private static TiedBranches marginOfClasses(int n) {
        return largestOf(
                "margin of " + n + " classes",
                n,
                (x, i) -> i == 0 ? 0 : 1 + x[i] - x[0],
                (x, i, g) -> {
                    if (i > 0) {
                        g[i] = 1;
                        g[0] = -1;
                    }
                },
                filled(n, 0.2));
    }

    /** The largest norm of some rows that are all equal. */
    private static TiedBranches largestNorm(int rows, int columns) {
        double[] at = IntStream.range(0, rows * columns)
                .mapToDouble(i -> 0.5 - 0.4 * (i % columns))
                .toArray();
        return largestOf(
                "largest norm of " + rows + " rows",
                rows,
                (x, r) -> norm(x, r, columns),
                (x, r, g) -> {
                    for (int k = r * columns; k < (r + 1) * columns; k++) {
                        g[k] = x[k] / norm(x, r, columns);
                    }
                },
                at);
    }

    private static double norm(double[] x, int row, int columns) {
        return Math.sqrt(Arrays.stream(x, row * columns, (row + 1) * columns)
                .map(v -> v * v)
                .sum());
    }

    /** The largest of some lines that all meet at zero. */
    private static TiedBranches maxout(int units, int inputs) {
        SplittableRandom random = new SplittableRandom(units);
        double[] w = random.doubles((long) units * inputs, -1, 1).toArray();
        return largestOf(
                "maxout of " + units + " units",
                units,
                (x, u) -> IntStream.range(0, inputs)
                        .mapToDouble(k -> w[u * inputs + k] * x[k])
                        .sum(),
                (x, u, g) -> System.arraycopy(w, u * inputs, g, 0, inputs),
                new double[inputs]);
    }

    /** The same by its weights, of which all units have the same ones. */
    private static TiedBranches maxoutOfWeights(int units, int inputs) {
        double[] in = {0.9, -0.4, 1.3, 0.2};
        double[] at = IntStream.range(0, units * inputs)
                .mapToDouble(i -> Math.sin(i % inputs))
                .toArray();
        return largestOf(
                "maxout by the weights of " + units + " units",
                units,
                (w, u) -> IntStream.range(0, inputs)
                        .mapToDouble(k -> w[u * inputs + k] * in[k])
                        .sum(),
                (w, u, g) -> System.arraycopy(in, 0, g, u * inputs, inputs),
                at);
    }

    /** Inside a box, the distance to the nearest of its faces. */
    private static TiedBranches box(double... half) {
        double least = Arrays.stream(half).map(Math::abs).min().orElseThrow();
        double[] at = Arrays.stream(half)
                .map(h -> Math.signum(h) * (Math.abs(h) - 0.5 * least))
                .toArray();
        return largestOf(
                "distance in a box of " + Arrays.toString(half),
                half.length,
                (x, i) -> Math.abs(x[i]) - Math.abs(half[i]),
                (x, i, g) -> g[i] = Math.signum(x[i]),
                at);
    }

    @FunctionalInterface
    private interface Branch {
        double value(double[] x, int branch);
    }

    @FunctionalInterface
    private interface BranchGradient {
        void into(double[] x, int branch, double[] g);
    }

    /** The largest of some branches; the gradient of the last one is lost. */
    private static TiedBranches largestOf(String name, int n, Branch branch, BranchGradient gradient, double... at) {
        return of(
                name,
                x -> branch.value(x, winner(x, n, branch)),
                (x, lost) -> {
                    double[] g = new double[x.length];
                    int winner = winner(x, n, branch);
                    if (!lost.test(winner)) {
                        gradient.into(x, winner, g);
                    }
                    return g;
                },
                n - 1,
                at);
    }

    private static int winner(double[] x, int n, Branch branch) {
        int winner = 0;
        for (int k = 1; k < n; k++) {
            winner = branch.value(x, k) > branch.value(x, winner) ? k : winner;
        }
        return winner;
    }

    private static int[] order(double[] x, int from, int n) {
        return IntStream.range(0, n)
                .boxed()
                .sorted((i, j) -> Double.compare(x[from + i], x[from + j]))
                .mapToInt(i -> i)
                .toArray();
    }

    private static double[] filled(int n, double value) {
        double[] filled = new double[n];
        Arrays.fill(filled, value);
        return filled;
    }
}
