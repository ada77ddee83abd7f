package io.gradcheck.subject.vector;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the entries of a Jacobian that are outside a declared pattern and not zero.
 *
 * <p>An output that has no entry for the columns that move keeps its value to the bit. The columns of one colour are moved in
 * halves, for each binary digit of their place those with a 0 and those with a 1: so each two of them are once told apart,
 * and an output that has an entry for one of them is asked about all the others. What moves then is halved until one
 * column is left, and named if the difference quotient is the same at several steps. Rounding that depends on other columns,
 * as that of a common sum, moves by a few units, and these are not in the proportion of the steps.
 */
final class OutsideEntries {

    private static final int MOST_EVALUATIONS = 2000;
    private static final int MOST_FOUND = 100;
    private static final int MOST_NAMED = 3;
    private static final double STEP = 1e-3;
    private static final double AGREEING = 0.01;

    /** In which parts of the step the quotient is the same; whole numbers are in proportion from 30 on. */
    private static final int[] PARTS = {2, 3, 5};

    private static final int NONE = -1;

    private record Entry(int row, int column) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Comparator.comparingInt(Entry::row)
                    .thenComparingInt(Entry::column)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return SparsityPattern.text(row, column);
        }
    }

    private final UnaryOperator<double[]> value;
    private final SparsityPattern pattern;
    private final double[] x;
    private final Set<Entry> found = new TreeSet<>();
    private double[] base = {};
    private int evaluations;

    OutsideEntries(UnaryOperator<double[]> value, SparsityPattern pattern, double[] x) {
        this.value = value;
        this.pattern = pattern;
        this.x = x;
    }

    /** What is to be said of them; empty if there are none. */
    String text() {
        base = evaluated(x.clone());
        if (base.length == pattern.rows() && Arrays.equals(base, evaluated(x.clone()))) {
            for (int[] columns : pattern.colours()) {
                searchColour(columns);
            }
        }
        if (found.isEmpty()) {
            return "";
        }
        String some = found.stream().limit(MOST_NAMED).map(Entry::toString).collect(Collectors.joining(", "));
        String more =
                found.size() > MOST_NAMED ? " and " + (isSpent() ? "others" : found.size() - MOST_NAMED + " more") : "";
        return found.size() == 1
                ? "entry " + some + " is outside the declared pattern and is not zero"
                : "entries " + some + more + " are outside the declared pattern and are not zero";
    }

    private boolean isSpent() {
        return evaluations >= MOST_EVALUATIONS || found.size() >= MOST_FOUND;
    }

    private void searchColour(int[] columns) {
        int[] place = new int[pattern.rows()];
        Arrays.fill(place, NONE);
        for (int k = 0; k < columns.length; k++) {
            for (int i : pattern.rowsOf(columns[k])) {
                place[i] = k;
            }
        }
        if (columns.length == 1) {
            search(columns, i -> place[i] == NONE);
        }
        for (int digit = 1; digit < columns.length; digit <<= 1) {
            int mask = digit;
            for (int moving : new int[] {0, mask}) {
                int[] some = IntStream.range(0, columns.length)
                        .filter(k -> (k & mask) == moving)
                        .map(k -> columns[k])
                        .toArray();
                search(some, i -> place[i] == NONE || (place[i] & mask) != moving);
            }
        }
    }

    /** Searches some columns, in those rows that have an entry for none of them. */
    private void search(int[] columns, IntPredicate rows) {
        if (columns.length == 0 || isSpent()) {
            return;
        }
        double[] moved = evaluated(moved(columns, STEP));
        BitSet changed = new BitSet();
        for (int i = 0; i < base.length; i++) {
            if (rows.test(i) && moved[i] != base[i]) {
                changed.set(i);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        if (columns.length == 1) {
            name(columns, changed);
            return;
        }
        int half = columns.length / 2;
        search(Arrays.copyOf(columns, half), changed::get);
        search(Arrays.copyOfRange(columns, half, columns.length), changed::get);
    }

    private void name(int[] column, BitSet rows) {
        double[] slope = slope(column, STEP);
        BitSet agreeing = (BitSet) rows.clone();
        for (int part : PARTS) {
            double[] closer = slope(column, STEP / part);
            rows.stream()
                    .filter(i -> !(slope[i] != 0 && Math.abs(slope[i] - closer[i]) <= AGREEING * Math.abs(slope[i])))
                    .forEach(agreeing::clear);
        }
        agreeing.stream().forEach(i -> found.add(new Entry(i, column[0])));
    }

    /** The difference quotients of all outputs, in units of the step. */
    private double[] slope(int[] column, double step) {
        double[] ahead = evaluated(moved(column, step));
        double[] behind = evaluated(moved(column, -step));
        double[] slope = new double[base.length];
        Arrays.setAll(slope, i -> (ahead[i] - behind[i]) / step);
        return slope;
    }

    private double[] moved(int[] columns, double step) {
        double[] moved = x.clone();
        for (int j : columns) {
            moved[j] += step * (x[j] == 0 ? 1 : Math.abs(x[j]));
        }
        return moved;
    }

    private double[] evaluated(double[] place) {
        evaluations++;
        return value.apply(place).clone();
    }
}
