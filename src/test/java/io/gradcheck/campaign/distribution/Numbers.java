package io.gradcheck.campaign.distribution;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** Questions about the numbers of tensors. */
final class Numbers {

    private Numbers() {}

    static boolean some(Tensor tensor, DoublePredicate kind) {
        return Arrays.stream(tensor.values()).anyMatch(kind);
    }

    static boolean some(List<Tensor> tensors, DoublePredicate kind) {
        return tensors.stream().anyMatch(tensor -> some(tensor, kind));
    }

    static boolean all(Tensor tensor, DoublePredicate kind) {
        return Arrays.stream(tensor.values()).allMatch(kind);
    }

    /** Whether a number that is not zero comes twice. */
    static boolean hasTies(Tensor tensor) {
        Set<Double> seen = new HashSet<>();
        return Arrays.stream(tensor.values()).anyMatch(value -> value != 0 && !seen.add(value));
    }

    /** Whether there are several numbers, all the same and not zero. */
    static boolean isConstant(Tensor tensor) {
        double first = tensor.size() > 1 ? tensor.values()[0] : 0;
        return first != 0 && all(tensor, value -> value == first);
    }

    /** Whether there are several rows along axis 0, all the same and not zero. */
    static boolean hasEqualRows(Tensor tensor) {
        if (tensor.rank() < 2 || tensor.length(0) < 2 || all(tensor, value -> value == 0)) {
            return false;
        }
        int row = tensor.size() / tensor.length(0);
        double[] values = tensor.values();
        return IntStream.range(row, values.length).allMatch(i -> values[i] == values[i - row]);
    }

    /** Whether some row along the last axis is zero everywhere. */
    static boolean hasZeroRow(Tensor tensor) {
        int row = tensor.length(tensor.rank() - 1);
        return IntStream.range(0, tensor.size() / row)
                .anyMatch(r -> IntStream.range(r * row, (r + 1) * row).allMatch(i -> tensor.values()[i] == 0));
    }

    /** Whether two of the tensors are equal, and not all zero. */
    static boolean hasEqualTensors(List<Tensor> tensors) {
        return IntStream.range(0, tensors.size())
                .anyMatch(j -> IntStream.range(0, j).anyMatch(i -> areEqual(tensors.get(i), tensors.get(j))));
    }

    static boolean areEqual(Tensor one, Tensor other) {
        return one.hasShapeOf(other) && Arrays.equals(one.values(), other.values()) && some(one, value -> value != 0);
    }

    /** The decades between the smallest and the largest magnitude that is not zero. */
    static double decades(Tensor tensor) {
        double[] sizes = Arrays.stream(tensor.values())
                .map(Math::abs)
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : Math.log10(sizes[sizes.length - 1] / sizes[0]);
    }
}
