package io.gradcheck.check.probe;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;

/**
 * How a variable moves that is a symmetric matrix, or several of them in its last two axes, if it stays one.
 *
 * @param place the point
 * @param variable the variable
 */
public record SymmetricMoves(EvaluationPoint place, String variable) {

    private static final double ROUNDING = 1e-12;

    /** What to do where such a variable is not to move singly. */
    public static String advice(String variable, String entries) {
        return "if " + variable + " is to stay symmetric, say Manifolds.on(subject, \"" + variable
                + "\", Manifolds.symmetric(SymmetricEntries." + entries
                + "), GradientKind.AMBIENT), and of random cases Values.on(...) with the same, or with positiveDefinite";
    }

    /** Whether the variable is symmetric, of two rows or more, and anything is off the diagonal. */
    public boolean arePossible() {
        Tensor x = place.value(variable);
        int n = rows(x);
        if (n < 2 || x.size() == 0) {
            return false;
        }
        double largest = Sums.largest(x.values());
        for (int k = 0; k < x.size(); k++) {
            if (!(Math.abs(x.values()[k] - x.values()[mirrored(k, n)]) <= ROUNDING * largest)) {
                return false;
            }
        }
        return true;
    }

    /** How many rows its square matrices have; 0 if it has none. */
    private static int rows(Tensor x) {
        int rank = x.rank();
        return rank >= 2 && x.length(rank - 1) == x.length(rank - 2) ? x.length(rank - 1) : 0;
    }

    /** The place of entry {@code ji} for that of {@code ij}. */
    private static int mirrored(int place, int n) {
        int inBlock = place % (n * n);
        return place - inBlock + inBlock % n * n + inBlock / n;
    }

    private static boolean onDiagonal(int place, int n) {
        return mirrored(place, n) == place;
    }

    /** A random symmetric direction. */
    public Direction direction(SplittableRandom random) {
        Tensor x = place.value(variable);
        int n = rows(x);
        double[] any =
                Entries.all(x.size()).direction(random, x.shape()).tensor().values();
        Tensor symmetric = Tensor.zeros(x.shape());
        for (int k = 0; k < any.length; k++) {
            int lower = Math.max(k, mirrored(k, n));
            symmetric.values()[k] = any[lower];
        }
        return Direction.of(symmetric);
    }

    /** A gradient by entries that move in pairs as one by entries that move singly. */
    public Tensor halvedOffDiagonal(Tensor gradient) {
        Tensor halved = gradient.copy();
        int n = rows(halved);
        for (int k = 0; k < halved.size(); k++) {
            halved.values()[k] *= onDiagonal(k, n) ? 1 : 0.5;
        }
        return halved;
    }

    /** Whether a tensor of the variable's shape is zero above the diagonal. */
    public boolean isZeroAbove(Tensor tensor) {
        int n = rows(tensor);
        for (int k = 0; k < tensor.size(); k++) {
            if (k < mirrored(k, n) && tensor.values()[k] != 0) {
                return false;
            }
        }
        return true;
    }

    /** A tensor of the variable's shape with rows and columns exchanged. */
    public Tensor transposed(Tensor tensor) {
        Tensor transposed = tensor.copy();
        int n = rows(tensor);
        for (int k = 0; k < tensor.size(); k++) {
            transposed.values()[k] = tensor.values()[mirrored(k, n)];
        }
        return transposed;
    }

    /** A tensor of the variable's shape with the sum of entries {@code ij} and {@code ji} at both, off the diagonal. */
    public Tensor mirrored(Tensor tensor) {
        Tensor mirrored = tensor.copy();
        int n = rows(tensor);
        for (int k = 0; k < tensor.size(); k++) {
            mirrored.values()[k] += onDiagonal(k, n) ? 0 : tensor.values()[mirrored(k, n)];
        }
        return mirrored;
    }

    /** Whether the function has a value where the variable moves by little, and stays symmetric. */
    public boolean stayInDomain(SplittableRandom random, Evaluations evaluations) {
        Direction direction = direction(random);
        Tensor moved = place.value(variable).copy();
        double step = place.firstStep(variable, Entries.all(moved.size()), direction);
        Tensor tensor = direction.tensor();
        for (int k = 0; k < moved.size(); k++) {
            moved.values()[k] += step * tensor.values()[k];
        }
        evaluations.spend();
        try {
            return OutsideDomain.call(() -> place.f()
                            .subject()
                            .evaluate(place.point().with(variable, moved).asMap()))
                    .isFinite();
        } catch (OutsideDomain outside) {
            return false;
        }
    }
}
