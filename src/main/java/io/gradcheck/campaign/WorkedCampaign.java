package io.gradcheck.campaign;

import com.grack.nanojson.JsonParserException;
import io.gradcheck.campaign.crew.DoesNotEnd;
import io.gradcheck.campaign.worker.Death;
import io.gradcheck.campaign.worker.Task;
import io.gradcheck.campaign.worker.Tasks;
import io.gradcheck.campaign.worker.WorkerCrew;
import io.gradcheck.campaign.worker.WorkerCrews;
import io.gradcheck.campaign.worker.WorkerJvm;
import io.gradcheck.result.JsonFile;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.cases.CaseFields;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A campaign whose cases are checked in workers: the corpus first, then the series in parts, then the findings made small.
 *
 * <p>A part whose worker ends is done again, but for the case that the worker was at: that one is a finding.
 */
final class WorkedCampaign {

    private static final Duration OVERTIME = Duration.ofSeconds(5);
    private static final long FAR = 1L << 62;

    /** How long a part takes, so that its report costs little beside it and little is to be done again. */
    private static final double NANOS_OF_PART = 1e9;

    private static final String WORKER = "worker";
    private static final long FIRST_PART = 16;
    private static final int GROWTH = 4;
    private static final int MOST_IN_VAIN = 3;

    private final Settings settings;
    private final WorkerCrew crew;
    private final Corpus.@Nullable Kept keptInCorpus;
    private final long start = System.nanoTime();
    private final Deque<Task> again = new ArrayDeque<>();
    private final Map<String, Replayed> replayed = new LinkedHashMap<>();
    private final Set<String> mishaps = new TreeSet<>();
    private CampaignFindings all;
    private long next;
    private long size = FIRST_PART;

    WorkedCampaign(List<SubjectSource> sources, Settings settings, WorkerJvm jvm) {
        this.settings = settings;
        this.crew = WorkerCrews.ofThisJvm().take(settings.threads(), jvm);
        crew.begin();
        this.keptInCorpus = settings.corpus() == null ? null : settings.corpus().kept();
        this.all = new CampaignRun(sources, settings.part(0, 0, 1), CampaignRun.Journal.NONE, null)
                .nothing()
                .of(settings.series(sources));
    }

    CampaignReport report() {
        Corpus corpus = settings.corpus();
        List<Path> files = corpus == null ? List.of() : corpus.files();
        try {
            if (!files.isEmpty()) {
                work(jobs(files.stream().map(ReplayTask::new).toList()), Duration.ZERO);
            }
            work(this::nextPart, Duration.ZERO);
            List<Task> shrinking = shrinking();
            if (!shrinking.isEmpty()) {
                work(jobs(shrinking), OVERTIME);
            }
        } finally {
            WorkerCrews.ofThisJvm().giveBack(crew);
        }
        crew.endedIdle().forEach(how -> mishaps.add("a worker ended while it was at no case: " + how));
        List<String> problems = new ArrayList<>(mishaps);
        if (keptInCorpus != null) {
            problems.addAll(keptInCorpus.end(all.groups()));
        }
        if (crew.isInterrupted()) {
            Thread.currentThread().interrupt();
        }
        return new CampaignReport(
                all.withReplayed(Replay.results(files, replayed)).ended(crew.isInterrupted(), problems));
    }

    private void work(Tasks tasks, Duration extra) {
        Duration time = settings.time();
        try {
            crew.work(tasks, start + (time == null ? FAR : Math.min(FAR, time.toNanos())) + extra.toNanos());
        } catch (IllegalStateException cannotGoOn) {
            mishaps.add(String.valueOf(cannotGoOn.getMessage()));
        }
    }

    private static Tasks jobs(List<? extends Task> tasks) {
        Deque<Task> left = new ArrayDeque<>(tasks);
        return () -> {
            synchronized (left) {
                return left.poll();
            }
        };
    }

    /** What is to be done again, or the next part of the series. */
    private synchronized @Nullable Task nextPart() {
        if (!again.isEmpty()) {
            return again.poll();
        }
        // The last parts are small, so that all workers end at about the same time.
        long left = (settings.tries() - settings.index(next) - 1) / settings.shards() + 1;
        long cases = Math.max(1, Math.min(size, left / (2L * settings.threads())));
        if (settings.index(next) >= settings.tries()) {
            return null;
        }
        PartTask part = new PartTask(next, next + cases, 0);
        next += cases;
        return part;
    }

    /** Of each mistake that may be shown, its first case is to be made small. */
    private List<Task> shrinking() {
        if (crew.isInterrupted() || settings.isUnshrunk()) {
            return List.of();
        }
        Set<Sighting> shown = Grouping.mayBeShown(all.sightings(), settings.shards());
        return all.sightings().stream()
                .filter(one -> shown.contains(one) && Thrown.comesBack(one.signature()))
                .<Task>map(ShrinkTask::new)
                .toList();
    }

    private synchronized void add(CampaignFindings more) {
        // What a worker gave up when it was to end early is done again.
        List<String> problems = crew.isStopped() ? more.mishaps() : List.of();
        mishaps.addAll(problems);
        // A case that was lost is told by a worker as one of a campaign that has no other shards.
        all = all.merge(more.ended(false, List.of()).of(all.series()));
        settings.progress().accept(all.cases() + all.skipped().count());
    }

    private synchronized void addMishap(String text) {
        mishaps.add(text);
    }

    private static CampaignFindings read(byte[] answer) {
        return ReportFile.read(new String(answer, StandardCharsets.UTF_8), WORKER);
    }

    private static DoesNotEnd.Kind kind(Death death) {
        return death.silent()
                ? DoesNotEnd.Kind.HANGS
                : death.isCrash() ? DoesNotEnd.Kind.CRASHES : DoesNotEnd.Kind.EXITS;
    }

    /** A task of which nothing is told before its answer. */
    private abstract static class Quiet implements Task {
        @Override
        public void news(byte[] news) {}
    }

    /** Some cases of the series, by their places in it. */
    private final class PartTask implements Task {

        private final long first;
        private final long behind;
        private final int inVain;
        private final long began = System.nanoTime();

        private PartTask(long first, long behind, int inVain) {
            this.first = first;
            this.behind = behind;
            this.inVain = inVain;
        }

        @Override
        public String request() {
            return CampaignWorker.range(settings.index(first), settings.index(behind - 1) + 1, settings.shards());
        }

        @Override
        public void news(byte[] news) {
            if (keptInCorpus == null) {
                return;
            }
            try {
                String text = new String(news, StandardCharsets.UTF_8);
                CaseFields seen = new CaseFields(WORKER, JsonFile.read(text, WORKER, Corpus.FORMAT));
                keptInCorpus
                        .found(
                                seen.text("source"),
                                seen.text("signature"),
                                seen.whole("checkerSeed"),
                                () -> seen.object("case"))
                        .ifPresent(WorkedCampaign.this::addMishap);
            } catch (JsonParserException | IllegalArgumentException damaged) {
                addMishap("a worker told of a finding what cannot be read: " + damaged.getMessage());
            }
        }

        @Override
        public void answered(byte[] answer) {
            CampaignFindings found = read(answer);
            add(found);
            long done = found.cases() + found.skipped().count();
            if (!crew.isStopped()) {
                if (first + done < behind) { // the worker ended early
                    if (found.sightings().stream().allMatch(one -> Thrown.comesBack(one.signature()))) {
                        addMishap("a worker ended while case " + settings.index(first + done)
                                + " was checked, and not by that case's own thread: code under test that calls"
                                + " System.exit on another, or a signal");
                    }
                    rest(first + done, done == 0 ? inVain + 1 : 0);
                } else {
                    measured(done);
                }
            }
        }

        private void rest(long from, int tries) {
            if (tries == MOST_IN_VAIN) {
                lost(
                        from,
                        DoesNotEnd.Kind.EXITS,
                        "its JVM was ended by a thread of its own before it was checked, " + tries + " times");
            } else {
                again(new PartTask(from, behind, tries));
            }
        }

        private void measured(long done) {
            double taken = Math.max(1, System.nanoTime() - began);
            synchronized (WorkedCampaign.this) {
                size = Math.max(1, Math.min(GROWTH * size, Math.round(NANOS_OF_PART / taken * done)));
            }
        }

        @Override
        public void died(Death death) {
            if (crew.isStopped()) {
                if (!death.isBeforeAnyCase()) {
                    addMishap("case " + death.begun() + " was given up, when the campaign was to stop");
                }
                return;
            }
            lost(place(death.begun()), kind(death), death.text());
        }

        private long place(long index) {
            long place = first;
            while (settings.index(place) < index) {
                place++;
            }
            return place;
        }

        /** Tells of a case as lost, and does the others again. */
        private void lost(long place, DoesNotEnd.Kind kind, String how) {
            again(new LostTask(settings.index(place), kind, how, true));
            if (place > first) {
                again(new PartTask(first, place, 0));
            }
            if (place + 1 < behind) {
                again(new PartTask(place + 1, behind, 0));
            }
        }
    }

    private synchronized void again(Task task) {
        again.add(task);
    }

    /** A case that ended its worker: a finding, of which as much is told as is known. */
    private final class LostTask extends Quiet {

        private final long index;
        private final DoesNotEnd.Kind kind;
        private final String how;
        private final boolean isMade;

        private LostTask(long index, DoesNotEnd.Kind kind, String how, boolean isMade) {
            this.index = index;
            this.kind = kind;
            this.how = how;
            this.isMade = isMade;
        }

        @Override
        public String request() {
            return CampaignWorker.lost(index, isMade, kind, how);
        }

        @Override
        public void answered(byte[] answer) {
            add(read(answer));
        }

        @Override
        public void died(Death death) {
            if (isMade && !crew.isStopped()) {
                again(new LostTask(index, kind, how, false));
            } else {
                addMishap("case " + index + ": " + how);
            }
        }
    }

    /** A file of the corpus. */
    private final class ReplayTask extends Quiet {

        private final String file;

        private ReplayTask(Path file) {
            this.file = String.valueOf(file.getFileName());
        }

        @Override
        public String request() {
            return CampaignWorker.replay(file);
        }

        @Override
        public void answered(byte[] answer) {
            read(answer).replayed().forEach(this::became);
        }

        @Override
        public void died(Death death) {
            if (!crew.isStopped()) {
                DoesNotEnd how = DoesNotEnd.without(kind(death), death.text());
                became(new Replayed(file, Replayed.State.FAILS, Replay.lost(how)));
            }
        }

        private void became(Replayed one) {
            synchronized (WorkedCampaign.this) {
                replayed.put(one.file(), one);
            }
        }
    }

    /** A finding to be made small. One whose smaller cases end the worker stays as it was found. */
    private final class ShrinkTask extends Quiet {

        private final Sighting found;

        private ShrinkTask(Sighting found) {
            this.found = found;
        }

        @Override
        public String request() {
            return CampaignWorker.shrink(found.example().index(), found.signature());
        }

        @Override
        public void answered(byte[] answer) {
            read(answer).sightings().stream().filter(found::isOf).findFirst().ifPresent(this::small);
        }

        private void small(Sighting shrunk) {
            synchronized (WorkedCampaign.this) {
                all = all.with(all.sightings().stream()
                        .map(one -> one.isOf(found) ? one.showing(shrunk.example()) : one)
                        .toList());
            }
        }

        @Override
        public void died(Death death) {}
    }
}
