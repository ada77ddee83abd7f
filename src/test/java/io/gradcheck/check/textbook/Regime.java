package io.gradcheck.check.textbook;

import java.util.SplittableRandom;

/** What sort of numbers a formula is looked at with. */
enum Regime {
    ORDINARY("ordinary values"),
    SMALL("small values"),
    HUGE("huge values"),
    OFFSET("a common offset of 1000"),
    SATURATING("saturating values"),
    ZEROS("exact zeros"),
    TIES("equal values"),
    MAGNITUDES("six decades"),
    /** Numbers that belong to the formula: quantities with units, times, angles. */
    OWN("its own values");

    /** All but those that a formula brings itself. */
    static final Regime[] ANY = {ORDINARY, SMALL, HUGE, SATURATING, ZEROS, TIES, MAGNITUDES};

    /** Those of scores of which the differences count alone. */
    static final Regime[] SCORES = {ORDINARY, SMALL, OFFSET, SATURATING, ZEROS, TIES, MAGNITUDES};

    /** Those at which a formula whose value grows as a power of its argument stays in range. */
    static final Regime[] MODERATE = {ORDINARY, SMALL, ZEROS, TIES, MAGNITUDES};

    private final String words;

    Regime(String words) {
        this.words = words;
    }

    double[] draw(int count, SplittableRandom random) {
        double[] values = new double[count];
        double tied = normal(random);
        double side = sign(random);
        boolean oneSided = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            values[i] = switch (this) {
                case ORDINARY, OWN -> normal(random);
                case SMALL -> 1e-4 * normal(random);
                case HUGE -> 1e3 * normal(random);
                case OFFSET -> 1e3 + normal(random);
                case SATURATING -> (oneSided ? side : sign(random)) * random.nextDouble(5, 40);
                case ZEROS -> random.nextBoolean() ? 0 : normal(random);
                case TIES -> tied;
                case MAGNITUDES -> sign(random) * Math.pow(10, random.nextDouble(-3, 3));
            };
        }
        return values;
    }

    private static double sign(SplittableRandom random) {
        return random.nextBoolean() ? 1 : -1;
    }

    /** By the method of Box and Muller. */
    static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @Override
    public String toString() {
        return words;
    }
}
