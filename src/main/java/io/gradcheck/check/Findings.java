package io.gradcheck.check;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.diagnose.Explanation;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Trace;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;

/** How findings are made of conclusions; the one place that does. */
final class Findings {

    private Findings() {}

    /**
     * The finding on one variable.
     *
     * @param prober probed it
     * @param conclusion what followed
     * @param explanation what explains it, if it failed
     * @param unit what numbers are divided by to be the subject's own
     */
    static Finding of(Prober prober, Conclusion conclusion, Explanation explanation, double unit) {
        String variable = prober.variable();
        int entries = prober.base().value(variable).size();
        Probe probe = conclusion.probe();
        double bound = probe == null ? Double.POSITIVE_INFINITY : probe.bound() / Math.abs(unit);
        double limit = conclusion.detectionLimit() / Math.abs(unit);
        return new Finding(
                variable,
                conclusion.verdict(),
                conclusion.reason(),
                entries,
                counts(entries, conclusion.undecided()),
                probe == null ? Double.NaN : probe.analytic() / unit,
                probe == null ? Double.NaN : probe.slope().derivative() / unit,
                bound,
                limit,
                limit
                        * Math.abs(unit)
                        / conclusion.place().gradientSizes(variable).largest(),
                conclusion.vacuous(),
                conclusion.subgradient(),
                prober.evaluations().spent(),
                explanation.wrongEntries(prober.base().indices(variable), unit),
                explanation.diagnoses(),
                trace(
                        prober.trace().steps(),
                        conclusion.verdict(),
                        conclusion.reason(),
                        prober.evaluations().spent()));
    }

    /** The steps that led to a verdict, and this as the last. */
    static List<TraceStep> trace(List<TraceStep> steps, Verdict verdict, String reason, int evaluations) {
        List<TraceStep> all = new ArrayList<>(steps);
        all.add(Trace.verdict(verdict, reason, evaluations));
        return List.copyOf(all);
    }

    /** Findings without a verdict, one for each variable. */
    static List<Finding> undecided(Subject subject, String reason) {
        List<Finding> findings = new ArrayList<>();
        subject.point()
                .forEach((name, value) -> findings.add(new Finding(
                        name,
                        Verdict.INCONCLUSIVE,
                        reason,
                        value.size(),
                        counts(value.size(), value.size()),
                        Double.NaN,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        true,
                        Subgradient.NO_KINK,
                        0,
                        Explanation.NONE.wrongEntries(new Indices(value, List.of()), 1),
                        List.of(),
                        List.of(Trace.verdict(Verdict.INCONCLUSIVE, reason, 0)))));
        return findings;
    }

    /** The same without a verdict after all, and the reason. */
    static Finding undecided(Finding finding, String reason) {
        return new Finding(
                finding.name(),
                Verdict.INCONCLUSIVE,
                reason,
                finding.entries(),
                counts(finding.entries(), finding.entries()),
                finding.analytic(),
                finding.numeric(),
                finding.error(),
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                finding.vacuous(),
                finding.subgradient(),
                finding.evaluations(),
                Explanation.NONE.wrongEntries(new Indices(Tensor.zeros(finding.entries()), List.of()), 1),
                List.of(),
                trace(finding.trace(), Verdict.INCONCLUSIVE, reason, finding.evaluations()));
    }

    /** The same with a further reason. */
    static Finding because(Finding finding, String further) {
        String reason = finding.reason().isEmpty() ? further : finding.reason() + "; " + further;
        return with(finding, reason, finding.diagnoses());
    }

    /** The same with other diagnoses. */
    static Finding diagnosed(Finding finding, List<Diagnosis> diagnoses) {
        return with(finding, finding.reason(), diagnoses);
    }

    private static Finding with(Finding finding, String reason, List<Diagnosis> diagnoses) {
        return new Finding(
                finding.name(),
                finding.verdict(),
                reason,
                finding.entries(),
                finding.counts(),
                finding.analytic(),
                finding.numeric(),
                finding.error(),
                finding.detectionLimit(),
                finding.relativeDetectionLimit(),
                finding.vacuous(),
                finding.subgradient(),
                finding.evaluations(),
                finding.wrong(),
                diagnoses,
                finding.trace());
    }

    /** The entries of a variable that was checked, of which some are undecided, or all if the number is larger. */
    static EntryCounts counts(int all, int undecided) {
        int open = Math.min(all, undecided);
        return new EntryCounts(all, all - open, 0, open);
    }
}
