package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Rotations, kernels and symmetric matrices. */
final class GeometryMistakes {

    private static final String GROUP = "L";

    private GeometryMistakes() {}

    static List<PublicMistake> all() {
        return List.of(rotation(), logarithm(), symmetric());
    }

    private static PublicMistake rotation() {
        return PublicMistake.inFunction(
                        GROUP,
                        "axis and angle of a quaternion, derivative 2 at no rotation",
                        "kornia/kornia#4246",
                        List.of(
                                Input.variable("v", s -> new int[] {s.batch(), 3}),
                                Input.variable("w", Values.positive(), s -> new int[] {s.batch()})),
                        GeometryMistakes::axisAngle,
                        GeometryMistakes::addAxisAngle)
                .named("constant factor");
    }

    private static double length(Tensor v, int n) {
        return Math.sqrt(v.get(n, 0) * v.get(n, 0) + v.get(n, 1) * v.get(n, 1) + v.get(n, 2) * v.get(n, 2));
    }

    /** Axis times angle over the vector part. */
    private static double ratio(double length, double w) {
        return length == 0 ? 2 / w : 2 * Math.atan2(length, w) / length;
    }

    private static Tensor axisAngle(Tensors at) {
        Tensor y = at.of("v").copy();
        for (int i = 0; i < y.size(); i++) {
            int n = i / 3;
            y.values()[i] *= ratio(length(at.of("v"), n), at.of("w").get(n));
        }
        return y;
    }

    private static void addAxisAngle(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor v = at.of("v");
        for (int n = 0; n < v.length(0); n++) {
            double w = at.of("w").get(n);
            double s = length(v, n);
            double k = s == 0 && wrong ? 2 : ratio(s, w);
            double along = 0;
            for (int i = 0; i < 3; i++) {
                along += u.get(n, i) * v.get(n, i);
            }
            for (int i = 0; i < 3; i++) {
                double turning = s == 0 ? 0 : along * (2 * w / (s * s + w * w) - k) / s * v.get(n, i) / s;
                sums.of("v").add(u.get(n, i) * k + turning, n, i);
            }
            sums.of("w").add(-2 * along / (s * s + w * w), n);
        }
    }

    private static PublicMistake logarithm() {
        return PublicMistake.inFunction(
                        GROUP,
                        "Gaussian kernel by its length instead of the logarithm",
                        "scikit-learn/scikit-learn#11113",
                        List.of(
                                Input.variable("a", s -> new int[] {s.batch(), s.width()}),
                                Input.given("b", s -> new int[] {s.batch(), s.width()}),
                                Input.variable("logLength", Values.between(-2, 2), s -> new int[] {s.width()})),
                        GeometryMistakes::kernel,
                        GeometryMistakes::addKernel)
                .at("logLength")
                .named("constant factor");
    }

    private static double scaled(Tensors at, int n, int k) {
        return (at.of("a").get(n, k) - at.of("b").get(n, k))
                / Math.exp(at.of("logLength").get(k));
    }

    private static Tensor kernel(Tensors at) {
        Tensor y = Tensor.zeros(at.of("a").length(0));
        for (int n = 0; n < y.size(); n++) {
            double sum = 0;
            for (int k = 0; k < at.of("a").length(1); k++) {
                sum += scaled(at, n, k) * scaled(at, n, k);
            }
            y.set(Math.exp(-sum / 2), n);
        }
        return y;
    }

    private static void addKernel(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor y = kernel(at);
        for (int n = 0; n < y.size(); n++) {
            for (int k = 0; k < at.of("a").length(1); k++) {
                double r = scaled(at, n, k);
                double length = Math.exp(at.of("logLength").get(k));
                sums.of("a").add(-u.get(n) * y.get(n) * r / length, n, k);
                sums.of("logLength").add(u.get(n) * y.get(n) * r * r / (wrong ? length : 1), k);
            }
        }
    }

    private static PublicMistake symmetric() {
        return PublicMistake.inFunction(
                GROUP,
                "symmetric matrix of a triangle, full gradient",
                "pytorch/pytorch#18825",
                List.of(Input.variable("A", s -> new int[] {s.width(), s.width()}), Input.variable("x", s ->
                        new int[] {s.width()})),
                GeometryMistakes::form,
                GeometryMistakes::addForm);
    }

    /** {@code x'Sx}, where S has the lower triangle of A on both sides. */
    private static Tensor form(Tensors at) {
        Tensor x = at.of("x");
        double sum = 0;
        for (int i = 0; i < x.size(); i++) {
            for (int j = 0; j < x.size(); j++) {
                sum += x.get(i) * x.get(j) * at.of("A").get(Math.max(i, j), Math.min(i, j));
            }
        }
        return Tensor.scalar(sum);
    }

    private static void addForm(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor x = at.of("x");
        for (int i = 0; i < x.size(); i++) {
            for (int j = 0; j < x.size(); j++) {
                double product = u.get() * x.get(i) * x.get(j);
                sums.of("A").add(product, wrong ? i : Math.max(i, j), wrong ? j : Math.min(i, j));
                sums.of("x").add(2 * u.get() * x.get(j) * at.of("A").get(Math.max(i, j), Math.min(i, j)), i);
            }
        }
    }
}
