package io.gradcheck.check.law;

import io.gradcheck.check.decision.DeclaredRanges;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryLengths;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.NamedTensors;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * A point close to the subject's own, drawn at random. It is not kept but drawn again from its seed where it is wanted
 * once more, since a copy of all variables can be large.
 */
final class NearbyPoint {

    private static final double RADIUS = 1e-2;

    private final EvaluationPoint base;
    private final long seed;
    private boolean closer;

    /**
     * Prepares the point.
     *
     * @param base the subject's own point
     * @param seed of the sequence that the point is drawn from, from its beginning
     */
    NearbyPoint(EvaluationPoint base, long seed) {
        this.base = base;
        this.seed = seed;
    }

    /** Draws the point: every variable moves by a hundredth of its scale, or of each entry's own size where these are mixed. */
    NamedTensors draw(SplittableRandom random) {
        NamedTensors moved = base.point().copy();
        moved.forEach((variable, tensor) -> {
            IntToDoubleFunction reach = EntryLengths.reach(base, variable);
            double[] x = tensor.values();
            for (int i = 0; i < x.length; i++) {
                x[i] += RADIUS * reach.applyAsDouble(i) * Entries.weight(random);
            }
        });
        DeclaredRanges.keep(base, moved);
        return moved;
    }

    /** Draws another, which is the point from now on: every entry moves by a hundredth of its own size. */
    NamedTensors drawCloser(SplittableRandom random) {
        closer = true;
        NamedTensors moved = base.point().copy();
        moved.forEach((variable, tensor) -> {
            double[] x = tensor.values();
            for (int i = 0; i < x.length; i++) {
                x[i] *= 1 + RADIUS * Entries.weight(random);
            }
        });
        DeclaredRanges.keep(base, moved);
        return moved;
    }

    /** The point as it was drawn first, also where another was drawn since. */
    NamedTensors first() {
        return draw(new SplittableRandom(seed));
    }

    /** The point as it was drawn last. */
    NamedTensors again() {
        SplittableRandom sequence = new SplittableRandom(seed);
        NamedTensors drawn = draw(sequence);
        return closer ? drawCloser(sequence) : drawn;
    }
}
