package wild;

import org.apache.commons.math3.dfp.Dfp;

/** Distributions of the statistics of Kolmogorov and Smirnov for ten observations, in 60 digits. */
final class Kolmogorov {

    private static final int N = 10;

    private Kolmogorov() {}

    /** Of the one-sided one: Z. W. Birnbaum and F. H. Tingey, Annals of Mathematical Statistics 22, 1951. */
    static Dfp oneSided(Dfp x) {
        Dfp sum = Evidence.dfp(0);
        Dfp choose = Evidence.dfp(1);
        for (int j = 0; j <= N; j++) {
            Dfp share = Evidence.dfp(j).divide(N);
            Dfp rest = Evidence.dfp(1).subtract(x).subtract(share);
            if (rest.lessThan(Evidence.dfp(0))) {
                break;
            }
            sum = sum.add(choose.multiply(rest.pow(N - j)).multiply(power(x.add(share), j - 1)));
            choose = choose.multiply(N - j).divide(j + 1);
        }
        return Evidence.dfp(1).subtract(x.multiply(sum));
    }

    /** Of the two-sided one: G. Marsaglia, W. W. Tsang and J. Wang, Journal of Statistical Software 8, 2003. */
    static Dfp twoSided(Dfp x) {
        int k = (int) Math.ceil(N * x.toDouble());
        int m = 2 * k - 1;
        Dfp h = Evidence.dfp(k).subtract(x.multiply(N));
        Dfp[][] matrix = new Dfp[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                Dfp entry = Evidence.dfp(i - j + 1 < 0 ? 0 : 1);
                entry = j == 0 ? entry.subtract(h.pow(i + 1)) : entry;
                entry = i == m - 1 ? entry.subtract(h.pow(m - j)) : entry;
                boolean corner = i == m - 1 && j == 0 && h.toDouble() > 0.5;
                entry = corner
                        ? entry.add(h.multiply(2).subtract(Evidence.dfp(1)).pow(m))
                        : entry;
                for (int g = 2; g <= i - j + 1; g++) {
                    entry = entry.divide(g);
                }
                matrix[i][j] = entry;
            }
        }
        Dfp[] row = new Dfp[m];
        for (int j = 0; j < m; j++) {
            row[j] = Evidence.dfp(j == k - 1 ? 1 : 0);
        }
        for (int n = 1; n <= N; n++) {
            row = times(row, matrix);
            for (int j = 0; j < m; j++) {
                row[j] = row[j].multiply(n).divide(N);
            }
        }
        return row[k - 1];
    }

    private static Dfp[] times(Dfp[] row, Dfp[][] matrix) {
        Dfp[] product = new Dfp[row.length];
        for (int j = 0; j < row.length; j++) {
            product[j] = Evidence.dfp(0);
            for (int i = 0; i < row.length; i++) {
                product[j] = product[j].add(row[i].multiply(matrix[i][j]));
            }
        }
        return product;
    }

    private static Dfp power(Dfp x, int exponent) {
        return exponent < 0 ? Evidence.dfp(1).divide(x.pow(-exponent)) : x.pow(exponent);
    }
}
