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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a campaign: the corpus first, then the series on its own threads, then the findings shrunk. */
final class CampaignRun {

    /** The most checks for one finding. */
    private static final int SHRINKING_CHECKS = 5_000;

    /** How much longer than its time a campaign may take to end its cases, and to shrink what it found. */
    private static final Duration OVERTIME = Duration.ofSeconds(5);

    private static final long FAR = 1L << 62;

    private final List<SubjectSource> sources;
    private final Settings settings;
    private final Corpus.@Nullable Kept keptInCorpus;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final long start = System.nanoTime();
    private boolean interrupted;

    CampaignRun(List<SubjectSource> sources, Settings settings) {
        this.sources = sources;
        this.settings = settings;
        Corpus corpus = settings.corpus();
        this.keptInCorpus = corpus == null ? null : corpus.kept();
    }

    CampaignReport report() {
        List<Replayed> replayed = settings.corpus() == null
                ? List.of()
                : replay(settings.checker().unheard());
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
        CampaignReport report = new CampaignReport(new CampaignFindings(
                settings.seed(),
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
                mishaps));
        double seconds = (System.nanoTime() - start) / 1e9;
        Recorder.campaign(new RecordedCampaign(report, sources, settings.checker(), seen.bySource(), seconds));
        return report;
    }

    private <S> Crew<S> crew(Duration extra, Supplier<S> kept) {
        Duration time = settings.time();
        long deadline = start + (time == null ? FAR : Math.min(FAR, time.toNanos()));
        return new Crew<>(
                settings.threads(), settings.caseLimit(), deadline + extra.toNanos(), OVERTIME.minus(extra), kept);
    }

    /** Checks the cases of the corpus alone. */
    List<Replayed> replayed() {
        List<Replayed> replayed = replay(settings.checker());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return replayed;
    }

    private List<Replayed> replay(GradientChecker checker) {
        Replay replay = new Replay(Objects.requireNonNull(settings.corpus()), sources, checker, settings.sought());
        Crew<Map<String, Replayed>> crew = crew(Duration.ZERO, LinkedHashMap::new);
        Crew.Done<Map<String, Replayed>> all = crew.work(replay.jobs());
        interrupted = all.interrupted();
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
            try {
                subjectCase = source.at(settings.seed(), index);
                made = subjectCase;
                outcome = Outcome.of(subjectCase, checker(index), settings.sought());
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
            if (keptInCorpus != null) {
                keptInCorpus.found(source.name(), index, subjectCase, parts).ifPresent(seen::addMishap);
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
        Map<Look, Sighting> found = new LinkedHashMap<>();
        findings.forEach((look, first) ->
                found.put(look, sighting(look, first, Shrunk.asFound(first.subjectCase(), first.outcome()))));
        if (interrupted || settings.isUnshrunk()) {
            return List.copyOf(found.values());
        }
        Set<Sighting> shown = Grouping.shown(List.copyOf(found.values()));
        Crew<Map<Look, Sighting>> crew = crew(OVERTIME, LinkedHashMap::new);
        Crew.Done<Map<Look, Sighting>> all = crew.work(Jobs.of(findings.entrySet().stream()
                .filter(one -> shown.contains(found.get(one.getKey()))
                        && !one.getValue().outcome().hangs())
                .map(one -> new ShrinkJob(one.getKey(), one.getValue(), crew))
                .iterator()));
        interrupted = all.interrupted();
        all.kept().forEach(found::putAll);
        return List.copyOf(found.values());
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
