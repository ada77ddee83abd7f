package io.gradcheck.result;

import io.gradcheck.check.Finding;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Verdict;
import java.util.EnumMap;
import java.util.Map;

/**
 * Adds up reports: how many had which verdict, what they cost, and the largest error of a single entry that could have
 * stayed unseen in a variable that is right.
 */
public final class ReportTally {

    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long vacuous;
    private long evaluations;
    private double detectionLimit = Double.NaN;
    private double relativeDetectionLimit = Double.NaN;

    /** Makes a tally of nothing. */
    public ReportTally() {}

    /**
     * Adds a report.
     *
     * @param report the report
     */
    public void add(GradientReport report) {
        verdicts.merge(report.verdict(), 1L, Long::sum);
        vacuous += report.isVacuous() ? 1 : 0;
        addCost(report);
        for (Finding finding : report.findings()) {
            if (finding.verdict().compareTo(Verdict.INCONCLUSIVE) < 0 && !finding.vacuous()) {
                detectionLimit = larger(detectionLimit, finding.detectionLimit());
                relativeDetectionLimit = larger(relativeDetectionLimit, finding.relativeDetectionLimit());
            }
        }
    }

    /** Adds what a report cost, and nothing else. */
    void addCost(GradientReport report) {
        evaluations += report.evaluations();
    }

    /** Adds a subject that could not be checked, as it threw. */
    public void addThrown() {
        verdicts.merge(Verdict.FAIL, 1L, Long::sum);
    }

    /**
     * Adds all that another tally has added up.
     *
     * @param other the other tally. Not modified.
     */
    public void add(ReportTally other) {
        other.verdicts.forEach((verdict, count) -> verdicts.merge(verdict, count, Long::sum));
        vacuous += other.vacuous;
        evaluations += other.evaluations;
        detectionLimit = larger(detectionLimit, other.detectionLimit);
        relativeDetectionLimit = larger(relativeDetectionLimit, other.relativeDetectionLimit);
    }

    /** The larger of two limits; one that is infinite, since nothing was decided, or not known is left out. */
    private static double larger(double limit, double other) {
        return Double.isFinite(other) && !(other <= limit) ? other : limit;
    }

    /** {@return how many there were} */
    public long tries() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<Verdict, Long> verdicts() {
        return new EnumMap<>(verdicts);
    }

    long vacuous() {
        return vacuous;
    }

    long evaluations() {
        return evaluations;
    }

    double detectionLimit() {
        return detectionLimit;
    }

    double relativeDetectionLimit() {
        return relativeDetectionLimit;
    }
}
