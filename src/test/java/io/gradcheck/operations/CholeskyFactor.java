package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** The lower Cholesky factor of a symmetric matrix, of which the lower triangle is read. */
final class CholeskyFactor extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("entries beside the diagonal have half their gradient", "matrix"),
                new Mistake("the diagonal is not halved on the way", "matrix"),
                new Mistake("the inner product is mirrored as a whole, not by its lower half", "matrix"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int n = s.between("n", 1, 4);
        return ordered("matrix", new Variable(Values.positiveDefinite(), n, n));
    }

    static double[][] factor(Tensor matrix) {
        int n = matrix.length(0);
        double[][] factor = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix.get(i, j);
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
        return factor;
    }

    /** The inverse of a lower triangular matrix. */
    static double[][] inverse(double[][] lower) {
        int n = lower.length;
        double[][] inverse = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double rest = i == j ? 1 : 0;
                for (int k = j; k < i; k++) {
                    rest -= lower[i][k] * inverse[k][j];
                }
                inverse[i][j] = rest / lower[i][i];
            }
        }
        return inverse;
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        return Map.of("factor", Tensor.ofRows(factor(in.get("matrix"))));
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "matrix");
        double[][] factor = factor(in.get("matrix"));
        double[][] inverse = inverse(factor);
        int n = factor.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = j; k < n; k++) { // above the diagonal the factor is zero whatever the matrix
                    product[i][j] += factor[k][i] * d.get("factor").get(k, j);
                }
            }
        }
        double[][] inner = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double above = mistake == 3 ? product[j][i] : 0;
                inner[i][j] = i == j ? product[i][i] * (mistake == 2 ? 1 : 0.5) : (product[i][j] + above) / 2;
                inner[j][i] = inner[i][j];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    for (int l = 0; l < n; l++) {
                        sum += inverse[k][i] * inner[k][l] * inverse[l][j];
                    }
                }
                gradients.get("matrix").set(i == j || mistake == 1 ? sum : 2 * sum, i, j);
            }
        }
        return gradients;
    }
}
