package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryLengths;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Generic points near a point: every variable is moved, so that no kink passes through them by design.
 *
 * <p>They come in pairs that mirror each other, so that both sides of every kink through the point are visited. Where
 * that leaves the domain, all entries are moved up, else all down: a point at an edge, such as zeros under a logarithm,
 * has its neighbours on one side. Where that leaves the domain too, each entry is moved by a hundredth of its own size at
 * most. Entries that ascend or descend, as the knots of a table do, keep their order, and all keep to the ranges that are
 * declared.
 */
public final class NeighbourPoints {

    /** How the entries are moved. */
    private enum Way {
        BOTH,
        UP,
        DOWN,
        CAREFUL
    }

    private final EvaluationPoint centre;
    private final SplittableRandom random;
    private Way way = Way.BOTH;
    private long draw;
    private int sign = -1;

    public NeighbourPoints(EvaluationPoint centre, SplittableRandom random) {
        this.centre = centre;
        this.random = random;
    }

    /** The next point nearby; null where the function is not finite there. */
    @Nullable
    public EvaluationPoint next(Evaluations evaluations) {
        sign = -sign;
        if (sign > 0 || way == Way.UP || way == Way.DOWN) {
            draw = random.nextLong();
        }
        // Drawn anew from one number rather than kept, since variables can be large.
        SplittableRandom offsets = new SplittableRandom(draw);
        NamedTensors moved = centre.point().map((name, tensor) -> moved(name, tensor, offsets));
        DeclaredRanges.keep(centre, moved);
        moved.names().forEach(name -> MonotoneRows.keepOrder(centre.value(name), moved.get(name)));
        EvaluationPoint place = centre.at(moved, evaluations);
        if (place != null) {
            return place;
        }
        way = way == Way.BOTH ? Way.UP : way == Way.UP ? Way.DOWN : Way.CAREFUL;
        return null;
    }

    /** The point nearby to which one variable alone moves along a direction; null where the function is not finite there. */
    public static @Nullable EvaluationPoint along(Direction direction, Prober prober) {
        EvaluationPoint centre = prober.base();
        NamedTensors moved = centre.point().copy();
        double[] x = moved.get(prober.variable()).values();
        double step = centre.arithmetic().nearby() * Entries.all(x.length).scale(centre.value(prober.variable()));
        for (int i = 0; i < x.length; i++) {
            x[i] += step * direction.weight(i);
        }
        DeclaredRanges.keep(centre, moved);
        return centre.at(moved, prober.evaluations());
    }

    private Tensor moved(String variable, Tensor tensor, SplittableRandom offsets) {
        IntToDoubleFunction reach = EntryLengths.reach(centre, variable);
        Tensor moved = tensor.copy();
        double[] x = moved.values();
        for (int i = 0; i < x.length; i++) {
            double scale = reach.applyAsDouble(i);
            double offset = 2 * offsets.nextDouble() - 1;
            x[i] += centre.arithmetic().nearby()
                    * switch (way) {
                        case BOTH -> sign * scale * offset;
                        case UP -> scale * Math.abs(offset);
                        case DOWN -> -scale * Math.abs(offset);
                        case CAREFUL -> sign * Math.min(scale, Math.abs(x[i])) * offset;
                    };
        }
        return moved;
    }
}
