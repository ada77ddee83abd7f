package io.gradcheck.campaign.speed;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;

/** The check of a growing network; as a program it makes the network and checks it once. */
final class SingleCheck {

    private static final GradientChecker CHECKER =
            GradientChecker.standard().seed(1).unheard();

    private SingleCheck() {}

    public static void main(String[] args) {
        of(new GrowingNetwork(Integer.parseInt(args[0])).subject());
    }

    /**
     * Checks all variables and laws.
     *
     * @throws IllegalStateException if the verdict is not what it has to be
     */
    static GradientReport of(Subject subject) {
        GradientReport report = CHECKER.check(subject);
        if (report.verdict() != Verdict.PASS) {
            throw new IllegalStateException("check of a right network: found " + report + ", wanted PASS");
        }
        return report;
    }
}
