package io.gradcheck.numeric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A function that notes where it was asked for its value. */
final class Noted implements DoubleUnaryOperator {

    private final DoubleUnaryOperator phi;
    private final List<Double> places = new ArrayList<>();

    Noted(DoubleUnaryOperator phi) {
        this.phi = phi;
    }

    @Override
    public double applyAsDouble(double t) {
        places.add(t);
        return phi.applyAsDouble(t);
    }

    List<Double> places() {
        return places;
    }
}
