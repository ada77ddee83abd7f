package io.gradcheck.check.probe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How large the variables at a point are, and the gradients that are claimed there: looked at once, since they can be large. */
final class PointSizes {

    private final NamedTensors point;
    private final NamedTensors gradient;
    private final Map<String, OfVariable> known = new ConcurrentHashMap<>();
    private @Nullable List<String> byReach;

    /**
     * What is known of a variable.
     *
     * @param value the sizes of its entries
     * @param gradient those of its gradient
     * @param scale {@link Entries#scale} of all entries
     */
    private record OfVariable(Sizes value, Sizes gradient, double scale) {}

    PointSizes(NamedTensors point, NamedTensors gradient) {
        this.point = point;
        this.gradient = gradient;
    }

    Sizes of(String variable) {
        return known(variable).value;
    }

    Sizes ofGradient(String variable) {
        return known(variable).gradient;
    }

    double scale(String variable) {
        return known(variable).scale;
    }

    private OfVariable known(String variable) {
        return known.computeIfAbsent(variable, name -> {
            double[] x = point.get(name).values();
            Sizes value = Sizes.of(x);
            double scale = Entries.all(x.length).scale(x, value.largest());
            return new OfVariable(value, Sizes.of(gradient.get(name).values()), scale);
        });
    }

    /** All variables, first those with which the function moves most, as the gradient has it. */
    List<String> byReach() {
        List<String> sorted = byReach;
        if (sorted == null) {
            Map<String, Double> reaches = new HashMap<>();
            point.names().forEach(variable -> reaches.put(variable, reach(variable)));
            sorted = point.names().stream()
                    .sorted(Comparator.<String, Double>comparing(reaches::get).reversed())
                    .toList();
            byReach = sorted;
        }
        return sorted;
    }

    /** How far the function moves with a variable, as the gradient has it: {@code s sum |g_i|}. */
    double reach(String variable) {
        double reach = ofGradient(variable).sum() * scale(variable);
        return Double.isFinite(reach) ? reach : 0;
    }
}
