package io.gradcheck.check;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * {@code sum (i + 1) sin(x_i)} over all entries of all variables: a right gradient {@code (i + 1) cos(x_i)} whose entries
 * have nothing in common, to be got wrong.
 */
public final class Separable {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private final Map<String, Tensor> point = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<Tensor>> mistakes = new LinkedHashMap<>();

    public static Separable of(String variable, int... shape) {
        return new Separable().and(variable, shape);
    }

    /** Adds a variable with values between 0.2 and 1.2. */
    public Separable and(String variable, int... shape) {
        SplittableRandom random = new SplittableRandom(variable.hashCode());
        Tensor value = Tensor.zeros(shape);
        for (int i = 0; i < value.size(); i++) {
            value.values()[i] = 0.2 + random.nextDouble();
        }
        point.put(variable, value);
        return this;
    }

    /** Says how the gradient of a variable is wrong; the function gets the right one, for upstream 1. */
    public Separable wrong(String variable, UnaryOperator<Tensor> mistake) {
        mistakes.put(variable, mistake);
        return this;
    }

    public double[] x(String variable) {
        return point.get(variable).values();
    }

    /** The right gradient of a variable at the point. */
    public Tensor gradient(String variable) {
        return right(point.get(variable));
    }

    private static Tensor right(Tensor x) {
        Tensor gradient = x.copy();
        for (int i = 0; i < x.size(); i++) {
            gradient.values()[i] = (i + 1) * Math.cos(x.values()[i]);
        }
        return gradient;
    }

    public Subject subject() {
        return new GivenSubject(
                "separable",
                point,
                Precision.DOUBLE,
                at -> {
                    double sum = 0;
                    for (Tensor x : at.values()) {
                        for (int i = 0; i < x.size(); i++) {
                            sum += (i + 1) * Math.sin(x.values()[i]);
                        }
                    }
                    return Tensor.scalar(sum);
                },
                (at, upstream) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>();
                    at.forEach((name, x) -> {
                        Tensor reported = mistakes.getOrDefault(name, UnaryOperator.identity())
                                .apply(right(x))
                                .copy();
                        for (int i = 0; i < reported.size(); i++) {
                            reported.values()[i] *= upstream.get();
                        }
                        gradient.put(name, reported);
                    });
                    return gradient;
                });
    }

    /** What is named for a variable, which must fail. */
    public List<Diagnosis> diagnoses(String variable) {
        return diagnoses(subject(), variable);
    }

    public static List<Diagnosis> diagnoses(Subject subject, String variable) {
        Finding finding = CHECKER.check(subject).finding(variable);
        if (finding.verdict() != Verdict.FAIL) {
            throw new AssertionError("gradient of " + variable + ": found " + finding + ", wanted it to fail");
        }
        return finding.diagnoses();
    }
}
