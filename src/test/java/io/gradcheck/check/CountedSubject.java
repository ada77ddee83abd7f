package io.gradcheck.check;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Counts every evaluation and every gradient of a subject, of its lines and of its parts. */
public final class CountedSubject extends ForwardingSubject {

    private static final Class<?> EVALUATING =
            new Square().along("x", Tensor.vector(1, 1)).getClass();

    private final Calls calls;

    /** Counts of a subject and its parts together. */
    private static final class Calls {
        private int evaluations;
        private int gradients;
        private int lines;
        private int places;
    }

    public CountedSubject(Subject subject) {
        this(subject, new Calls());
    }

    private CountedSubject(Subject subject, Calls calls) {
        super(subject);
        this.calls = calls;
    }

    public int evaluations() {
        return calls.evaluations;
    }

    public int gradients() {
        return calls.gradients;
    }

    /** {@return how many lines of its own the subject was asked for} */
    public int linesOfItsOwn() {
        return calls.lines;
    }

    /** {@return how many of the evaluations were places on such lines} */
    public int places() {
        return calls.places;
    }

    public int calls() {
        return calls.evaluations + calls.gradients;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        calls.evaluations++;
        return super.evaluate(at);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        calls.gradients++;
        return super.gradient(at, upstream);
    }

    @Override
    public Line along(String variable, Tensor direction) {
        Line own = subject().along(variable, direction);
        if (own.getClass().equals(EVALUATING)) {
            return super.along(variable, direction);
        }
        calls.lines++;
        return new Line() {
            @Override
            public void at(double t, Tensor output) {
                calls.evaluations++;
                calls.places++;
                own.at(t, output);
            }

            @Override
            public boolean beginsWithValue() {
                return own.beginsWithValue();
            }
        };
    }

    @Override
    public List<Subject> parts() {
        return subject().parts().stream()
                .<Subject>map(part -> new CountedSubject(part, calls))
                .toList();
    }
}
