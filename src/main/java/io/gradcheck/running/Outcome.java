package io.gradcheck.running;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.CheckResults;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.Look;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one check.
 *
 * @param number the number of the point among the new ones
 * @param call the number of the call
 * @param classUnderTest the class whose gradient was checked
 * @param report the report; null if the check threw
 * @param result the same as data that can be written; null if the check threw, or was not heard
 * @param thrown what was thrown; null if there is a report
 * @param point the values of the variables
 * @param code code that repeats the check
 */
record Outcome(
        long number,
        long call,
        Class<?> classUnderTest,
        @Nullable GradientReport report,
        @Nullable CheckResult result,
        @Nullable Throwable thrown,
        Map<String, Tensor> point,
        String code) {

    private static final int MOST_FRAMES = 10;

    /** Whose code threw: tensors and arguments throw on behalf of who called them. */
    private static final Predicate<String> OF_USER = Pattern.compile(
                    "^(java|jdk|io\\.gradcheck\\.(argument|subject|source))\\.")
            .asPredicate()
            .negate();

    private static final Predicate<String> OF_CHECK =
            Pattern.compile("^io\\.gradcheck\\.(check\\.|running\\.Outcome$)").asPredicate();

    /** One of the mistakes that a check shows, with the text about it. */
    record Shown(Look look, String text) {}

    /** Checks; whatever goes wrong is in the outcome. */
    static Outcome of(long number, long call, Visit visit, GradientChecker checker, Declaration declared) {
        Class<?> type = Object.class;
        Map<String, Tensor> point = Map.of();
        String code = "";
        try {
            Subject plain = visit.subject();
            type = plain.classUnderTest();
            point = copy(plain.point());
            GradientChecker seeded = checker.seed(number).unheard();
            code = declared.comment() + visit.code(plain).checkedBy(seeded.code());
            List<CheckResult> heard = new ArrayList<>();
            GradientReport report =
                    seeded.heardBy(check -> heard.add(CheckResults.of(check))).check(declared.of(plain));
            return new Outcome(number, call, type, report, heard.isEmpty() ? null : heard.get(0), null, point, code);
        } catch (Throwable thrown) { // whatever it is, the program must not meet it
            return new Outcome(number, call, type, null, null, thrown, point, code);
        }
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> point) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        point.forEach((name, tensor) -> copy.put(name, tensor.copy()));
        return copy;
    }

    /** The mistakes that it shows; none if nothing is wrong. */
    List<Shown> shown() {
        if (report == null) {
            return List.of(new Shown(new Look(signature(), Set.of()), String.join("\n", thrownLines())));
        }
        if (report.verdict() != Verdict.FAIL) {
            return List.of();
        }
        List<Look> looks = Look.ofWrong(report.findings(), report.laws());
        return looks.size() == 1
                ? List.of(new Shown(looks.get(0), report.toString()))
                : looks.stream()
                        .map(look -> new Shown(look, text(report, look)))
                        .toList();
    }

    private static String text(GradientReport report, Look look) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .map(Finding::name)
                .filter(name -> look.variables().contains(Look.withoutNumbers(name)))
                .map(report::text)
                .collect(Collectors.joining("\n"));
    }

    /** Why nothing can be said; without numbers. */
    List<String> reasons() {
        if (report == null || report.verdict() != Verdict.INCONCLUSIVE) {
            return List.of();
        }
        if (report.isVacuous()) {
            return List.of(Look.unseen());
        }
        Stream<String> ofVariables = report.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.INCONCLUSIVE)
                .map(finding -> Look.withoutNumbers(finding.reason()));
        Stream<String> ofLaws = report.laws().stream()
                .filter(law -> law.verdict() == Verdict.INCONCLUSIVE)
                .map(LawFinding::law)
                .map(Look::of);
        return Stream.concat(ofVariables, ofLaws).distinct().toList();
    }

    /** What the subject threw itself: a check that ends at the subject's point tells it as the cause. */
    private Throwable own() {
        Throwable surfaced = Objects.requireNonNull(thrown);
        return Objects.requireNonNullElse(surfaced.getCause(), surfaced);
    }

    private String signature() {
        if (own() instanceof WrongResultException wrong) {
            return Look.withoutNumbers(String.valueOf(wrong.getMessage()));
        }
        return "throws " + own().getClass().getSimpleName()
                + frames().findFirst()
                        .map(frame -> " at " + frame.getClassName() + "." + frame.getMethodName())
                        .orElseGet(() -> ": " + Look.withoutNumbers(String.valueOf(own().getMessage())));
    }

    private List<String> thrownLines() {
        return Stream.concat(
                        Stream.of(own().toString()), frames().limit(MOST_FRAMES).map(frame -> "  at " + frame))
                .toList();
    }

    /** The frames of the user's code, from where it threw to where the check called it. */
    private Stream<StackTraceElement> frames() {
        return Arrays.stream(own().getStackTrace())
                .takeWhile(frame -> !OF_CHECK.test(frame.getClassName()))
                .filter(frame -> OF_USER.test(frame.getClassName()));
    }
}
