package io.gradcheck.campaign;

import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import java.util.stream.Stream;

/** What counts as a finding of a campaign, beside a subject that throws. */
enum Sought {
    ALL,
    GRADIENTS,
    LAWS;

    boolean gradients() {
        return this != LAWS;
    }

    boolean laws() {
        return this != GRADIENTS;
    }

    boolean isIn(GradientReport report) {
        Stream<Verdict> gradients = report.findings().stream().map(finding -> finding.verdict());
        Stream<Verdict> laws = report.laws().stream().map(LawFinding::verdict);
        return (gradients() && gradients.anyMatch(verdict -> verdict == Verdict.FAIL))
                || (laws() && laws.anyMatch(verdict -> verdict == Verdict.FAIL));
    }
}
