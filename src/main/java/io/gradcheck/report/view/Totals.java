package io.gradcheck.report.view;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.TestResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all results come to.
 *
 * @param subjects how many subjects had which verdict, none missing
 * @param expected how many of those that are wrong had a test that passed
 * @param classes in how many test classes
 * @param tests in how many tests
 * @param checks how many checks there were
 * @param entries how many entries of gradients were checked in the checks shown
 * @param evaluations how often subjects were evaluated
 * @param seconds how long the checks took
 * @param mutants how many standard mistakes could be made
 * @param caught how many of them would have been caught
 */
record Totals(
        Map<Verdict, Integer> subjects,
        int expected,
        int classes,
        int tests,
        long checks,
        long entries,
        long evaluations,
        double seconds,
        long mutants,
        long caught) {

    static Totals of(MergedResults results, List<ReportedSubject> all) {
        Map<Verdict, Integer> subjects = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            subjects.put(verdict, 0);
        }
        int expected = 0;
        long checks = 0;
        long entries = 0;
        long evaluations = 0;
        double seconds = 0;
        long mutants = 0;
        long caught = 0;
        for (ReportedSubject one : all) {
            subjects.merge(one.verdict(), 1, Integer::sum);
            expected += one.isExpected() ? 1 : 0;
            checks += one.subject().tries() + one.subject().shrinkingTries();
            evaluations += one.subject().evaluations();
            seconds += one.subject().seconds();
            mutants += one.mutants();
            caught += one.caught();
            for (CheckResult check : one.checks()) {
                entries += check.entries().checked();
            }
        }
        int tests = 0;
        for (ClassResult file : results.results()) {
            for (TestResult test : file.tests()) {
                tests += test.subjects().isEmpty() ? 0 : 1;
            }
        }
        int classes = (int) results.results().stream()
                .map(ClassResult::testClass)
                .distinct()
                .count();
        return new Totals(subjects, expected, classes, tests, checks, entries, evaluations, seconds, mutants, caught);
    }

    int all() {
        return subjects.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(Verdict verdict) {
        return subjects.getOrDefault(verdict, 0);
    }

    /** The worst verdict there is; INCONCLUSIVE where nothing was recorded, since that shows nothing. */
    Verdict worst() {
        Verdict worst = all() == 0 ? Verdict.INCONCLUSIVE : Verdict.PASS;
        for (Verdict verdict : Verdict.values()) {
            worst = of(verdict) > 0 ? worst.worse(verdict) : worst;
        }
        return worst;
    }

    /** The outcome of all, in a sentence. */
    String headline() {
        int all = all();
        if (all == 0) {
            return "Nothing was recorded.";
        }
        int wrong = of(Verdict.FAIL);
        int undecided = of(Verdict.INCONCLUSIVE);
        String of = " of " + Numbers.plural(all, "subject", "subjects");
        if (wrong > 0) {
            return Numbers.count(wrong)
                    + of
                    + (wrong == 1 ? " has a wrong gradient or breaks a law." : " have a wrong gradient or break a law.")
                    + expectedText()
                    + (undecided > 0 ? " Nothing can be said of " + Numbers.count(undecided) + "." : "");
        }
        if (undecided > 0) {
            return "No wrong gradient was found; nothing can be said of " + Numbers.count(undecided) + of + ".";
        }
        return all == 1
                ? "The gradient of the subject is right."
                : "The gradients of all " + Numbers.count(all) + " subjects are right.";
    }

    private String expectedText() {
        if (expected == 0) {
            return "";
        }
        return expected == of(Verdict.FAIL)
                ? " Their tests passed, as tests do that want a mistake to be found."
                : " The test of " + Numbers.count(expected)
                        + " of them passed, as tests do that want a mistake to be found.";
    }
}
