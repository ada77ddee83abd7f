package io.gradcheck.check.hypothesis;

import io.gradcheck.check.localise.Block;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A standard mistake, applied to a gradient.
 *
 * @param kind the kind of mistake
 * @param mistake what it is called, the same words in diagnoses and among mutants
 * @param unseenWhere what a gradient is in which the mistake changes nothing, such as {@code symmetric}
 * @param gradient the gradient as it would then be reported, in row-major order
 */
public record Mutation(Mistake kind, String mistake, String unseenWhere, double[] gradient) {

    static final String SIGN = "sign flipped";
    public static final String ZERO = "zero";
    static final String TRANSPOSED = "transposed";

    /** Whether the mistake changes nothing at this point. */
    public boolean isNoChange(double[] original) {
        for (int i = 0; i < original.length; i++) {
            if (gradient[i] != original[i]) {
                return false;
            }
        }
        return true;
    }

    public static Mutation sign(Tensor gradient) {
        return scaled(gradient, Mistake.SIGN, SIGN, -1);
    }

    public static Mutation scaled(Tensor gradient, Factor factor) {
        return scaled(gradient, Mistake.FACTOR, "constant factor " + factor.name(), factor.value());
    }

    public static Mutation scaled(Tensor gradient, Mistake kind, String mistake, double factor) {
        double[] scaled = gradient.values().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new Mutation(kind, mistake, "zero", scaled);
    }

    /** What is reported for another variable, as if it were this one's. */
    public static Mutation of(String otherVariable, Tensor otherGradient) {
        return new Mutation(
                Mistake.ANOTHER_VARIABLE,
                "gradient of another variable, " + otherVariable,
                "the same as that of " + otherVariable,
                otherGradient.values());
    }

    /** What can happen to the order of a tensor's entries or to its last index, in its own shape. */
    public static List<Mutation> ofShape(Tensor tensor) {
        List<Mutation> mutations = new ArrayList<>();
        for (int axis = 0; axis < tensor.rank(); axis++) {
            for (int other = axis + 1; other < tensor.rank(); other++) {
                if (tensor.length(axis) == tensor.length(other) && tensor.length(axis) > 1) {
                    mutations.add(swapped(tensor, axis, other, false));
                }
            }
        }
        mutations.addAll(rolled(tensor));
        mutations.addAll(missingSlices(tensor));
        return mutations;
    }

    /** Two axes swapped; if their lengths differ, the values written in the other order and read in this one. */
    static List<Mutation> transposed(Tensor gradient) {
        List<Mutation> mutations = new ArrayList<>();
        for (int axis = 0; axis < gradient.rank(); axis++) {
            for (int other = axis + 1; other < gradient.rank(); other++) {
                if (gradient.length(axis) > 1 && gradient.length(other) > 1) {
                    mutations.add(swapped(gradient, axis, other, false));
                    if (gradient.length(axis) != gradient.length(other)) {
                        mutations.add(swapped(gradient, axis, other, true));
                    }
                }
            }
        }
        return mutations;
    }

    /**
     * The values in the order of the tensor with two axes swapped.
     *
     * @param back whether to undo it instead
     */
    private static Mutation swapped(Tensor gradient, int axis, int other, boolean back) {
        int[] shape = gradient.shape();
        int[] target = shape.clone();
        target[axis] = shape[other];
        target[other] = shape[axis];
        double[] values = gradient.values();
        double[] swapped = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int[] index = gradient.indexOf(i);
            int kept = index[axis];
            index[axis] = index[other];
            index[other] = kept;
            int offset = 0;
            for (int k = 0; k < target.length; k++) {
                offset = offset * target[k] + index[k];
            }
            if (back) {
                swapped[i] = values[offset];
            } else {
                swapped[offset] = values[i];
            }
        }
        return gradient.rank() == 2
                ? new Mutation(Mistake.TRANSPOSED, TRANSPOSED, "symmetric", swapped)
                : new Mutation(
                        Mistake.TRANSPOSED,
                        "axes " + axis + " and " + other + " swapped",
                        "symmetric in axes " + axis + " and " + other,
                        swapped);
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
        return new Mutation(
                Mistake.ROLLED, "rolled by one along axis " + axis, "the same at every index of axis " + axis, rolled);
    }

    /** One slice along an axis missing: a row or a column of a matrix, an entry of a vector. */
    private static List<Mutation> missingSlices(Tensor gradient) {
        List<Mutation> missing = new ArrayList<>();
        for (int axis = 0; axis < gradient.rank(); axis++) {
            int last = gradient.length(axis) - 1;
            if (last > 0) {
                double[] values = gradient.values().clone();
                for (int i : Block.slice(gradient.shape(), axis, last).offsets()) {
                    values[i] = 0;
                }
                String index = "last index of axis " + axis;
                missing.add(
                        new Mutation(Mistake.LAST_INDEX_MISSING, index + " missing", "zero at the " + index, values));
            }
        }
        return missing;
    }
}
