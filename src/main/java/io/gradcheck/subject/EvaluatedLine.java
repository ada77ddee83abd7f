package io.gradcheck.subject;

import java.util.LinkedHashMap;
import java.util.Map;

/** A line that evaluates the whole subject at each place, on copies of its point. */
final class EvaluatedLine implements Line {

    private final Subject subject;
    private final double[] start;
    private final double[] direction;
    private final Tensor moved;
    private final Map<String, Tensor> point = new LinkedHashMap<>();

    EvaluatedLine(Subject subject, String variable, Tensor direction) {
        Map<String, Tensor> from = subject.point();
        Tensor value = from.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("variable: found " + variable + ", wanted one of " + from.keySet()
                    + " of subject " + subject.name());
        }
        if (!value.hasShapeOf(direction)) {
            throw new IllegalArgumentException("direction: found shape " + direction.shapeText() + ", wanted "
                    + value.shapeText() + " as variable " + variable + " of subject " + subject.name());
        }
        this.subject = subject;
        this.start = value.values().clone();
        this.direction = direction.values();
        from.forEach((name, tensor) -> point.put(name, tensor.copy()));
        this.moved = value.copy();
        point.put(variable, moved);
    }

    @Override
    public void at(double t, Tensor output) {
        double[] x = moved.values();
        for (int i = 0; i < x.length; i++) {
            x[i] = start[i] + t * direction[i];
        }
        Tensor result = WrongResultException.require(subject.name(), "evaluate", subject.evaluate(point), "a tensor");
        if (!result.hasShapeOf(output)) {
            throw new WrongResultException("subject " + subject.name() + ": evaluate returned shape "
                    + result.shapeText() + " where it had returned " + output.shapeText()
                    + " before; the output's shape must not depend on the values");
        }
        System.arraycopy(result.values(), 0, output.values(), 0, output.size());
    }
}
