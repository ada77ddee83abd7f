package io.gradcheck.campaign;

import io.gradcheck.argument.Argument;
import io.gradcheck.campaign.worker.WorkerJvm;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Checks a long series of random cases on all processors, groups what is found by mistake, and makes it small.
 *
 * <p>Every case follows from the seed and its index. So the number of threads changes nothing, and a series can be split
 * into shards that run anywhere: their merged reports are the report of one run.
 *
 * <pre>{@code
 * Campaign.of(Networks.any()).tries(100_000).run().throwIfFailed();
 * Campaign.of(scale, norm).time(Duration.ofMinutes(10)).corpus(Path.of("src/test/gradcheck")).run();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Campaign {

    private final List<SubjectSource> sources;
    private final Settings settings;

    private Campaign(List<SubjectSource> sources, Settings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    /**
     * A campaign over some sources, whose cases take turns; 1,000 tries, seed 1, as many threads as there are processors.
     *
     * @param sources the sources
     * @return the campaign
     * @throws IllegalArgumentException if there is none
     * @throws IllegalArgumentException if two of one class have the same name; where the classes differ, they are called by
     *     them, with their packages
     */
    public static Campaign of(SubjectSource... sources) {
        List<SubjectSource> all = SourceByClass.apart(Argument.some("sources", List.of(sources)));
        if (all.stream().map(SubjectSource::name).distinct().count() < all.size()) {
            throw new IllegalArgumentException("sources: found the names "
                    + Stream.of(sources).map(SubjectSource::name).toList()
                    + ", wanted each only once, or of a class of its own");
        }
        return new Campaign(all, Settings.STANDARD);
    }

    private Campaign with(Settings other) {
        return new Campaign(sources, other);
    }

    /**
     * The same campaign with another series of cases.
     *
     * @param seed any number
     * @return a new campaign
     */
    public Campaign seed(long seed) {
        return with(settings.seed(seed));
    }

    /**
     * The same campaign with another number of cases, over all shards together.
     *
     * @param tries how many
     * @return a new campaign
     * @throws IllegalArgumentException if it is below 0
     */
    public Campaign tries(long tries) {
        return with(settings.tries(tries));
    }

    /**
     * The same campaign with a part of the cases: those of indices {@code first} to {@code behind - 1}.
     *
     * @param first the index of the first case
     * @param behind the index behind that of the last case
     * @return a new campaign
     * @throws IllegalArgumentException if either is below 0
     */
    public Campaign range(long first, long behind) {
        return with(settings.range(first, behind));
    }

    /**
     * The same campaign with another limit for a single case.
     *
     * <p>A case that takes longer, and 20 times longer than any other took, is a finding: it does not end. It is told with
     * its index, its sizes and where it was; its thread is left behind, and the others go on.
     *
     * @param limit how long; 60 seconds unless said otherwise
     * @return a new campaign
     * @throws IllegalArgumentException if it is 0 or negative
     */
    public Campaign caseLimit(Duration limit) {
        return with(settings.caseLimit(limit));
    }

    /**
     * The same campaign, whose findings are shown as they were found, and not shrunk.
     *
     * @return a new campaign
     */
    public Campaign unshrunk() {
        return with(settings.unshrunk());
    }

    /**
     * The same campaign with a limit of time instead of a number of cases.
     *
     * <p>How many cases there are then depends on the machine; each of them is the same as ever. Cases under way, and
     * shrinking, may take some seconds more, and never ten.
     *
     * @param time how long to go on
     * @return a new campaign
     * @throws IllegalArgumentException if it is negative
     */
    public Campaign time(Duration time) {
        return with(settings.time(time));
    }

    /**
     * The same campaign on another number of threads.
     *
     * @param threads how many
     * @return a new campaign
     * @throws IllegalArgumentException if it is below 1
     */
    public Campaign threads(int threads) {
        return with(settings.threads(threads));
    }

    /**
     * One part of this campaign: every {@code shards}-th case.
     *
     * @param shard which part, from 1
     * @param shards how many parts there are
     * @return a new campaign, whose report {@linkplain CampaignReport#merge merged} with those of the other parts is the
     *     report of the whole; they can be {@linkplain CampaignReport#write written} on other machines
     * @throws IllegalArgumentException if there is no such part
     */
    public Campaign shard(int shard, int shards) {
        return with(settings.shard(shard, shards));
    }

    /**
     * The same campaign with another checker. Its seed is replaced by the index of each case.
     *
     * @param checker the checker
     * @return a new campaign
     */
    public Campaign checker(GradientChecker checker) {
        return with(settings.checker(checker));
    }

    /**
     * The same campaign, in which only wrong gradients are findings, and subjects that throw. Laws are judged, and counted.
     *
     * @return a new campaign
     */
    public Campaign gradientsOnly() {
        return with(settings.sought(Sought.GRADIENTS));
    }

    /**
     * The same campaign, in which only broken laws are findings, each of them one of its own, and subjects that throw.
     * Gradients are checked, and counted.
     *
     * @return a new campaign
     */
    public Campaign lawsOnly() {
        return with(settings.sought(Sought.LAWS));
    }

    /**
     * The same campaign with a regression corpus: the cases in it are checked first, and what is found is added to it.
     *
     * @param directory where the corpus lies; made when something is found
     * @return a new campaign
     * @throws IllegalArgumentException if there is a file of that name
     */
    public Campaign corpus(Path directory) {
        return with(settings.corpus(directory));
    }

    /**
     * The same campaign, which fails if too little could be seen: where a gradient is zero for good reasons, or lost in
     * rounding, nothing is shown. Right code is flat in many cases, as a softmax is whose mask leaves a single number, so that
     * few are wanted; each variable, though, must be decided in half of the cases in which something of it could be seen, or in
     * the same share if it is larger, or less than a tenth.
     *
     * @param share the least share of cases of which something could be seen, from 0 to 1; a tenth unless said otherwise
     * @return a new campaign
     * @throws IllegalArgumentException if it is outside 0 to 1
     */
    public Campaign leastSeen(double share) {
        return with(settings.leastSeen(share));
    }

    /**
     * The same campaign, which fails if too many cases were {@linkplain io.gradcheck.source.Case#skip skipped}.
     *
     * @param share the largest share of cases that may be, from 0 to 1; a half unless said otherwise
     * @return a new campaign
     * @throws IllegalArgumentException if it is outside 0 to 1
     */
    public Campaign mostSkipped(double share) {
        return with(settings.mostSkipped(share));
    }

    /**
     * The same campaign, which tells how far it has come.
     *
     * @param progress is given the number of cases checked so far, after each of them, by any thread
     * @return a new campaign
     */
    public Campaign progress(LongConsumer progress) {
        return with(settings.progress(progress));
    }

    /**
     * The same campaign, whose cases are checked in JVMs of their own, as many as it has {@linkplain #threads threads}: started anew
     * where one ends, as code under test makes it that halts or crashes. That case is a finding; the others go on.
     *
     * <p>Such a JVM has the class path and the options of this one, and a {@code main} method that makes the same campaign and calls
     * {@link #serve}:
     *
     * <pre>{@code
     * static Campaign campaign() {
     *     return Campaign.of(new KernelSource()).tries(100_000);
     * }
     *
     * public static void main(String[] args) {
     *     campaign().serve();
     * }
     *
     * CampaignReport report = campaign().workers(Fuzz.class).run();
     * }</pre>
     *
     * @param main the class with that method
     * @param arguments its arguments
     * @return a new campaign
     */
    public Campaign workers(Class<?> main, String... arguments) {
        return with(settings.workers(new WorkerJvm(main.getName(), List.of(arguments))));
    }

    /**
     * Checks cases of this campaign for another JVM, which was told of this one by {@link #workers}, and ends this JVM when the other
     * has no more of them.
     *
     * @throws IllegalStateException if this JVM was not started so
     */
    public void serve() {
        new CampaignWorker(sources, settings).serve();
    }

    /**
     * Checks the cases of the regression corpus alone.
     *
     * @return what became of each, in the order of their files; empty if there is no corpus
     */
    public List<Replayed> replay() {
        return settings.corpus() == null ? List.of() : new CampaignRun(sources, settings).replayed();
    }

    /**
     * Runs the campaign.
     *
     * <p>When the calling thread is interrupted, the cases under way have a second to end, are then interrupted and at last
     * given up, and the report is made of what there is; the thread stays interrupted.
     *
     * @return what was found
     */
    public CampaignReport run() {
        return settings.workers() == null
                ? new CampaignRun(sources, settings).report()
                : new WorkedCampaign(sources, settings, settings.workers()).report();
    }
}
