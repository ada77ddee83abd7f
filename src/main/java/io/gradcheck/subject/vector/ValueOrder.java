package io.gradcheck.subject.vector;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Whether values that are claimed for the entries of a pattern are the right ones in another order: as those of compressed
 * columns are where compressed rows are wanted.
 *
 * <p>The right ones are taken from difference quotients, those of one colour from one of them (Curtis, Powell and Reid,
 * 1974). They need not be exact to tell an order.
 */
final class ValueOrder {

    private static final double STEP = 1e-4;
    private static final double ALIKE = 1e-3;
    private static final int MOST_COLOURS = 500;

    private final UnaryOperator<double[]> value;
    private final SparsityPattern pattern;
    private final double[] x;

    ValueOrder(UnaryOperator<double[]> value, SparsityPattern pattern, double[] x) {
        this.value = value;
        this.pattern = pattern;
        this.x = x;
    }

    /** What is to be said of claimed values; empty if they are not the right ones in another order. */
    String of(double[] claimed) {
        int[][] colours = pattern.colours();
        if (colours.length > MOST_COLOURS) {
            return "";
        }
        double[] right = differences(colours);
        double alike = ALIKE * Arrays.stream(right).map(Math::abs).max().orElse(0);
        if (isSame(claimed, right, k -> k, alike)) {
            return "";
        }
        Comparator<Integer> byRow = Comparator.comparingInt(pattern::row);
        Comparator<Integer> byColumn = Comparator.comparingInt(pattern::column);
        if (isSame(claimed, right, order(byColumn.thenComparing(byRow)), alike)) {
            return "values in the order of the columns, which is not that of the pattern";
        }
        return isSame(claimed, right, order(byRow.thenComparing(byColumn)), alike)
                ? "values in the order of the rows, which is not that of the pattern"
                : "";
    }

    private IntUnaryOperator order(Comparator<Integer> comparator) {
        int[] order = IntStream.range(0, pattern.entries())
                .boxed()
                .sorted(comparator)
                .mapToInt(Integer::intValue)
                .toArray();
        return k -> order[k];
    }

    private static boolean isSame(double[] claimed, double[] right, IntUnaryOperator order, double alike) {
        return IntStream.range(0, claimed.length)
                .allMatch(k -> Math.abs(claimed[k] - right[order.applyAsInt(k)]) <= alike);
    }

    private double[] differences(int[][] colours) {
        int[] colour = new int[pattern.columns()];
        double[][] quotients = new double[colours.length][];
        for (int c = 0; c < colours.length; c++) {
            double[] ahead = x.clone();
            double[] behind = x.clone();
            for (int j : colours[c]) {
                colour[j] = c;
                ahead[j] += step(j);
                behind[j] -= step(j);
            }
            double[] above = value.apply(ahead).clone();
            double[] below = value.apply(behind);
            double[] quotient = new double[above.length];
            Arrays.setAll(quotient, i -> above[i] - below[i]);
            quotients[c] = quotient;
        }
        return IntStream.range(0, pattern.entries())
                .mapToDouble(k -> {
                    int j = pattern.column(k);
                    return quotients[colour[j]][pattern.row(k)] / (2 * step(j));
                })
                .toArray();
    }

    private double step(int j) {
        return STEP * (x[j] == 0 ? 1 : Math.abs(x[j]));
    }
}
