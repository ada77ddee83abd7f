package io.gradcheck.campaign;

import io.gradcheck.argument.Argument;
import io.gradcheck.campaign.worker.WorkerJvm;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign was told.
 *
 * @param seed the seed of its cases
 * @param from the index of the first case, of all shards together
 * @param tries the index behind that of the last case
 * @param time how long to go on; null if until all cases are checked
 * @param caseLimit how long a case may take
 * @param isUnshrunk whether findings are shown as they were found
 * @param threads how many check at a time
 * @param shard which part of the series is checked, from 1
 * @param shards how many parts there are
 * @param leastSeen the least share of cases of which something must be seen
 * @param mostSkipped the largest share of cases that may be skipped as impossible
 * @param checker checks each case, with its index as seed
 * @param sought what counts as a finding
 * @param corpus the cases that are checked first; null if there are none
 * @param progress hears of every case
 * @param workers how the JVMs are started in which cases are checked; null if they are checked on threads of this one
 */
record Settings(
        long seed,
        long from,
        long tries,
        @Nullable Duration time,
        Duration caseLimit,
        boolean isUnshrunk,
        int threads,
        int shard,
        int shards,
        double leastSeen,
        double mostSkipped,
        GradientChecker checker,
        Sought sought,
        @Nullable Corpus corpus,
        LongConsumer progress,
        @Nullable WorkerJvm workers) {

    static final Settings STANDARD = new Settings(
            1,
            0,
            1_000,
            null,
            Duration.ofSeconds(60),
            false,
            Runtime.getRuntime().availableProcessors(),
            1,
            1,
            CampaignFindings.LEAST_SEEN,
            0.5,
            GradientChecker.standard(),
            Sought.ALL,
            null,
            done -> {},
            null);

    Settings {
        Argument.atLeast("from", from, 0);
        Argument.atLeast("tries", tries, 0);
        Argument.atLeast("threads", threads, 1);
        Argument.share("leastSeen", leastSeen);
        Argument.share("mostSkipped", mostSkipped);
        if (time != null && time.isNegative()) {
            throw new IllegalArgumentException("time: found " + time + ", wanted at least 0");
        }
        if (caseLimit.isNegative() || caseLimit.isZero()) {
            throw new IllegalArgumentException("caseLimit: found " + caseLimit + ", wanted more than 0");
        }
        if (shards < 1 || shard < 1 || shard > shards) {
            throw new IllegalArgumentException("shard: found " + shard + " of " + shards + ", wanted 1..N of N");
        }
    }

    Settings seed(long other) {
        return with(draft -> draft.seed = other);
    }

    Settings tries(long other) {
        return with(draft -> draft.tries = other);
    }

    Settings range(long first, long behind) {
        return with(draft -> {
            draft.from = first;
            draft.tries = behind;
        });
    }

    Settings caseLimit(Duration other) {
        return with(draft -> draft.caseLimit = Objects.requireNonNull(other, "caseLimit"));
    }

    Settings unshrunk() {
        return with(draft -> draft.isUnshrunk = true);
    }

    /** The index of the k-th case of this shard. */
    long index(long k) {
        long behind = Math.floorMod(shard - 1 - from, (long) shards);
        return from + behind + k * shards;
    }

    /** What is checked, and which part of it. */
    CampaignFindings.Series series(List<SubjectSource> sources) {
        String cases = time == null ? "cases " + from + " to " + (tries - 1) : time + " of cases from " + from + " on";
        String names = sources.stream().map(SubjectSource::name).collect(Collectors.joining(", "));
        return new CampaignFindings.Series(
                cases + " of seed " + seed + " of " + names, new TreeSet<>(List.of(shard)), shards);
    }

    /** As many cases as there is time for. */
    Settings time(Duration other) {
        return with(draft -> {
            draft.tries = Long.MAX_VALUE;
            draft.time = Objects.requireNonNull(other, "time");
        });
    }

    Settings threads(int other) {
        return with(draft -> draft.threads = other);
    }

    Settings shard(int other, int of) {
        return with(draft -> {
            draft.shard = other;
            draft.shards = of;
        });
    }

    Settings leastSeen(double share) {
        return with(draft -> draft.leastSeen = share);
    }

    Settings mostSkipped(double share) {
        return with(draft -> draft.mostSkipped = share);
    }

    Settings checker(GradientChecker other) {
        return with(draft -> draft.checker = other);
    }

    Settings sought(Sought other) {
        return with(draft -> draft.sought = other);
    }

    Settings corpus(Path directory) {
        return with(draft -> draft.corpus = new Corpus(directory));
    }

    Settings progress(LongConsumer listener) {
        return with(draft -> draft.progress = listener);
    }

    Settings workers(WorkerJvm jvm) {
        return with(draft -> draft.workers = jvm);
    }

    /** Those of a part in a worker, on one thread: every so many cases, from a first one on. */
    Settings part(long first, long behind, int step) {
        return with(draft -> {
            draft.from = first;
            draft.tries = behind;
            draft.shard = (int) (first % step) + 1;
            draft.shards = step;
            draft.time = null;
            draft.threads = 1;
            draft.workers = null;
            draft.progress = done -> {};
        });
    }

    private Settings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings while one of them changes, so that all of them are listed only once. */
    private static final class Draft {

        private long seed;
        private long from;
        private long tries;
        private @Nullable Duration time;
        private Duration caseLimit;
        private boolean isUnshrunk;
        private int threads;
        private int shard;
        private int shards;
        private double leastSeen;
        private double mostSkipped;
        private GradientChecker checker;
        private Sought sought;
        private @Nullable Corpus corpus;
        private LongConsumer progress;
        private @Nullable WorkerJvm workers;

        Draft(Settings base) {
            seed = base.seed;
            this.from = base.from;
            tries = base.tries;
            time = base.time;
            caseLimit = base.caseLimit;
            isUnshrunk = base.isUnshrunk;
            threads = base.threads;
            shard = base.shard;
            shards = base.shards;
            leastSeen = base.leastSeen;
            mostSkipped = base.mostSkipped;
            checker = base.checker;
            sought = base.sought;
            corpus = base.corpus;
            progress = base.progress;
            workers = base.workers;
        }

        Settings settings() {
            return new Settings(
                    seed,
                    from,
                    tries,
                    time,
                    caseLimit,
                    isUnshrunk,
                    threads,
                    shard,
                    shards,
                    leastSeen,
                    mostSkipped,
                    checker,
                    sought,
                    corpus,
                    progress,
                    workers);
        }
    }
}
