package io.gradcheck.check.probe;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Lines;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A subject of which every output along one line is kept: each place is evaluated once, whatever weights the outputs are
 * given.
 *
 * <p>All of its lines are that line.
 */
public final class RecordedOutputs extends ForwardingSubject {

    private final Line line;
    private final int[] shape;
    private final Evaluations expense;
    private final Map<Double, double[]> seen = new HashMap<>();

    /**
     * Prepares the record.
     *
     * @param subject the subject
     * @param variable the variable that moves
     * @param direction how it moves
     * @param shape the shape of the output
     * @param expense where evaluations are counted: one for each place
     */
    public RecordedOutputs(Subject subject, String variable, Direction direction, int[] shape, Evaluations expense) {
        super(subject);
        this.line = subject.lines().along(variable, direction);
        this.shape = shape.clone();
        this.expense = expense;
    }

    /** The output at a place of the line, not a number throughout where the subject rejects the argument. */
    public Tensor at(double t) {
        return Tensor.of(shape, seen.computeIfAbsent(t, this::evaluated));
    }

    private double[] evaluated(double t) {
        expense.spend();
        Tensor output = Tensor.zeros(shape);
        try {
            OutsideDomain.call(() -> {
                line.at(t, output);
                return output;
            });
        } catch (OutsideDomain outside) {
            if (outside.thrown() instanceof WrongResultException wrong) {
                throw wrong;
            }
            Arrays.fill(output.values(), Double.NaN);
        }
        return output.values();
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return this::write;
    }

    @Override
    public Lines lines() {
        return (variable, direction) -> this::write;
    }

    private void write(double t, Tensor output) {
        System.arraycopy(at(t).values(), 0, output.values(), 0, output.size());
    }
}
