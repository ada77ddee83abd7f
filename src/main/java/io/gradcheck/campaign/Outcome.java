package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.SubjectCase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of the check of one case: a report, or what the subject threw.
 *
 * @param report the report; null if the subject threw
 * @param thrown what the subject threw; null if there is a report
 * @param sought what counts as a finding
 */
record Outcome(@Nullable GradientReport report, @Nullable Throwable thrown, Sought sought) {

    static Outcome of(SubjectCase subjectCase, GradientChecker checker, Sought sought) {
        try {
            return new Outcome(checker.check(subjectCase::subject, 1), null, sought);
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
        Signatures all = signatures();
        return sought == Sought.LAWS ? all.all() : List.of(all.main());
    }

    /** What a broken law looks like. */
    static String signature(Law law) {
        return Signatures.of(law);
    }

    /** All that the finding looks like, most likely first: what was thrown and where, or what the report says. */
    private Signatures signatures() {
        return report == null ? new Signatures(List.of(thrownWhere())) : Signatures.of(report, sought);
    }

    /**
     * Whether this is the same mistake as one with a signature, seen in another case. Where there was no diagnosis, the
     * variables that fail may be fewer.
     */
    boolean shows(String signature) {
        return isFinding() && signatures().show(signature);
    }

    /** Whether this shows a mistake as plainly as a larger case did. */
    boolean isAsPlainAs(Outcome before) {
        return report == null || before.report == null || Signatures.areAsPlain(report, before.report);
    }

    private String thrownWhere() {
        Throwable surfaced = Objects.requireNonNull(thrown);
        // A check that ends at the subject's point tells what the subject threw as the cause.
        Throwable what = Objects.requireNonNullElse(surfaced.getCause(), surfaced);
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
