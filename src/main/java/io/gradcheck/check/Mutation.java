package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A standard mistake, applied to a gradient.
 *
 * @param mistake what it is called, the same words in diagnoses and among mutants
 * @param gradient the gradient as it would then be reported, in row-major order
 */
record Mutation(String mistake, double[] gradient) {

    static final String SIGN = "sign flipped";
    static final String ZERO = "zero";
    static final String TRANSPOSED = "transposed";

    /** Whether the mistake changes nothing at this point. */
    boolean isNoChange(double[] original) {
        for (int i = 0; i < original.length; i++) {
            if (gradient[i] != original[i]) {
                return false;
            }
        }
        return true;
    }

    static Mutation sign(Tensor gradient) {
        return scaled(gradient, SIGN, -1);
    }

    static Mutation scaled(Tensor gradient, String mistake, double factor) {
        double[] scaled = gradient.values().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new Mutation(mistake, scaled);
    }

    /** The transposed matrix: of a square one entry by entry, else its values read in the other order. */
    static List<Mutation> transposed(Tensor gradient) {
        if (gradient.rank() != 2 || gradient.length(0) == 1 || gradient.length(1) == 1) {
            return List.of();
        }
        int rows = gradient.length(0);
        int columns = gradient.length(1);
        double[] transposed = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = gradient.values()[row * columns + column];
            }
        }
        List<Mutation> mutations = new ArrayList<>();
        mutations.add(new Mutation(TRANSPOSED, transposed));
        if (rows != columns) {
            double[] back = new double[rows * columns];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    back[row * columns + column] = gradient.values()[column * rows + row];
                }
            }
            mutations.add(new Mutation(TRANSPOSED, back));
        }
        return mutations;
    }

    /** The gradient shifted by one, in both directions along each axis of more than one index. */
    static List<Mutation> rolled(Tensor gradient) {
        List<Mutation> rolled = new ArrayList<>();
        for (int axis = 0; axis < gradient.rank(); axis++) {
            if (gradient.length(axis) > 1) {
                rolled.add(rolled(gradient, axis, 1));
                if (gradient.length(axis) > 2) {
                    rolled.add(rolled(gradient, axis, -1));
                }
            }
        }
        return rolled;
    }

    private static Mutation rolled(Tensor gradient, int axis, int by) {
        int length = gradient.length(axis);
        int stride = 1;
        for (int later = axis + 1; later < gradient.rank(); later++) {
            stride *= gradient.length(later);
        }
        double[] values = gradient.values();
        double[] rolled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int index = i / stride % length;
            int target = Math.floorMod(index + by, length);
            rolled[i + (target - index) * stride] = values[i];
        }
        return new Mutation("rolled by one along axis " + axis, rolled);
    }

    /** The gradients of the other variables of the same size, as if they were this one's. */
    static List<Mutation> ofOtherVariables(Map<String, Tensor> gradients, String variable, Tensor gradient) {
        List<Mutation> others = new ArrayList<>();
        gradients.forEach((name, other) -> {
            if (!name.equals(variable) && other.size() == gradient.size()) {
                others.add(new Mutation("gradient of another variable, " + name, other.values()));
            }
        });
        return others;
    }

    /** One slice along an axis missing: a row or a column of a matrix, an entry of a vector. */
    static List<Mutation> missingSlices(Tensor gradient) {
        List<Mutation> missing = new ArrayList<>();
        for (int axis = 0; axis < gradient.rank(); axis++) {
            int last = gradient.length(axis) - 1;
            if (last > 0) {
                double[] values = gradient.values().clone();
                for (int i : Box.slice(gradient.shape(), axis, last).offsets()) {
                    values[i] = 0;
                }
                missing.add(new Mutation("last index of axis " + axis + " missing", values));
            }
        }
        return missing;
    }
}
