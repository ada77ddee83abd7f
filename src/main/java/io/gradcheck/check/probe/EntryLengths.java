package io.gradcheck.check.probe;

import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far each entry of a variable may move on its own account.
 *
 * <p>One step for a whole variable is right where its entries are numbers of one kind. Where they are quantities with
 * units of their own, such as a resistance, a capacity and a frequency, it is none for some of them and takes others out
 * of their domain.
 */
public final class EntryLengths {

    // 1e2: the largest scale of a common step. Above it the entries of a network, which have no units, do not occur.
    private static final double LARGE = 1e2;
    private static final double MIXED = 1e-2;

    private static final double FAR = 1e2;
    private static final double FAR_APART = 1e-6;

    /** By how much a claim must exceed what the function was seen to move at all before it is taken at its word. */
    private static final double STEEP = 4;

    private EntryLengths() {}

    /** Whether a common step would take some entry far beyond its own size: a large one is there, and a far smaller one. */
    public static boolean mixed(Sizes sizes) {
        return sizes.largest() > LARGE && sizes.smallest() < MIXED * sizes.largest();
    }

    /** Whether the sizes of entries are far from those for which common steps are made, or from each other. */
    public static boolean far(Sizes sizes) {
        double largest = sizes.largest();
        return largest > 0 && (largest > FAR || largest < 1 / FAR || sizes.smallest() < FAR_APART * largest);
    }

    /**
     * How far the entries of a variable move where all variables are moved a little: as far as a common step, or in
     * proportion to each where that would be too far for some.
     *
     * @return how far, by the place of an entry
     */
    public static IntToDoubleFunction reach(EvaluationPoint place, String variable) {
        Sizes sizes = place.sizes(variable);
        if (mixed(sizes)) {
            double[] own = proportional(place.value(variable), sizes.largest());
            return i -> own[i];
        }
        double scale = place.scale(variable);
        return i -> scale;
    }

    /** The size of each entry. Of a zero no size is known: that of the largest, but 1 at most. */
    private static double[] proportional(Tensor x, double largest) {
        double[] lengths = new double[x.size()];
        double ofZero = largest == 0 ? 1 : Math.min(1, largest);
        for (int i = 0; i < lengths.length; i++) {
            double size = Math.abs(x.values()[i]);
            lengths[i] = size == 0 ? ofZero : size;
        }
        return lengths;
    }

    /**
     * Units in which the entries of one variable are about one, and those of others that are far from it.
     *
     * <p>Where over a common step the function would move as the claim has it much farther than it was seen to move
     * at all, as {@code x / max(|x|, 1e-12)} does at zero, an entry's length is that over which it moves so far.
     *
     * @param base the point
     * @param variable the variable to be probed
     * @param seen a probe with a common step; null if there is none
     */
    public static Units units(EvaluationPoint base, String variable, @Nullable Probe seen) {
        Map<String, double[]> lengths = proportional(base, variable);
        double[] own = Objects.requireNonNull(lengths.get(variable), variable);
        double[] g = base.gradient(variable).values();
        if (seen == null) {
            double range = moved(base.value(variable).values(), g);
            for (int i = 0; i < own.length; i++) {
                if (base.value(variable).values()[i] == 0) {
                    shorten(own, i, range, g[i]);
                }
            }
        } else {
            Entries tooLong = tooLong(g, seen);
            for (int k = 0; k < tooLong.count(); k++) {
                int i = tooLong.entry(k);
                shorten(own, i, seen.estimator().range(), g[i]);
            }
        }
        return Units.ofAbout(lengths);
    }

    /**
     * The same where no entry's length has to be other than its size. They depend on the place and the variable alone.
     *
     * @param base the point
     * @param variable the variable to be probed
     */
    static Units sizes(EvaluationPoint base, String variable) {
        return Units.ofAbout(proportional(base, variable));
    }

    /** Whether by what a probe has seen some length is to be other than the entry's size. */
    public static boolean shortens(EvaluationPoint base, String variable, Probe seen) {
        return tooLong(base.gradient(variable).values(), seen).count() > 0;
    }

    /** The entries over whose common step the function would move much farther by the claim than it was seen to move. */
    private static Entries tooLong(double[] g, Probe seen) {
        double range = seen.estimator().range();
        return seen.region()
                .where(i ->
                        range > 0 && Math.abs(g[i] * seen.direction().weight(i)) * seen.firstStep() > STEEP * range);
    }

    private static Map<String, double[]> proportional(EvaluationPoint base, String variable) {
        Map<String, double[]> lengths = new LinkedHashMap<>();
        base.point().forEach((name, x) -> {
            Sizes sizes = base.sizes(name);
            if (name.equals(variable) || far(sizes)) {
                lengths.put(name, proportional(x, sizes.largest()));
            }
        });
        return lengths;
    }

    private static void shorten(double[] lengths, int i, double range, double g) {
        double length = range / Math.abs(g);
        if (length > 0 && length < lengths[i]) {
            lengths[i] = length;
        }
    }

    /** How far the function moves at most, as the gradient has it, when an entry moves by its own size. */
    private static double moved(double[] x, double[] g) {
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            double moved = Math.abs(g[i] * x[i]);
            most = moved > most ? moved : most;
        }
        return most;
    }
}
