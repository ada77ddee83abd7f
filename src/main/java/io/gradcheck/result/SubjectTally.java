package io.gradcheck.result;

import io.gradcheck.check.Check;
import io.gradcheck.check.Finding;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Adds up the checks of one subject, or of a series of subjects of one class, and keeps the worst of them. */
final class SubjectTally {

    private static final double NANOS = 1e9;

    private final String classUnderTest;
    private String subject;
    private long seed;
    private long tries;
    private long shrinkingTries;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long vacuous;
    private long evaluations;
    private long nanos;
    private double detectionLimit = Double.NaN;
    private double relativeDetectionLimit = Double.NaN;

    @Nullable
    private CheckResult shown;

    SubjectTally(String classUnderTest, String subject) {
        this.classUnderTest = classUnderTest;
        this.subject = subject;
    }

    void add(Check check, boolean shrinking) {
        GradientReport report = check.report();
        evaluations += report.evaluations();
        nanos += check.time().toNanos();
        if (shrinking) {
            shrinkingTries++;
        } else {
            tries++;
            verdicts.merge(report.verdict(), 1L, Long::sum);
            vacuous += report.isVacuous() ? 1 : 0;
            detectionLimit = larger(detectionLimit, report, Finding::detectionLimit);
            relativeDetectionLimit = larger(relativeDetectionLimit, report, Finding::relativeDetectionLimit);
        }
        if (isToBeShown(report.verdict(), shrinking)) {
            // Mutants are asked for here only, since they cost as much as a check.
            shown = CheckResult.of(report);
            subject = report.subject();
            seed = report.seed();
        }
    }

    private boolean isToBeShown(Verdict verdict, boolean shrinking) {
        if (shown == null) {
            return true;
        }
        int worse = verdict.compareTo(shown.verdict());
        return worse > 0 || (worse == 0 && shrinking && verdict == Verdict.FAIL);
    }

    private static double larger(double limit, GradientReport report, ToDoubleFunction<Finding> limitOf) {
        double largest = limit;
        for (Finding finding : report.findings()) {
            double one = limitOf.applyAsDouble(finding);
            if (!finding.vacuous() && Double.isFinite(one) && !(one <= largest)) {
                largest = one;
            }
        }
        return largest;
    }

    SubjectResult result() {
        return new SubjectResult(
                classUnderTest,
                subject,
                seed,
                tries,
                shrinkingTries,
                new EnumMap<>(verdicts),
                vacuous,
                evaluations,
                nanos / NANOS,
                detectionLimit,
                relativeDetectionLimit,
                shown,
                List.of());
    }
}
