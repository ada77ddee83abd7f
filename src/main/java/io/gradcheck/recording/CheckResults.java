package io.gradcheck.recording;

import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import java.util.List;

/** What is recorded of checks. */
public final class CheckResults {

    private CheckResults() {}

    /** Of variables that passed nobody asks how: the steps would be most of the file. */
    private static Finding recorded(Finding finding) {
        return finding.verdict() == Verdict.PASS ? finding.withoutTrace() : finding;
    }

    /**
     * The result of a check.
     *
     * @param check the check, as a listener is told of it: the subject is evaluated for profiles and differences
     * @return what it found
     */
    public static CheckResult of(CompletedCheck check) {
        GradientReport report = check.report();
        List<Mutant> mutants = report.mutants();
        List<Mutant> unseen =
                mutants.stream().filter(mutant -> !mutant.caught()).toList();
        return new CheckResult(
                report.verdict(),
                report.isVacuous(),
                report.entries(),
                report.findings().stream().map(CheckResults::recorded).toList(),
                report.laws(),
                mutants.size(),
                mutants.size() - unseen.size(),
                unseen,
                report.toString(),
                report.code(),
                check.profiles(),
                check.differences());
    }
}
