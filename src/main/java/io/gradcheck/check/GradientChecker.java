package io.gradcheck.check;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/**
 * Checks hand-written gradients against numeric derivatives whose error is known.
 *
 * <p>Immutable and thread-safe. The same seed gives the same report, bit for bit.
 *
 * <pre>{@code
 * GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::cos, 0.3)).throwIfFailed();   // passes
 * GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::sin, 0.3)).throwIfFailed();   // throws
 * }</pre>
 */
public final class GradientChecker {

    private static final long STANDARD_SEED = 1;
    private static final int STANDARD_EVALUATIONS = 150;
    private static final int FEWEST_EVALUATIONS = 30;

    private final long seed;
    private final int maxEvaluations;
    private final boolean vacuousAllowed;

    private GradientChecker(long seed, int maxEvaluations, boolean vacuousAllowed) {
        this.seed = seed;
        this.maxEvaluations = maxEvaluations;
        this.vacuousAllowed = vacuousAllowed;
    }

    /** {@return a checker with seed 1, at most 150 evaluations a variable, that does not accept to have seen nothing} */
    public static GradientChecker standard() {
        return new GradientChecker(STANDARD_SEED, STANDARD_EVALUATIONS, false);
    }

    /**
     * The same checker with another seed for its directions.
     *
     * @param seed any number
     * @return a new checker
     */
    public GradientChecker seed(long seed) {
        return new GradientChecker(seed, maxEvaluations, vacuousAllowed);
    }

    /**
     * The same checker with another limit of evaluations.
     *
     * @param evaluations how often the subject may be evaluated for the verdict on one variable; naming the wrong entries
     *     of a failing one comes on top
     * @return a new checker
     * @throws IllegalArgumentException if it is below 30, with which hardly any verdict can be reached
     */
    public GradientChecker maxEvaluations(int evaluations) {
        if (evaluations < FEWEST_EVALUATIONS) {
            throw new IllegalArgumentException(
                    "evaluations: found " + evaluations + ", wanted at least " + FEWEST_EVALUATIONS);
        }
        return new GradientChecker(seed, evaluations, vacuousAllowed);
    }

    /**
     * The same checker, but a subject of which nothing could be seen passes.
     *
     * @return a new checker
     */
    public GradientChecker allowVacuous() {
        return new GradientChecker(seed, maxEvaluations, true);
    }

    /**
     * Checks the gradient of a subject at its point, variable by variable.
     *
     * @param subject what to check. Evaluated on copies of its point.
     * @return what was found
     * @throws IllegalArgumentException if the subject has no variable
     * @throws IllegalArgumentException if its gradient lacks a variable, or has another shape than the variable
     */
    public GradientReport check(Subject subject) {
        Map<String, Tensor> point = subject.point();
        if (point.isEmpty()) {
            throw new IllegalArgumentException(
                    "subject " + subject.name() + ": found no variable in its point, wanted at least one to check");
        }
        return new SubjectCheck(subject, seed, maxEvaluations, vacuousAllowed).report();
    }
}
