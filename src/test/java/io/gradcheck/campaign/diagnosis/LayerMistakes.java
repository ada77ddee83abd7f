package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Mistakes in custom layers, each in the layers in which it can be made. */
final class LayerMistakes {

    private LayerMistakes() {}

    /** In an activation, element by element. */
    static List<PlantedMistake> ofActivations() {
        return List.of(
                ofInput(
                        "activation derivative missing",
                        "activation derivative missing",
                        (right, at, upstream) -> upstream.copy()),
                ofInput(
                        "activation derivative taken at h",
                        "activation derivative taken at h",
                        (right, at, upstream) -> right.gradient(Map.of("input", right.evaluate(at)), upstream)
                                .get("input")),
                ofInput("offset of the derivative", "constant offset", (right, at, upstream) -> {
                    Tensor g = right.gradient(at, upstream).get("input").copy();
                    for (int i = 0; i < g.size(); i++) {
                        g.values()[i] += 0.1 * upstream.values()[i];
                    }
                    return g;
                }));
    }

    private interface InputGradient {
        Tensor of(Subject right, Map<String, Tensor> at, Tensor upstream);
    }

    private static PlantedMistake ofInput(String name, String diagnosis, InputGradient wrong) {
        return new PlantedMistake(
                name,
                (right, random) ->
                        Plant.of(right, diagnosis, (at, upstream) -> Map.of("input", wrong.of(right, at, upstream))));
    }

    /** In a layer that says which of its axes is the batch. */
    static List<PlantedMistake> ofBatches() {
        return List.of(
                new PlantedMistake(
                        "bias not summed over the batch",
                        (right, random) ->
                                Plant.of(right, "bias not summed over the batch", ((BatchSubject) right)::biasOfFirst)),
                new PlantedMistake(
                        "only the first example",
                        (right, random) -> Plant.of(
                                right,
                                "only the first example",
                                (at, upstream) -> right.gradient(at, BatchSubject.only(upstream, 0)))),
                new PlantedMistake(
                        "only the last example",
                        (right, random) -> Plant.of(
                                right,
                                "only the last example",
                                (at, upstream) ->
                                        right.gradient(at, BatchSubject.only(upstream, upstream.length(0) - 1)))));
    }

    static Subject batch(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 43 + index);
        int inputs = 1 + random.nextInt(5);
        return new BatchSubject(
                Subject.layer(
                        "dense",
                        new CustomLayers.Dense(random, 1 + random.nextInt(5), inputs),
                        CustomLayers.normal(random, 2 + random.nextInt(4), inputs)),
                "b");
    }

    /** In the regulariser of an objective. */
    static List<PlantedMistake> ofPenalties() {
        return List.of(
                penaltyTimes("regulariser missing", "regulariser missing", 0),
                penaltyTimes("regulariser doubled", "regulariser doubled or undeclared", 2),
                penaltyTimes("regulariser with the wrong sign", "regulariser missing", -1)); // or with the wrong sign
    }

    private static PlantedMistake penaltyTimes(String mistake, String diagnosis, double factor) {
        return new PlantedMistake(
                mistake,
                (right, random) -> Plant.of(right, diagnosis, (at, upstream) -> {
                    Tensor g = right.gradient(at, upstream).get("w").copy();
                    for (int i = 0; i < g.size(); i++) {
                        g.values()[i] += (factor - 1)
                                * Penalised.LAMBDA
                                * upstream.get()
                                * at.get("w").values()[i];
                    }
                    return Map.of("w", g);
                }));
    }

    static Subject penalised(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 47 + index);
        int n = 2 + random.nextInt(6);
        return new Penalised(CustomLayers.normal(random, n), CustomLayers.normal(random, 4, n));
    }

    /** {@code sum log(1 + exp(a_i w)) + lambda / 2 |w|^2}. */
    private record Penalised(Tensor w, Tensor a) implements Subject {
        static final double LAMBDA = 0.05;

        @Override
        public String name() {
            return "logistic regression";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("w", w);
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double[] v = at.get("w").values();
            double sum = 0;
            for (double vi : v) {
                sum += LAMBDA / 2 * vi * vi;
            }
            for (int row = 0; row < a.length(0); row++) {
                sum += Math.log1p(Math.exp(margin(v, row)));
            }
            return Tensor.scalar(sum);
        }

        private double margin(double[] v, int row) {
            double margin = 0;
            for (int j = 0; j < v.length; j++) {
                margin += a.get(row, j) * v[j];
            }
            return margin;
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            double[] v = at.get("w").values();
            double[] g = new double[v.length];
            for (int j = 0; j < g.length; j++) {
                double sum = LAMBDA * v[j];
                for (int row = 0; row < a.length(0); row++) {
                    sum += a.get(row, j) / (1 + Math.exp(-margin(v, row)));
                }
                g[j] = upstream.get() * sum;
            }
            return Map.of("w", Tensor.vector(g));
        }
    }

    /** In a normalisation along an axis. */
    static List<PlantedMistake> ofNormalisations() {
        return List.of(new PlantedMistake("mean of a normalisation missing", (right, random) -> {
            Normalised layer = (Normalised) right;
            return Plant.of(
                    right,
                    "off by a number that is constant along axis " + layer.axis(),
                    (at, upstream) -> Map.of("x", layer.withoutMean(at.get("x"), upstream)));
        }));
    }

    static Subject normalised(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 53 + index);
        return new Normalised(
                CustomLayers.normal(random, 2 + random.nextInt(4), 3 + random.nextInt(4)), random.nextInt(2));
    }

    /** In a kernel of three axes. */
    static List<PlantedMistake> ofConvolutions() {
        return List.of(
                inKernel("axes 0 and 1 swapped", g -> moved(g, index -> new int[] {index[1], index[0], index[2]})),
                inKernel(
                        "rolled by one along axis 2",
                        g -> moved(g, index -> new int[] {index[0], index[1], (index[2] + 1) % g.length(2)})));
    }

    private interface Move {
        int[] to(int... index);
    }

    /** The values written to other indices; where axes of two lengths are swapped, in the order of the swapped shape. */
    private static Tensor moved(Tensor g, Move move) {
        int[] shape = g.shape();
        int[] to = move.to(0, 1, 2);
        int[] target = to[0] == 1 ? new int[] {shape[1], shape[0], shape[2]} : shape;
        Tensor moved = Tensor.zeros(target);
        for (int i = 0; i < g.size(); i++) {
            moved.set(g.values()[i], move.to(g.indexOf(i)));
        }
        return Tensor.of(shape, moved.values());
    }

    private static PlantedMistake inKernel(String mistake, UnaryOperator<Tensor> change) {
        return new PlantedMistake(
                mistake,
                (right, random) -> Plant.of(right, mistake, (at, upstream) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
                    gradient.computeIfPresent("kernel", (name, g) -> change.apply(g));
                    return gradient;
                }));
    }
}
