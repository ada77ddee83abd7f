package io.gradcheck.subject;

import java.util.Arrays;
import java.util.Map;

/** A line that evaluates the whole subject at each place, on copies of its point. */
final class EvaluatedLine implements Line {

    private final Subject subject;
    private final double[] start;
    private final double[] direction;
    private final Tensor moved;
    private final Map<String, Tensor> point;

    EvaluatedLine(Subject subject, String variable, Tensor direction) {
        Map<String, Tensor> from = subject.point();
        Tensor value = moving(subject, from, variable, direction.shape());
        this.subject = subject;
        this.start = value.values().clone();
        this.direction = direction.values();
        this.point = Variables.copy(from);
        this.moved = Variables.get(point, variable);
    }

    /**
     * The variable that moves.
     *
     * @throws IllegalArgumentException if there is no such variable
     * @throws IllegalArgumentException if the shape is not the variable's
     */
    static Tensor moving(Subject subject, Map<String, Tensor> point, String variable, int... shape) {
        Tensor value = point.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("variable: found " + variable + ", wanted one of " + point.keySet()
                    + " of subject " + subject.name());
        }
        if (!Arrays.equals(value.shape(), shape)) {
            throw new IllegalArgumentException("direction: found shape " + Arrays.toString(shape) + ", wanted "
                    + value.shapeText() + " as variable " + variable + " of subject " + subject.name());
        }
        return value;
    }

    @Override
    public void at(double t, Tensor output) {
        double[] x = moved.values();
        for (int i = 0; i < x.length; i++) {
            x[i] = start[i] + t * direction[i];
        }
        evaluate(subject, point, output);
    }

    /**
     * Evaluates a subject.
     *
     * @param output receives the result. Overwritten.
     * @throws WrongResultException if the result is null, or has another shape
     */
    static void evaluate(Subject subject, Map<String, Tensor> point, Tensor output) {
        Tensor result = WrongResultException.require(subject.name(), "evaluate", subject.evaluate(point), "a tensor");
        if (!result.hasShapeOf(output)) {
            throw new WrongResultException("subject " + subject.name() + ": evaluate returned shape "
                    + result.shapeText() + " where it had returned " + output.shapeText()
                    + " before; the output's shape must not depend on the values");
        }
        System.arraycopy(result.values(), 0, output.values(), 0, output.size());
    }
}
