package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Mistakes in the gradient by a variable whose rows have unit norm, as directions and rotations have. */
final class SphereMistakes {

    private static final String LEFT_OUT = "normal component left out";
    private static final String ADDED = "normal component that the function does not have";

    private SphereMistakes() {}

    /** In a function of the variable as it is. */
    static List<PlantedMistake> ofFree() {
        return List.of(new PlantedMistake(
                LEFT_OUT,
                (right, random) -> Plant.of(
                        right,
                        LEFT_OUT,
                        (at, upstream) -> Map.of(
                                "q",
                                tangential(
                                        at.get("q"),
                                        right.gradient(at, upstream).get("q"))))));
    }

    /** In a function that scales the rows to unit norm itself. */
    static List<PlantedMistake> ofScaled() {
        return List.of(new PlantedMistake(
                ADDED,
                (right, random) -> Plant.of(
                        right,
                        ADDED,
                        (at, upstream) -> Map.of("q", ((OnSphere) right).gradientOfSines(at.get("q"), upstream)))));
    }

    static Subject subject(long seed, long index, boolean scaled) {
        SplittableRandom random = new SplittableRandom(seed * 59 + index);
        int rows = 1 + random.nextInt(3);
        int width = 2 + random.nextInt(4);
        return new OnSphere(
                unit(CustomLayers.normal(random, rows, width)), CustomLayers.normal(random, rows, width), scaled);
    }

    /** {@code sum c_i sin(q_i)}, of rows that are scaled to unit norm first if that is wanted. */
    private record OnSphere(Tensor q, Tensor c, boolean scaled) implements Subject {

        @Override
        public String name() {
            return "on a sphere";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("q", q);
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            Tensor v = scaled ? unit(at.get("q")) : at.get("q");
            double sum = 0;
            for (int i = 0; i < v.size(); i++) {
                sum += c.values()[i] * Math.sin(v.values()[i]);
            }
            return Tensor.scalar(sum);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            Tensor v = at.get("q");
            if (!scaled) {
                return Map.of("q", gradientOfSines(v, upstream));
            }
            Tensor unit = unit(v);
            Tensor g = tangential(unit, gradientOfSines(unit, upstream));
            for (int i = 0; i < g.size(); i++) {
                g.values()[i] *= unit.values()[i] / v.values()[i];
            }
            return Map.of("q", g);
        }

        Tensor gradientOfSines(Tensor v, Tensor upstream) {
            Tensor g = v.copy();
            for (int i = 0; i < g.size(); i++) {
                g.values()[i] = upstream.get() * c.values()[i] * Math.cos(v.values()[i]);
            }
            return g;
        }
    }

    private static Tensor unit(Tensor v) {
        Tensor unit = v.copy();
        for (int row = 0; row < v.length(0); row++) {
            double norm = Math.sqrt(dot(v, v, row));
            for (int j = 0; j < v.length(1); j++) {
                unit.set(v.get(row, j) / norm, row, j);
            }
        }
        return unit;
    }

    /** Rows without their components along other rows of unit norm. */
    private static Tensor tangential(Tensor unit, Tensor g) {
        Tensor tangential = g.copy();
        for (int row = 0; row < g.length(0); row++) {
            double along = dot(unit, g, row);
            for (int j = 0; j < g.length(1); j++) {
                tangential.set(g.get(row, j) - along * unit.get(row, j), row, j);
            }
        }
        return tangential;
    }

    private static double dot(Tensor a, Tensor b, int row) {
        double sum = 0;
        for (int j = 0; j < a.length(1); j++) {
            sum += a.get(row, j) * b.get(row, j);
        }
        return sum;
    }
}
