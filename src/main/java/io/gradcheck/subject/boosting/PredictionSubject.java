package io.gradcheck.subject.boosting;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A subject of a vector {@code x}, whose variable is called {@code predictions} and has the layout's shape. */
final class PredictionSubject extends ForwardingSubject {

    private static final String OUTSIDE = "predictions";
    private static final String INSIDE = "x";

    private final int[] shape;
    private final Function<double[], List<String>> mistakes;

    /**
     * Renames the variable.
     *
     * @param mistakes from the predictions to what explains the whole of what is claimed there
     */
    PredictionSubject(Subject subject, int[] shape, Function<double[], List<String>> mistakes) {
        super(subject);
        this.shape = shape;
        this.mistakes = mistakes;
    }

    @Override
    public Map<String, Tensor> point() {
        return renamed(super.point());
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return super.evaluate(inside(point));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        return renamed(super.gradient(inside(point), upstream));
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        mistakes.apply(values(point, OUTSIDE).clone())
                .forEach(mistake -> suspects.put(mistake, gradient(point, upstream)));
        super.suspects(inside(point), upstream).forEach((mistake, wrong) -> suspects.put(mistake, renamed(wrong)));
        return suspects;
    }

    private Map<String, Tensor> renamed(Map<String, Tensor> inside) {
        return Map.of(OUTSIDE, Tensor.of(shape, values(inside, INSIDE)));
    }

    private static Map<String, Tensor> inside(Map<String, Tensor> point) {
        return Map.of(INSIDE, Tensor.vector(values(point, OUTSIDE)));
    }

    private static double[] values(Map<String, Tensor> point, String variable) {
        return Objects.requireNonNull(point.get(variable), variable).values();
    }
}
