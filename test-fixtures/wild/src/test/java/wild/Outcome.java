package wild;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a check came to.
 *
 * @param subject what was checked
 * @param report the report
 */
record Outcome(Subject subject, GradientReport report) {

    private static final Map<Expected, Outcome> KNOWN = new ConcurrentHashMap<>();

    /** Checks it, the first time that it is asked for. */
    static Outcome of(Expected expected) {
        return KNOWN.computeIfAbsent(expected, e -> {
            Subject subject = e.subject().get();
            return new Outcome(subject, GradientChecker.standard().seed(1).check(subject));
        });
    }

    Verdict verdict() {
        return report.verdict();
    }

    /** The wrong entries and broken laws, as {@link Expected#wrong} has them. */
    String wrong() {
        List<String> wrong = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (finding.verdict() == Verdict.FAIL) {
                wrong.add(finding.wrongEntries().stream()
                        .sorted(Comparator.comparing(WrongEntry::index, Arrays::compare))
                        .map(entry -> finding.name() + entry.indexText())
                        .collect(Collectors.joining(", ")));
            }
        }
        for (LawFinding law : report.laws()) {
            if (law.verdict() == Verdict.FAIL) {
                wrong.add("law " + law.law());
            }
        }
        return String.join("; ", wrong);
    }

    String looksLike() {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .findFirst()
                .flatMap(finding -> finding.diagnoses().stream().findFirst())
                .map(diagnosis -> diagnosis.mistake())
                .orElse("");
    }
}
