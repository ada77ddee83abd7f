package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.cli.Main;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products by a native BLAS, and by Java where there is none, each in a JVM of its own. */
class NativeProductTest {

    private static final long SEED = 7;
    private static final double ROUNDING = 0x1p-53;

    private static final int[][] SIZES = {
        {1, 1, 1},
        {1, 7, 1},
        {3, 1, 5},
        {5, 3, 1},
        {1, 19, 23},
        {2, 2, 2},
        {7, 33, 129},
        {1, 513, 511},
        {64, 65, 63},
        {8, 256, 256},
        {8, 784, 100},
        {8, 1000, 103},
        {9, 103, 1000},
        {301, 7, 1000},
        {16, 4000, 33}
    };

    private interface Entry {
        int at(int outer, int inner);
    }

    private static String version(ProductJvm jvm) {
        return jvm.run(Main.class, "--version").lines().skip(1).reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void its_entries_are_right_within_rounding() {
        Path library = OpenBlas.orSkip();

        assertThat(ProductJvm.unset().library(library).run(EntriesWithinRounding.class))
                .isEqualTo("all within rounding, seed " + SEED + "\n");
    }

    /** Runs where the native library is. */
    static final class EntriesWithinRounding {
        public static void main(String[] none) throws ReflectiveOperationException {
            MatrixProduct product = NativeProduct.load();
            for (int[] size : SIZES) {
                within(product, size[0], size[1], size[2]);
                notFinite(product, size[0], size[1], size[2]);
            }
            System.out.println("all within rounding, seed " + SEED);
        }
    }

    private static void within(MatrixProduct product, int m, int k, int n) {
        Random random = new Random(SEED);
        double[] left = random.doubles((long) m * k, -1, 1).toArray();
        double[] right = random.doubles((long) k * n, -1, 1).toArray();
        double[] c = new double[m * n];

        Arrays.fill(c, Double.NaN); // what was there has no part in it
        product.timesTransposed(left, right, c, m, k, n);
        within(c, left, (i, p) -> i * k + p, right, (p, j) -> j * k + p, m, k, n);
        Arrays.fill(c, Double.NaN);
        product.times(left, right, c, m, k, n);
        within(c, left, (i, p) -> i * k + p, right, (p, j) -> p * n + j, m, k, n);
        Arrays.fill(c, Double.NaN);
        product.transposedTimes(left, right, c, m, k, n);
        within(c, left, (i, p) -> p * m + i, right, (p, j) -> p * n + j, m, k, n);
    }

    /** By the bound of a sum in any order: k u / (1 - k u) times the sum of the absolute values. */
    private static void within(double[] c, double[] a, Entry left, double[] b, Entry right, int m, int k, int n) {
        double gamma = k * ROUNDING / (1 - k * ROUNDING);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double rest = 0; // what the sum has lost
                double absolute = 0;
                for (int p = 0; p < k; p++) {
                    double x = a[left.at(i, p)];
                    double y = b[right.at(p, j)];
                    double term = x * y;
                    double next = sum + term;
                    double part = next - sum;
                    rest += (sum - (next - part)) + (term - part) + Math.fma(x, y, -term);
                    absolute += Math.abs(term);
                    sum = next;
                }
                double error = Math.abs((c[i * n + j] - sum) - rest);
                assertThat(error)
                        .as("error of entry %d, %d of %d x %d x %d", i, j, m, k, n)
                        .isLessThanOrEqualTo(gamma * absolute);
            }
        }
    }

    /** One infinite entry, one NaN and zeros to meet them, wherever they are. */
    private static void notFinite(MatrixProduct product, int m, int k, int n) {
        Random random = new Random(SEED);
        double[] left = random.doubles((long) m * k, -1, 1).toArray();
        double[] right = random.doubles((long) k * n, -1, 1).toArray();
        left[random.nextInt(left.length)] = Double.NEGATIVE_INFINITY;
        right[random.nextInt(right.length)] = Double.NaN;
        right[random.nextInt(right.length)] = 0;
        double[] found = new double[m * n];
        double[] wanted = new double[m * n];
        MatrixProduct java = new JavaProduct();

        product.timesTransposed(left, right, found, m, k, n);
        java.timesTransposed(left, right, wanted, m, k, n);
        assertThat(kinds(found)).as("A B' of %d x %d x %d", m, k, n).isEqualTo(kinds(wanted));
        product.times(left, right, found, m, k, n);
        java.times(left, right, wanted, m, k, n);
        assertThat(kinds(found)).as("A B of %d x %d x %d", m, k, n).isEqualTo(kinds(wanted));
        product.transposedTimes(left, right, found, m, k, n);
        java.transposedTimes(left, right, wanted, m, k, n);
        assertThat(kinds(found)).as("A' B of %d x %d x %d", m, k, n).isEqualTo(kinds(wanted));
    }

    private static double[] kinds(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isFinite(value) ? 0 : value)
                .toArray();
    }

    @Test
    void large_products_and_their_factors_are_the_same_native_ones() {
        Path library = OpenBlas.orSkip();

        assertThat(ProductJvm.withProducts("native").library(library).run(StandardProducts.class))
                .isEqualTo("native, " + library + "\n");
    }

    /** Prints what the standard product takes for large ones, once all are as they must be. */
    static final class StandardProducts {
        public static void main(String[] none) throws ReflectiveOperationException {
            assertThat(Products.nativeInUse()).as("before any is needed").isEmpty();
            same(new JavaProduct(), 8, 100, 100);
            same(new JavaProduct(), 63, 64, 64);
            assertThat(Products.nativeInUse()).as("after small ones").isEmpty();
            same(NativeProduct.load(), 64, 64, 64);
            same(NativeProduct.load(), 8, 784, 100);
            same(NativeProduct.load(), 1, 513, 515);
            System.out.println(Products.nativeInUse().orElse("none"));
        }
    }

    private static void same(MatrixProduct wanted, int m, int k, int n) {
        Random random = new Random(SEED);
        double[] a = random.doubles((long) m * k, -1, 1).toArray();
        double[] b = random.doubles((long) k * n, -1, 1).toArray();
        double[] found = new double[m * n];
        double[] expected = new double[m * n];
        MatrixProduct standard = MatrixProduct.standard();

        wanted.timesTransposed(a, b, expected, m, k, n);
        standard.timesTransposed(a, b, found, m, k, n);
        assertThat(found).containsExactly(expected);
        MatrixProduct.Factor factor = standard.factor(b, k, n);
        for (int use = 0; use < 2; use++) {
            Arrays.fill(found, Double.NaN);
            factor.timesTransposed(a, found, m);
            assertThat(found).as("by its factor").containsExactly(expected);
        }
        wanted.times(a, b, expected, m, k, n);
        standard.times(a, b, found, m, k, n);
        assertThat(found).containsExactly(expected);
        wanted.transposedTimes(a, b, expected, m, k, n);
        standard.transposedTimes(a, b, found, m, k, n);
        assertThat(found).containsExactly(expected);
    }

    @Test
    void the_version_tells_what_was_taken() {
        Path library = OpenBlas.orSkip();

        assertThat(version(ProductJvm.unset().library(library)))
                .as("one of the two, whichever is faster here")
                .matches("matrix products: (native, " + library + ", \\d+\\.\\d times as fast here|Java, as " + library
                        + " is only \\d+\\.\\d times as fast here)\n");
        assertThat(version(ProductJvm.withProducts("native").library(library)))
                .isEqualTo("matrix products: native, " + library + "\n");
        assertThat(version(ProductJvm.withProducts("java").library(library)))
                .isEqualTo("matrix products: Java, as gradcheck.products says\n");
    }

    /** Prints the numbers of a large product, and nothing else. */
    static final class OneLargeProduct {
        public static void main(String[] none) {
            int units = 128;
            double[] a = new Random(SEED).doubles((long) units * units, -1, 1).toArray();
            double[] c = new double[units * units];
            MatrixProduct.standard().times(a, a, c, units, units, units);
            System.out.println(Arrays.hashCode(c));
        }
    }

    private static String ofJava() {
        return ProductJvm.withProducts("java").run(OneLargeProduct.class);
    }

    @Test
    void without_the_library_products_are_those_of_java_and_nothing_is_said() {
        assertThat(version(ProductJvm.unset().without("blas-"))).isEqualTo("matrix products: Java\n");
        assertThat(ProductJvm.unset().without("blas-").run(OneLargeProduct.class))
                .isEqualTo(ofJava());
        assertThat(version(ProductJvm.unset().without("arpack_combined_all-")))
                .as("without what it depends on")
                .startsWith("matrix products: Java");
    }

    @Test
    void with_a_native_library_that_does_not_load_as_well() {
        Path nowhere = Path.of("/nowhere/libblas.so.3");

        assertThat(version(ProductJvm.unset().library(nowhere)))
                .isEqualTo("matrix products: Java, as " + nowhere + " cannot be loaded\n");
        assertThat(ProductJvm.unset().library(nowhere).run(OneLargeProduct.class))
                .isEqualTo(ofJava());
    }

    @Test
    void on_a_platform_that_the_library_does_not_know_as_well() {
        for (String assertions : new String[] {"-ea", "-da"}) { // the library asserts that it knows the platform
            assertThat(version(ProductJvm.unset().option(assertions).option("-Dos.arch=unknown")))
                    .as(assertions)
                    .isEqualTo("matrix products: Java, as libblas.so.3 cannot be loaded\n");
        }
    }

    /** Prints how a large product fails. */
    static final class FailingProduct {
        public static void main(String[] none) {
            for (int time = 0; time < 2; time++) {
                try {
                    OneLargeProduct.main(none);
                } catch (IllegalStateException refused) {
                    System.out.println(refused.getMessage());
                }
            }
        }
    }

    @Test
    void native_fails_where_there_is_none_each_time() {
        assertThat(ProductJvm.withProducts("native").without("blas-").run(FailingProduct.class))
                .containsPattern("^system property gradcheck.products: found \"native\" and java.lang.\\w+: "
                        + "dev.ludovic.netlib.blas.\\w+, wanted native products; have dev.ludovic.netlib:blas, .*\n"
                        + "system property gradcheck.products: .*\n$");
        assertThat(ProductJvm.withProducts("native")
                        .library(Path.of("/nowhere/libblas.so.3"))
                        .run(FailingProduct.class))
                .containsPattern(
                        "^system property gradcheck.products: found \"native\" and java.lang.UnsatisfiedLinkError: "
                                + ".*such as OpenBLAS as /nowhere/libblas.so.3 .*\nsystem property gradcheck.products: .*\n$");
        assertThat(version(ProductJvm.withProducts("blas")))
                .isEqualTo("matrix products: system property gradcheck.products: found \"blas\", wanted \"java\" or"
                        + " \"native\"; without it, the faster products are taken\n");
    }
}
