package io.gradcheck.report.view;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.Look;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One subject with the test that checked it.
 *
 * @param number its place in the order of the page
 * @param testClass the class of the test; empty where it is not known
 * @param test the test
 * @param subject what was found of the subject
 */
record ReportedSubject(int number, String testClass, TestResult test, SubjectResult subject) {

    /** All subjects, the worst first, and those of one verdict by class and test. */
    static List<ReportedSubject> of(MergedResults results) {
        List<ReportedSubject> all = new ArrayList<>();
        for (ClassResult file : results.results()) {
            for (TestResult test : file.tests()) {
                test.subjects().forEach(subject -> all.add(new ReportedSubject(0, file.testClass(), test, subject)));
            }
        }
        all.sort(Comparator.comparing(ReportedSubject::verdict)
                .reversed()
                .thenComparing(ReportedSubject::isExpected)
                .thenComparing(one -> one.subject.classUnderTest())
                .thenComparing(ReportedSubject::testClass)
                .thenComparing(one -> one.test.method())
                .thenComparing(one -> one.subject.subject()));
        List<ReportedSubject> numbered = new ArrayList<>(all.size());
        for (ReportedSubject one : all) {
            numbered.add(new ReportedSubject(numbered.size(), one.testClass, one.test, one.subject));
        }
        return numbered;
    }

    /**
     * The worst verdict of all its tries; INCONCLUSIVE where there was none, and where its test or a part of it {@linkplain
     * #notJudged could not judge} it. Of a series that its test let pass, tries without a verdict do not count beside those
     * with one: random values leave nothing to see now and then.
     */
    Verdict verdict() {
        Verdict own = ofTries(subject);
        return isDecided(own) && !notJudged().isEmpty() ? Verdict.INCONCLUSIVE : own;
    }

    /** Whether it is a campaign of which too little could be seen, in a test that does not want that. */
    private boolean sawTooLittle() {
        return subject.tooLittle() != null && test.status() != Status.SUCCESSFUL;
    }

    private Verdict ofTries(SubjectResult one) {
        Verdict worst = one.mistakes().isEmpty() ? Verdict.PASS : Verdict.FAIL;
        for (Verdict verdict : one.verdicts().keySet()) {
            worst = verdict == Verdict.INCONCLUSIVE && letsUndecidedPass(one) ? worst : worst.worse(verdict);
        }
        return one.tries() == 0 ? worst.worse(Verdict.INCONCLUSIVE) : worst;
    }

    private boolean letsUndecidedPass(SubjectResult one) {
        boolean othersDecided = one.verdicts().keySet().stream().anyMatch(verdict -> verdict != Verdict.INCONCLUSIVE);
        return othersDecided && test.status() == Status.SUCCESSFUL;
    }

    private static boolean isDecided(Verdict verdict) {
        return verdict.compareTo(Verdict.INCONCLUSIVE) < 0;
    }

    /**
     * Why it was not judged: that too little could be seen; else the parts of its test that were aborted, such as the test of a law that could be judged of no case: those named after
     * the subject, and those of the whole test unless another subject is what was undecided.
     */
    List<PartResult> notJudged() {
        String tooLittle = subject.tooLittle();
        if (tooLittle != null && sawTooLittle()) {
            return List.of(new PartResult("", test.status(), tooLittle));
        }
        return parts().stream()
                .filter(part -> part.status() == Status.ABORTED)
                .filter(part -> isNamedAfter(part, subject)
                        || test.subjects().stream().allMatch(one -> one.equals(subject) || isDecided(ofTries(one))))
                .toList();
    }

    /** The parts of its test that did not pass, those left out that are named after other subjects. */
    List<PartResult> parts() {
        List<PartResult> all = test.notPassed().isEmpty() && test.status() == Status.ABORTED
                ? List.of(new PartResult("", Status.ABORTED, "")) // earlier releases did not record them
                : test.notPassed();
        return all.stream()
                .filter(part -> isNamedAfter(part, subject)
                        || test.subjects().stream().noneMatch(one -> isNamedAfter(part, one)))
                .toList();
    }

    private static boolean isNamedAfter(PartResult part, SubjectResult subject) {
        String name = subject.subject();
        return part.name().equals(name) || part.name().startsWith(name + PartResult.WITHIN);
    }

    boolean passed() {
        return verdict() == Verdict.PASS;
    }

    /** Whether the gradient is wrong and its test passed, as one that wants a mistake to be found. */
    boolean isExpected() {
        return verdict() == Verdict.FAIL && test.status() == Status.SUCCESSFUL;
    }

    /** The test as {@code Class.method}, with the whole name of the class. */
    String testName() {
        return testClass.isEmpty() ? test.method() : testClass + "." + test.method();
    }

    /** What the check shown looks like; where none was kept, why there is no verdict. */
    List<Look> looks() {
        CheckResult shown = subject.shown();
        List<Look> looks = shown == null ? List.of() : Look.of(shown);
        return looks.isEmpty() ? List.of(new Look(Look.withoutNumbers(note()), Set.of())) : looks;
    }

    /** All that was checked and kept: the check shown, and those of mistakes that a campaign found. */
    List<CheckResult> checks() {
        List<CheckResult> checks = new ArrayList<>();
        if (subject.shown() != null) {
            checks.add(subject.shown());
        }
        for (MistakeResult mistake : subject.mistakes()) {
            if (mistake.shown() != null) {
                checks.add(mistake.shown());
            }
        }
        return checks;
    }

    /** In one line, why it is not a plain PASS; empty if it is. */
    String note() {
        if (!subject.mistakes().isEmpty()) {
            return subject.mistakes().stream().map(MistakeResult::words).collect(Collectors.joining("; "));
        }
        if (verdict() == Verdict.INCONCLUSIVE && isDecided(ofTries(subject))) {
            return whyNotJudged().isEmpty() ? "its test was aborted" : whyNotJudged();
        }
        CheckResult shown = subject.shown();
        if (shown == null) {
            return subject.tries() == 0 ? "nothing was checked" : whyNotPassed();
        }
        if (shown.verdict() == Verdict.FAIL) {
            List<String> notes = new ArrayList<>();
            shown.wrongVariables().forEach(variable -> notes.add(variable.name() + " " + looksLike(variable)));
            shown.brokenLaws().forEach(law -> notes.add("law " + law.law() + " is broken"));
            return String.join("; ", notes);
        }
        if (shown.vacuous()) {
            return "nothing could be seen of any variable";
        }
        return shown.variables().stream()
                .filter(variable -> variable.verdict() == shown.verdict()
                        && !variable.reason().isEmpty())
                .findFirst()
                .map(variable -> variable.name() + ": " + variable.reason())
                .orElseGet(() -> shown.laws().stream()
                        .filter(law -> law.verdict() != Verdict.PASS)
                        .findFirst()
                        .map(law -> "law " + law.law() + ": " + law.found())
                        .orElse(""));
    }

    /** Why a campaign did not pass that has told of no mistake. */
    private String whyNotPassed() {
        String cases = " in " + Numbers.count(subject.verdicts().getOrDefault(verdict(), 0L)) + " of "
                + Numbers.plural(subject.tries(), "case", "cases");
        return switch (verdict()) {
            case PASS -> "";
            case KINK -> "right around a kink" + cases;
            case INCONCLUSIVE -> whyNotJudged().isEmpty() ? "nothing can be said" + cases : whyNotJudged();
            case FAIL -> "something is wrong" + cases + " that this test does not look for";
        };
    }

    /** Why it was not judged, in the words of the test; empty if they are not known, or it was. */
    private String whyNotJudged() {
        return notJudged().stream()
                .map(part -> part.name().isEmpty() ? part.reason() : part.name() + ": " + part.reason())
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String looksLike(Finding variable) {
        return variable.diagnoses().stream()
                .findFirst()
                .map(Diagnosis::mistake)
                .map(mistake -> "looks like: " + mistake)
                .orElse("is wrong");
    }

    /** The call that repeats the check shown; made of the seed where none is. */
    String repeat() {
        CheckResult shown = subject.shown();
        return shown == null ? "GradientChecker.standard().seed(" + subject.seed() + ")" : shown.repeat();
    }

    /** How many standard mistakes could be made in the variables that passed. */
    int mutants() {
        return subject.shown() == null ? 0 : subject.shown().mutants();
    }

    /** How many of them would have been caught. */
    int caught() {
        return subject.shown() == null ? 0 : subject.shown().caught();
    }

    /** The laws of a check that do not hold, the broken ones first. */
    static List<LawFinding> brokenLaws(CheckResult check) {
        return check.laws().stream()
                .filter(law -> law.verdict() != Verdict.PASS)
                .sorted(Comparator.comparing(LawFinding::verdict).reversed())
                .toList();
    }

    /** The laws of a check that hold, in one line. */
    static String keptLaws(CheckResult check) {
        return check.laws().stream()
                .filter(law -> law.verdict() == Verdict.PASS)
                .map(law -> law.law().requirement())
                .collect(Collectors.joining("; "));
    }
}
