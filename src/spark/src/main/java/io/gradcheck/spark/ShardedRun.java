package io.gradcheck.spark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** One job whose tasks are the shards of a campaign. The driver holds the merged report, and some answers that are to be merged. */
final class ShardedRun {

    /** So many answers wait at most; then the scheduler does. */
    private static final int MOST_WAITING = 64;

    private static final long POLL_MILLIS = 50;
    private static final String GROUP = "gradcheck";

    /** How long after the end of its time a shard may take to end, and its answer to come. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final JavaSparkContext spark;
    private final Shards shards;
    private final int of;
    private final int stopAfter;
    private final @Nullable Duration time;
    private final BlockingQueue<ShardAnswer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean closed;

    /**
     * A run.
     *
     * @param spark where
     * @param shards checks a shard
     * @param of how many there are
     * @param stopAfter the number of mistakes at which no further shard is waited for
     * @param time when no further shard is begun; null if all are
     */
    ShardedRun(JavaSparkContext spark, Shards shards, int of, int stopAfter, @Nullable Duration time) {
        this.spark = spark;
        this.shards = shards;
        this.of = of;
        this.stopAfter = stopAfter;
        this.time = time;
    }

    /** Runs all shards, or as many as are to be. */
    MergedShards run() {
        MergedShards merged = new MergedShards(of);
        long start = System.nanoTime();
        SimpleFutureAction<BoxedUnit> job = submitted();
        try {
            boolean done = false;
            while (!done) {
                boolean ended = job.isCompleted(); // before the last look: all answers are there then
                ShardAnswer answer = waiting.poll(ended ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    merged.add(answer);
                }
                if (!merged.isWhole() && merged.findings() >= stopAfter) {
                    merged.stopped("as there are " + stopAfter + " findings or more (--stop-after " + stopAfter + ")");
                    done = true;
                } else if (isOver(start)) {
                    merged.stopped("as the time is over (--time)");
                    done = true;
                } else {
                    done = ended && answer == null;
                }
            }
            if (job.isCompleted() && job.value().get().isFailure()) {
                merged.broken(
                        "the job failed: " + job.value().get().failed().get().getMessage());
            }
        } catch (InterruptedException interrupted) {
            merged.stopped("as the driver was interrupted");
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            job.cancel();
        }
        return merged;
    }

    private boolean isOver(long start) {
        // A shard that was begun at the last moment goes on for as long again.
        return time != null
                && System.nanoTime() - start > time.multipliedBy(2).plus(GRACE).toNanos();
    }

    private SimpleFutureAction<BoxedUnit> submitted() {
        // Each with a task of its own: one that is lost is done again, and no other.
        List<Integer> numbers = IntStream.rangeClosed(1, of).boxed().toList();
        JavaRDD<Integer> rdd = spark.parallelize(numbers, of);
        List<Object> places = new ArrayList<>(IntStream.range(0, of).boxed().toList());
        Seq<Object> all = CollectionConverters.asScala(places).toSeq();
        long lastStart = time == null ? Long.MAX_VALUE : System.currentTimeMillis() + time.toMillis();
        ShardTask task = new ShardTask(shards, of, SparkSettings.attempts(spark), lastStart);
        spark.setJobGroup(GROUP, "gradcheck: " + of + " shards", true);
        try {
            return spark.sc().submitJob(rdd.rdd(), task, all, (at, answer) -> came(answer), () -> BoxedUnit.UNIT);
        } finally {
            spark.clearJobGroup();
        }
    }

    /** Hands an answer to the thread that merges. Spark calls it once for each partition, however often its task ran. */
    private BoxedUnit came(ShardAnswer answer) {
        boolean taken = false;
        try {
            while (!closed && !taken) {
                taken = waiting.offer(answer, POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return BoxedUnit.UNIT;
    }
}
