package io.gradcheck.campaign;

import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a finding looks like, in a few words that are the same for one mistake in cases of any size: diagnoses, broken laws,
 * the names of variables that fail without a diagnosis. Numbers are left out, since they change with the shape.
 *
 * <p>Who makes a finding small goes by them, so that one mistake does not turn into another on the way.
 *
 * <pre>{@code
 * String mistake = Signatures.of(large).main();     // "constant factor #"
 * Signatures.of(small).show(mistake);               // true: a smaller case of that mistake
 * Signatures.of(transposed).show(mistake);          // false: another mistake
 * }</pre>
 */
public final class Signatures {

    private static final List<String> UNSEEN = List.of(Look.unseen());
    private static final List<String> NO_FINDING = List.of("no finding");

    private final List<String> all;

    Signatures(List<String> all) {
        this.all = all;
    }

    /**
     * The signatures of a report. Whoever calls this has asked for its verdict.
     *
     * @param report the report
     * @return of a wrong gradient the diagnoses, the most frequent first, then broken laws, then variables without a
     *     diagnosis; of an undecided one the reasons; of a right one that there is no finding
     */
    public static Signatures of(GradientReport report) {
        return of(report, Sought.ALL);
    }

    static Signatures of(GradientReport report, Sought sought) {
        List<String> all = switch (report.verdict()) {
            case FAIL -> ofWrong(report, sought);
            case INCONCLUSIVE -> report.isVacuous() ? UNSEEN : ofUndecided(report);
            case PASS, KINK -> List.of();
        };
        return new Signatures(all.isEmpty() ? NO_FINDING : all);
    }

    private static List<String> ofWrong(GradientReport report, Sought sought) {
        List<String> signatures = new ArrayList<>();
        if (sought.gradients()) {
            signatures.addAll(diagnosed(report));
        }
        if (sought.laws()) {
            signatures.addAll(broken(report));
        }
        if (sought.gradients()) {
            signatures.addAll(undiagnosed(report));
        }
        return signatures;
    }

    /** What the broken laws look like, in their order. */
    static List<String> broken(GradientReport report) {
        return report.laws().stream()
                .filter(law -> law.verdict() == Verdict.FAIL)
                .map(law -> Look.of(law.law()))
                .toList();
    }

    /** The variables that are wrong. */
    static List<Finding> wrong(GradientReport report) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .toList();
    }

    /** The diagnoses of all wrong variables, that of most variables first. */
    private static List<String> diagnosed(GradientReport report) {
        Map<String, Integer> diagnoses = new LinkedHashMap<>();
        for (Finding finding : wrong(report)) {
            Look.said(finding).forEach(look -> diagnoses.merge(look, 1, Integer::sum));
        }
        return diagnoses.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The wrong variables of which nobody knows what they look like, as one signature; empty if there is none. */
    private static List<String> undiagnosed(GradientReport report) {
        return Look.ofVariables(report.findings()).stream()
                .map(Look::signature)
                .filter(Look::isUndiagnosed)
                .toList();
    }

    private static List<String> ofUndecided(GradientReport report) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Finding finding : report.findings()) {
            if (finding.verdict() == Verdict.INCONCLUSIVE) {
                reasons.add(Look.withoutNumbers(finding.reason()));
            }
        }
        for (LawFinding law : report.laws()) {
            if (law.verdict() == Verdict.INCONCLUSIVE) {
                reasons.add(Look.of(law.law()));
            }
        }
        return List.copyOf(reasons);
    }

    /** {@return the first and most likely one} */
    public String main() {
        return all.get(0);
    }

    /** {@return all of them, most likely first} */
    public List<String> all() {
        return all;
    }

    /**
     * Whether this looks like a mistake that was seen in another case. Where there was no diagnosis, the variables that
     * fail may be fewer.
     *
     * @param signature the {@linkplain #main main} signature of the other case
     * @return whether it is among these
     */
    public boolean show(String signature) {
        return all.contains(signature) || all.stream().anyMatch(one -> isWithin(one, signature));
    }

    /**
     * Whether a smaller case shows a mistake as plainly as the one before: not at zeros or ones, where a wrong gradient is
     * right by chance, so that it is seen beside the point alone; nor at a point at which it looks more like another mistake,
     * as a transposed gradient does like one of the wrong sign.
     *
     * @param smaller the report of the smaller case
     * @param before that of the one before
     * @param signature what the mistake looks like
     * @return false if only the smaller one could not tell a gradient that is right by chance from a stored one, or fails
     *     beside its point alone, or looks more like another mistake
     */
    public static boolean areAsPlain(GradientReport smaller, GradientReport before, String signature) {
        return (judgesStorage(smaller) || !judgesStorage(before))
                && (failsPlainly(smaller) || !failsPlainly(before))
                && (isMostLikely(signature, smaller) || !isMostLikely(signature, before));
    }

    /** Whether a wrong variable looks like a mistake more than like any other. */
    private static boolean isMostLikely(String signature, GradientReport report) {
        return Look.ofVariables(report.findings()).stream()
                .map(Look::signature)
                .anyMatch(one -> one.equals(signature) || isWithin(one, signature));
    }

    /** Whether a variable fails at the point itself, with nothing more to say: its reason is empty. */
    private static boolean failsPlainly(GradientReport report) {
        return report.findings().stream()
                .anyMatch(finding ->
                        finding.verdict() == Verdict.FAIL && finding.reason().isEmpty());
    }

    private static boolean judgesStorage(GradientReport report) {
        return report.laws().stream().anyMatch(finding -> finding.law() == Law.GRADIENT_ALONE);
    }

    private static boolean isWithin(String fewer, String more) {
        return Look.isUndiagnosed(fewer)
                && Look.isUndiagnosed(more)
                && Look.variables(more).containsAll(Look.variables(fewer));
    }
}
