package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.WrongSubject;
import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Mistakes that can be made in the gradient of any subject, since they need its arrays only. */
public final class ArrayMistakes {

    private ArrayMistakes() {}

    public static List<PlantedMistake> all() {
        List<PlantedMistake> all = new ArrayList<>();
        all.add(inOne("sign of one variable", "sign flipped", g -> true, g -> each(g, v -> -v)));
        all.add(everywhere("sign of all variables", "sign flipped", v -> -v));
        all.add(inOne("zero", "zero", g -> true, g -> Tensor.zeros(g.shape())));
        all.add(inOne("factor 2", "constant factor 2", g -> true, g -> each(g, v -> 2 * v)));
        all.add(inOne("factor 1/2", "constant factor 1/2", g -> true, g -> each(g, v -> v / 2)));
        all.add(inOne("factor 1.37", "constant factor 1.37", ArrayMistakes::isSeveral, g -> each(g, v -> 1.37 * v)));
        all.add(byExamples("mean taken twice", false));
        all.add(byExamples("sum for mean", true));
        all.add(inOne("transposed", "transposed", ArrayMistakes::isMatrix, ArrayMistakes::transposed));
        all.add(new PlantedMistake("rolled", (right, random) -> {
            int axisChoice = random.nextInt(2);
            int by = random.nextBoolean() ? 1 : -1;
            return variable(right, random, ArrayMistakes::isSeveral).flatMap(v -> {
                int axis = axis(right.point().get(v), axisChoice);
                return Plant.of(
                        right, "rolled by one along axis " + axis, inOne(right, v, (g, u) -> rolled(g, axis, by)));
            });
        }));
        all.add(otherVariable());
        all.add(swapped());
        all.add(new PlantedMistake(
                "constant offset",
                (right, random) -> variable(right, random, ArrayMistakes::isSeveral)
                        .flatMap(v -> Plant.of(
                                right,
                                "constant offset",
                                inOne(right, v, (g, u) -> each(g, value -> value + 0.1 * u.values()[0]))))));
        all.add(oneEntry("one entry wrong", v -> 1.5 * v));
        all.add(oneEntry("one entry zero", v -> 0));
        all.add(oneSlice("one row zero", "one row", 0, v -> 0));
        all.add(oneSlice("one column wrong", "one column", 1, v -> -1.5 * v));
        all.add(onlyOneIndex("only the first index", "first"));
        all.add(onlyOneIndex("only the last index", "last"));
        all.add(inOne("gradient in float", "single precision in double code", g -> true, g -> each(g, v -> (float) v)));
        all.add(constantInFloat());
        all.add(fewDigits());
        all.add(byValue("times the variable's value", "derivative by the logarithm of ", (g, x) -> g * x));
        all.add(byValue("divided by the variable's value", "divided by the value of ", (g, x) -> g / x));
        all.addAll(unknown());
        return all;
    }

    /** Mistakes that no diagnosis knows: nothing should be named. */
    private static List<PlantedMistake> unknown() {
        return List.of(
                unknown(
                        "noise of a third",
                        ArrayMistakes::isSeveral,
                        (g, random) -> each(g, v -> v * (1 + random.nextDouble(0.6) - 0.3))),
                unknown("entries shuffled", g -> g.size() > 3, ArrayMistakes::shuffled),
                unknown("absolute value", ArrayMistakes::hasBothSignsTwice, (g, random) -> each(g, Math::abs)),
                unknown("squared", ArrayMistakes::isSeveral, (g, random) -> each(g, v -> v * v)),
                unknown("scattered entries wrong", g -> nonZero(g) > 3, (g, random) -> scattered(g)));
    }

    private interface Change {
        Tensor of(Tensor gradient, Tensor upstream);
    }

    private interface RandomChange {
        Tensor of(Tensor gradient, SplittableRandom random);
    }

    private static WrongSubject.Claim inOne(Subject right, String variable, Change change) {
        return (at, upstream) -> {
            Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
            gradient.computeIfPresent(variable, (name, g) -> change.of(g, upstream));
            return gradient;
        };
    }

    private static PlantedMistake inOne(
            String name, String diagnosis, Predicate<Tensor> eligible, UnaryOperator<Tensor> change) {
        return new PlantedMistake(
                name,
                (right, random) -> variable(right, random, eligible)
                        .flatMap(v -> Plant.of(right, diagnosis, inOne(right, v, (g, u) -> change.apply(g)))));
    }

    /** A factor of 1 + 3.97e-8, of which two digits are measured at least. */
    private static PlantedMistake constantInFloat() {
        Set<String> names = IntStream.rangeClosed(380, 415)
                .mapToObj(digits -> "constant factor 1.0000000" + (digits % 10 == 0 ? digits / 10 : digits))
                .collect(Collectors.toSet());
        // Of one entry alone no ratio is the same.
        return new PlantedMistake(
                "a constant in float",
                (right, random) -> variable(right, random, g -> nonZero(g) > 1)
                        .flatMap(v -> Plant.of(
                                right, names, inOne(right, v, (g, u) -> each(g, x -> (double) 0.3f / 0.3 * x)))));
    }

    private static PlantedMistake fewDigits() {
        Set<String> names = IntStream.range(6, 9)
                .mapToObj(digits -> "accurate to about " + digits + " digits only")
                .collect(Collectors.toSet());
        return new PlantedMistake("a few digits only", (right, random) -> {
            long seed = random.nextLong();
            return variable(right, random, g -> true)
                    .flatMap(v -> Plant.of(right, names, inOne(right, v, (g, u) -> {
                        SplittableRandom errors = new SplittableRandom(seed);
                        return each(g, value -> value * (1 + errors.nextDouble(-2e-7, 2e-7)));
                    })));
        });
    }

    private static PlantedMistake byValue(String name, String diagnosis, DoubleBinaryOperator change) {
        return new PlantedMistake(
                name,
                (right, random) -> variable(right, random, g -> true)
                        .filter(v ->
                                Arrays.stream(right.point().get(v).values()).allMatch(x -> x != 0))
                        .flatMap(v -> Plant.of(right, diagnosis + v, (at, upstream) -> {
                            Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
                            gradient.computeIfPresent(v, (variable, g) -> {
                                Tensor changed = g.copy();
                                double[] x = at.get(v).values();
                                Arrays.setAll(changed.values(), i -> change.applyAsDouble(g.values()[i], x[i]));
                                return changed;
                            });
                            return gradient;
                        })));
    }

    private static PlantedMistake unknown(String name, Predicate<Tensor> eligible, RandomChange change) {
        return new PlantedMistake(name, (right, random) -> {
            long seed = random.nextLong();
            return variable(right, random, eligible)
                    .flatMap(v -> Plant.of(
                            right, Set.of(), inOne(right, v, (g, u) -> change.of(g, new SplittableRandom(seed)))));
        });
    }

    private static PlantedMistake everywhere(String name, String diagnosis, DoubleUnaryOperator change) {
        return new PlantedMistake(name, (right, random) -> Plant.of(right, diagnosis, everywhere(right, change)));
    }

    private static WrongSubject.Claim everywhere(Subject right, DoubleUnaryOperator change) {
        return (at, upstream) -> {
            Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
            gradient.replaceAll((v, g) -> each(g, change));
            return gradient;
        };
    }

    /** Divided or multiplied by the number of examples once too often, in every variable. */
    private static PlantedMistake byExamples(String name, boolean multiplied) {
        return new PlantedMistake(name, (right, random) -> {
            int n = right.point().values().iterator().next().length(0);
            return n == 1
                    ? Optional.empty()
                    : Plant.of(
                            right,
                            "constant factor " + (multiplied ? "" : "1/") + n,
                            everywhere(right, v -> multiplied ? n * v : v / n));
        });
    }

    private static PlantedMistake otherVariable() {
        return new PlantedMistake(
                "another variable's gradient",
                (right, random) -> pair(right, random)
                        .flatMap(pair -> Plant.of(right, namesOf(right, pair.get(1)), (at, upstream) -> {
                            Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
                            gradient.put(pair.get(0), gradient.get(pair.get(1)).copy());
                            return gradient;
                        })));
    }

    private static PlantedMistake swapped() {
        return new PlantedMistake(
                "two variables' gradients exchanged",
                (right, random) -> pair(right, random).flatMap(pair -> {
                    Set<String> names = new HashSet<>(namesOf(right, pair.get(0)));
                    names.addAll(namesOf(right, pair.get(1)));
                    return Plant.of(right, names, (at, upstream) -> {
                        Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
                        Tensor first = gradient.get(pair.get(0));
                        gradient.put(pair.get(0), gradient.get(pair.get(1)));
                        gradient.put(pair.get(1), first);
                        return gradient;
                    });
                }));
    }

    /** What it is called to report a variable's gradient elsewhere; also by the names of others that have the same. */
    private static Set<String> namesOf(Subject right, String variable) {
        Map<String, Tensor> gradient = right.gradient(right.point(), ones(right));
        return gradient.keySet().stream()
                .filter(other -> Arrays.equals(
                        gradient.get(other).values(), gradient.get(variable).values()))
                .map(other -> "gradient of another variable, " + other)
                .collect(Collectors.toSet());
    }

    private static Tensor ones(Subject right) {
        Tensor ones = right.evaluate(right.point()).copy();
        Arrays.fill(ones.values(), 1);
        return ones;
    }

    private static Optional<List<String>> pair(Subject right, SplittableRandom random) {
        List<List<String>> pairs = new ArrayList<>();
        right.point()
                .forEach((one, first) -> right.point().forEach((other, second) -> {
                    if (!one.equals(other) && first.hasShapeOf(second)) {
                        pairs.add(List.of(one, other));
                    }
                }));
        return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs.get(random.nextInt(pairs.size())));
    }

    private static PlantedMistake oneEntry(String name, DoubleUnaryOperator change) {
        return new PlantedMistake(name, (right, random) -> {
            int choice = random.nextInt(1 << 20);
            return variable(right, random, g -> nonZero(g) > 1)
                    .flatMap(v -> Plant.of(right, "one entry", inOne(right, v, (g, u) -> {
                        Tensor wrong = g.copy();
                        int i = choice % g.size();
                        wrong.values()[i] = change.applyAsDouble(wrong.values()[i]);
                        return wrong;
                    })));
        });
    }

    private static boolean isSeveral(Tensor gradient) {
        return gradient.size() > 1;
    }

    private static boolean isMatrix(Tensor gradient) {
        return gradient.rank() == 2 && gradient.length(0) > 1 && gradient.length(1) > 1;
    }

    private static boolean hasBothSignsTwice(Tensor gradient) {
        return Arrays.stream(gradient.values()).filter(v -> v < 0).count() > 1
                && Arrays.stream(gradient.values()).filter(v -> v > 0).count() > 1;
    }

    private static long nonZero(Tensor gradient) {
        return Arrays.stream(gradient.values()).filter(v -> v != 0).count();
    }

    private static PlantedMistake oneSlice(String name, String diagnosis, int axis, DoubleUnaryOperator change) {
        return new PlantedMistake(name, (right, random) -> {
            int choice = random.nextInt(1 << 20);
            return variable(right, random, ArrayMistakes::isMatrix)
                    .flatMap(v -> Plant.of(right, diagnosis, inOne(right, v, (g, u) -> {
                        Tensor wrong = g.copy();
                        for (int i = 0; i < g.size(); i++) {
                            if (g.indexOf(i)[axis] == choice % g.length(axis)) {
                                wrong.values()[i] = change.applyAsDouble(g.values()[i]);
                            }
                        }
                        return wrong;
                    })));
        });
    }

    /** Of the first axis; what is reported there and what is left out must both be something. */
    private static PlantedMistake onlyOneIndex(String name, String which) {
        UnaryOperator<Tensor> change = g -> {
            Tensor wrong = g.copy();
            int index = which.equals("first") ? 0 : g.length(0) - 1;
            Arrays.setAll(wrong.values(), i -> g.indexOf(i)[0] == index ? g.values()[i] : 0);
            return wrong;
        };
        return new PlantedMistake(
                name,
                (right, random) -> variable(
                                right,
                                random,
                                g -> g.rank() > 0
                                        && g.length(0) > 2
                                        && nonZero(change.apply(g)) > 0
                                        && rowsBeside(g, change.apply(g)) > 1)
                        .flatMap(v -> Plant.of(
                                right,
                                // the same where the first axis is that of the examples
                                Set.of("only the " + which + " index of axis 0", "only the " + which + " example"),
                                inOne(right, v, (g, u) -> change.apply(g)))));
    }

    /** The rows in which two tensors differ. */
    private static long rowsBeside(Tensor one, Tensor other) {
        return IntStream.range(0, one.size())
                .filter(i -> one.values()[i] != other.values()[i])
                .map(i -> one.indexOf(i)[0])
                .distinct()
                .count();
    }

    /** A variable whose gradient is not zero and satisfies a condition. */
    private static Optional<String> variable(Subject right, SplittableRandom random, Predicate<Tensor> eligible) {
        List<String> variables = new ArrayList<>();
        right.gradient(right.point(), ones(right)).forEach((name, g) -> {
            if (nonZero(g) > 0 && eligible.test(g)) {
                variables.add(name);
            }
        });
        return variables.isEmpty() ? Optional.empty() : Optional.of(variables.get(random.nextInt(variables.size())));
    }

    private static Tensor each(Tensor gradient, DoubleUnaryOperator change) {
        Tensor changed = gradient.copy();
        for (int i = 0; i < changed.size(); i++) {
            changed.values()[i] = change.applyAsDouble(changed.values()[i]);
        }
        return changed;
    }

    /** The first, the last and some between of the entries that are not zero, each by a factor of its own. */
    private static Tensor scattered(Tensor g) {
        Tensor wrong = g.copy();
        long last = nonZero(g) - 1;
        int k = 0;
        for (int i = 0; i < g.size(); i++) {
            if (g.values()[i] != 0) {
                if (k % 3 == 0 || k == last) {
                    wrong.values()[i] *= 0.7 + 0.01 * k;
                }
                k++;
            }
        }
        return wrong;
    }

    private static Tensor transposed(Tensor g) {
        Tensor transposed = g.copy();
        int k = 0;
        for (int column = 0; column < g.length(1); column++) {
            for (int row = 0; row < g.length(0); row++) {
                transposed.values()[k++] = g.get(row, column);
            }
        }
        return transposed;
    }

    private static int axis(Tensor tensor, int choice) {
        int axis = Math.min(choice, tensor.rank() - 1);
        return tensor.length(axis) > 1 ? axis : tensor.rank() - 1 - axis;
    }

    private static Tensor rolled(Tensor g, int axis, int by) {
        Tensor rolled = g.copy();
        for (int i = 0; i < g.size(); i++) {
            int[] index = g.indexOf(i);
            index[axis] = Math.floorMod(index[axis] + by, g.length(axis));
            rolled.set(g.values()[i], index);
        }
        return rolled;
    }

    private static Tensor shuffled(Tensor g, SplittableRandom random) {
        Tensor shuffled = g.copy();
        double[] values = shuffled.values();
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
        return shuffled;
    }
}
