package io.gradcheck.subject.boosting;

import io.gradcheck.subject.Precision;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Whether what is claimed is like what a mistake makes, as far as difference quotients tell. */
final class Likeness {

    private final double[] claimed;
    private final double share;

    Likeness(double[] claimed, Precision precision) {
        this.claimed = claimed;
        this.share = precision == Precision.FLOAT ? 2e-2 : 1e-4;
    }

    /** The step of difference quotients at a number. */
    static double step(double x, Precision precision) {
        return (precision == Precision.FLOAT ? 3e-2 : 1e-4) * Math.max(1, Math.abs(x));
    }

    /** What is not distinguished from zero. */
    double tolerance() {
        return share * Arrays.stream(claimed).map(Math::abs).max().orElse(0);
    }

    boolean is(IntToDoubleFunction other) {
        double tolerance = tolerance();
        for (int i = 0; i < claimed.length; i++) {
            if (!(Math.abs(claimed[i] - other.applyAsDouble(i)) <= tolerance)) {
                return false;
            }
        }
        return tolerance > 0;
    }
}
