package io.gradcheck.subject;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * How a variable moves along a line {@code x + t d}: a weight {@code d_i} for each of its entries, or one entry alone.
 *
 * <p>Where one entry alone moves, only its place and its weight are kept, so that the direction takes no more memory for
 * a large variable than for a small one. Immutable, except that it wraps the tensor that it was made of.
 *
 * <pre>{@code
 * Direction.of(Tensor.vector(0.5, -1, 0.75)).weight(1);              // -1
 * Direction.ofEntry(1, -1, 3).tensor();                             // [3] [0.0, -1.0, 0.0]
 * }</pre>
 */
public sealed interface Direction {

    /**
     * A direction in which every entry has a weight of its own.
     *
     * @param weights the weights {@code d}, in the variable's shape. Wrapped, not copied.
     * @return the direction
     */
    static Direction of(Tensor weights) {
        return new OfAll(Objects.requireNonNull(weights, "weights"));
    }

    /**
     * A direction in which one entry moves and all others stand still.
     *
     * @param entry the entry's place in row-major order
     * @param weight how far it moves over a step of 1
     * @param shape the variable's shape. Copied.
     * @return the direction
     * @throws IllegalArgumentException if there is no such entry
     */
    static Direction ofEntry(int entry, double weight, int... shape) {
        return new OfOne(entry, weight, shape.clone());
    }

    /** {@return the variable's shape} */
    int[] shape();

    /** {@return the number of the variable's entries, those that stand still included} */
    int size();

    /**
     * How far an entry moves.
     *
     * @param entry its place in row-major order
     * @return its weight {@code d_i}; zero where it stands still
     */
    double weight(int entry);

    /**
     * The weights of all entries.
     *
     * @return {@code d} in the variable's shape: the very tensor that this direction was made of, or a new one where one
     *     entry alone moves. Not to be modified.
     */
    Tensor tensor();

    /** {@return the size of all weights together, {@code sum |d_i|}} */
    double absoluteSum();

    /**
     * The same direction where entries are counted in other units.
     *
     * @param factor what the weight of an entry is to be multiplied by, by its place; asked for entries that move
     * @return a new direction with the weights {@code factor_i d_i}
     */
    Direction times(IntToDoubleFunction factor);

    /** Every entry with a weight of its own. */
    final class OfAll implements Direction {

        private final Tensor weights;

        private OfAll(Tensor weights) {
            this.weights = weights;
        }

        @Override
        public int[] shape() {
            return weights.shape();
        }

        @Override
        public int size() {
            return weights.size();
        }

        @Override
        public double weight(int entry) {
            return weights.values()[entry];
        }

        @Override
        public Tensor tensor() {
            return weights;
        }

        @Override
        public double absoluteSum() {
            double sum = 0;
            for (double weight : weights.values()) {
                sum += Math.abs(weight);
            }
            return sum;
        }

        @Override
        public Direction times(IntToDoubleFunction factor) {
            Tensor products = weights.copy();
            double[] d = products.values();
            for (int i = 0; i < d.length; i++) {
                d[i] *= factor.applyAsDouble(i);
            }
            return new OfAll(products);
        }
    }

    /** One entry alone. */
    final class OfOne implements Direction {

        private final int entry;
        private final double weight;
        private final int[] shape;
        private final int size;

        private OfOne(int entry, double weight, int[] shape) {
            this.entry = entry;
            this.weight = weight;
            this.shape = shape;
            this.size = Tensor.sizeOf(shape);
            if (entry < 0 || entry >= size) {
                throw new IllegalArgumentException("entry: found " + entry + ", wanted one of the " + size
                        + " entries of shape " + Arrays.toString(shape));
            }
        }

        /** {@return the place of the entry that moves, in row-major order} */
        public int entry() {
            return entry;
        }

        @Override
        public int[] shape() {
            return shape.clone();
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public double weight(int place) {
            return place == entry ? weight : 0;
        }

        @Override
        public Tensor tensor() {
            Tensor weights = Tensor.zeros(shape);
            weights.values()[entry] = weight;
            return weights;
        }

        @Override
        public double absoluteSum() {
            return Math.abs(weight);
        }

        @Override
        public Direction times(IntToDoubleFunction factor) {
            return new OfOne(entry, weight * factor.applyAsDouble(entry), shape);
        }
    }
}
