package io.gradcheck.check;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.function.DoubleUnaryOperator;

/** A subject's output contracted with a fixed upstream gradient to one number: {@code <u, f(x)>}. */
final class Contraction {

    private final Subject subject;
    private final Tensor upstream;

    Contraction(Subject subject, Tensor upstream) {
        this.subject = subject;
        this.upstream = upstream;
    }

    Subject subject() {
        return subject;
    }

    Tensor upstream() {
        return upstream;
    }

    /** The contraction of another subject by the same upstream gradient. */
    Contraction of(Subject other) {
        return new Contraction(other, upstream);
    }

    /** The size of the terms of the contraction, {@code sum |u_i y_i|}: their rounding is the contraction's. */
    double magnitude(Tensor output) {
        double sum = 0;
        for (int i = 0; i < output.size(); i++) {
            sum += Math.abs(upstream.values()[i] * output.values()[i]);
        }
        return sum;
    }

    /** {@code phi(t) = <u, f(x + t d)>}; not a number where the subject rejects the argument. */
    DoubleUnaryOperator along(String variable, Tensor direction, Evaluations evaluations) {
        Line line = subject.along(variable, direction);
        Tensor output = Tensor.zeros(upstream.shape());
        return t -> {
            evaluations.spend();
            try {
                line.at(t, output);
            } catch (IllegalArgumentException | ArithmeticException outsideTheDomain) {
                return Double.NaN;
            }
            return Sums.dot(upstream.values(), output.values());
        };
    }
}
