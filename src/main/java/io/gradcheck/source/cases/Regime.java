package io.gradcheck.source.cases;

import io.gradcheck.subject.Tensor;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** A kind of random tensors. */
public enum Regime implements Fill {
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

    private static final double DECADES = 3;
    private static final double ZERO_ENTRY = 0.3;
    private static final double SATURATING = 30;
    private static final double[] FEW = {-1, -0.5, 0, 0, 0.5, 1};

    /** Numbers of one of the kinds, ordinary ones most often. */
    public static void any(Tensor tensor, RandomGenerator random) {
        double kind = random.nextDouble();
        Regime regime;
        if (kind < 0.45) {
            regime = NORMAL;
        } else if (kind < 0.6) {
            regime = SPARSE;
        } else if (kind < 0.72) {
            regime = TIES;
        } else if (kind < 0.82) {
            regime = ALL_MAGNITUDES;
        } else if (kind < 0.87) {
            regime = ALL_EQUAL;
        } else if (kind < 0.92) {
            regime = EQUAL_ROWS;
        } else if (kind < 0.96) {
            regime = SATURATING_SIZE;
        } else {
            regime = ALL_ZERO;
        }
        regime.fill(tensor, random);
    }

    /** The number of entries of a row; 1 of a vector. */
    public static int row(Tensor tensor) {
        return tensor.rank() == 0 ? 1 : Math.max(1, tensor.size() / Math.max(1, tensor.length(0)));
    }

    public static void each(Tensor tensor, DoubleSupplier supplier) {
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = supplier.getAsDouble();
        }
    }
}
