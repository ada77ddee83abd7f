package io.gradcheck.check.law;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Points that tell why a gradient is right at one point and wrong at another: because of what the first has and the second
 * has not.
 *
 * @param from the point at which it is right
 * @param to the other
 */
record OtherPoints(NamedTensors from, NamedTensors to) {

    private static final double ROUND = 1e-9;

    /** A number so close to a zero, a one or another number makes a formula right within what is allowed. */
    private static final double CLOSE = 1e-6;

    /** A point of the same norms or sums as the first. */
    record OnSurface(String kept, NamedTensors point) {}

    /** The point that is so many times closer to the first. */
    NamedTensors closer(double times) {
        NamedTensors closer = from.copy();
        closer.forEach((name, tensor) -> {
            double[] x = tensor.values();
            double[] y = to.get(name).values();
            for (int i = 0; i < x.length; i++) {
                x[i] += (y[i] - x[i]) / times;
            }
        });
        return closer;
    }

    /**
     * Points at which variables, or rows of them, keep their norms or their sums, where these are whole numbers: so do unit
     * vectors, distributions and offsets from a mean, and hardly ever numbers that follow no rule.
     */
    List<OnSurface> onSurfaces() {
        List<OnSurface> points = new ArrayList<>();
        add(points, "norm", Tensor::size, OtherPoints::keepNorm);
        add(points, "sum", Tensor::size, OtherPoints::keepSum);
        add(points, "norm of each row", OtherPoints::rowLength, OtherPoints::keepNorm);
        add(points, "sum of each row", OtherPoints::rowLength, OtherPoints::keepSum);
        return points;
    }

    /** Moves a part of an array to where it has what another array has there; false if it cannot. */
    private interface Keeping {
        boolean apply(double[] x, double[] y, int start, int length);
    }

    private void add(List<OnSurface> points, String kept, ToIntFunction<Tensor> lengths, Keeping keeping) {
        NamedTensors point = to.copy();
        boolean any = false;
        for (String name : from.names()) {
            double[] x = from.get(name).values();
            double[] y = to.get(name).values().clone();
            int length = lengths.applyAsInt(from.get(name));
            boolean all = length > 1;
            for (int start = 0; all && start < x.length; start += length) {
                all = keeping.apply(x, y, start, length);
            }
            if (all) {
                System.arraycopy(y, 0, point.get(name).values(), 0, y.length);
                any = true;
            }
        }
        if (any) {
            points.add(new OnSurface(kept, point));
        }
    }

    private static int rowLength(Tensor tensor) {
        return tensor.rank() < 2 ? 0 : tensor.length(tensor.rank() - 1);
    }

    private static boolean keepNorm(double[] x, double[] y, int start, int length) {
        double norm = norm(x, start, length);
        double factor = norm / norm(y, start, length);
        for (int i = start; i < start + length; i++) {
            y[i] *= factor;
        }
        return isWhole(norm) && Math.rint(norm) > 0;
    }

    private static boolean keepSum(double[] x, double[] y, int start, int length) {
        double sum = sum(x, start, length);
        double shift = (sum - sum(y, start, length)) / length;
        for (int i = start; i < start + length; i++) {
            y[i] += shift;
        }
        return isWhole(sum);
    }

    private static double norm(double[] x, int start, int length) {
        double squares = 0;
        for (int i = start; i < start + length; i++) {
            squares += x[i] * x[i];
        }
        return Math.sqrt(squares);
    }

    private static double sum(double[] x, int start, int length) {
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            sum += x[i];
        }
        return sum;
    }

    private static boolean isWhole(double value) {
        return Math.abs(value - Math.rint(value)) <= ROUND * Math.max(1, Math.abs(value));
    }

    /** Whether some entry is a zero or a one, or of the same size as another: for such values a wrong formula can be right. */
    boolean hasSpecialValues() {
        return sizes().anyMatch(OtherPoints::isSpecial) || hasTies();
    }

    /** Whether some entry is of the same size as another. */
    boolean hasTies() {
        return representatives().size() < sizes().count();
    }

    /** The other point, but with zeros and ones as in the first, and ties kept; null where nothing else is left to move. */
    @Nullable
    NamedTensors withSpecialValues() {
        return sizes().allMatch(OtherPoints::isSpecial) ? null : withTies(OtherPoints::isSpecial);
    }

    /** The other point, but with ties kept; zeros and ones move like other numbers. */
    NamedTensors withTies() {
        return withTies(size -> false);
    }

    private NamedTensors withTies(DoublePredicate stays) {
        NavigableSet<Double> representatives = representatives();
        Map<Double, Double> moves = new HashMap<>();
        NamedTensors point = to.copy();
        from.forEach((name, tensor) -> {
            double[] x = tensor.values();
            double[] y = point.get(name).values();
            for (int i = 0; i < x.length; i++) {
                double sign = x[i] < 0 ? -1 : 1;
                double size = Math.abs(x[i]);
                Double tied = Objects.requireNonNull(representatives.floor(size));
                Double move = sign * y[i] - size;
                y[i] = stays.test(size)
                        ? x[i]
                        : sign * (size + Objects.requireNonNullElse(moves.putIfAbsent(tied, move), move));
            }
        });
        return point;
    }

    /** The sizes of entries, of those that are as good as equal the smallest. */
    private NavigableSet<Double> representatives() {
        NavigableSet<Double> representatives = new TreeSet<>();
        double[] last = {Double.NEGATIVE_INFINITY};
        sizes().sorted().forEach(size -> {
            if (size - last[0] > CLOSE * Math.max(1, size)) {
                representatives.add(size);
            }
            last[0] = size;
        });
        return representatives;
    }

    private DoubleStream sizes() {
        return from.tensors().stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                .map(Math::abs);
    }

    private static boolean isSpecial(double size) {
        return size <= CLOSE || Math.abs(size - 1) <= CLOSE;
    }
}
