package io.gradcheck.campaign;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Small layers with random values, their outputs weighted and added so that errors of the gradient have one size. */
final class SmallLayers {

    private SmallLayers() {}

    static Subject at(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return switch (random.nextInt(3)) {
            case 0 -> softmax(random);
            case 1 -> pooling(random);
            default -> normalisation(random);
        };
    }

    private static double[] random(SplittableRandom random, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(6) == 0 ? random.nextInt(-1, 2) : random.nextGaussian();
        }
        return values;
    }

    /** {@code sum_i w_i exp(x_i) / sum_j exp(x_j)} by {@code x} and {@code w}. */
    private static Subject softmax(SplittableRandom random) {
        int n = 2 + random.nextInt(10);
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.vector(random(random, n)));
        point.put("w", Tensor.vector(random(random, n)));
        return Subject.of(
                "softmax",
                point,
                at -> {
                    double[] p = softmax(at.get("x").values());
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += at.get("w").get(i) * p[i];
                    }
                    return Tensor.scalar(sum);
                },
                (at, u) -> {
                    double[] p = softmax(at.get("x").values());
                    double mean = 0;
                    for (int i = 0; i < n; i++) {
                        mean += at.get("w").get(i) * p[i];
                    }
                    Tensor dx = Tensor.zeros(n);
                    Tensor dw = Tensor.zeros(n);
                    for (int i = 0; i < n; i++) {
                        dw.values()[i] = u.get() * p[i];
                        dx.values()[i] = u.get() * p[i] * (at.get("w").get(i) - mean);
                    }
                    return Map.of("x", dx, "w", dw);
                });
    }

    private static double[] softmax(double[] x) {
        double[] p = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            p[i] = Math.exp(x[i]);
            sum += p[i];
        }
        for (int i = 0; i < x.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** {@code sum_i w_i max(x_2i, x_2i+1)} by {@code x}; the first of two that are equal has the gradient. */
    private static Subject pooling(SplittableRandom random) {
        double[] w = random(random, 1 + random.nextInt(6));
        return Subject.of(
                "pooling",
                Map.of("x", Tensor.vector(random(random, 2 * w.length))),
                at -> {
                    double sum = 0;
                    for (int i = 0; i < w.length; i++) {
                        sum += w[i]
                                * Math.max(at.get("x").get(2 * i), at.get("x").get(2 * i + 1));
                    }
                    return Tensor.scalar(sum);
                },
                (at, u) -> {
                    Tensor dx = Tensor.zeros(2 * w.length);
                    for (int i = 0; i < w.length; i++) {
                        boolean first = at.get("x").get(2 * i) >= at.get("x").get(2 * i + 1);
                        dx.values()[first ? 2 * i : 2 * i + 1] = u.get() * w[i];
                    }
                    return Map.of("x", dx);
                });
    }

    /** {@code sum_i w_i x_i / sqrt(mean x^2 + c^2)} by {@code x} and {@code c}. */
    private static Subject normalisation(SplittableRandom random) {
        double[] w = random(random, 2 + random.nextInt(10));
        int n = w.length;
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.vector(random(random, n)));
        point.put("c", Tensor.scalar(0.1 + random.nextDouble()));
        return Subject.of(
                "normalisation",
                point,
                at -> {
                    double product = product(w, at.get("x").values());
                    return Tensor.scalar(product / root(at));
                },
                (at, u) -> {
                    double[] x = at.get("x").values();
                    double root = root(at);
                    double product = product(w, x);
                    double factor = -u.get() * product / (root * root * root);
                    Tensor dx = Tensor.zeros(n);
                    for (int i = 0; i < n; i++) {
                        dx.values()[i] = u.get() * w[i] / root + factor * x[i] / n;
                    }
                    return Map.of(
                            "x", dx, "c", Tensor.scalar(factor * at.get("c").get()));
                });
    }

    private static double product(double[] w, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += w[i] * x[i];
        }
        return sum;
    }

    private static double root(Map<String, Tensor> at) {
        double[] x = at.get("x").values();
        return Math.sqrt(
                product(x, x) / x.length + at.get("c").get() * at.get("c").get());
    }
}
