package io.gradcheck.campaign;

import io.gradcheck.check.Diagnosis;
import io.gradcheck.check.Finding;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
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
 */
record Outcome(@Nullable GradientReport report, @Nullable Throwable thrown) {

    private static final String UNDIAGNOSED = "undiagnosed in ";
    private static final List<String> WHERE_ONLY = List.of("one entry", "one row", "one column");

    static Outcome of(SubjectCase subjectCase, GradientChecker checker) {
        try {
            return new Outcome(checker.check(subjectCase.subject()), null);
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            return new Outcome(null, thrown);
        }
    }

    boolean isFinding() {
        return report == null || report.verdict() == Verdict.FAIL;
    }

    /** Whether the whole case has a verdict. */
    boolean has(Verdict verdict) {
        return report != null && report.verdict() == verdict;
    }

    /** Whether anything could be seen of the case. */
    boolean sawSomething() {
        return report == null || !report.isVacuous();
    }

    /** What the finding looks like in a few words, the same for findings of one mistake. */
    String signature() {
        return signatures().get(0);
    }

    /**
     * All that the finding looks like, most likely first: what was thrown and where, diagnoses, broken laws. Numbers are
     * left out, since they change with the shape.
     */
    List<String> signatures() {
        if (report == null) {
            return List.of(thrownWhere());
        }
        Map<String, Integer> diagnoses = new LinkedHashMap<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        TreeSet<String> undiagnosed = new TreeSet<>();
        for (Finding finding : report.findings()) {
            if (finding.verdict() == Verdict.FAIL) {
                boolean named = false;
                for (Diagnosis diagnosis : finding.diagnoses()) {
                    boolean whereOnly = WHERE_ONLY.contains(diagnosis.mistake());
                    named |= !whereOnly;
                    (whereOnly ? places : diagnoses).merge(withoutNumbers(diagnosis.mistake()), 1, Integer::sum);
                }
                if (!named) {
                    undiagnosed.add(withoutNumbers(finding.name()));
                }
            }
        }
        List<String> signatures = new ArrayList<>();
        diagnoses.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> signatures.add(entry.getKey()));
        for (LawFinding law : report.laws()) {
            if (law.verdict() == Verdict.FAIL) {
                signatures.add("law " + law.law());
            }
        }
        if (!undiagnosed.isEmpty()) {
            signatures.add(UNDIAGNOSED + String.join(", ", undiagnosed));
        }
        return signatures.isEmpty() ? List.of("no finding") : signatures;
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
