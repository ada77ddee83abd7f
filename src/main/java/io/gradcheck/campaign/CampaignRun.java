package io.gradcheck.campaign;

import io.gradcheck.campaign.Shrinker.Shrunk;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.recording.Recorder;
import io.gradcheck.recording.ReportTally;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One run of a campaign: the corpus first, then the series on its own threads, then the findings shrunk. */
final class CampaignRun {

    /** The most checks for one finding. */
    private static final int SHRINKING_CHECKS = 5_000;

    private final List<SubjectSource> sources;
    private final Settings settings;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private volatile boolean stopped;
    private long deadline = Long.MAX_VALUE;

    /** The first case that shows a mistake, and what all of them have in common. */
    private record First(long index, SubjectCase subjectCase, Outcome outcome, long count, Votes votes) {
        First with(First other) {
            First earlier = index <= other.index ? this : other;
            return new First(
                    earlier.index, earlier.subjectCase, earlier.outcome, count + other.count, votes.with(other.votes));
        }
    }

    /** What cases of one source look like. */
    private record Look(String source, String signature) implements Comparable<Look> {
        @Override
        public int compareTo(Look other) {
            return Comparator.comparing(Look::source)
                    .thenComparing(Look::signature)
                    .compare(this, other);
        }
    }

    /** What one thread has seen. */
    private static final class Seen {
        private final Tally tally = new Tally();
        private final Traits traits = new Traits();
        private final Skips skipped = Skips.none(1);
        private final Map<Look, First> findings = new TreeMap<>();
        private final ReportTally[] bySource;
        private long cases;
        private long telling;

        private Seen(int sources) {
            bySource = new ReportTally[sources];
            Arrays.setAll(bySource, source -> new ReportTally());
        }

        private void add(Seen other) {
            for (int source = 0; source < bySource.length; source++) {
                bySource[source].add(other.bySource[source]);
            }
            tally.add(other.tally);
            traits.add(other.traits);
            skipped.add(other.skipped);
            other.findings.forEach((look, first) -> findings.merge(look, first, First::with));
            cases += other.cases;
            telling += other.telling;
        }
    }

    CampaignRun(List<SubjectSource> sources, Settings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    CampaignReport report() {
        long start = System.nanoTime();
        Corpus corpus = settings.corpus();
        List<Replayed> replayed = corpus == null
                ? List.of()
                : corpus.replay(sources, settings.checker().unheard(), settings.sought());
        Duration time = settings.time();
        if (time != null) {
            deadline = start + time.toNanos();
        }
        Seen seen = new Seen(sources.size());
        boolean interrupted = check(seen);
        List<Sighting> sightings = sightings(seen.findings, interrupted);
        if (corpus != null) {
            corpus.add(Grouping.of(sightings));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        CampaignReport report = new CampaignReport(new CampaignFindings(
                settings.seed(),
                seen.cases,
                seen.telling,
                new Skips(seen.skipped.reasons(), settings.mostSkipped()),
                settings.leastSeen(),
                interrupted,
                seen.tally,
                seen.traits,
                sightings,
                replayed));
        double seconds = (System.nanoTime() - start) / 1e9;
        Recorder.campaign(new RecordedCampaign(report, sources, settings.checker(), List.of(seen.bySource), seconds));
        return report;
    }

    /** Checks the series on threads of its own; whether it was interrupted. */
    private boolean check(Seen seen) {
        List<Thread> threads = new ArrayList<>();
        List<Seen> parts = new ArrayList<>();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (int k = 0; k < settings.threads(); k++) {
            Seen part = new Seen(sources.size());
            parts.add(part);
            Thread thread = new Thread(() -> work(part), "gradcheck-" + k);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            thread.setUncaughtExceptionHandler((where, thrown) -> {
                broken.compareAndSet(null, thrown);
                stopped = true;
            });
            threads.add(thread);
            thread.start();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= joinedWithInterruption(thread);
        }
        Throwable thrown = broken.get();
        if (thrown != null) {
            throw new IllegalStateException("a campaign's thread ended by " + thrown, thrown);
        }
        parts.forEach(seen::add);
        return interrupted;
    }

    private boolean joinedWithInterruption(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException stop) {
                stopped = true;
                interrupted = true;
            }
        }
    }

    private void work(Seen seen) {
        while (!stopped && System.nanoTime() < deadline) {
            long index = settings.shard() + next.getAndIncrement() * settings.shards();
            if (index >= settings.tries()) {
                return;
            }
            check(index, seen);
            settings.progress().accept(done.incrementAndGet());
        }
    }

    private void check(long index, Seen seen) {
        int turn = (int) (index % sources.size());
        SubjectSource source = sources.get(turn);
        SubjectCase subjectCase;
        try {
            subjectCase = drawn(source, index);
        } catch (SkippedCaseException impossible) {
            seen.skipped.add(impossible.reason());
            return;
        }
        Outcome outcome = Outcome.of(subjectCase, checker(index), settings.sought());
        String skipped = outcome.skipped();
        if (skipped != null) {
            seen.skipped.add(skipped);
            return;
        }
        seen.cases++;
        seen.telling += outcome.sawSomething() ? 1 : 0;
        seen.traits.add(subjectCase, outcome);
        if (outcome.report() != null) {
            seen.tally.add(outcome.report());
            seen.bySource[turn].add(outcome.report());
        } else {
            seen.bySource[turn].addThrown();
        }
        if (outcome.isFinding()) {
            List<Part> parts = outcome.parts();
            for (Part part : parts) {
                First first = new First(index, subjectCase, outcome, 1, Votes.of(part, parts));
                seen.findings.merge(new Look(source.name(), part.signature()), first, First::with);
            }
        }
    }

    private SubjectCase drawn(SubjectSource source, long index) {
        try {
            return source.at(settings.seed(), index);
        } catch (SkippedCaseException impossible) {
            throw impossible;
        } catch (RuntimeException cannotBeMade) {
            throw new IllegalStateException(
                    "case " + index + " of seed " + settings.seed() + " of " + source.name() + " cannot be made: "
                            + cannotBeMade,
                    cannotBeMade);
        }
    }

    private GradientChecker checker(long index) {
        return settings.checker().seed(index).unheard();
    }

    /** Of each look its first case, shrunk if it may be shown. */
    private List<Sighting> sightings(Map<Look, First> findings, boolean interrupted) {
        List<Sighting> found = new ArrayList<>();
        findings.forEach((look, first) -> found.add(sighting(look, first, 0)));
        if (interrupted) {
            return found;
        }
        Set<Sighting> shown = Grouping.shown(found);
        List<Sighting> sightings = new ArrayList<>();
        findings.forEach((look, first) -> {
            Sighting one = found.get(sightings.size());
            sightings.add(shown.contains(one) ? sighting(look, first, SHRINKING_CHECKS) : one);
        });
        return sightings;
    }

    private Sighting sighting(Look look, First first, int mostChecks) {
        Shrinker shrinker = new Shrinker(checker(first.index), settings.sought(), mostChecks);
        Shrunk shrunk = shrinker.shrink(first.subjectCase, first.outcome, look.signature);
        return new Sighting(
                look.source,
                look.signature,
                first.votes,
                first.count,
                new Example(
                        first.index,
                        first.subjectCase.toString(),
                        shrunk.outcome().summary(look.signature),
                        shrunk.outcome().text(look.signature),
                        RepeatCode.of(look.source, shrunk.subjectCase(), checker(first.index)),
                        shrunk.subjectCase().data(),
                        shrunk.steps(),
                        shrunk.checks()));
    }
}
