package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Mistakes that laws tell of, and gradients that are no numbers: they can be made in any subject. */
final class ContractMistakes {

    private ContractMistakes() {}

    static List<PlantedMistake> all() {
        return List.of(
                new PlantedMistake("another at each call", (right, random) -> {
                    String variable = anyOf(right, random);
                    SplittableRandom further = random.split();
                    return Plant.of(right, "another at each call", (at, upstream) -> {
                        Tensor g = right.gradient(at, upstream).get(variable).copy();
                        Arrays.setAll(g.values(), i -> g.values()[i] * (1 + further.nextDouble(-0.3, 0.3)));
                        return Map.of(variable, g);
                    });
                }),
                new PlantedMistake("upstream gradient overwritten", (right, random) -> {
                    double factor = random.nextDouble(1.5, 3);
                    return Plant.of(right, "argument overwritten", (at, upstream) -> {
                        Arrays.setAll(upstream.values(), i -> factor * upstream.values()[i]);
                        return right.gradient(at, upstream);
                    });
                }),
                new PlantedMistake("value overwritten", (right, random) -> {
                    String variable = anyOf(right, random);
                    return Plant.of(right, "argument overwritten", (at, upstream) -> {
                        double[] x = at.get(variable).values();
                        Arrays.setAll(x, i -> Math.tanh(x[i]));
                        return right.gradient(at, upstream);
                    });
                }),
                oneEntry("NaN in one entry", "NaN", Double.NaN),
                oneEntry("one entry infinite", "infinite", Double.NEGATIVE_INFINITY));
    }

    /** Of subjects that suspect nothing themselves. */
    static PlantedMistake upstreamIgnored() {
        return new PlantedMistake(
                "upstream ignored",
                (right, random) -> Plant.of(right, "upstream ignored", (at, upstream) -> {
                    Tensor ones = upstream.copy();
                    Arrays.fill(ones.values(), 1);
                    return right.gradient(at, ones);
                }));
    }

    private static PlantedMistake oneEntry(String name, String diagnosis, double value) {
        return new PlantedMistake(name, (right, random) -> {
            String variable = anyOf(right, random);
            int entry = random.nextInt(right.point().get(variable).size());
            return Plant.of(right, diagnosis, (at, upstream) -> {
                Tensor g = right.gradient(at, upstream).get(variable).copy();
                g.values()[entry] = value;
                return Map.of(variable, g);
            });
        });
    }

    private static String anyOf(Subject right, SplittableRandom random) {
        List<String> names = new ArrayList<>(right.point().keySet());
        return names.get(random.nextInt(names.size()));
    }
}
