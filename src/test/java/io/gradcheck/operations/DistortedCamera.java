package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Pixels of points before a camera, with radial and tangential distortion. */
final class DistortedCamera extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the cross terms of the tangential distortion are missing", "points", "depth"),
                new Mistake("the radial factor is held constant", "points", "depth"),
                new Mistake("by the depth the vertical pixel is left out", "depth"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        return ordered(
                "points", new Variable(Values.any(), s.batch(), 2),
                "depth", new Variable(Values.positive(), s.batch()),
                "intrinsics", new Variable(Values.any(), 4),
                "distortion", new Variable(Values.any(), 4));
    }

    @Override
    List<String> parameters() {
        return List.of("intrinsics", "distortion");
    }

    @Override
    List<String> batchedInputs() {
        return List.of("points", "depth");
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor pixels = Tensor.zeros(in.get("points").shape());
        double[] f = in.get("intrinsics").values();
        double[] k = in.get("distortion").values();
        for (int n = 0; n < pixels.length(0); n++) {
            double x = in.get("points").get(n, 0) / in.get("depth").get(n);
            double y = in.get("points").get(n, 1) / in.get("depth").get(n);
            double r2 = x * x + y * y;
            double radial = 1 + k[0] * r2 + k[1] * r2 * r2;
            double u = x * radial + 2 * k[2] * x * y + k[3] * (r2 + 2 * x * x);
            double v = y * radial + k[2] * (r2 + 2 * y * y) + 2 * k[3] * x * y;
            pixels.set(f[0] * u + f[2], n, 0);
            pixels.set(f[1] * v + f[3], n, 1);
        }
        return Map.of("pixels", pixels);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "points", "depth", "intrinsics", "distortion");
        double[] f = in.get("intrinsics").values();
        double[] k = in.get("distortion").values();
        Tensor byIntrinsics = gradients.get("intrinsics");
        Tensor byDistortion = gradients.get("distortion");
        for (int n = 0; n < in.get("depth").size(); n++) {
            double depth = in.get("depth").get(n);
            double x = in.get("points").get(n, 0) / depth;
            double y = in.get("points").get(n, 1) / depth;
            double r2 = x * x + y * y;
            double radial = 1 + k[0] * r2 + k[1] * r2 * r2;
            double u = x * radial + 2 * k[2] * x * y + k[3] * (r2 + 2 * x * x);
            double v = y * radial + k[2] * (r2 + 2 * y * y) + 2 * k[3] * x * y;
            double across = d.get("pixels").get(n, 0);
            double down = d.get("pixels").get(n, 1);
            byIntrinsics.add(across * u, 0);
            byIntrinsics.add(down * v, 1);
            byIntrinsics.add(across, 2);
            byIntrinsics.add(down, 3);
            double byU = across * f[0];
            double byV = down * f[1];
            byDistortion.add((byU * x + byV * y) * r2, 0);
            byDistortion.add((byU * x + byV * y) * r2 * r2, 1);
            byDistortion.add(byU * 2 * x * y + byV * (r2 + 2 * y * y), 2);
            byDistortion.add(byU * (r2 + 2 * x * x) + byV * 2 * x * y, 3);

            double slope = mistake == 2 ? 0 : 2 * (k[0] + 2 * k[1] * r2);
            double cross = slope * x * y + (mistake == 1 ? 0 : 2 * k[2] * x + 2 * k[3] * y);
            double uByX = radial + slope * x * x + 2 * k[2] * y + 6 * k[3] * x;
            double vByY = radial + slope * y * y + 6 * k[2] * y + 2 * k[3] * x;
            double byX = byU * uByX + byV * cross;
            double byY = byU * cross + byV * vByY;
            gradients.get("points").set(byX / depth, n, 0);
            gradients.get("points").set(byY / depth, n, 1);
            gradients.get("depth").set(-(byX * x + (mistake == 3 ? 0 : byY * y)) / depth, n);
        }
        return gradients;
    }
}
