package io.gradcheck.numeric;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The noise of a computed function: how far its values scatter around a smooth function.
 *
 * <p>Estimated from a difference table. Differences of order {@code k} of a smooth function on a fine grid vanish,
 * those of independent noise of standard deviation {@code sigma} do not, so that
 *
 * <pre>sigma_k = sqrt( (k!)^2 / (2k)! * mean (Delta^k phi)^2 ),   k = 4, 5, 6</pre>
 *
 * <p>Source: J. J. Moré and S. M. Wild, "Estimating Computational Noise", SIAM J. Sci. Comput. 33 (2011), after R. W.
 * Hamming's difference table.
 *
 * @param level the largest of the three estimates, at least the rounding of one value
 */
public record Noise(double level) {

    // One-sided, since a kink at zero would look like noise. Slightly uneven, since an even grid can meet the rounding
    // of
    // the argument in step and see no noise at all.
    private static final double[] RIGHT = {0, 1.03, 1.98, 3.04, 3.97, 5.02, 5.99, 7.04, 7.97};
    private static final double[] LEFT = {0, -1.03, -1.98, -3.04, -3.97, -5.02, -5.99, -7.04, -7.97};

    private static final double SPACING_GROWTH = 100;
    private static final double LAST_SPACING = 2e-2;
    private static final int BISECTIONS = 48;
    private static final int COARSE = 2;
    private static final int LOWEST_ORDER = 4;

    // Differences of order 4 of a smooth function fall by the fourth power of 64, noise that adds up as a random walk
    // does by its
    // root.
    private static final double CLOSER = 64;
    private static final double ROUGH = 16;
    private static final int HIGHEST_ORDER = 6;

    /**
     * Estimates the noise of {@code phi} beside zero, up to a distance of 0.16.
     *
     * @param phi the function
     * @param atZero its value at zero
     * @param arithmetic the format in which it computes
     * @return the noise
     */
    public static Noise estimate(DoubleUnaryOperator phi, double atZero, FloatFormat arithmetic) {
        return estimate(phi, atZero, arithmetic, 0);
    }

    /**
     * Estimates the noise of {@code phi} beside zero.
     *
     * <p>The spacing grows from rounding level by 100 until at least half of the neighbouring samples differ, so that a
     * function with coarse values is seen as coarse. A function that is constant at first and moves only further away may
     * as well be smooth and have left a flat region; so noise found at a grown spacing is never more than the smallest
     * change that the function makes. Where one side of zero has no finite values, or none that differ, the other is sampled; where both have
     * none, the level is the rounding of {@code atZero}.
     *
     * @param phi the function
     * @param atZero its value at zero
     * @param arithmetic the format in which it computes
     * @param reach the largest argument at which the function will be looked at: values that are coarse over all of that
     *     must not be taken for constant
     * @return the noise
     */
    public static Noise estimate(DoubleUnaryOperator phi, double atZero, FloatFormat arithmetic, double reach) {
        double last = Math.max(LAST_SPACING, reach / (RIGHT.length - 1));
        double floor = Math.ulp(atZero);
        double[] sample = new double[RIGHT.length];
        double[] grid = RIGHT;
        double spacing = arithmetic.firstSpacing();
        while (true) {
            if (!sample(phi, atZero, grid, spacing, sample)) {
                if (grid == LEFT) {
                    return new Noise(floor);
                }
                grid = LEFT;
                continue;
            }
            int changes = changes(sample);
            if (2 * changes >= sample.length - 1 || spacing >= last) {
                double level = level(sample, grid);
                if (changes > 0 && spacing > arithmetic.firstSpacing()) {
                    level = Math.min(level, largestStep(phi, sample, grid, spacing, 4 * floor));
                }
                return new Noise(Math.max(floor, level));
            }
            if (changes == 0 && spacing == arithmetic.firstSpacing() && isConstant(phi, atZero, grid, last)) {
                // What rounds to zero on one side may move in stairs on the other.
                if (grid == LEFT || isConstant(phi, atZero, LEFT, last)) {
                    return new Noise(floor);
                }
                grid = LEFT;
                continue;
            }
            spacing = Math.min(spacing * SPACING_GROWTH, last);
        }
    }

    /**
     * The noise at one spacing, where the function is rough there: where its differences do not fall as those of a smooth function do
     * when the spacing falls. A long sum that is added up term by term is such a function. Between two close arguments hardly one of
     * its roundings changes, between two distant ones all do.
     *
     * @param phi the function
     * @param atZero its value at zero
     * @param spacing the spacing
     * @return the noise at the spacing; 0 where the function is smooth there, or not finite
     */
    public static double rough(DoubleUnaryOperator phi, double atZero, double spacing) {
        double[] sample = new double[RIGHT.length];
        if (!sample(phi, atZero, RIGHT, spacing, sample)) {
            return 0;
        }
        double far = level(sample, RIGHT);
        if (!sample(phi, atZero, RIGHT, spacing / CLOSER, sample)) {
            return 0;
        }
        return level(sample, RIGHT) * ROUGH > far ? far : 0;
    }

    /**
     * The scatter of values at one spacing, far below that at which the function bends.
     *
     * @param phi the function
     * @param atZero its value at zero
     * @param spacing the spacing
     * @return the scatter as a standard deviation; 0 where all values are equal or one is not finite
     */
    public static double at(DoubleUnaryOperator phi, double atZero, double spacing) {
        double[] sample = new double[RIGHT.length];
        return sample(phi, atZero, RIGHT, spacing, sample) ? level(sample, RIGHT) : 0;
    }

    /**
     * How much of the way that values take at one spacing is scatter: far below a hundredth where the function is smooth over eight
     * of them, and about one half where it moves in a few stairs.
     *
     * @param phi the function
     * @param atZero its value at zero
     * @param spacing the spacing
     * @return the noise divided by the range of the values; 0 where all are equal or one is not finite
     */
    public static double share(DoubleUnaryOperator phi, double atZero, double spacing) {
        double[] sample = new double[RIGHT.length];
        if (!sample(phi, atZero, RIGHT, spacing, sample)) {
            return 0;
        }
        double range = Arrays.stream(sample).max().orElse(0)
                - Arrays.stream(sample).min().orElse(0);
        return range > 0 ? level(sample, RIGHT) / range : 0;
    }

    /** Whether all samples are the same as far as they go; nearer ones need not be looked at then. */
    private static boolean isConstant(DoubleUnaryOperator phi, double atZero, double[] grid, double spacing) {
        for (double t : grid) {
            if (t != 0 && phi.applyAsDouble(t * spacing) != atZero) {
                return false;
            }
        }
        return true;
    }

    /**
     * How far the function moves at once, found by bisection towards the larger of two changes. It is a whole step where
     * the values are coarse, also beneath a fine term, and shrinks with the bracket where they are not.
     */
    private static double largestStep(
            DoubleUnaryOperator phi, double[] sample, double[] grid, double spacing, double enough) {
        int largest = 1;
        for (int i = 2; i < sample.length; i++) {
            if (Math.abs(sample[i] - sample[i - 1]) > Math.abs(sample[largest] - sample[largest - 1])) {
                largest = i;
            }
        }
        double from = grid[largest - 1] * spacing;
        double to = grid[largest] * spacing;
        double atFrom = sample[largest - 1];
        double atTo = sample[largest];
        double change = Math.abs(atTo - atFrom);
        int flatLeft = 0;
        int flatRight = 0;
        // A kink is flat on one side, a step on both.
        for (int k = 0; k < BISECTIONS && Math.min(flatLeft, flatRight) < COARSE && change > enough; k++) {
            double middle = (from + to) / 2;
            double value = phi.applyAsDouble(middle);
            boolean right = Math.abs(value - atFrom) <= Math.abs(atTo - value);
            if (right) {
                from = middle;
                atFrom = value;
            } else {
                to = middle;
                atTo = value;
            }
            double half = Math.abs(atTo - atFrom);
            boolean flat = half == change;
            flatLeft = flat ? flatLeft + (right ? 1 : 0) : 0;
            flatRight = flat ? flatRight + (right ? 0 : 1) : 0;
            change = half;
        }
        return change;
    }

    private static boolean sample(
            DoubleUnaryOperator phi, double atZero, double[] grid, double spacing, double[] sample) {
        boolean finite = true;
        for (int i = 0; i < grid.length; i++) {
            sample[i] = grid[i] == 0 ? atZero : phi.applyAsDouble(grid[i] * spacing);
            finite &= Double.isFinite(sample[i]);
        }
        return finite;
    }

    private static int changes(double[] sample) {
        int changes = 0;
        for (int i = 1; i < sample.length; i++) {
            if (sample[i] != sample[i - 1]) {
                changes++;
            }
        }
        return changes;
    }

    private static double level(double[] sample, double[] grid) {
        double[] table = withoutTrend(sample, grid);
        int exponent = scaleToOne(table);
        double level = 0;
        double scale = 1; // (k!)^2 / (2k)!
        for (int order = 1; order <= HIGHEST_ORDER; order++) {
            int length = table.length - order;
            double squares = 0;
            for (int i = 0; i < length; i++) {
                table[i] = table[i + 1] - table[i];
                squares += table[i] * table[i];
            }
            scale *= order / (2.0 * (2 * order - 1));
            if (order >= LOWEST_ORDER) {
                level = Math.max(level, Math.sqrt(scale * squares / length));
            }
        }
        return Math.scalb(level, exponent);
    }

    /** Scales by a power of two, since squares of very large and very small values are not representable. */
    private static int scaleToOne(double[] table) {
        double largest = 0;
        for (double value : table) {
            largest = Math.max(largest, Math.abs(value));
        }
        int exponent = Math.getExponent(largest);
        for (int i = 0; i < table.length; i++) {
            table[i] = Math.scalb(table[i], -exponent);
        }
        return exponent;
    }

    /** Takes the least-squares line away: on an uneven grid, differences of order 4 would not remove it. */
    private static double[] withoutTrend(double[] sample, double[] grid) {
        FittedLine line = FittedLine.through(grid, sample);
        double[] rest = new double[grid.length];
        for (int i = 0; i < grid.length; i++) {
            rest[i] = line.residual(grid[i], sample[i]);
        }
        return rest;
    }
}
