package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Vectors rotated by quaternions {@code (w, x, y, z)}, which are normalised first. */
final class QuaternionRotation extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the normalisation is left out", "quaternions"),
                new Mistake("the gradient of vectors is rotated onward instead of back", "vectors"),
                new Mistake("a cross product has its factors exchanged", "quaternions"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "quaternions", new Variable(Values.unitNorm(), s.batch(), 4),
                "vectors", new Variable(Values.any(), s.batch(), 3));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("quaternions", "vectors");
    }

    private static double[] row(Tensor tensor, int n) {
        return tensor.rows(n, n + 1).values().clone();
    }

    private static double product(double[] a, double[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        return product;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] normalised(double[] q) {
        double length = Math.sqrt(product(q, q));
        return new double[] {q[0] / length, q[1] / length, q[2] / length, q[3] / length};
    }

    /** {@code v + 2 w (u x v) + 2 u x (u x v)}. */
    private static double[] rotated(double w, double[] u, double[] v) {
        double[] once = cross(u, v);
        double[] twice = cross(u, once);
        double[] rotated = v.clone();
        for (int i = 0; i < 3; i++) {
            rotated[i] += 2 * (w * once[i] + twice[i]);
        }
        return rotated;
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor rotated = Tensor.zeros(in.get("vectors").shape());
        for (int n = 0; n < rotated.length(0); n++) {
            double[] q = normalised(row(in.get("quaternions"), n));
            double[] one = rotated(q[0], new double[] {q[1], q[2], q[3]}, row(in.get("vectors"), n));
            System.arraycopy(one, 0, rotated.values(), 3 * n, 3);
        }
        return Map.of("rotated", rotated);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "quaternions", "vectors");
        for (int n = 0; n < in.get("vectors").length(0); n++) {
            double[] raw = row(in.get("quaternions"), n);
            double length = Math.sqrt(product(raw, raw));
            double[] q = normalised(raw);
            double[] u = {q[1], q[2], q[3]};
            double[] v = row(in.get("vectors"), n);
            double[] upstream = row(d.get("rotated"), n);
            double[] byVector = rotated(mistake == 2 ? q[0] : -q[0], u, upstream);
            System.arraycopy(byVector, 0, gradients.get("vectors").values(), 3 * n, 3);

            double[] across = mistake == 3 ? cross(upstream, v) : cross(v, upstream);
            double[] byUnit = new double[4];
            byUnit[0] = 2 * product(cross(u, v), upstream);
            for (int i = 0; i < 3; i++) {
                double twice =
                        upstream[i] * product(u, v) + v[i] * product(u, upstream) - 2 * u[i] * product(v, upstream);
                byUnit[i + 1] = 2 * (q[0] * across[i] + twice);
            }
            double along = mistake == 1 ? 0 : product(byUnit, q);
            for (int i = 0; i < 4; i++) {
                gradients.get("quaternions").set((byUnit[i] - along * q[i]) / length, n, i);
            }
        }
        return gradients;
    }
}
