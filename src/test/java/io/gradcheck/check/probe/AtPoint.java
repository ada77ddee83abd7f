package io.gradcheck.check.probe;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A subject at its point with an upstream gradient of ones, as the laws are handed it. */
public final class AtPoint {

    private AtPoint() {}

    public static EvaluationPoint of(Subject subject) {
        Tensor output = output(subject);
        Tensor ones = Tensor.zeros(output.shape());
        Arrays.fill(ones.values(), 1);
        return EvaluationPoint.of(new Contraction(subject, ones, 0), output);
    }

    /** A prober of one variable that may evaluate the subject a thousand times. */
    public static Prober prober(Subject subject, String variable, double noise, long seed) {
        return prober(subject, variable, noise, seed, 1000);
    }

    public static Prober prober(Subject subject, String variable, double noise, long seed, int maxEvaluations) {
        return new Prober(of(subject), variable, noise, new SplittableRandom(seed), new Evaluations(maxEvaluations));
    }

    public static Tensor output(Subject subject) {
        return subject.evaluate(NamedTensors.copyOf(subject.point()).asMap()).copy();
    }
}
