package io.gradcheck.campaign;

import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
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

    private static final double DECADES = 3;
    private static final double ZERO_ENTRY = 0.3;
    private static final double SATURATING = 30;
    private static final double[] FEW = {-1, -0.5, 0, 0, 0.5, 1};

    private static final Values ANY = new Values("any", Values::drawAny, Domain.EVERYTHING, false);
    private static final Values NORMAL = new Values("normal", Regime.NORMAL, Domain.EVERYTHING, true);
    private static final Values POSITIVE =
            new Values("positive", Domain.positive(Values::drawAny), Domain.POSITIVE, false);

    private final String name;
    private final Fill draw;
    private final Domain domain;
    private final boolean ofOneKind;

    /** Fills a tensor with random numbers. */
    @FunctionalInterface
    interface Fill {
        void fill(Tensor tensor, RandomGenerator random);
    }

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

    /** A kind of random tensors. */
    enum Regime implements Fill {
        /** Normally distributed. */
        NORMAL {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                each(tensor, random::nextGaussian);
            }
        },
        /** Normally distributed, but exactly zero in three of ten. */
        SPARSE {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                each(tensor, () -> random.nextDouble() < ZERO_ENTRY ? 0 : random.nextGaussian());
            }
        },
        /** Magnitudes spread log-uniformly over 1e-3 to 1e3. */
        ALL_MAGNITUDES {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                each(tensor, () -> {
                    double size = Math.pow(10, DECADES * (2 * random.nextDouble() - 1));
                    return random.nextBoolean() ? size : -size;
                });
            }
        },
        /** One of -1, -0.5, 0, 0.5 and 1: full of ties and zeros. */
        TIES {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                each(tensor, () -> FEW[random.nextInt(FEW.length)]);
            }
        },
        /** One number everywhere. */
        ALL_EQUAL {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                double common = random.nextGaussian();
                each(tensor, () -> common);
            }
        },
        /** The same row again and again; of a vector, the same number. */
        EQUAL_ROWS {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                int row = row(tensor);
                double[] values = tensor.values();
                for (int i = 0; i < values.length; i++) {
                    values[i] = i < row ? random.nextGaussian() : values[i - row];
                }
            }
        },
        /** Zero everywhere. */
        ALL_ZERO {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                each(tensor, () -> 0);
            }
        },
        /** So large that a sigmoid is flat. */
        SATURATING_SIZE {
            @Override
            public void fill(Tensor tensor, RandomGenerator random) {
                each(tensor, () -> SATURATING * random.nextGaussian());
            }
        };

        /** The number of entries of a row; 1 of a vector. */
        static int row(Tensor tensor) {
            return tensor.rank() == 0 ? 1 : Math.max(1, tensor.size() / Math.max(1, tensor.length(0)));
        }

        static void each(Tensor tensor, DoubleSupplier supplier) {
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] = supplier.getAsDouble();
            }
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
        if (least > most) {
            throw new IllegalArgumentException(
                    "values: found the range " + least + ".." + most + ", wanted least <= most");
        }
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
