package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;

/** A function of one vector variable, at a place. */
abstract class PlacedSubject implements Subject {

    private final String name;
    private final String variable;
    private final Tensor at;

    PlacedSubject(String name, String variable, double... at) {
        if (at.length == 0) {
            throw new IllegalArgumentException("at: found no coordinate, wanted a place at which to check " + name);
        }
        this.name = Objects.requireNonNull(name, "name");
        this.variable = variable;
        this.at = Tensor.vector(at.clone());
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> point() {
        return Map.of(variable, at);
    }

    /** The live coordinates of the place in a point. */
    final double[] place(Map<String, Tensor> point) {
        return Variables.get(point, variable).values();
    }

    /** Wraps the gradient. */
    final Map<String, Tensor> gradient(double[] byPlace) {
        return Map.of(variable, Tensor.vector(byPlace));
    }
}
