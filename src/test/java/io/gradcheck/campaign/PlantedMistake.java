package io.gradcheck.campaign;

import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A subject that is known to be right and what is checked in its place: itself, the same with one entry wrong by a relative
 * error of 1e-1 to 1e-9, with the sign flipped, zero or twice as large, or with a mistake of structure.
 *
 * <p>Errors in several entries are large ones. Tiny ones can cancel along a direction, and the limit that a report claims
 * is that of a single entry.
 *
 * @param what the mistake
 * @param right the right subject
 * @param wrong what is checked
 * @param variables those in which it may be wrong
 */
record PlantedMistake(String what, Subject right, Subject wrong, Set<String> variables) {

    private static final int LAYERS = 5;

    /** One of a series: four networks for each layer. */
    static PlantedMistake at(long seed, int index) {
        SplittableRandom random = new SplittableRandom(seed * 31 + index);
        Subject right = index % LAYERS == 0
                ? SmallLayers.at(random.nextLong())
                : Networks.any().ordinary().at(seed, index).subject();
        List<String> variables = List.copyOf(right.point().keySet());
        String variable = variables.get(random.nextInt(variables.size()));
        double relative = Math.pow(10, -1 - 8 * random.nextDouble());
        return switch (random.nextInt(6)) {
            case 0 -> new PlantedMistake("right", right, right, Set.of());
            case 1, 2, 3 -> {
                int entry = random.nextInt(right.point().get(variable).size());
                yield new PlantedMistake(
                        "%s[%d] wrong by %.1e".formatted(variable, entry, relative),
                        right,
                        new WrongEntrySubject(right, variable, entry, relative),
                        Set.of(variable));
            }
            case 4 -> scaled(right, variable, random.nextInt(3) == 0 ? -1 : 2 * random.nextInt(2));
            default -> structural(right, random);
        };
    }

    private static PlantedMistake scaled(Subject right, String variable, double factor) {
        Subject wrong = new WrongSubject(right, (at, u) -> {
            Tensor gradient = right.gradient(at, u).get(variable).copy();
            for (int i = 0; i < gradient.size(); i++) {
                gradient.values()[i] *= factor;
            }
            return Map.of(variable, gradient);
        });
        return new PlantedMistake(variable + " times " + factor, right, wrong, Set.of(variable));
    }

    private static PlantedMistake structural(Subject right, SplittableRandom random) {
        List<String> suspects =
                List.copyOf(right.suspects(right.point(), Tensor.scalar(1)).keySet());
        if (suspects.isEmpty()) {
            return new PlantedMistake("right", right, right, Set.of());
        }
        String what = suspects.get(random.nextInt(suspects.size()));
        // Suspects that make no difference at a place are not offered there: then the gradient is right.
        Subject wrong = new SuspectSubject(right, what);
        return new PlantedMistake(what, right, wrong, right.point().keySet());
    }

    boolean isRight(String variable) {
        return !variables.contains(variable);
    }

    /** The largest error of an entry at the point. */
    double error(String variable) {
        double[] is = gradient(wrong, variable);
        double[] wanted = gradient(right, variable);
        double error = 0;
        for (int i = 0; i < is.length; i++) {
            error = Math.max(error, Math.abs(is[i] - wanted[i]));
        }
        return error;
    }

    private static double[] gradient(Subject subject, String variable) {
        return subject.gradient(subject.point(), Tensor.scalar(1))
                .get(variable)
                .values()
                .clone();
    }
}
