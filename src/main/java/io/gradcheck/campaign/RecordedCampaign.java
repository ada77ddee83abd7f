package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.CampaignOutcome;
import io.gradcheck.recording.CheckResults;
import io.gradcheck.recording.ReportTally;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.Look;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that has ended, for those who record it.
 *
 * @param report what it found
 * @param sources its sources
 * @param checker the checker
 * @param tallies the outcomes of the cases of each source
 * @param seconds how long it took
 */
record RecordedCampaign(
        CampaignReport report,
        List<SubjectSource> sources,
        GradientChecker checker,
        List<ReportTally> tallies,
        double seconds)
        implements CampaignOutcome {

    /** FAIL where a mistake was found or the corpus fails; INCONCLUSIVE where too little could be seen. */
    @Override
    public Verdict outcome() {
        if (report.found().causes().isEmpty()) {
            return Verdict.PASS;
        }
        boolean wrong =
                !report.found().groups().isEmpty() || report.replayed().stream().anyMatch(Replayed::isFailure);
        return wrong ? Verdict.FAIL : Verdict.INCONCLUSIVE;
    }

    @Override
    public boolean vacuous() {
        return outcome() == Verdict.INCONCLUSIVE;
    }

    @Override
    public boolean asserted() {
        return report.isAsserted();
    }

    @Override
    public String text() {
        return report.toString();
    }

    @Override
    public String brief() {
        return report.text(report::brief);
    }

    @Override
    public String subject() {
        return sources.stream().map(SubjectSource::name).collect(Collectors.joining(", "));
    }

    @Override
    public List<Look> looks() {
        return report.found().groups().stream()
                .map(group -> new Look(group.signature(), Set.copyOf(group.variables())))
                .toList();
    }

    @Override
    public List<SubjectResult> results() {
        List<SubjectResult> results = new ArrayList<>();
        for (int k = 0; k < sources.size(); k++) {
            SubjectSource source = sources.get(k);
            List<MistakeResult> mistakes = new ArrayList<>();
            long shrinking = 0;
            for (FindingGroup group : report.found().groups()) {
                if (group.source().equals(source.name())) {
                    mistakes.add(mistake(source, group));
                    shrinking += group.checks();
                }
            }
            for (Replayed one : report.replayed()) {
                if (one.isFailure() && sources.get(ofCorpus(one)) == source) {
                    mistakes.add(mistake(one));
                }
            }
            results.add(tallies.get(k)
                    .ofCampaign(
                            classUnderTest(source, k),
                            source.name(),
                            report.seed(),
                            shrinking,
                            seconds,
                            mistakes,
                            tooLittle()));
        }
        return results;
    }

    private @Nullable String tooLittle() {
        String text = Stream.concat(report.found().tooLittle().stream(), report.found().undecided().stream())
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? null : text;
    }

    /** Which source a case of the corpus is of, by its file's name; the first one where that says nothing. */
    private int ofCorpus(Replayed one) {
        for (int k = 0; k < sources.size(); k++) {
            if (one.file().startsWith(Corpus.slug(sources.get(k).name()) + "-")) {
                return k;
            }
        }
        return 0;
    }

    private static MistakeResult mistake(Replayed one) {
        return new MistakeResult(one.reason(), List.of(), 1, 0, one.text(), "", null, null);
    }

    private MistakeResult mistake(SubjectSource source, FindingGroup group) {
        SubjectCase smallest = group.isRepeatable() ? source.restore(group.data()) : null;
        List<CheckResult> shown = new ArrayList<>();
        if (smallest != null) {
            Outcome.of(
                    smallest,
                    checker.seed(group.first()).unheard().heardBy(check -> shown.add(CheckResults.of(check))),
                    Sought.ALL);
        }
        return new MistakeResult(
                group.signature(),
                group.variables(),
                group.count(),
                group.first(),
                group.text(),
                group.code(),
                shown.isEmpty() ? null : shown.get(0),
                smallest == null ? null : RecordedNetwork.of(smallest));
    }

    /** As the source's first case says; as the source itself says where that cannot be made. */
    private String classUnderTest(SubjectSource source, long firstCase) {
        boolean comesBack = report.found().groups().stream().allMatch(FindingGroup::isRepeatable);
        if (!comesBack) {
            return source.about().getName();
        }
        try {
            return source.at(report.seed(), firstCase)
                    .subject()
                    .classUnderTest()
                    .getName();
        } catch (RuntimeException cannotBeMade) { // a finding of its own already
            return source.about().getName();
        }
    }
}
