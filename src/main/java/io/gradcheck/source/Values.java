package io.gradcheck.source;

import io.gradcheck.argument.Argument;
import io.gradcheck.source.cases.Fill;
import io.gradcheck.source.cases.Regime;
import io.gradcheck.source.cases.SimplerValues;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How the entries of a random tensor are drawn, and which numbers they may be.
 *
 * <p>{@link #any()} mixes what reveals mistakes: ordinary numbers, exact zeros, ties, all entries equal, all rows equal,
 * magnitudes spread over six decades, saturating ones. The others are for tensors that have a domain: variances, labels,
 * indices.
 */
public final class Values {

    private static final Values ANY = new Values("any", Values::drawAny, Domain.EVERYTHING, false);
    private static final Values NORMAL = new Values("normal", Regime.NORMAL, Domain.EVERYTHING, true);
    private static final Values POSITIVE =
            new Values("positive", Domain.positive(Values::drawAny), Domain.POSITIVE, false);

    private final String name;
    private final Fill draw;
    private final Domain domain;
    private final boolean ofOneKind;

    /** What sort of numbers a tensor has: each shows mistakes that the others hide. */
    public enum Kind {
        /** Neither special nor extreme: normally distributed, or spread over the range. */
        ORDINARY("ordinary"),
        /** Exact zeros among ordinary numbers, now and then zeros alone; where zero is outside, the nearest to it. */
        ZEROS("zeros"),
        /** Numbers of which many are equal: ties, equal rows, all the same. */
        REPEATED("repeated"),
        /** Huge and tiny ones beside each other, over six decades; of a range its ends. */
        HUGE_AND_TINY("huge and tiny"),
        /** So large that a sigmoid is flat; of a range its ends. */
        SATURATING("saturating");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** {@return what they are, in words} */
        @Override
        public String toString() {
            return words;
        }
    }

    private Values(String name, Fill draw, Domain domain, boolean ofOneKind) {
        this.name = name;
        this.draw = draw;
        this.domain = domain;
        this.ofOneKind = ofOneKind;
    }

    /** {@return all kinds of numbers mixed} */
    public static Values any() {
        return ANY;
    }

    /** {@return normally distributed numbers} */
    public static Values normal() {
        return NORMAL;
    }

    /** {@return numbers of all kinds, but above zero} */
    public static Values positive() {
        return POSITIVE;
    }

    /**
     * Numbers of a range, its ends now and then.
     *
     * @param least the least
     * @param most the most
     * @return the values
     * @throws IllegalArgumentException if the range is empty or not finite
     */
    public static Values between(double least, double most) {
        if (!(least <= most) || Double.isInfinite(least) || Double.isInfinite(most)) {
            throw new IllegalArgumentException(
                    "values: found the range " + least + " to " + most + ", wanted finite numbers, least <= most");
        }
        Domain range = Domain.range(least, most);
        return new Values(String.format(Locale.ROOT, "between %s and %s", least, most), range.ordinary(), range, false);
    }

    /**
     * Whole numbers, such as indices and classes, that repeat.
     *
     * @param least the least
     * @param most the most
     * @return the values
     * @throws IllegalArgumentException if the range is empty
     */
    public static Values integers(int least, int most) {
        Argument.range("values", least, most);
        Domain range = Domain.wholeNumbers(least, most);
        return new Values("whole numbers " + least + ".." + most, range.ordinary(), range, false);
    }

    /**
     * Numbers of the same domain, but of one kind.
     *
     * @param kind the kind
     * @return the values; {@link #normal()} stays what it is, as it is of one kind already
     */
    public Values only(Kind kind) {
        return ofOneKind
                ? this
                : new Values(name + ", " + kind, (tensor, random) -> domain.fill(kind, tensor, random), domain, false);
    }

    private static void drawAny(Tensor tensor, RandomGenerator random) {
        double kind = random.nextDouble();
        Regime regime;
        if (kind < 0.45) {
            regime = Regime.NORMAL;
        } else if (kind < 0.6) {
            regime = Regime.SPARSE;
        } else if (kind < 0.72) {
            regime = Regime.TIES;
        } else if (kind < 0.82) {
            regime = Regime.ALL_MAGNITUDES;
        } else if (kind < 0.87) {
            regime = Regime.ALL_EQUAL;
        } else if (kind < 0.92) {
            regime = Regime.EQUAL_ROWS;
        } else if (kind < 0.96) {
            regime = Regime.SATURATING_SIZE;
        } else {
            regime = Regime.ALL_ZERO;
        }
        regime.fill(tensor, random);
    }

    /**
     * Draws a tensor.
     *
     * @param random where the numbers come from
     * @param shape its shape
     * @return a new tensor
     */
    public Tensor tensor(RandomGenerator random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        draw.fill(tensor, random);
        return tensor;
    }

    /**
     * Tensors with rounder numbers, all entries at once before one by one.
     *
     * @param tensor the tensor. Not modified.
     * @return makers of the simpler tensors; empty if none is simpler
     */
    public List<Supplier<Tensor>> simpler(Tensor tensor) {
        return SimplerValues.of(tensor, domain.allowed());
    }

    /**
     * The measure by which the tensors of {@link #simpler} are simpler.
     *
     * @param tensor the tensor. Not modified.
     * @return 0 for zeros; the larger, the more digits the entries take
     */
    public static long roughness(Tensor tensor) {
        return SimplerValues.roughness(tensor);
    }

    /** Whether an entry may be this number. */
    boolean allows(double value) {
        return domain.allowed().test(value);
    }

    /** The tensor, or one in which each entry that may not be is replaced by the nearest that may. */
    Tensor fitted(Tensor tensor) {
        Tensor fitted = tensor.copy();
        for (int i = 0; i < fitted.size(); i++) {
            fitted.values()[i] = domain.nearest().applyAsDouble(fitted.values()[i]);
        }
        return fitted;
    }

    /** {@return what is drawn, in words} */
    @Override
    public String toString() {
        return name;
    }
}
