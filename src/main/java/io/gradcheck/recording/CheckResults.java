package io.gradcheck.recording;

import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.VariableMistakes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is recorded of checks. */
public final class CheckResults {

    private CheckResults() {}

    /** Of variables that passed nobody asks how: the steps would be most of the file. */
    private static Finding recorded(Finding finding) {
        return finding.verdict() == Verdict.PASS ? finding.withoutTrace() : finding;
    }

    private static List<VariableMistakes> seen(List<Mutant> mutants) {
        Map<String, List<String>> seen = new LinkedHashMap<>();
        for (Mutant mutant : mutants) {
            if (mutant.caught()) {
                seen.computeIfAbsent(mutant.variable(), any -> new ArrayList<>())
                        .add(mutant.mistake());
            }
        }
        return seen.entrySet().stream()
                .map(one -> new VariableMistakes(one.getKey(), List.copyOf(one.getValue())))
                .toList();
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
                seen(mutants),
                unseen,
                report.toString(),
                report.code(),
                check.profiles(),
                check.differences());
    }
}
