package io.gradcheck.check.kinds;

import java.util.SplittableRandom;

/** Where a function is looked at: the same place for every seed, or a random one. */
@FunctionalInterface
public interface Places {

    double[] draw(SplittableRandom random);

    /** Always exactly there. */
    static Places at(double... x) {
        return random -> x.clone();
    }

    /** Each coordinate moved by up to a tenth of itself; zeros stay. */
    static Places about(double... x) {
        return random -> {
            double[] moved = x.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] *= 1 + 0.1 * (2 * random.nextDouble() - 1);
            }
            return moved;
        };
    }

    /** Some coordinates, uniform between two bounds. */
    static Places between(int count, double low, double high) {
        return random -> random.doubles(count, low, high).toArray();
    }

    /** These coordinates first, then those of other places. */
    default Places after(double... first) {
        return random -> {
            double[] rest = draw(random);
            double[] all = new double[first.length + rest.length];
            System.arraycopy(first, 0, all, 0, first.length);
            System.arraycopy(rest, 0, all, first.length, rest.length);
            return all;
        };
    }
}
