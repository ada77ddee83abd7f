package io.gradcheck.check.jacobian;

import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * The gradients that a subject claims at one place for some of its outputs alone, each a vector-Jacobian product.
 *
 * <p>One gradient is that of every variable, so they are kept for the next one, as long as they are not too many numbers.
 */
public final class Claims {

    // 32 MB.
    private static final long MOST_KEPT = 1 << 22;

    private final EvaluationPoint place;
    private final long entries;
    private final Map<Group, NamedTensors> claimed = new HashMap<>();
    private int gradients;

    /**
     * Prepares them; nothing is asked for yet.
     *
     * @param place the place, in the units of the subject
     */
    public Claims(EvaluationPoint place) {
        this.place = place;
        this.entries = place.point().entries();
    }

    EvaluationPoint place() {
        return place;
    }

    Tensor upstream() {
        return place.f().upstream();
    }

    int outputs() {
        return upstream().size();
    }

    /** How many gradients were asked for. */
    int gradients() {
        return gradients;
    }

    /** The gradient that is claimed for a group of outputs. */
    NamedTensors of(Group group, Evaluations expense) {
        NamedTensors known = claimed.get(group);
        if (known != null) {
            return known;
        }
        expense.spend();
        gradients++;
        NamedTensors asked = place.claimed(group.of(upstream()));
        if ((claimed.size() + 1) * entries <= MOST_KEPT) {
            claimed.put(group, asked);
        }
        return asked;
    }
}
