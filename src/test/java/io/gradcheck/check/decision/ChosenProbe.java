package io.gradcheck.check.decision;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.function.DoubleUnaryOperator;

/** A probe at a point whose numbers are chosen, to put them on either side of a limit. */
final class ChosenProbe {

    private final Prober prober;
    private Entries region;
    private Direction direction;
    private double firstStep = 0.1;
    private double analytic = 1;
    private double magnitude = Double.NaN;
    private double derivative = 1;
    private double bound = 1e-12;
    private double jump;
    private double step = 1e-3;
    private DerivativeEstimate.Sides sides = DerivativeEstimate.Sides.BOTH;
    private double range;
    private double nearest;

    private ChosenProbe(Prober prober) {
        this.prober = prober;
        int size = prober.base().value(prober.variable()).size();
        double[] first = new double[size];
        first[0] = 1;
        this.region = Entries.all(size);
        this.direction = Direction.of(Tensor.vector(first));
    }

    /** One along the first entry that agrees: claimed and seen is 1, over steps from 0.1 down to 0.001. */
    static ChosenProbe at(Prober prober) {
        return new ChosenProbe(prober);
    }

    ChosenProbe weights(double... weights) {
        direction = Direction.of(Tensor.vector(weights));
        return this;
    }

    ChosenProbe region(Entries entries) {
        region = entries;
        return this;
    }

    ChosenProbe claims(double slope) {
        analytic = slope;
        return this;
    }

    /** The size of the terms of the claim, where that is not its own. */
    ChosenProbe terms(double size) {
        magnitude = size;
        return this;
    }

    ChosenProbe sees(double slope) {
        derivative = slope;
        return this;
    }

    ChosenProbe bound(double of) {
        bound = of;
        return this;
    }

    ChosenProbe jump(double of) {
        jump = of;
        return this;
    }

    ChosenProbe steps(double first, double smallest) {
        firstStep = first;
        step = smallest;
        return this;
    }

    ChosenProbe sides(DerivativeEstimate.Sides seen) {
        sides = seen;
        return this;
    }

    /** How far the function was seen to move; by default nothing was seen of it. */
    ChosenProbe range(double of) {
        return moves(of, of);
    }

    /** How far the function was seen to move over the first step, and over the smallest. */
    ChosenProbe moves(double far, double near) {
        range = far;
        nearest = near;
        return this;
    }

    Probe made() {
        DoubleUnaryOperator phi = range == 0
                ? prober.base().f().along(prober.variable(), direction, prober.evaluations())
                : t -> t == 0 ? 0 : Math.abs(t) > step ? range : nearest;
        double atZero = phi.applyAsDouble(0);
        double size = Double.isNaN(magnitude) ? Math.abs(analytic) : magnitude;
        Derivative estimator =
                new Derivative(phi, atZero, 0, analytic, size, prober.base().arithmetic());
        if (range > 0) {
            estimator.centralDifference(2 * step);
            estimator.centralDifference(step);
        }
        DerivativeEstimate slope = new DerivativeEstimate(derivative, 0, jump, 0, step, bound, sides);
        return new Probe(region, direction, firstStep, analytic, size, 0, slope, estimator);
    }
}
