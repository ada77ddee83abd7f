package io.gradcheck.check.decision;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** How many subjects of as many seeds fail. */
final class Failures {

    private Failures() {}

    /**
     * Checks a subject for each seed, which is the checker's too.
     *
     * @param seeds their number; the first is 0
     */
    static long of(int seeds, int maxEvaluations, LongFunction<Subject> subject) {
        return LongStream.range(0, seeds)
                .filter(seed -> GradientChecker.standard()
                                .seed(seed)
                                .maxEvaluations(maxEvaluations)
                                .check(subject.apply(seed))
                                .verdict()
                        == Verdict.FAIL)
                .count();
    }
}
