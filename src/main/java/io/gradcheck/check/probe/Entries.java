package io.gradcheck.check.probe;

import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Some entries of a variable: all of them, or those that are probed alone.
 *
 * @param size the number of entries of the variable
 * @param whole whether all of them are chosen
 * @param entries the places of the chosen ones in row-major order; empty if all are
 */
public record Entries(int size, boolean whole, int[] entries) {

    private static final int[] NONE = {};

    private static final double SMALLEST_SCALE = 1e-2;
    private static final double LARGEST_SCALE = 1e2;

    public static Entries all(int size) {
        return new Entries(size, true, NONE);
    }

    public static Entries single(int size, int entry) {
        return new Entries(size, false, new int[] {entry});
    }

    public static Entries of(int size, int[] entries) {
        return new Entries(size, false, entries);
    }

    public static Entries none(int size) {
        return new Entries(size, false, NONE);
    }

    public int count() {
        return whole ? size : entries.length;
    }

    public int entry(int k) {
        return whole ? k : entries[k];
    }

    /** Whether any entry of this region satisfies a condition. */
    public boolean any(IntPredicate condition) {
        for (int k = 0; k < count(); k++) {
            if (condition.test(entry(k))) {
                return true;
            }
        }
        return false;
    }

    /** The entries of this region that satisfy a condition. */
    public Entries where(IntPredicate condition) {
        int n = 0;
        for (int k = 0; k < count(); k++) {
            n += condition.test(entry(k)) ? 1 : 0;
        }
        int[] chosen = n == 0 ? NONE : new int[n];
        for (int k = 0, next = 0; next < n; k++) {
            if (condition.test(entry(k))) {
                chosen[next++] = entry(k);
            }
        }
        return new Entries(size, false, chosen);
    }

    /** How many of these entries have a number below a limit, by size. */
    public int below(double limit, double[] values) {
        int below = 0;
        if (whole) {
            for (double value : values) {
                below += Math.abs(value) < limit ? 1 : 0;
            }
        } else {
            for (int i : entries) {
                below += Math.abs(values[i]) < limit ? 1 : 0;
            }
        }
        return below;
    }

    /**
     * A direction that was drawn.
     *
     * @param squares the squared size of its weights in the region, {@code sum d_i^2}: added up as they are drawn, since there
     *     can be many
     */
    public record Drawn(Direction direction, double squares) {}

    /**
     * A direction in which every entry of the region takes part: {@code abs(d_i)} uniform in [1/2, 1], sign at random.
     *
     * <p>So one wrong entry cannot hide, and two wrong entries cannot cancel exactly.
     */
    public Direction direction(SplittableRandom random, int[] shape) {
        return drawn(random, shape).direction;
    }

    /** The same with the size of its weights. */
    public Drawn drawn(SplittableRandom random, int[] shape) {
        if (count() == 1) {
            double weight = weight(random);
            return new Drawn(Direction.ofEntry(entry(0), weight, shape), weight * weight);
        }
        Tensor direction = Tensor.zeros(shape);
        double[] d = direction.values();
        double squares;
        if (whole) {
            squares = Sums.squares(d, (from, to) -> draw(random, d, from, to));
        } else {
            for (int i : entries) {
                d[i] = weight(random);
            }
            squares = dot(d, d);
        }
        return new Drawn(Direction.of(direction), squares);
    }

    private static void draw(SplittableRandom random, double[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = weight(random);
        }
    }

    /**
     * A direction along which a gradient grows in every entry, so that its terms add up instead of cancelling.
     *
     * @param g the gradient; entries that are zero get a random sign
     */
    public Direction direction(SplittableRandom random, Tensor g) {
        Direction direction = direction(random, g.shape());
        return direction.times(i -> g.values()[i] * direction.weight(i) < 0 ? -1 : 1);
    }

    public static double weight(SplittableRandom random) {
        double r = 2 * random.nextDouble() - 1;
        return 0.5 * r + Math.copySign(0.5, r);
    }

    /** Root mean square of the entries, kept within [1e-2, 1e2]; 1 where all are zero. */
    public double scale(Tensor x) {
        return scale(x.values(), largest(x.values()));
    }

    /** The same where their largest absolute value is known. */
    double scale(double[] values, double largest) {
        if (largest == 0) {
            return 1;
        }
        double squares = 0;
        if (whole) {
            squares = Sums.squares(values, largest);
        } else {
            for (int i : entries) {
                double relative = values[i] / largest;
                squares += relative * relative;
            }
        }
        return Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, largest * Math.sqrt(squares / count())));
    }

    /** The largest absolute value among these entries; 0 if there are none, NaN if one of them is. */
    public double largest(double[] values) {
        if (whole) {
            return Sums.largest(values);
        }
        double largest = 0;
        for (int k = 0; k < count(); k++) {
            largest = Sums.larger(Math.abs(values[entry(k)]), largest);
        }
        return largest;
    }

    /**
     * The first step of an estimate: the whole region moves by a tenth of its scale.
     *
     * @param scale that of the region
     */
    double firstStep(double scale, Drawn drawn, FloatFormat arithmetic) {
        return arithmetic.firstStep(count()) * scale / Math.sqrt(drawn.squares);
    }

    /** A direction of this region with the size of its weights. */
    Drawn measured(Direction direction) {
        double squares = count() == 1
                ? direction.weight(entry(0)) * direction.weight(entry(0))
                : dot(direction.tensor().values(), direction.tensor().values());
        return new Drawn(direction, squares);
    }

    /** {@code sum a_i d_i} over the region. */
    public double dot(double[] a, Direction d) {
        // Plus zero, as a sum begins: a product that is negative zero is zero then.
        return count() == 1
                ? 0 + a[entry(0)] * d.weight(entry(0))
                : dot(a, d.tensor().values());
    }

    private double dot(double[] a, double[] b) {
        if (whole) {
            return Sums.dot(a, b);
        }
        double sum = 0;
        for (int i : entries) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code sum |a_i d_i|} over the region. */
    public double absoluteDot(double[] a, Direction d) {
        return products(a, d).absolute();
    }

    /** Both in one pass. */
    Sums.Products products(double[] a, Direction d) {
        if (count() == 1) {
            double product = a[entry(0)] * d.weight(entry(0));
            return new Sums.Products(0 + product, Math.abs(product));
        }
        double[] b = d.tensor().values();
        if (whole) {
            return Sums.products(a, b);
        }
        double sum = 0;
        double absolute = 0;
        for (int i : entries) {
            double product = a[i] * b[i];
            sum += product;
            absolute += Math.abs(product);
        }
        return new Sums.Products(sum, absolute);
    }
}
