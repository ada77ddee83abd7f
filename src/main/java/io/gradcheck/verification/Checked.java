package io.gradcheck.verification;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that the tests found of one class. */
final class Checked {

    private final List<Found> all = new ArrayList<>();

    /** What one test found of one subject. */
    record Found(String test, Status status, SubjectResult result) {

        /** In how many checks a gradient was wrong, beside those of which the test itself says so. */
        long wrong() {
            return status == Status.SUCCESSFUL ? result.unasserted() : count(result, Verdict.FAIL);
        }

        @Override
        public String toString() {
            return test + " (" + result.subject() + ")";
        }
    }

    /** What was found, by the class under test. */
    static Map<String, Checked> byClass(List<ClassResult> results) {
        Map<String, Checked> classes = new TreeMap<>();
        for (ClassResult ofClass : results) {
            for (TestResult test : ofClass.tests()) {
                String name = ofClass.testClass().isEmpty() ? test.method() : ofClass.testClass() + "." + test.method();
                for (SubjectResult subject : test.subjects()) {
                    classes.computeIfAbsent(subject.classUnderTest(), any -> new Checked())
                            .all
                            .add(new Found(name, test.status(), subject));
                }
            }
        }
        return classes;
    }

    List<Found> all() {
        return all;
    }

    long tries() {
        return all.stream().mapToLong(found -> found.result().tries()).sum();
    }

    long count(Verdict verdict) {
        return all.stream().mapToLong(found -> count(found.result(), verdict)).sum();
    }

    static long count(SubjectResult result, Verdict verdict) {
        return result.verdicts().getOrDefault(verdict, 0L);
    }

    /** Whether any check could have seen a mistake, and came to a verdict. */
    boolean seen() {
        long telling = all.stream()
                .mapToLong(found ->
                        found.result().tries() - found.result().vacuous() - count(found.result(), Verdict.INCONCLUSIVE))
                .sum();
        return telling > 0;
    }

    /** The share of standard mistakes that the checks shown would have caught; NaN if there are none. */
    double mutantScore() {
        long mutants = 0;
        long caught = 0;
        for (Found found : all) {
            CheckResult shown = found.result().shown();
            if (shown != null) {
                mutants += shown.mutants();
                caught += shown.caught();
            }
        }
        return (double) caught / mutants;
    }
}
