package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every product against the definition, bit by bit; the sizes lie on both sides of each limit of the kernel. */
class MatrixProductTest {

    private interface Entry {
        int at(int outer, int inner);
    }

    @ParameterizedTest(name = "{0} x {1} x {2}")
    @CsvSource({
        "1,1,1",
        "1,5,3",
        "4,6,5",
        "2,7,8",
        "2,8,8",
        "3,9,7",
        "5,8,19",
        "5,8,20",
        "1,30,30",
        "2,17,24",
        "8,8,40",
        "9,9,40",
        "40,3,40",
        "40,33,1",
        "3,20,383",
        "3,20,384",
        "3,20,385",
        "2,9,800",
        "20,1,25",
        "1,8,24",
        "1,19,400"
    })
    void agrees_with_the_definition(int m, int k, int n) {
        Random random = new Random(7);
        double[] mk = random.doubles((long) m * k, -1, 1).toArray();
        double[] km = random.doubles((long) m * k, -1, 1).toArray();
        double[] kn = random.doubles((long) k * n, -1, 1).toArray();
        double[] nk = random.doubles((long) k * n, -1, 1).toArray();
        double[] found = new double[m * n];
        MatrixProduct product = MatrixProduct.standard();

        product.timesTransposed(mk, nk, found, m, k, n);
        assertThat(found).as("A B'").containsExactly(wanted(mk, (i, p) -> i * k + p, nk, (p, j) -> j * k + p, m, k, n));
        product.times(mk, kn, found, m, k, n);
        assertThat(found).as("A B").containsExactly(wanted(mk, (i, p) -> i * k + p, kn, (p, j) -> p * n + j, m, k, n));
        product.transposedTimes(km, kn, found, m, k, n);
        assertThat(found).as("A' B").containsExactly(wanted(km, (i, p) -> p * m + i, kn, (p, j) -> p * n + j, m, k, n));
        product.timesTransposed(mk, nk, found, m, k, n);
        assertThat(found)
                .as("A B' with scratch memory in use")
                .containsExactly(wanted(mk, (i, p) -> i * k + p, nk, (p, j) -> j * k + p, m, k, n));
        MatrixProduct.Factor factor = product.factor(nk, k, n);
        for (int use = 0; use < 2; use++) {
            factor.timesTransposed(mk, found, m);
            assertThat(found)
                    .as("A B' with B laid out, use %d", use)
                    .containsExactly(wanted(mk, (i, p) -> i * k + p, nk, (p, j) -> j * k + p, m, k, n));
        }
    }

    @Test
    void an_infinite_factor_does_not_reach_the_next_product() {
        MatrixProduct product = MatrixProduct.standard();
        double[] infinite = new double[16 * 24];
        Arrays.fill(infinite, Double.POSITIVE_INFINITY);
        double[] ones = new double[16 * 24];
        Arrays.fill(ones, 1);
        double[] found = new double[2 * 24];
        product.times(ones, infinite, found, 2, 16, 24);
        assertThat(found).containsOnly(Double.POSITIVE_INFINITY);
        product.transposedTimes(ones, ones, found, 2, 3, 24); // three rows: the block of eight is padded
        assertThat(found).containsOnly(3);
    }

    @Test
    void an_infinite_factor_stays_infinite_past_a_padded_block() {
        double[] infinite = new double[9 * 24];
        Arrays.fill(infinite, Double.POSITIVE_INFINITY);
        double[] ones = new double[9 * 24];
        Arrays.fill(ones, 1);
        double[] found = new double[2 * 24];
        MatrixProduct.standard().times(ones, infinite, found, 2, 9, 24); // 0 times infinity would be NaN
        assertThat(found).containsOnly(Double.POSITIVE_INFINITY);
        MatrixProduct.standard().timesTransposed(ones, infinite, found, 2, 9, 24);
        assertThat(found).containsOnly(Double.POSITIVE_INFINITY);
    }

    private static double[] wanted(double[] a, Entry left, double[] b, Entry right, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    c[i * n + j] = Math.fma(a[left.at(i, p)], b[right.at(p, j)], c[i * n + j]);
                }
            }
        }
        return c;
    }
}
