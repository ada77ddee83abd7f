package io.gradcheck.campaign.distribution;

import io.gradcheck.campaign.diagnosis.NetworkMistakes;
import io.gradcheck.campaign.diagnosis.PlantedMistake;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.nn.layers.Mistake;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Layers;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A mistake of a class of real ones, planted in random cases.
 *
 * @param group the class of mistakes, a letter
 * @param name what is wrong
 * @param where the cases in which it is planted
 * @param shownBy what a case needs for the mistake to change its gradient
 * @param pairs the right and the wrong subject of an index; empty where the mistake cannot be made
 * @param elsewhere the same of cases without what it needs; null where every case has it
 */
record RealMistake(
        String group,
        String name,
        String where,
        String shownBy,
        LongFunction<Optional<Pair>> pairs,
        @Nullable LongFunction<Optional<Pair>> elsewhere) {

    /** Of the largest entry; roundings stay below. */
    private static final double LEAST_CHANGE = 1e-9;

    /**
     * The same case twice.
     *
     * @param right with its own gradient
     * @param wrong with the mistake
     */
    record Pair(Subject right, Subject wrong) {}

    /** How a wrong gradient is made of the right subject's. */
    interface Wrong {
        Map<String, Tensor> gradient(Subject right, Map<String, Tensor> at, Tensor upstream);
    }

    static RealMistake planted(
            String group,
            PlantedMistake mistake,
            String shownBy,
            SubjectSource source,
            @Nullable SubjectSource elsewhere) {
        return new RealMistake(
                group,
                mistake.name(),
                source.name(),
                shownBy,
                planted(mistake, source),
                elsewhere == null ? null : planted(mistake, elsewhere));
    }

    /**
     * A mistake in backpropagation that is written in plain loops; the right gradient is, too, so that they do not differ by
     * roundings where the mistake makes no difference.
     */
    static RealMistake plain(
            String group, PlantedMistake mistake, String shownBy, SubjectSource source, SubjectSource elsewhere) {
        return new RealMistake(
                group, mistake.name(), source.name(), shownBy, plain(mistake, source), plain(mistake, elsewhere));
    }

    private static LongFunction<Optional<Pair>> plain(PlantedMistake mistake, SubjectSource source) {
        PlantedMistake none = NetworkMistakes.ofRule("none", (layer, g, a, h) -> g.derivative(a));
        LongFunction<Optional<Pair>> right = planted(none, source);
        LongFunction<Optional<Pair>> wrong = planted(mistake, source);
        return index ->
                wrong.apply(index).flatMap(two -> right.apply(index).map(one -> new Pair(one.wrong, two.wrong)));
    }

    private static LongFunction<Optional<Pair>> planted(PlantedMistake mistake, SubjectSource source) {
        return index -> {
            Subject right = source.at(EdgeClass.SEED, index).subject();
            return mistake.planting()
                    .into(right, new SplittableRandom(index))
                    .map(plant -> new Pair(right, plant.subject()));
        };
    }

    /** A mistake whose wrong gradient is made anew for each case, so that it may remember what was asked before. */
    static RealMistake of(
            String group,
            String name,
            String shownBy,
            SubjectSource source,
            Supplier<Wrong> wrong,
            @Nullable SubjectSource elsewhere) {
        return planted(
                group,
                new PlantedMistake(name, (right, random) -> {
                    Wrong made = wrong.get();
                    return PlantedMistake.Plant.of(
                            right, Set.of(), (at, upstream) -> made.gradient(right, at, upstream));
                }),
                shownBy,
                source,
                elsewhere);
    }

    /** A mistake in a layer of the engine. */
    static RealMistake inLayer(String group, String mistake, String shownBy, @Nullable LayersWithout elsewhere) {
        Mistake found = Mistake.all().stream()
                .filter(candidate -> candidate.toString().equals(mistake))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("found no mistake " + mistake));
        LayerSource source = Layers.named(found.kind().name().toLowerCase(Locale.ROOT));
        LayerSource wrong = source.altered(layer -> found.wrong().apply(layer));
        return new RealMistake(
                group,
                found.name(),
                source.name(),
                shownBy,
                altered(source, wrong),
                elsewhere == null ? null : altered(elsewhere.in(source), elsewhere.in(wrong)));
    }

    /** Cases of a layer without what shows a mistake. */
    interface LayersWithout {
        SubjectSource in(LayerSource source);
    }

    private static LongFunction<Optional<Pair>> altered(SubjectSource right, SubjectSource wrong) {
        return index -> Optional.of(new Pair(
                right.at(EdgeClass.SEED, index).subject(),
                wrong.at(EdgeClass.SEED, index).subject()));
    }

    /** In how many cases it changes the gradient. */
    long count() {
        return count(pairs);
    }

    /** In how many cases without what it needs it changes the gradient. */
    long countElsewhere() {
        return count(Objects.requireNonNull(elsewhere, "elsewhere"));
    }

    private static long count(LongFunction<Optional<Pair>> pairs) {
        return LongStream.range(0, EdgeClass.CASES)
                .filter(index ->
                        pairs.apply(index).filter(pair -> changes(pair, index)).isPresent())
                .count();
    }

    /** The first case whose check fails. */
    OptionalLong firstFailure() {
        return LongStream.range(0, EdgeClass.CASES)
                .filter(index -> pairs.apply(index)
                        .filter(pair -> changes(pair, index))
                        .filter(pair -> verdict(again(index).wrong, index) == Verdict.FAIL)
                        .isPresent())
                .findFirst();
    }

    /** What the check says of the right subject in a case. */
    Verdict verdictWithout(long index) {
        return verdict(again(index).right, index);
    }

    /** New ones, as subjects may remember what they were asked. */
    private Pair again(long index) {
        return pairs.apply(index).orElseThrow();
    }

    private static Verdict verdict(Subject subject, long index) {
        return GradientChecker.standard().seed(index).check(subject).verdict();
    }

    /** Whether one of two gradients, asked for one after the other, is another one than it should be. */
    private static boolean changes(Pair pair, long index) {
        Tensor upstream = upstream(pair.right, index);
        Tensor doubled = upstream.copy();
        Arrays.setAll(doubled.values(), i -> 2 * upstream.values()[i]);
        boolean first = changes(pair, upstream, wrong(pair, upstream));
        boolean second = changes(pair, doubled, wrong(pair, doubled));
        return first || second;
    }

    private static Map<String, Tensor> wrong(Pair pair, Tensor upstream) {
        return pair.wrong.gradient(pair.wrong.point(), upstream.copy());
    }

    private static boolean changes(Pair pair, Tensor upstream, Map<String, Tensor> wrong) {
        return pair.right.gradient(pair.right.point(), upstream.copy()).entrySet().stream()
                .anyMatch(wanted -> changes(
                        wanted.getValue().values(),
                        wrong.getOrDefault(wanted.getKey(), wanted.getValue()).values()));
    }

    private static Tensor upstream(Subject subject, long index) {
        SplittableRandom random = new SplittableRandom(index);
        Tensor upstream = subject.evaluate(subject.point()).copy();
        Arrays.setAll(upstream.values(), i -> random.nextGaussian());
        return upstream;
    }

    private static boolean changes(double[] right, double[] wrong) {
        double size = Math.max(largest(right), largest(wrong));
        for (int i = 0; i < right.length; i++) {
            if (!(Math.abs(right[i] - wrong[i]) <= LEAST_CHANGE * size)) {
                return true;
            }
        }
        return false;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return group + ": " + name + " (" + where + ")";
    }
}
