package io.gradcheck.check;

import io.gradcheck.check.diagnose.Mishaps;
import io.gradcheck.check.diagnose.Mutants;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import java.util.List;

/**
 * What a check found, as data: to read it is not to ask for it.
 *
 * @param subject the subject's name
 * @param options the checker's
 * @param sharedEvaluations how often the subject was evaluated for no single variable
 * @param findings one for each variable that is not excluded
 * @param laws one for each law that could be judged
 * @param excluded the variables that were not checked
 * @param mutants the standard mistakes, made when they are first asked for
 * @param pictures how the function goes, measured when first asked for
 * @param mishaps what failed after the verdicts were known
 */
record CheckOutcome(
        String subject,
        Options options,
        int sharedEvaluations,
        List<Finding> findings,
        List<LawFinding> laws,
        Excluded excluded,
        Mutants mutants,
        Pictures pictures,
        Mishaps mishaps) {

    CheckOutcome {
        findings = List.copyOf(findings);
        laws = List.copyOf(laws);
    }

    int evaluations() {
        return sharedEvaluations
                + findings.stream()
                        .mapToInt(finding ->
                                finding.evaluations() + finding.wrong().evaluations())
                        .sum();
    }

    Verdict verdict() {
        Verdict worst = Verdict.PASS;
        for (Finding finding : findings) {
            worst = worst.worse(finding.verdict());
        }
        for (LawFinding law : laws) {
            worst = worst.worse(law.verdict());
        }
        return isUnacceptablyVacuous() ? worst.worse(Verdict.INCONCLUSIVE) : worst;
    }

    boolean isVacuous() {
        return findings.stream().allMatch(Finding::vacuous);
    }

    boolean isUnacceptablyVacuous() {
        return isVacuous() && !options.vacuousAllowed();
    }

    EntryCounts entries() {
        long all = excluded.entries();
        long checked = 0;
        long undecided = 0;
        for (Finding finding : findings) {
            all += finding.counts().all();
            checked += finding.counts().checked();
            undecided += finding.counts().undecided();
        }
        return new EntryCounts(all, checked, excluded.entries(), undecided);
    }

    Finding finding(String variable) {
        return findings.stream()
                .filter(finding -> finding.name().equals(variable))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("variable: found " + variable + ", wanted one of "
                        + findings.stream().map(Finding::name).toList()));
    }
}
