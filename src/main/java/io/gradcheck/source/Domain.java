package io.gradcheck.source;

import io.gradcheck.source.Values.Kind;
import io.gradcheck.source.cases.Fill;
import io.gradcheck.source.cases.Regime;
import io.gradcheck.subject.Tensor;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Which numbers a tensor may have, and how those of each kind are drawn.
 *
 * @param allowed whether an entry may be a number
 * @param nearest the number that may be, and is nearest to one
 * @param ordinary draws ordinary ones
 * @param magnitudes draws huge and tiny ones
 * @param saturating draws large ones
 * @param few some that are not zero, of which ties are made
 */
record Domain(
        DoublePredicate allowed,
        DoubleUnaryOperator nearest,
        Fill ordinary,
        Fill magnitudes,
        Fill saturating,
        double... few) {

    static final Domain EVERYTHING = new Domain(
            value -> true,
            value -> value,
            Regime.NORMAL,
            Regime.ALL_MAGNITUDES,
            Regime.SATURATING_SIZE,
            -1,
            -0.5,
            0.5,
            1);

    static final Domain POSITIVE = new Domain(
            value -> value > 0,
            value -> value > 0 ? value : 1,
            positive(Regime.NORMAL),
            positive(Regime.ALL_MAGNITUDES),
            positive(Regime.SATURATING_SIZE),
            0.5,
            1,
            2);

    private static final double ALL_ZERO = 0.25;
    private static final double ZERO_ENTRY = 0.3;
    private static final double END = 0.3;

    /** Numbers of a range; its ends come now and then, and often among the huge and tiny ones. */
    static Domain range(double least, double most) {
        Fill ordinary = (tensor, random) -> Regime.each(tensor, () -> {
            double where = 1.2 * random.nextDouble() - 0.1;
            return least + Math.max(0, Math.min(1, where)) * (most - least);
        });
        return new Domain(
                value -> value >= least && value <= most,
                value -> Math.max(least, Math.min(most, value)),
                ordinary,
                atEnds(ordinary, least, most),
                atEnds(ordinary, least, most),
                least,
                least + (most - least) / 2,
                most);
    }

    static Domain wholeNumbers(int least, int most) {
        Fill ordinary = (tensor, random) -> Regime.each(tensor, () -> random.nextInt(least, most + 1));
        return new Domain(
                value -> value >= least && value <= most && value == Math.rint(value),
                value -> Math.max(least, Math.min(most, Math.rint(value))),
                ordinary,
                atEnds(ordinary, least, most),
                atEnds(ordinary, least, most),
                least,
                most);
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

    void fill(Kind kind, Tensor tensor, RandomGenerator random) {
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
}
