package io.gradcheck.junit;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.finding.Law;
import io.gradcheck.recording.ReportedPage;
import io.gradcheck.result.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * The mistakes that the tests of one contract have met in one run. The first test that meets one tells it; later ones
 * name that test. Thread-safe.
 */
final class MetMistakes {

    /** A mistake and the test that told it. */
    private record Met(FindingGroup group, String test) {

        /** Whether another finding is the same mistake, as far as cases with other values can tell. */
        boolean isSame(FindingGroup other) {
            return look(group).isSame(look(other));
        }

        private static Look look(FindingGroup group) {
            return new Look(group.signature(), Set.copyOf(group.variables()));
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
        if (ReportedPage.ofTest().isNone()) {
            throw new AssertionFailedError(report.toString());
        }
        List<FindingGroup> groups = report.findings();
        List<FindingGroup> unmet =
                groups.stream().filter(group -> earlier(group, test).isEmpty()).toList();
        boolean onlyMistakes = report.failures().size() == groups.size();
        String text = unmet.isEmpty() && onlyMistakes
                ? groups.stream().map(group -> text(group, report.seed(), test)).collect(Collectors.joining("\n"))
                : report.text(group -> text(group, report.seed(), test));
        unmet.forEach(group -> told.add(new Met(group, test)));
        throw new AssertionFailedError(text);
    }

    /**
     * Fails a test with a broken law.
     *
     * @param report the report of the campaign
     * @param law the law, which is broken
     * @param test the name of the test
     * @throws AssertionFailedError in any case: in short where a page shows the whole
     */
    synchronized void judge(CampaignReport report, Law law, String test) {
        if (ReportedPage.ofTest().isNone()) {
            throw new AssertionFailedError(report.text(law));
        }
        List<FindingGroup> groups =
                report.findings().stream().filter(group -> group.isBroken(law)).toList();
        String text =
                groups.stream().map(group -> text(group, report.seed(), test)).collect(Collectors.joining("\n"));
        groups.stream()
                .filter(group -> earlier(group, test).isEmpty())
                .forEach(group -> told.add(new Met(group, test)));
        throw new AssertionFailedError(text);
    }

    private String text(FindingGroup group, long seed, String test) {
        return earlier(group, test)
                .map(other -> group.headline() + ": the mistake of " + other)
                .orElseGet(() -> group.brief() + "\n  repeat: case " + group.first() + " of seed " + seed
                        + "; its code is in the report");
    }

    /** The other test that has told a mistake. */
    private Optional<String> earlier(FindingGroup group, String test) {
        return told.stream()
                .filter(met -> met.isSame(group) && !met.test.equals(test))
                .map(Met::test)
                .findFirst();
    }
}
