package io.gradcheck.junit;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.campaign.Replayed;
import io.gradcheck.finding.Law;
import io.gradcheck.recording.ReportedPage;
import io.gradcheck.recording.Watched;
import io.gradcheck.result.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * The mistakes that the tests of one class have met in one run. The first test that meets one tells it; later ones
 * name that test. Thread-safe.
 */
final class MetMistakes {

    /**
     * A mistake that was told.
     *
     * @param subject what was checked
     * @param look what it looks like
     * @param test the test that told it
     */
    private record Met(String subject, Look look, String test) {

        /** Whether another finding is the same mistake, as far as cases with other values can tell. */
        boolean isSame(FindingGroup other) {
            return subject.equals(other.source()) && look.isSame(look(other));
        }

        private static Look look(FindingGroup group) {
            return new Look(group.signature(), Set.copyOf(group.variables()));
        }

        static Met of(FindingGroup group, String test) {
            return new Met(group.source(), look(group), test);
        }
    }

    private final List<Met> told = new ArrayList<>();

    /**
     * Fails a test with what its campaign has found, if anything.
     *
     * @param report the report of the campaign
     * @param test the name of the test
     * @throws AssertionFailedError if the campaign failed: in short where a page shows the whole
     */
    synchronized void judge(CampaignReport report, String test) {
        if (!report.failed()) {
            return;
        }
        ReportedPage page = ReportedPage.ofTest();
        if (page.isNone()) {
            throw new AssertionFailedError(report.toString());
        }
        List<FindingGroup> groups = report.findings();
        if (groups.isEmpty() && report.replayed().stream().noneMatch(Replayed::isFailure)) {
            throw new AssertionFailedError(String.join("; ", report.failures()) + report(page));
        }
        boolean onlyMistakes = report.failures().size() == groups.size();
        String text = onlyMistakes
                ? joined(groups, group -> text(group, report, page, test))
                : report.text(group -> text(group, report, page, test));
        tell(groups, test);
        throw new AssertionFailedError(text);
    }

    /**
     * Fails a test with a broken law.
     *
     * @param report the report of the campaign
     * @param law the law, which is broken
     * @param test the name of the test
     * @throws AssertionFailedError in any case: in short where a page shows the whole, and in a line where another test has
     *     told of wrong gradients, which break laws too
     */
    synchronized void judge(CampaignReport report, Law law, String test) {
        ReportedPage page = ReportedPage.ofTest();
        if (page.isNone()) {
            throw new AssertionFailedError(report.text(law));
        }
        List<FindingGroup> groups =
                report.findings().stream().filter(group -> group.isBroken(law)).toList();
        boolean besideGradients = told.stream()
                .anyMatch(met -> !met.test.equals(test) && !met.look.variables().isEmpty());
        String text = joined(
                groups,
                group -> besideGradients && earlier(group, test).isEmpty()
                        ? inOneLine(group, page)
                        : text(group, report, page, test));
        tell(groups, test);
        throw new AssertionFailedError(text);
    }

    private static String joined(List<FindingGroup> groups, Function<FindingGroup, String> text) {
        return groups.stream().map(text).collect(Collectors.joining("\n"));
    }

    private void tell(List<FindingGroup> groups, String test) {
        groups.stream()
                .filter(group -> earlier(group, test).isEmpty())
                .map(group -> Met.of(group, test))
                .toList()
                .forEach(told::add);
    }

    /**
     * The text of a wrong check.
     *
     * @param wrong the check, or a campaign
     * @param test the name of the test
     * @return its short text, if no other test has told the same of the same; else what is wrong, and which test that was
     */
    synchronized String text(Watched wrong, String test) {
        Map<String, List<Look>> others = new LinkedHashMap<>();
        told.stream()
                .filter(met -> met.subject.equals(wrong.subject()) && !met.test.equals(test))
                .forEach(met -> others.computeIfAbsent(met.test, any -> new ArrayList<>())
                        .add(met.look));
        for (Map.Entry<String, List<Look>> other : others.entrySet()) {
            if (Look.areSame(wrong.looks(), other.getValue())) {
                return wrong.brief()
                                .lines()
                                .filter(line -> !line.startsWith(" "))
                                .collect(Collectors.joining("\n"))
                        + "\n  the mistake of " + other.getKey();
            }
        }
        wrong.looks().forEach(look -> told.add(new Met(wrong.subject(), look, test)));
        return wrong.brief();
    }

    /** A few lines, the last of which ends with the page; one if another test has told the mistake. */
    private String text(FindingGroup group, CampaignReport report, ReportedPage page, String test) {
        return earlier(group, test)
                .map(other -> group.headline() + ": the mistake of " + other + report(page))
                .orElseGet(() -> inShort(group) + "\n  repeat: case " + group.first() + " of seed " + report.seed()
                        + report(page));
    }

    /** A wrong gradient in two lines: what is wrong and probably why; where, by how much, and what else. */
    private static String inShort(FindingGroup group) {
        List<String> lines = group.brief().lines().map(String::strip).toList();
        if (group.variables().isEmpty() || lines.size() < 3) {
            return group.brief();
        }
        List<String> where = new ArrayList<>(lines.subList(1, lines.size()));
        where.remove(1); // why
        return lines.get(0) + "; " + lines.get(2) + "\n  " + String.join("; ", where);
    }

    private static String inOneLine(FindingGroup group, ReportedPage page) {
        String found = group.summary().stream()
                .findFirst()
                .map(line -> ": " + line.strip().replaceFirst("^found +", ""))
                .orElse("");
        return group.headline() + found + report(page);
    }

    private static String report(ReportedPage page) {
        return "; report: " + page.path();
    }

    /** The other test that has told a mistake. */
    private Optional<String> earlier(FindingGroup group, String test) {
        return told.stream()
                .filter(met -> met.isSame(group) && !met.test.equals(test))
                .map(Met::test)
                .findFirst();
    }
}
