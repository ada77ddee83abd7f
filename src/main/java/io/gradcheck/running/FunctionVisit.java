package io.gradcheck.running;

import io.gradcheck.subject.Subject;
import java.util.function.Function;

/** A point of a function of a vector. */
final class FunctionVisit implements Visit {

    private final String call;
    private final String name;
    private final String functions;
    private final double[] x;
    private final Function<double[], Subject> subject;
    private final Function<double[], ?> after;

    /**
     * A point.
     *
     * @param call the factory of the subject, for code
     * @param name the name of the subject
     * @param functions its functions, for code
     * @param x the point. Not modified; copied where it is kept.
     * @param subject makes the subject, which copies the point
     * @param after is called with a copy of the point after a check: where a gradient uses what the call of the value just
     *     before it has left, the value is called once more
     */
    FunctionVisit(
            String call,
            String name,
            String functions,
            double[] x,
            Function<double[], Subject> subject,
            Function<double[], ?> after) {
        this.call = call;
        this.name = name;
        this.functions = functions;
        this.x = x;
        this.subject = subject;
        this.after = after;
    }

    @Override
    public Subject subject() {
        return subject.apply(x.clone());
    }

    @Override
    public void leave() {
        try {
            Object unused = after.apply(x.clone());
        } catch (RuntimeException | Error outsideTheDomain) { // what it throws, it has thrown in the check too
            return;
        }
    }

    @Override
    public SubjectCode code(Subject made) {
        return SubjectCode.ofFunction(call, name, functions, x);
    }
}
