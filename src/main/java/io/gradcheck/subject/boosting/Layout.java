package io.gradcheck.subject.boosting;

import io.gradcheck.subject.vector.SparsityPattern;
import java.util.Arrays;

/**
 * Which prediction belongs to which row.
 *
 * @param rows the number of rows
 * @param perRow the number of predictions of each
 * @param byClass whether the predictions of one class stand together, and not those of one row
 */
record Layout(int rows, int perRow, boolean byClass) {

    int[] shape() {
        return perRow == 1 ? new int[] {rows} : byClass ? new int[] {perRow, rows} : new int[] {rows, perRow};
    }

    int row(int prediction) {
        return byClass ? prediction % rows : prediction / perRow;
    }

    /** A number of each row, for each of its predictions. */
    double[] spread(double[] ofRows) {
        double[] spread = new double[rows * perRow];
        Arrays.setAll(spread, i -> ofRows[row(i)]);
        return spread;
    }

    /** Each prediction with all of the same block, given the block of each row. */
    SparsityPattern blocks(int[] blockOfRow) {
        int n = rows * perRow;
        int[] count = new int[rows];
        for (int i = 0; i < n; i++) {
            count[blockOfRow[row(i)]]++;
        }
        int entries = 0;
        for (int size : count) {
            entries = Math.addExact(entries, Math.multiplyExact(size, size));
        }
        int[][] members = Arrays.stream(count).mapToObj(int[]::new).toArray(int[][]::new);
        for (int i = n - 1; i >= 0; i--) {
            int block = blockOfRow[row(i)];
            members[block][--count[block]] = i;
        }
        int[] row = new int[entries];
        int[] column = new int[entries];
        int entry = 0;
        for (int[] block : members) {
            for (int i : block) {
                for (int j : block) {
                    row[entry] = i;
                    column[entry++] = j;
                }
            }
        }
        return SparsityPattern.coordinates(n, n, row, column);
    }
}
