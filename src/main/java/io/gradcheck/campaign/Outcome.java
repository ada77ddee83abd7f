package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Look;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of the check of one case: a report, or what the subject threw.
 *
 * @param report the report; null if the subject threw
 * @param thrown what the subject threw; null if there is a report
 * @param sought what counts as a finding
 * @param isLost whether output or gradient is not finite, although the numbers that it was given are ordinary
 */
record Outcome(@Nullable GradientReport report, @Nullable Throwable thrown, Sought sought, boolean isLost) {

    /** What was found and what was wanted, after what was checked. */
    private static final int LINES_OF_LAW = 2;

    private static final double LEAST_ORDINARY = 1e-3;
    // Of these the exponential of a square is finite; hundreds overflow in formulas that nobody would call wrong.
    private static final double MOST_ORDINARY = 25;

    static Outcome of(SubjectCase subjectCase, GradientChecker checker, Sought sought) {
        try {
            GradientReport report = checker.check(subjectCase::subject, 1);
            boolean lost = !isFinite(report) && sought.laws() && isOrdinary(subjectCase.subject(), report);
            return new Outcome(report, null, sought, lost);
        } catch (Throwable thrown) { // of code that may throw anything
            return thrown(thrown, sought);
        }
    }

    static Outcome thrown(Throwable thrown, Sought sought) {
        return new Outcome(null, thrown, sought, false);
    }

    private static boolean isFinite(GradientReport report) {
        return report.laws().stream()
                .noneMatch(finding -> finding.law() == Law.FINITE && finding.verdict() != Verdict.PASS);
    }

    /** Whether all numbers that the subject is checked at are between a thousandth and 25, and no two are equal. */
    private static boolean isOrdinary(Subject subject, GradientReport report) {
        for (Finding finding : report.findings()) {
            Tensor values = subject.point().get(finding.name());
            if (values == null) {
                return false;
            }
            double[] sizes = Arrays.stream(values.values()).map(Math::abs).toArray();
            boolean ordinary = Arrays.stream(sizes).allMatch(size -> size >= LEAST_ORDINARY && size <= MOST_ORDINARY);
            if (!ordinary || Arrays.stream(sizes).distinct().count() < sizes.length) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing is known of the case, as output or gradient is not finite. */
    boolean isNotFinite() {
        return report != null && !isFinite(report);
    }

    /** Why the case is impossible by its source's own word; null if it is not. */
    @Nullable
    String skipped() {
        return SkippedCaseException.in(thrown).map(SkippedCaseException::reason).orElse(null);
    }

    boolean isFinding() {
        return skipped() == null && (report == null || isLost || sought.isIn(report));
    }

    /** The verdict of the whole case; null where the subject threw. */
    @Nullable
    Verdict verdict() {
        return report == null ? null : report.verdict();
    }

    /** Whether anything could be seen of the case. */
    boolean sawSomething() {
        return report == null || !report.isVacuous();
    }

    /** The mistakes that the finding shows. */
    List<Part> parts() {
        if (report == null) {
            return List.of(Part.of(whatWasThrown().signature()));
        }
        List<Part> parts = Part.of(report, sought);
        return parts.isEmpty() && isLost ? List.of(Part.of(Look.of(Law.FINITE))) : parts;
    }

    /** All that the finding looks like, most likely first: what was thrown and where, or what the report says. */
    private Signatures signatures() {
        if (report == null) {
            return new Signatures(List.of(whatWasThrown().signature()));
        }
        return isLost && !sought.isIn(report)
                ? new Signatures(List.of(Look.of(Law.FINITE)))
                : Signatures.of(report, sought);
    }

    /**
     * Whether this is the same mistake as one with a signature, seen in another case. Where there was no diagnosis, the
     * variables that fail may be fewer.
     */
    boolean shows(String signature) {
        return isFinding() && signatures().show(signature);
    }

    /** Whether this shows a mistake as plainly as a larger case did. */
    boolean isAsPlainAs(Outcome before, String signature) {
        return report == null || before.report == null || Signatures.areAsPlain(report, before.report, signature);
    }

    private Thrown whatWasThrown() {
        return new Thrown(Objects.requireNonNull(thrown));
    }

    /** The report's text, or what was thrown. */
    String text() {
        return report == null ? whatWasThrown().text() : report.toString();
    }

    /** The text about one mistake: where others are wrong too, that of its own variables. */
    String text(String signature) {
        List<Finding> own = own(signature);
        if (report == null || own.isEmpty()) {
            return text();
        }
        List<String> others = Signatures.wrong(report).stream()
                .filter(finding -> !own.contains(finding))
                .map(Finding::name)
                .toList();
        if (others.isEmpty()) {
            return text();
        }
        return own.stream().map(finding -> report.text(finding.name())).collect(Collectors.joining("\n"))
                + "\n  wrong by another mistake: " + String.join(", ", others);
    }

    /** What is wrong: where, by how much, and probably why, in a few lines. */
    List<String> summary(String signature) {
        if (report == null) {
            return whatWasThrown().summary();
        }
        List<Finding> own = own(signature);
        return own.isEmpty()
                ? report.laws().stream()
                        .filter(law -> Look.of(law.law()).equals(signature))
                        .flatMap(law -> law.text().lines().skip(1).limit(LINES_OF_LAW))
                        .toList()
                : report.summary(own.get(0).name()).lines().toList();
    }

    /** The wrong variables that show a mistake, those with the right diagnosis first. */
    private List<Finding> own(String signature) {
        if (report == null) {
            return List.of();
        }
        Set<String> names = Part.of(report, sought).stream()
                .filter(part -> part.signature().equals(signature)
                        || part.others().contains(signature)
                        || (Look.isUndiagnosed(signature) && Look.isUndiagnosed(part.signature())))
                .flatMap(part -> part.variables().stream())
                .collect(Collectors.toSet());
        return Signatures.wrong(report).stream()
                .filter(finding -> names.contains(Look.withoutNumbers(finding.name())))
                .toList();
    }
}
