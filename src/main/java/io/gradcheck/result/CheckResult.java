package io.gradcheck.result;

import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.EntryDifferences;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Profile;
import io.gradcheck.finding.Verdict;
import java.util.List;

/**
 * What one check found.
 *
 * @param verdict its verdict
 * @param vacuous whether nothing could have been seen of any variable
 * @param entries how many entries were checked
 * @param variables what was found of each variable
 * @param laws what was found of each law that could be judged
 * @param mutants how many standard mistakes there are that could be made in the variables that passed
 * @param caught how many of them this check would have caught
 * @param seen these, by variable
 * @param unseen the others, with the reason for each
 * @param text the full text
 * @param repeat the call that makes the checker of this check again, as Java code
 * @param profiles how the function goes along each variable that did not pass
 * @param differences the differences in every entry of each small variable that is wrong
 */
public record CheckResult(
        Verdict verdict,
        boolean vacuous,
        EntryCounts entries,
        List<Finding> variables,
        List<LawFinding> laws,
        int mutants,
        int caught,
        @MayBeMissing List<VariableMistakes> seen,
        List<Mutant> unseen,
        String text,
        String repeat,
        List<Profile> profiles,
        List<EntryDifferences> differences) {
    /** {@return the variables whose gradient is wrong} */
    public List<Finding> wrongVariables() {
        return variables.stream()
                .filter(variable -> variable.verdict() == Verdict.FAIL)
                .toList();
    }

    /** {@return the laws that are broken} */
    public List<LawFinding> brokenLaws() {
        return laws.stream().filter(law -> law.verdict() == Verdict.FAIL).toList();
    }
}
