package io.gradcheck.recording;

import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.SubjectResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * The result of one source of a campaign.
     *
     * @param classUnderTest the class whose gradient was checked, by its binary name
     * @param source the source's name
     * @param seed the seed of the series
     * @param shrinkingTries how many checks made findings small
     * @param seconds how long the campaign took, all sources together
     * @param mistakes the mistakes it found
     * @param tooLittle if too little could be seen, how much; else null
     * @return the result
     */
    public SubjectResult ofCampaign(
            String classUnderTest,
            String source,
            long seed,
            long shrinkingTries,
            double seconds,
            List<MistakeResult> mistakes,
            @Nullable String tooLittle) {
        long wrong = verdicts.getOrDefault(Verdict.FAIL, 0L);
        return result(
                classUnderTest, source, seed, shrinkingTries, wrong, seconds, null, List.copyOf(mistakes), tooLittle);
    }

    /** What it all comes to, as a result of one subject or of a series. */
    SubjectResult result(
            String classUnderTest,
            String subject,
            long seed,
            long shrinkingTries,
            long unasserted,
            double seconds,
            @Nullable CheckResult shown,
            List<MistakeResult> mistakes,
            @Nullable String tooLittle) {
        return new SubjectResult(
                classUnderTest,
                subject,
                seed,
                tries(),
                shrinkingTries,
                new EnumMap<>(verdicts),
                vacuous,
                unasserted,
                evaluations,
                seconds,
                detectionLimit,
                relativeDetectionLimit,
                shown,
                mistakes,
                tooLittle);
    }
}
