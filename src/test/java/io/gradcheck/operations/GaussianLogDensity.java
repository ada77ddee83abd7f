package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Logarithm of a normal density of several dimensions, by the Cholesky factor of its covariance. */
final class GaussianLogDensity extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("entries beside the diagonal have half their gradient", "covariance"),
                new Mistake("of a batch the determinant counts once", "covariance"),
                new Mistake("the mean moves with the points", "mean"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int n = s.between("n", 1, 4);
        return ordered(
                "points", new Variable(Values.any(), s.batch(), n),
                "mean", new Variable(Values.any(), n),
                "covariance", new Variable(Values.positiveDefinite(), n, n));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("points");
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor points = in.get("points");
        double[][] factor = CholeskyFactor.factor(in.get("covariance"));
        Tensor density = Tensor.zeros(points.length(0));
        for (int e = 0; e < density.size(); e++) {
            double[] white = new double[factor.length];
            double log = 0;
            for (int i = 0; i < white.length; i++) {
                double rest = points.get(e, i) - in.get("mean").get(i);
                for (int k = 0; k < i; k++) {
                    rest -= factor[i][k] * white[k];
                }
                white[i] = rest / factor[i][i];
                log -= 0.5 * white[i] * white[i] + Math.log(factor[i][i]) + 0.5 * Math.log(2 * Math.PI);
            }
            density.set(log, e);
        }
        return Map.of("density", density);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "points", "mean", "covariance");
        double[][] inverse = CholeskyFactor.inverse(CholeskyFactor.factor(in.get("covariance")));
        int n = inverse.length;
        for (int e = 0; e < d.get("density").size(); e++) {
            double upstream = d.get("density").get(e);
            double[] white = new double[n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k <= i; k++) {
                    white[i] += inverse[i][k]
                            * (in.get("points").get(e, k) - in.get("mean").get(k));
                }
            }
            double[] solved = new double[n];
            for (int i = 0; i < n; i++) {
                for (int k = i; k < n; k++) {
                    solved[i] += inverse[k][i] * white[k];
                }
                gradients.get("points").set(-upstream * solved[i], e, i);
                gradients.get("mean").add((mistake == 3 ? -1 : 1) * upstream * solved[i], i);
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double precision = 0;
                    for (int k = i; k < n && !(mistake == 2 && e > 0); k++) {
                        precision += inverse[k][i] * inverse[k][j];
                    }
                    double half = 0.5 * upstream * (solved[i] * solved[j] - precision);
                    gradients.get("covariance").add(i == j || mistake == 1 ? half : 2 * half, i, j);
                }
            }
        }
        return gradients;
    }
}
