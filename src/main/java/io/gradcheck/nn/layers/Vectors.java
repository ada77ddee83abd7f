package io.gradcheck.nn.layers;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic of vectors, entry by entry; each result is a new array. */
final class Vectors {

    private Vectors() {}

    static double[] map(double[] a, DoubleUnaryOperator g) {
        return Arrays.stream(a).map(g).toArray();
    }

    static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        add(b, sum);
        return sum;
    }

    /** Adds in place. */
    static void add(double[] amount, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += amount[i];
        }
    }

    /** The product of all, entry by entry. */
    static double[] times(double[] a, double[]... others) {
        double[] product = a.clone();
        for (double[] other : others) {
            for (int i = 0; i < product.length; i++) {
                product[i] *= other[i];
            }
        }
        return product;
    }

    static double mean(double[] a) {
        return Arrays.stream(a).sum() / a.length;
    }

    /** Block {@code k} of blocks of this width. */
    static double[] block(double[] a, int k, int width) {
        return Arrays.copyOfRange(a, k * width, (k + 1) * width);
    }

    /** The blocks one after the other. */
    static double[] join(double[]... blocks) {
        return Arrays.stream(blocks).flatMapToDouble(Arrays::stream).toArray();
    }
}
