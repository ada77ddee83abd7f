package io.gradcheck.check.hostile;

import io.gradcheck.check.kinds.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the checker is known to get wrong over 50 seeds, with the reason; anything else is a defect.
 *
 * <p>Right gradients that fail, and wrong ones that pass or are taken for right around a kink.
 */
final class KnownLimits {

    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        limit(
                "linear at the point, but the chain rule gives another slope there; without a jump in sight this is how a wrong special case looks",
                "leaky(-leaky x)",
                "relu(x) - relu(-x) beside a zero");
        limit(
                "an undeclared tolerance: the values really are those of another smooth function",
                "Newton's cube root to 0.01",
                "fixed point of cos(x y) to 0.01",
                "Newton's cube root to 1.0E-4",
                "fixed point of cos(x y) to 1.0E-4",
                "fixed point of cos(x y) to 1.0E-6",
                "fixed point of cos(x y) to 1.0E-9");
        limit(
                "a fine term whose value is below what the steps resolve",
                "x + sin(1.0E8 x) / 1.0E8: fine term left out");
        limit(
                "a peak at the point alone, between the smallest steps: the odd part does not see it",
                "x + Gaussian of width 1.0E-8: peak left out");
        limit(
                "the power is so fractional that extrapolation from one side converges too slowly",
                "x^1.1 at 0: factor 1.1");
        limit(
                "claimed at the kink or inside a narrow zone only; around it the gradient is right, which is what KINK says",
                "relu at a zero, claimed there: 7 at the kink",
                "x log x at 0: one at zero",
                "x^1.1 at 0: one at zero",
                "x^1.5 at 0: one at zero",
                "x^2.5 at 0: one at zero");
        limit(
                "values in steps of a thousandth: one point nearby of a few is taken in by them",
                "sin in steps of 0.001, accuracy declared: sign");
    }

    private KnownLimits() {}

    private static void limit(String reason, String... keys) {
        for (String key : keys) {
            REASONS.put(key, reason);
        }
    }

    static Optional<String> reason(Tally tally) {
        return Optional.ofNullable(REASONS.get(tally.key()));
    }

    /** {@return the keys of the tallies that are known to go wrong} */
    static List<String> keys() {
        return List.copyOf(REASONS.keySet());
    }
}
