package io.gradcheck.campaign;

import io.gradcheck.campaign.Seen.First;
import io.gradcheck.campaign.Seen.Look;
import io.gradcheck.campaign.Shrinker.Shrunk;
import io.gradcheck.campaign.count.Skips;
import io.gradcheck.campaign.crew.Crew;
import io.gradcheck.campaign.crew.DoesNotEnd;
import io.gradcheck.campaign.crew.GivenUp;
import io.gradcheck.campaign.crew.Job;
import io.gradcheck.campaign.crew.Jobs;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.recording.Recorder;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of a campaign: the corpus first, then the series on its own threads, then the findings shrunk. */
final class CampaignRun {

    /** The most checks for one finding. */
    private static final int SHRINKING_CHECKS = 5_000;

    /** How much longer than its time a campaign may take to end its cases, and to shrink what it found. */
    private static final Duration OVERTIME = Duration.ofSeconds(5);

    private static final Duration GRACE = Duration.ofSeconds(1);

    /** So that it has answered before it is killed. */
    private static final Duration GRACE_IN_WORKER = Duration.ofMillis(500);

    private static final long FAR = 1L << 62;

    private final List<SubjectSource> sources;
    private final Settings settings;
    private final Corpus.@Nullable Kept keptInCorpus;
    private final Journal journal;
    private final @Nullable Lost lost;
    private final Duration grace;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final long start = System.nanoTime();
    private boolean interrupted;
    private boolean leftBehind;

    /** Hears of the cases of a run while it goes on, on any of its threads. */
    interface Journal {

        /** Hears of nothing. */
        Journal NONE = (source, signature, index, data) -> Optional.empty();

        /**
         * Called before a case is made.
         *
         * @param index its index
         */
        default void begun(long index) {}

        /**
         * Called with each mistake that a case shows.
         *
         * @param source the source's name
         * @param signature what the mistake looks like
         * @param index the index of the case
         * @param data makes the case, as its source restores it
         * @return what went wrong with it, if anything did
         */
        Optional<String> found(String source, String signature, long index, Supplier<Map<String, Object>> data);
    }

    /**
     * What a case comes to that is not checked, as it has ended a worker.
     *
     * @param how how it ended
     * @param isMade whether it is made at least, so that its sizes can be told
     */
    record Lost(DoesNotEnd how, boolean isMade) {}

    CampaignRun(List<SubjectSource> sources, Settings settings) {
        this.sources = sources;
        this.settings = settings;
        Corpus corpus = settings.corpus();
        this.keptInCorpus = corpus == null ? null : corpus.kept();
        this.journal = keptInCorpus == null ? Journal.NONE : keptInCorpus;
        this.lost = null;
        this.grace = GRACE;
    }

    /**
     * Prepares the run of a part of a campaign in a worker.
     *
     * @param sources the campaign's sources
     * @param settings those of the part
     * @param journal hears of the cases
     * @param lost what its cases have come to in another worker; null if they are checked
     */
    CampaignRun(List<SubjectSource> sources, Settings settings, Journal journal, @Nullable Lost lost) {
        this.sources = sources;
        this.settings = settings;
        this.keptInCorpus = null;
        this.journal = journal;
        this.lost = lost;
        this.grace = GRACE_IN_WORKER;
    }

    CampaignReport report() {
        List<Replayed> replayed = settings.corpus() == null
                ? List.of()
                : replay(settings.checker().unheard(), settings.corpus().files());
        Seen seen = new Seen(sources.size());
        if (!interrupted) {
            check().forEach(seen::add);
        }
        List<Sighting> sightings = sightings(seen.findings());
        List<String> mishaps = new ArrayList<>(seen.mishaps());
        if (keptInCorpus != null) {
            mishaps.addAll(keptInCorpus.end(Grouping.of(sightings)));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        CampaignReport report = new CampaignReport(findings(seen, sightings, replayed, mishaps));
        double seconds = (System.nanoTime() - start) / 1e9;
        Recorder.campaign(new RecordedCampaign(report, sources, settings.checker(), seen.bySource(), seconds));
        return report;
    }

    private CampaignFindings findings(
            Seen seen, List<Sighting> sightings, List<Replayed> replayed, List<String> mishaps) {
        return new CampaignFindings(
                settings.seed(),
                settings.series(sources),
                seen.cases(),
                seen.telling(),
                new Skips(seen.skipped().reasons(), settings.mostSkipped()),
                seen.decisions(),
                settings.leastSeen(),
                interrupted,
                seen.tally(),
                seen.traits(),
                sightings,
                replayed,
                mishaps);
    }

    /** That nothing was done yet. */
    CampaignFindings nothing() {
        return findings(new Seen(sources.size()), List.of(), List.of(), List.of());
    }

    /** What the series shows, its findings as they were found. */
    CampaignFindings unshrunk() {
        Seen seen = new Seen(sources.size());
        check().forEach(seen::add);
        return findings(seen, List.copyOf(asFound(seen.findings()).values()), List.of(), seen.mishaps());
    }

    /** The mistakes of one look, of a series that shows them, with the first case made small; none if it does not. */
    CampaignFindings shrunk(String signature) {
        Seen seen = new Seen(sources.size());
        check().forEach(seen::add);
        Map<Look, First> sought = new LinkedHashMap<>(seen.findings());
        sought.keySet().removeIf(look -> !look.signature().equals(signature));
        Map<Look, Sighting> small = asFound(sought);
        shrink(sought, small, sought.keySet());
        return nothing().with(List.copyOf(small.values()));
    }

    /** What became of one file of the corpus. */
    CampaignFindings replayed(Path file) {
        return nothing().withReplayed(replay(settings.checker().unheard(), List.of(file)));
    }

    /** Whether a thread was left behind, in code that does not end. */
    boolean hasLeftBehind() {
        return leftBehind;
    }

    private <S> Crew<S> crew(Duration extra, Supplier<S> kept) {
        Duration time = settings.time();
        long deadline = start + (time == null ? FAR : Math.min(FAR, time.toNanos()));
        return new Crew<>(
                settings.threads(),
                settings.caseLimit(),
                deadline + extra.toNanos(),
                OVERTIME.minus(extra),
                grace,
                kept);
    }

    /** Checks the cases of the corpus alone. */
    List<Replayed> replayed() {
        List<Replayed> replayed = replay(
                settings.checker(), Objects.requireNonNull(settings.corpus()).files());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return replayed;
    }

    private List<Replayed> replay(GradientChecker checker, List<Path> files) {
        Replay replay =
                new Replay(Objects.requireNonNull(settings.corpus()), files, sources, checker, settings.sought());
        Crew<Map<String, Replayed>> crew = crew(Duration.ZERO, LinkedHashMap::new);
        Crew.Done<Map<String, Replayed>> all = crew.work(replay.jobs());
        interrupted = all.interrupted();
        leftBehind |= all.leftBehind();
        return replay.results(all.kept());
    }

    /** Checks the series on threads of its own. */
    private List<Seen> check() {
        Crew.Done<Seen> all = crew(Duration.ZERO, () -> new Seen(sources.size()))
                .work(() -> {
                    long index = settings.index(next.getAndIncrement());
                    return index < settings.tries() ? new CaseJob(index) : null;
                });
        interrupted |= all.interrupted();
        leftBehind |= all.leftBehind();
        return all.kept();
    }

    /** One case of the series. */
    private final class CaseJob implements Job<Seen> {

        private final long index;
        private final int turn;
        private final SubjectSource source;
        private volatile @Nullable SubjectCase made;

        private CaseJob(long index) {
            this.index = index;
            this.turn = (int) (index % sources.size());
            this.source = sources.get(turn);
        }

        @Override
        public Consumer<Seen> work(Runnable step) {
            SubjectCase subjectCase;
            Outcome outcome;
            journal.begun(index);
            if (lost != null && !lost.isMade()) {
                return ended(unmade(), Outcome.thrown(lost.how(), settings.sought()));
            }
            try {
                subjectCase = source.at(settings.seed(), index);
                made = subjectCase;
                outcome = lost == null
                        ? Outcome.of(subjectCase, checker(index), settings.sought())
                        : Outcome.thrown(lost.how(), settings.sought());
            } catch (Throwable cannotBeMade) { // a finding, or skipped
                subjectCase = unmade();
                outcome = Outcome.thrown(cannotBeMade, settings.sought());
            }
            return ended(subjectCase, outcome);
        }

        private SubjectCase unmade() {
            return new CaseOfSeries(source, settings.seed(), index);
        }

        private Consumer<Seen> ended(SubjectCase subjectCase, Outcome outcome) {
            return seen -> {
                String skipped = outcome.skipped();
                if (skipped != null) {
                    seen.addSkipped(skipped);
                } else {
                    List<Part> parts = outcome.isFinding() ? outcome.parts() : List.of();
                    seen.add(index, turn, source.name(), subjectCase, outcome, parts);
                    keep(subjectCase, parts, seen);
                }
                told(seen);
            };
        }

        private void keep(SubjectCase subjectCase, List<Part> parts, Seen seen) {
            for (Part part : parts) {
                journal.found(source.name(), part.signature(), index, subjectCase::data)
                        .ifPresent(seen::addMishap);
            }
        }

        private void told(Seen seen) {
            try {
                settings.progress().accept(done.incrementAndGet());
            } catch (RuntimeException | Error thrown) {
                seen.addMishap("the listener of its progress threw " + thrown);
            }
        }

        @Override
        public Consumer<Seen> givenUp(GivenUp givenUp) {
            SubjectCase known = made;
            SubjectCase subjectCase = known == null ? unmade() : known;
            return givenUp.hangs() || givenUp.exits()
                    ? ended(subjectCase, Outcome.thrown(DoesNotEnd.of(givenUp), settings.sought()))
                    : seen -> seen.addMishap("case " + index + " (" + subjectCase + ") was given up after "
                            + DoesNotEnd.seconds(givenUp.taken()) + ", when the campaign was to stop");
        }
    }

    private GradientChecker checker(long index) {
        return settings.checker().seed(index).unheard();
    }

    /** Of each look its first case, shrunk if it may be shown. */
    private List<Sighting> sightings(Map<Look, First> findings) {
        Map<Look, Sighting> found = asFound(findings);
        if (!interrupted && !settings.isUnshrunk()) {
            Set<Sighting> shown = Grouping.mayBeShown(List.copyOf(found.values()), settings.shards());
            shrink(
                    findings,
                    found,
                    found.entrySet().stream()
                            .filter(one -> shown.contains(one.getValue()))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()));
        }
        return List.copyOf(found.values());
    }

    private Map<Look, Sighting> asFound(Map<Look, First> findings) {
        Map<Look, Sighting> found = new LinkedHashMap<>();
        findings.forEach((look, first) ->
                found.put(look, sighting(look, first, Shrunk.asFound(first.subjectCase(), first.outcome()))));
        return found;
    }

    /** Makes some of the findings small. */
    private void shrink(Map<Look, First> findings, Map<Look, Sighting> found, Set<Look> which) {
        Crew<Map<Look, Sighting>> crew = crew(OVERTIME, LinkedHashMap::new);
        Crew.Done<Map<Look, Sighting>> all = crew.work(Jobs.of(findings.entrySet().stream()
                .filter(one -> which.contains(one.getKey())
                        && Thrown.comesBack(one.getKey().signature()))
                .map(one -> new ShrinkJob(one.getKey(), one.getValue(), crew))
                .iterator()));
        interrupted = all.interrupted();
        leftBehind |= all.leftBehind();
        all.kept().forEach(found::putAll);
    }

    /** Makes one finding small. */
    private final class ShrinkJob implements Job<Map<Look, Sighting>> {

        private final Look look;
        private final First first;
        private final Shrinker shrinker;

        private ShrinkJob(Look look, First first, Crew<?> crew) {
            this.look = look;
            this.first = first;
            this.shrinker = new Shrinker(
                    checker(first.index()),
                    settings.sought(),
                    SHRINKING_CHECKS,
                    crew::isStopped,
                    Shrunk.asFound(first.subjectCase(), first.outcome()));
        }

        @Override
        public Consumer<Map<Look, Sighting>> work(Runnable step) {
            return small(shrinker.shrink(look.signature(), step));
        }

        @Override
        public Consumer<Map<Look, Sighting>> givenUp(GivenUp givenUp) {
            return small(shrinker.best());
        }

        private Consumer<Map<Look, Sighting>> small(Shrunk shrunk) {
            Sighting sighting = sighting(look, first, shrunk);
            return small -> small.put(look, sighting);
        }
    }

    private Sighting sighting(Look look, First first, Shrunk shrunk) {
        return new Sighting(
                look.source(),
                look.signature(),
                first.votes(),
                first.count(),
                new Example(
                        first.index(),
                        first.subjectCase().toString(),
                        shrunk.outcome().summary(look.signature()),
                        shrunk.outcome().text(look.signature()),
                        RepeatCode.of(look.source(), shrunk.subjectCase(), checker(first.index())),
                        shrunk.subjectCase().data(),
                        shrunk.steps(),
                        shrunk.checks()));
    }
}
