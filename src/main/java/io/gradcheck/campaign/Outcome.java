package io.gradcheck.campaign;

import io.gradcheck.check.Diagnosis;
import io.gradcheck.check.Finding;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Law;
import io.gradcheck.check.LawFinding;
import io.gradcheck.check.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the check of one case came to: a report, or what the subject threw.
 *
 * @param report the report; null if the subject threw
 * @param thrown what the subject threw; null if there is a report
 * @param sought what counts as a finding
 */
record Outcome(@Nullable GradientReport report, @Nullable Throwable thrown, Sought sought) {

    private static final String UNDIAGNOSED = "undiagnosed in ";
    private static final List<String> WHERE_ONLY = List.of("one entry", "one row", "one column");

    static Outcome of(SubjectCase subjectCase, GradientChecker checker, Sought sought) {
        try {
            return new Outcome(checker.check(subjectCase.subject()), null, sought);
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            return new Outcome(null, thrown, sought);
        }
    }

    boolean isFinding() {
        return report == null || sought.isIn(report);
    }

    /** Whether the whole case has a verdict. */
    boolean has(Verdict verdict) {
        return report != null && report.verdict() == verdict;
    }

    /** Whether anything could be seen of the case. */
    boolean sawSomething() {
        return report == null || !report.isVacuous();
    }

    /**
     * The mistakes that the finding shows, each in a few words that are the same for all findings of it. A wrong gradient
     * is one, whatever else it looks like and breaks; where laws alone are sought, each of them is one.
     */
    List<String> mistakes() {
        List<String> all = signatures();
        return sought == Sought.LAWS ? all : all.subList(0, 1);
    }

    /** What a broken law looks like. */
    static String signature(Law law) {
        return "law " + law;
    }

    /**
     * All that the finding looks like, most likely first: what was thrown and where, diagnoses, broken laws. Numbers are
     * left out, since they change with the shape.
     */
    List<String> signatures() {
        if (report == null) {
            return List.of(thrownWhere());
        }
        List<String> signatures = new ArrayList<>();
        if (sought.gradients()) {
            signatures.addAll(diagnosed(report));
        }
        if (sought.laws()) {
            for (LawFinding law : report.laws()) {
                if (law.verdict() == Verdict.FAIL) {
                    signatures.add(signature(law.law()));
                }
            }
        }
        if (sought.gradients()) {
            signatures.addAll(undiagnosed(report));
        }
        return signatures.isEmpty() ? List.of("no finding") : signatures;
    }

    private static List<Finding> wrong(GradientReport report) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .toList();
    }

    /** The diagnoses of all wrong variables, that of most variables first. */
    private static List<String> diagnosed(GradientReport report) {
        Map<String, Integer> diagnoses = new LinkedHashMap<>();
        for (Finding finding : wrong(report)) {
            for (Diagnosis diagnosis : finding.diagnoses()) {
                if (saysWhat(diagnosis)) {
                    diagnoses.merge(withoutNumbers(diagnosis.mistake()), 1, Integer::sum);
                }
            }
        }
        return diagnoses.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean saysWhat(Diagnosis diagnosis) {
        return !WHERE_ONLY.contains(diagnosis.mistake());
    }

    /** The wrong variables of which nobody knows what they look like; empty if there is none. */
    private static List<String> undiagnosed(GradientReport report) {
        TreeSet<String> undiagnosed = new TreeSet<>();
        for (Finding finding : wrong(report)) {
            if (finding.diagnoses().stream().noneMatch(Outcome::saysWhat)) {
                undiagnosed.add(withoutNumbers(finding.name()));
            }
        }
        return undiagnosed.isEmpty() ? List.of() : List.of(UNDIAGNOSED + String.join(", ", undiagnosed));
    }

    /**
     * Whether this is the same mistake as one with a signature, seen in another case. Where there was no diagnosis, the
     * variables that fail may be fewer.
     */
    boolean shows(String signature) {
        if (!isFinding()) {
            return false;
        }
        List<String> all = signatures();
        return all.contains(signature) || (all.size() == 1 && isWithin(all.get(0), signature));
    }

    private static boolean isWithin(String fewer, String more) {
        return fewer.startsWith(UNDIAGNOSED)
                && more.startsWith(UNDIAGNOSED)
                && variables(more).containsAll(variables(fewer));
    }

    private static List<String> variables(String undiagnosed) {
        return List.of(undiagnosed.substring(UNDIAGNOSED.length()).split(", "));
    }

    static String withoutNumbers(String text) {
        return text.replaceAll("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?(/\\d+)?", "#");
    }

    private String thrownWhere() {
        Throwable what = Objects.requireNonNull(thrown);
        StackTraceElement[] trace = what.getStackTrace();
        String where = "";
        for (StackTraceElement element : trace) {
            if (!element.getClassName().startsWith("java.")) {
                where = " at " + element.getClassName() + "." + element.getMethodName();
                break;
            }
        }
        return "throws " + what.getClass().getSimpleName() + where;
    }

    /** The report's text, or what was thrown. */
    String text() {
        return report == null ? thrown + "\n" + thrownWhere() : report.toString();
    }
}
