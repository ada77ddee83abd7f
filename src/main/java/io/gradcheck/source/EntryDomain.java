package io.gradcheck.source;

import io.gradcheck.source.Values.Kind;
import io.gradcheck.source.cases.Fill;
import io.gradcheck.source.cases.Regime;
import io.gradcheck.source.cases.SimplerValues;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A domain of entries that know nothing of each other: which numbers each may be.
 *
 * @param allowed whether an entry may be a number
 * @param nearest the number that may be, and is nearest to one
 * @param ordinary draws ordinary ones
 * @param magnitudes draws huge and tiny ones
 * @param saturating draws large ones
 * @param few some that are not zero, of which ties are made
 */
record EntryDomain(
        DoublePredicate allowed,
        DoubleUnaryOperator nearest,
        Fill ordinary,
        Fill magnitudes,
        Fill saturating,
        double... few)
        implements Domain {

    static final EntryDomain EVERYTHING = new EntryDomain(
            value -> true,
            value -> value,
            Regime.NORMAL,
            Regime.ALL_MAGNITUDES,
            Regime.SATURATING_SIZE,
            -1,
            -0.5,
            0.5,
            1);

    static final EntryDomain POSITIVE = new EntryDomain(
            value -> value > 0,
            value -> value > 0 ? value : 1,
            positive(Regime.NORMAL),
            positive(Regime.ALL_MAGNITUDES),
            positive(Regime.SATURATING_SIZE),
            0.5,
            1,
            2);

    private static final double LEAST_PROBABILITY = 1e-12;
    private static final double DAY = 86_400;
    private static final double FIRST_DAY = 1.2e9;
    private static final double LATEST_MILLISECOND = 1e13;

    private static final double ALL_ZERO = 0.25;
    private static final double ZERO_ENTRY = 0.3;
    private static final double END = 0.3;

    /** Numbers of a range; its ends come now and then, and often among the huge and tiny ones. */
    static EntryDomain range(double least, double most) {
        Fill ordinary = (tensor, random) -> Regime.each(tensor, () -> {
            double where = 1.2 * random.nextDouble() - 0.1;
            return least + Math.max(0, Math.min(1, where)) * (most - least);
        });
        return new EntryDomain(
                value -> value >= least && value <= most,
                value -> Math.max(least, Math.min(most, value)),
                ordinary,
                atEnds(ordinary, least, most),
                atEnds(ordinary, least, most),
                least,
                least + (most - least) / 2,
                most);
    }

    static EntryDomain wholeNumbers(int least, int most) {
        Fill ordinary = (tensor, random) -> Regime.each(tensor, () -> random.nextInt(least, most + 1));
        return new EntryDomain(
                value -> value >= least && value <= most && value == Math.rint(value),
                value -> Math.max(least, Math.min(most, Math.rint(value))),
                ordinary,
                atEnds(ordinary, least, most),
                atEnds(ordinary, least, most),
                least,
                most);
    }

    /** One of two numbers, as often as the other. */
    static EntryDomain either(double one, double other) {
        return either(one, other, 0.5);
    }

    /** A mask: most entries are open, as in padding, so that most short rows have several that are. */
    static EntryDomain mask(double open, double closed) {
        return either(open, closed, 0.75);
    }

    private static EntryDomain either(double one, double other, double shareOfOne) {
        Fill ordinary = (tensor, random) -> Regime.each(tensor, () -> random.nextDouble() < shareOfOne ? one : other);
        return new EntryDomain(
                value -> value == one || value == other,
                value -> Math.abs(value - one) <= Math.abs(value - other) ? one : other,
                ordinary,
                ordinary,
                ordinary,
                one,
                other);
    }

    /** From 0 to 1 without these, the extreme ones as near to them as logarithms go wrong. */
    static EntryDomain probability() {
        Fill nearEnds = (tensor, random) -> Regime.each(tensor, () -> {
            double small = Math.pow(10, -1 - 11 * random.nextDouble());
            return random.nextBoolean() ? small : 1 - small;
        });
        return new EntryDomain(
                value -> value > 0 && value < 1,
                value -> value > 0 && value < 1 ? value : value <= 0 ? LEAST_PROBABILITY : 1 - LEAST_PROBABILITY,
                (tensor, random) -> Regime.each(tensor, () -> 0.001 + 0.998 * random.nextDouble()),
                nearEnds,
                nearEnds,
                0.25,
                0.5,
                0.75);
    }

    /** Positive numbers of all magnitudes of a range. */
    static EntryDomain logUniform(double least, double most) {
        double decades = Math.log(most / least);
        Fill ordinary = (tensor, random) ->
                Regime.each(tensor, () -> Math.min(most, least * Math.exp(decades * random.nextDouble())));
        double middle = Math.max(least, Math.min(most, 1));
        return new EntryDomain(
                value -> value >= least && value <= most,
                value -> Math.max(least, Math.min(most, value)),
                ordinary,
                atEnds(ordinary, least, most),
                atEnds(ordinary, least, most),
                least,
                middle,
                most);
    }

    /** From -pi to pi; the extreme ones are multiples of a right angle, or next to one. */
    static EntryDomain angles() {
        double[] special = {0, Math.PI / 2, -Math.PI / 2, Math.PI, -Math.PI};
        Fill exactly = (tensor, random) -> Regime.each(tensor, () -> special[random.nextInt(special.length)]);
        Fill beside = (tensor, random) -> Regime.each(tensor, () -> {
            double off = Math.pow(10, -1 - 9 * random.nextDouble());
            double angle = special[random.nextInt(special.length)] + (random.nextBoolean() ? off : -off);
            return Math.max(-Math.PI, Math.min(Math.PI, angle));
        });
        return new EntryDomain(
                value -> Math.abs(value) <= Math.PI,
                value -> Math.max(-Math.PI, Math.min(Math.PI, value)),
                (tensor, random) -> Regime.each(tensor, () -> Math.PI * (2 * random.nextDouble() - 1)),
                beside,
                exactly,
                special);
    }

    /** Seconds since the beginning of 1970, of some days of this century; the extreme ones are in milliseconds. */
    static EntryDomain times() {
        Fill ordinary = days(1);
        return new EntryDomain(
                value -> value >= 0 && value <= LATEST_MILLISECOND,
                value -> Math.max(0, Math.min(LATEST_MILLISECOND, value)),
                ordinary,
                days(1000),
                days(1000),
                FIRST_DAY,
                FIRST_DAY + 1,
                FIRST_DAY + DAY);
    }

    private static Fill days(double unit) {
        return (tensor, random) -> {
            double first = FIRST_DAY + DAY * random.nextInt(5000);
            Regime.each(tensor, () -> unit * (first + DAY * 10 * random.nextDouble()));
        };
    }

    /** The sizes of what is drawn, and 1 for zero. */
    static Fill positive(Fill draw) {
        return (tensor, random) -> {
            draw.fill(tensor, random);
            for (int i = 0; i < tensor.size(); i++) {
                double size = Math.abs(tensor.values()[i]);
                tensor.values()[i] = size == 0 ? 1 : size;
            }
        };
    }

    private static Fill atEnds(Fill ordinary, double least, double most) {
        return (tensor, random) -> {
            ordinary.fill(tensor, random);
            for (int i = 0; i < tensor.size(); i++) {
                double where = random.nextDouble();
                if (where < 2 * END) {
                    tensor.values()[i] = where < END ? least : most;
                }
            }
        };
    }

    @Override
    public void fill(Kind kind, Tensor tensor, RandomGenerator random) {
        switch (kind) {
            case ORDINARY -> ordinary.fill(tensor, random);
            case ZEROS -> zeros(tensor, random);
            case REPEATED -> repeated(tensor, random);
            case HUGE_AND_TINY -> magnitudes.fill(tensor, random);
            case SATURATING -> saturating.fill(tensor, random);
        }
    }

    private void zeros(Tensor tensor, RandomGenerator random) {
        ordinary.fill(tensor, random);
        double zero = nearest.applyAsDouble(0);
        double share = random.nextDouble() < ALL_ZERO ? 1 : ZERO_ENTRY;
        for (int i = 0; i < tensor.size(); i++) {
            if (random.nextDouble() < share) {
                tensor.values()[i] = zero;
            }
        }
    }

    private void repeated(Tensor tensor, RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0 -> Regime.each(tensor, () -> few[random.nextInt(few.length)]);
            case 1 -> repeated(tensor, random, 1);
            default -> repeated(tensor, random, Regime.row(tensor));
        }
    }

    /** The first entries again and again. */
    private void repeated(Tensor tensor, RandomGenerator random, int first) {
        ordinary.fill(tensor, random);
        double[] values = tensor.values();
        for (int i = first; i < values.length; i++) {
            values[i] = values[i - first];
        }
    }

    @Override
    public boolean allows(Tensor tensor) {
        return Arrays.stream(tensor.values()).allMatch(allowed);
    }

    @Override
    public Tensor fitted(Tensor tensor) {
        Tensor fitted = tensor.copy();
        for (int i = 0; i < fitted.size(); i++) {
            fitted.values()[i] = nearest.applyAsDouble(fitted.values()[i]);
        }
        return fitted;
    }

    @Override
    public List<Supplier<Tensor>> simpler(Tensor tensor) {
        return SimplerValues.of(tensor, allowed);
    }
}
