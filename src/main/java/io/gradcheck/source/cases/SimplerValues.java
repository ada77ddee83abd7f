package io.gradcheck.source.cases;

import io.gradcheck.subject.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/**
 * Tensors with rounder values.
 *
 * <p>How round a number is has one measure, {@link #roughness}, and every step lowers the sum of it over the tensor: so
 * steps end.
 */
public final class SimplerValues {

    /** The roundest numbers, roundest first. */
    private static final double[] ROUND = {0, 1, 0.5, -1, -0.5, 2, -2};

    private static final int DIGITS = 17;

    private SimplerValues() {}

    /** Tensors whose entries are rounder: all of them at once first, then one by one. */
    public static List<Supplier<Tensor>> of(Tensor tensor, DoublePredicate allowed) {
        List<Supplier<Tensor>> simpler = tensor.size() > 1 ? ofAll(tensor, allowed) : new ArrayList<>();
        for (int i = 0; i < tensor.size(); i++) {
            for (double value : rounder(tensor.values()[i])) {
                if (allowed.test(value)) {
                    int entry = i;
                    simpler.add(() -> with(tensor, entry, value));
                }
            }
        }
        return simpler;
    }

    /** Tensors all of whose entries are rounder. */
    public static List<Supplier<Tensor>> ofAll(Tensor tensor, DoublePredicate allowed) {
        List<Supplier<Tensor>> simpler = new ArrayList<>();
        for (double value : new double[] {0, 1, 0.5}) {
            addAll(simpler, tensor, allowed, value);
        }
        for (int digits = 1; digits <= 3; digits++) {
            addRounded(simpler, tensor, allowed, digits);
        }
        return simpler;
    }

    private static void addAll(List<Supplier<Tensor>> simpler, Tensor tensor, DoublePredicate allowed, double value) {
        boolean lower = false;
        for (double present : tensor.values()) {
            lower |= roughness(value) < roughness(present);
        }
        if (lower && allowed.test(value)) {
            simpler.add(() -> {
                Tensor all = tensor.copy();
                for (int i = 0; i < all.size(); i++) {
                    all.values()[i] = rounderOf(value, all.values()[i]);
                }
                return all;
            });
        }
    }

    private static void addRounded(List<Supplier<Tensor>> simpler, Tensor tensor, DoublePredicate allowed, int digits) {
        boolean lower = false;
        boolean fits = true;
        for (double present : tensor.values()) {
            double rounded = rounded(present, digits);
            lower |= roughness(rounded) < roughness(present);
            fits &= allowed.test(rounded);
        }
        if (lower && fits) {
            simpler.add(() -> {
                Tensor all = tensor.copy();
                for (int i = 0; i < all.size(); i++) {
                    all.values()[i] = rounderOf(rounded(all.values()[i], digits), all.values()[i]);
                }
                return all;
            });
        }
    }

    private static double rounderOf(double candidate, double present) {
        return roughness(candidate) < roughness(present) ? candidate : present;
    }

    private static Tensor with(Tensor tensor, int entry, double value) {
        Tensor changed = tensor.copy();
        changed.values()[entry] = value;
        return changed;
    }

    /** Rounder numbers in the place of one, roundest first. */
    public static List<Double> rounder(double value) {
        int present = roughness(value);
        List<Double> rounder = new ArrayList<>();
        for (double candidate : ROUND) {
            addRounder(rounder, candidate, present);
        }
        addRounder(rounder, Math.rint(value), present);
        for (int digits = 1; digits <= 3; digits++) {
            addRounder(rounder, rounded(value, digits), present);
        }
        return rounder;
    }

    private static void addRounder(List<Double> rounder, double candidate, int present) {
        if (roughness(candidate) < present && !rounder.contains(candidate)) {
            rounder.add(candidate);
        }
    }

    static double rounded(double value, int digits) {
        if (!Double.isFinite(value)) {
            return value;
        }
        return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }

    /** The sum over all entries. */
    public static long roughness(Tensor tensor) {
        long sum = 0;
        for (double value : tensor.values()) {
            sum += roughness(value);
        }
        return sum;
    }

    /** How far a number is from a round one: 0 for zero, then 1, 0.5, -1, whole numbers, and by the digits it takes. */
    public static int roughness(double value) {
        for (int k = 0; k < ROUND.length; k++) {
            if (value == ROUND[k]) {
                return k;
            }
        }
        int whole = value == Math.rint(value) ? 0 : 1;
        return ROUND.length + 2 * digits(value) + whole;
    }

    /** The fewest decimal digits that tell a number from its neighbours; more digits than these tell it as well. */
    private static int digits(double value) {
        int fewest = 1;
        int enough = DIGITS;
        while (fewest < enough) {
            int middle = (fewest + enough) / 2;
            if (rounded(value, middle) == value) {
                enough = middle;
            } else {
                fewest = middle + 1;
            }
        }
        return enough;
    }

    /**
     * The leading block of a tensor; where the new shape reaches further, the indices begin anew. Shapes of different rank
     * agree in their last axes: an axis that is missing is taken at 0, one that is added repeats.
     */
    public static Tensor cropped(Tensor tensor, int... shape) {
        Tensor block = Tensor.zeros(shape);
        int[] from = new int[tensor.rank()];
        int added = shape.length - from.length;
        for (int i = 0; i < block.size(); i++) {
            int[] to = block.indexOf(i);
            for (int axis = 0; axis < from.length; axis++) {
                from[axis] = axis + added < 0 ? 0 : to[axis + added] % tensor.length(axis);
            }
            block.values()[i] = tensor.get(from);
        }
        return block;
    }
}
