package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Directions that keep ties and zeros: equal entries move alike, zeros stay.
 *
 * <p>Along them a maximum over tied entries is smooth, so a gradient that counts the tied entries twice, or not at all,
 * shows although every other direction meets a kink.
 */
public final class Ties {

    private Ties() {}

    /**
     * Whether a variable has ties or zeros that a direction could keep, and anything else to move.
     *
     * @param region the entries that may move
     * @param x the variable
     */
    public static boolean in(Entries region, Tensor x) {
        Map<Double, Integer> seen = new HashMap<>();
        int moving = 0;
        int zeros = 0;
        for (int k = 0; k < region.count(); k++) {
            double value = x.values()[region.entry(k)];
            if (value == 0) {
                zeros++;
            } else {
                moving++;
                seen.merge(value, 1, Integer::sum);
            }
        }
        return moving > 0 && (zeros > 0 || seen.size() < moving);
    }

    public static Direction direction(Entries region, Tensor x, SplittableRandom random) {
        Tensor direction = Tensor.zeros(x.shape());
        Map<Double, Double> weights = new HashMap<>();
        for (int k = 0; k < region.count(); k++) {
            int i = region.entry(k);
            double value = x.values()[i];
            if (value != 0) {
                direction.values()[i] = weights.computeIfAbsent(value, v -> Entries.weight(random));
            }
        }
        return Direction.of(direction);
    }
}
