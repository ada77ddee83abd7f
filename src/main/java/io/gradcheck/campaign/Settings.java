package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What a campaign was told. Changed only before a campaign is made of it. */
final class Settings {

    long seed = 1;
    long tries = 1_000;

    @Nullable
    Duration time;

    int threads = Runtime.getRuntime().availableProcessors();
    int shard = 0;
    int shards = 1;
    double leastSeen = 0.5;
    int shrinkingChecks = 5_000;
    GradientChecker checker = GradientChecker.standard();
    Sought sought = Sought.ALL;

    @Nullable
    Corpus corpus;

    LongConsumer progress = done -> {};

    Settings() {}

    Settings(Settings other) {
        seed = other.seed;
        tries = other.tries;
        time = other.time;
        threads = other.threads;
        shard = other.shard;
        shards = other.shards;
        leastSeen = other.leastSeen;
        shrinkingChecks = other.shrinkingChecks;
        checker = other.checker;
        sought = other.sought;
        corpus = other.corpus;
        progress = other.progress;
    }
}
