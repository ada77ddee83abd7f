package io.gradcheck.running;

import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.CampaignOutcome;
import io.gradcheck.result.Look;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.SubjectResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The report on a running program, for those who record it: a campaign whose sources are what was wrapped. */
record RecordedRun(RunningReport report) implements CampaignOutcome {

    private static final double NANOSECONDS = 1e9;

    @Override
    public Verdict outcome() {
        if (report.causes().isEmpty()) {
            return Verdict.PASS;
        }
        return looks().isEmpty() ? Verdict.INCONCLUSIVE : Verdict.FAIL;
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
        return text();
    }

    @Override
    public String subject() {
        return report.watched().stream().map(one -> one.counts().name()).collect(Collectors.joining(", "));
    }

    @Override
    public List<Look> looks() {
        return report.watched().stream()
                .flatMap(one -> one.mistakes().stream())
                .map(Mistakes.Found::finding)
                .map(finding -> new Look(finding.signature(), Set.copyOf(finding.variables())))
                .toList();
    }

    @Override
    public List<SubjectResult> results() {
        return report.watched().stream().map(this::result).toList();
    }

    private SubjectResult result(Watched one) {
        List<MistakeResult> mistakes =
                one.mistakes().stream().map(RecordedRun::mistake).toList();
        return one.tally()
                .ofCampaign(
                        one.classUnderTest().getName(),
                        one.counts().name(),
                        1,
                        0,
                        report.times().spent() / NANOSECONDS,
                        mistakes,
                        one.tooLittle());
    }

    private static MistakeResult mistake(Mistakes.Found found) {
        RunningFinding finding = found.finding();
        return new MistakeResult(
                finding.signature(),
                finding.variables(),
                finding.count(),
                finding.first(),
                finding.text(),
                finding.code(),
                found.check(),
                null);
    }
}
