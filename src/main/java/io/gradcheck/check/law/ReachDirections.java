package io.gradcheck.check.law;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Directions along the variables by which a function moves most, as the gradient has it: one for all who look along a
 * variable, since to draw a large one takes as long as to look.
 */
public final class ReachDirections {

    private static final int VARIABLES = 2;

    private final SplittableRandom random;
    private final Map<String, Entries.Drawn> drawn = new HashMap<>();

    /**
     * Directions that are yet to be drawn.
     *
     * @param random what they are drawn from, when they are first asked for
     */
    public ReachDirections(SplittableRandom random) {
        this.random = random;
    }

    /** The variables: two, or one where there is no other. */
    public static List<String> variables(EvaluationPoint base) {
        return base.byReach().stream().limit(VARIABLES).toList();
    }

    /** The direction of all entries of a variable. */
    public Entries.Drawn of(EvaluationPoint base, String variable) {
        return drawn.computeIfAbsent(variable, name -> {
            int size = base.value(name).size();
            return Entries.all(size).drawn(random, base.value(name).shape());
        });
    }

    /** The same for the last time: it is not kept any longer. */
    public Entries.Drawn take(EvaluationPoint base, String variable) {
        Entries.Drawn last = of(base, variable);
        drawn.remove(variable);
        return last;
    }
}
