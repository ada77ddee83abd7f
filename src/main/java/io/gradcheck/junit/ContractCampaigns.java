package io.gradcheck.junit;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.Replayed;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The campaigns of a contract.
 *
 * @param source random cases
 * @param checker checks them
 * @param tries how many cases each campaign has
 * @param seed the seed of their series
 * @param leastSeen the least share of cases of which something must be seen, where values are ordinary or mixed
 * @param mostSkipped the largest share of cases that may be impossible
 */
record ContractCampaigns(
        TensorSource source, GradientChecker checker, long tries, long seed, double leastSeen, double mostSkipped) {

    // At zeros, saturated or alone many functions are flat: of right layers nothing was seen in up to 90 of 100 cases.
    private static final double LEAST_AT_EDGES = 0.01;

    private static final long FIRST = 20;

    // Not that of the factory, of which nothing is the user's: Surefire calls all tests of one method by their numbers.
    private static final String LAW = "gradcheck:law/";

    private Campaign over(TensorSource cases) {
        return Campaign.of(cases)
                .checker(checker)
                .tries(tries)
                .seed(seed)
                .leastSeen(leastSeen)
                .mostSkipped(mostSkipped);
    }

    private Campaign atEdges(TensorSource cases) {
        return over(cases).leastSeen(Math.min(leastSeen, LEAST_AT_EDGES));
    }

    CampaignReport gradients() {
        return over(source).gradientsOnly().run();
    }

    CampaignReport gradients(Values.Kind kind) {
        TensorSource cases = source.only(kind);
        return (kind == Values.Kind.ORDINARY ? over(cases) : atEdges(cases))
                .gradientsOnly()
                .run();
    }

    CampaignReport gradientsInSmallSizes() {
        return atEdges(source.inSmallSizes()).gradientsOnly().run();
    }

    /** Laws hold also where a gradient shows nothing. */
    CampaignReport laws() {
        return over(source).leastSeen(0).lawsOnly().run();
    }

    /** A test for each case of this contract in a corpus. */
    Stream<DynamicTest> replays(Path corpus) {
        return over(source).corpus(corpus).replay().stream()
                .filter(one -> one.state() != Replayed.State.NO_SOURCE)
                .map(one -> DynamicTest.dynamicTest(
                        one.file(), corpus.resolve(one.file()).toUri(), () -> judge(one)));
    }

    private static void judge(Replayed one) {
        if (one.isFailure()) {
            throw new AssertionFailedError("corpus: " + one.file() + " " + one.state() + ": " + one.text());
        }
    }

    /**
     * A test for each law, of one campaign that is run with the first of them.
     *
     * @param met the mistakes that tests of this contract have met
     */
    Stream<DynamicTest> lawTests(MetMistakes met) {
        Supplier<CampaignReport> report = new Once<>(this::laws);
        boolean batched = isBatched();
        return checker.laws().stream()
                .filter(law -> batched || law != Law.BATCH_IS_SUM)
                .map(law -> DynamicTest.dynamicTest(
                        "law " + law + ": " + law.requirement(),
                        URI.create(LAW + law),
                        () -> judge(report.get(), law, met)));
    }

    /** Whether any of the first possible cases says so; where one cannot be made, the campaign tells why. */
    private boolean isBatched() {
        return LongStream.range(0, tries)
                .mapToObj(this::hasParts)
                .flatMap(Optional::stream)
                .limit(FIRST)
                .anyMatch(Boolean::booleanValue);
    }

    /** Whether a case has parts; empty if it is impossible. */
    private Optional<Boolean> hasParts(long index) {
        try {
            return Optional.of(!source.at(seed, index).subject().parts().isEmpty());
        } catch (SkippedCaseException impossible) {
            return Optional.empty();
        } catch (RuntimeException cannotBeMade) {
            return Optional.of(true);
        }
    }

    private void judge(CampaignReport report, Law law, MetMistakes met) {
        boolean broken = report.findings().stream().anyMatch(group -> group.isBroken(law));
        long wrong = report.tally().count(Verdict.FAIL);
        boolean doubtful = broken || judged(report, law) < report.cases();
        if (doubtful && law == Law.GRADIENT_ALONE && wrong > 0) {
            throw new TestAbortedException(source.name() + ": law GRADIENT_ALONE cannot be judged, as " + wrong
                    + " gradients are wrong: one that is wrong anyhow, and right at the point by chance, looks the same; "
                    + "put the gradients right first");
        }
        if (broken) {
            met.judge(report, law, law.requirement());
        }
        if (report.cases() == 0) {
            throw new AssertionFailedError(report.toString());
        }
        if (judged(report, law) == 0) {
            throw new TestAbortedException(
                    source.name() + ": law " + law + " could not be judged of any of " + report.cases() + " cases");
        }
    }

    /** Of how many cases the law could be judged. */
    private static long judged(CampaignReport report, Law law) {
        return Stream.of(Verdict.values())
                .mapToLong(verdict -> report.tally().count(law, verdict))
                .sum();
    }
}
