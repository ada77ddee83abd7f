package io.gradcheck.check.decision;

import io.gradcheck.subject.Tensor;

/**
 * The rows along a tensor's last axis that ascend or descend: knots, thresholds, quantiles. Where two of their
 * entries change places, code that asks for their order has another meaning or none.
 *
 * <p>Shorter rows than of three entries are in order by chance too often, and entries that are nearly tied are no knots: points nearby have
 * to leave such a tie behind.
 */
final class MonotoneRows {

    private static final int SHORTEST = 3;
    private static final double OF_GAP = 1 / 3.0;

    // 1e-4 of the largest: points nearby are a hundredth away.
    private static final double TIED = 1e-4;

    private MonotoneRows() {}

    /**
     * Keeps a point nearby to the order of its rows: no entry is moved by more than a third of the way to the next.
     *
     * @param x a variable. Not modified.
     * @param moved the variable where its entries were moved; those that moved too far are moved less
     */
    static void keepOrder(Tensor x, Tensor moved) {
        int length = x.rank() == 0 ? 1 : x.length(x.rank() - 1);
        for (int from = 0; length >= SHORTEST && from < x.size(); from += length) {
            if (isMonotone(x.values(), from, from + length)) {
                for (int i = from; i < from + length; i++) {
                    double below = i == from ? Double.POSITIVE_INFINITY : gap(x.values(), i);
                    double above = i == from + length - 1 ? Double.POSITIVE_INFINITY : gap(x.values(), i + 1);
                    double most = OF_GAP * Math.min(below, above);
                    double move = moved.values()[i] - x.values()[i];
                    if (Math.abs(move) > most) {
                        moved.values()[i] = x.values()[i] + Math.copySign(most, move);
                    }
                }
            }
        }
    }

    private static double gap(double[] x, int i) {
        return Math.abs(x[i] - x[i - 1]);
    }

    private static boolean isMonotone(double[] x, int from, int to) {
        double direction = Math.signum(x[from + 1] - x[from]);
        double least = TIED * Math.max(Math.abs(x[from]), Math.abs(x[to - 1]));
        for (int i = from + 1; i < to; i++) {
            if (!((x[i] - x[i - 1]) * direction > least)) {
                return false;
            }
        }
        return true;
    }
}
