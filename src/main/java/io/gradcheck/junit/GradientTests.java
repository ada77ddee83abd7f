package io.gradcheck.junit;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.CallStack;
import io.gradcheck.recording.ReportedPage;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Dynamic tests of Jupiter for subjects: a container for each, in it a test for every variable and one for every law, so
 * that a report of tests shows exactly what broke.
 *
 * <p>A subject is checked once, when the first of its tests runs. The test of a variable fails where its gradient is wrong,
 * and where nothing could be seen of the whole subject; it is aborted with the reason where nothing can be said. Kinks pass.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> swish() {
 *     return GradientTests.of(
 *             Subject.scalar("swish", Swish::value, Swish::derivative, -2, 0, 0.5),     // all tests pass
 *             Subject.scalar("wrong swish", Swish::value, x -> 1, -2, 0, 0.5));         // "gradient of x" fails
 * }
 * }</pre>
 *
 * <p>The stack of a failure leads to the call of this class. With or without the {@link GradientExtension} on the class.
 */
public final class GradientTests {

    private GradientTests() {}

    /**
     * Tests of some subjects, checked by the standard checker.
     *
     * @param subjects the subjects; their names may be equal
     * @return a container for each of them
     * @throws IllegalArgumentException if there is none
     */
    public static Stream<DynamicNode> of(Subject... subjects) {
        return of(GradientChecker.standard(), subjects);
    }

    /**
     * Tests of some subjects.
     *
     * @param checker checks them; a variable that it excludes and a law that it leaves out have no test
     * @param subjects the subjects; their names may be equal
     * @return a container for each of them
     * @throws IllegalArgumentException if there is none
     */
    public static Stream<DynamicNode> of(GradientChecker checker, Subject... subjects) {
        return of(checker, Arrays.stream(subjects));
    }

    /**
     * Tests of some subjects, checked by the standard checker.
     *
     * @param subjects the subjects; their names may be equal
     * @return a container for each of them
     * @throws IllegalArgumentException if there is none
     */
    public static Stream<DynamicNode> of(Stream<? extends Subject> subjects) {
        return of(GradientChecker.standard(), subjects);
    }

    /**
     * Tests of some subjects.
     *
     * @param checker checks them; a variable that it excludes and a law that it leaves out have no test
     * @param subjects the subjects; their names may be equal
     * @return a container for each of them
     * @throws IllegalArgumentException if there is none
     */
    public static Stream<DynamicNode> of(GradientChecker checker, Stream<? extends Subject> subjects) {
        List<DynamicNode> nodes = new ArrayList<>();
        CallStack from = CallStack.here();
        subjects.forEach(subject -> nodes.add(node(checker, subject, from)));
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("subjects: found none, wanted at least one to check");
        }
        return nodes.stream();
    }

    private static DynamicNode node(GradientChecker checker, Subject subject, CallStack from) {
        List<String> variables;
        List<Law> laws;
        try {
            variables = subject.point().keySet().stream()
                    .filter(variable -> !checker.excluded().contains(variable))
                    .toList();
            laws = laws(checker, subject);
        } catch (RuntimeException cannotBeAsked) {
            return DynamicTest.dynamicTest(subject.name(), () -> {
                throw cannotBeAsked;
            });
        }
        Supplier<GradientReport> report = new Once<>(() -> check(checker, subject));
        if (variables.isEmpty()) { // the check says so
            return test(subject.name(), from, () -> report.get().throwIfFailed());
        }
        Stream<DynamicTest> ofVariables = variables.stream()
                .map(variable -> test("gradient of " + variable, from, () -> judge(report.get(), variable)));
        Stream<DynamicTest> ofLaws =
                laws.stream().map(law -> test(law.requirement(), from, () -> judge(report.get(), law)));
        return DynamicContainer.dynamicContainer(
                subject.name(), Stream.concat(ofVariables, ofLaws).toList());
    }

    /** A test that runs after the factory has returned: its failures lead to where the factory has asked for it. */
    private static DynamicTest test(String name, CallStack from, Runnable judge) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                judge.run();
            } catch (AssertionFailedError failed) {
                throw from.leadingTo(ReportedPage.ofTest().endOf(failed));
            } catch (RuntimeException | Error thrown) {
                throw from.leadingTo(thrown);
            }
        });
    }

    /** The laws that a check is going to judge, if nothing keeps it from that. */
    private static List<Law> laws(GradientChecker checker, Subject subject) {
        boolean batched = !subject.parts().isEmpty();
        return checker.laws().stream()
                .filter(law -> batched || law != Law.BATCH_IS_SUM)
                .toList();
    }

    /** A subject is used by one thread at a time, even if it was handed over twice. */
    private static GradientReport check(GradientChecker checker, Subject subject) {
        synchronized (subject) {
            return checker.check(subject);
        }
    }

    private static void judge(GradientReport report, String variable) {
        Finding finding = report.finding(variable);
        if (finding.verdict() == Verdict.FAIL) {
            throw new AssertionFailedError(
                    ReportedPage.ofTest().isNone() ? report.text(variable) : report.brief(variable));
        }
        if (report.isUnacceptablyVacuous()) {
            throw new AssertionFailedError(report.toString());
        }
        if (finding.verdict() == Verdict.INCONCLUSIVE) {
            throw new TestAbortedException(report.text(variable));
        }
    }

    private static void judge(GradientReport report, Law law) {
        LawFinding finding = report.laws().stream()
                .filter(one -> one.law() == law)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException(report.subject() + ": law " + law
                        + " could not be judged, with this outcome of the check:\n" + report));
        switch (finding.verdict()) {
            case FAIL -> throw new AssertionFailedError(report.text(law));
            case INCONCLUSIVE -> throw new TestAbortedException(report.text(law));
            case PASS, KINK -> {}
        }
    }
}
