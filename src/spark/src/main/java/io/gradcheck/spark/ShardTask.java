package io.gradcheck.spark;

import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with a partition, which holds the number of a shard. */
final class ShardTask extends AbstractFunction1<Iterator<Integer>, ShardAnswer> implements Serializable {

    private static final long serialVersionUID = 1;

    private final Shards shards;
    private final int of;
    private final int attempts;
    private final long lastStart;

    /**
     * A task.
     *
     * @param shards checks a shard
     * @param of how many there are
     * @param attempts how often Spark tries a task
     * @param lastStart when no further shard is begun, in milliseconds since 1970
     */
    ShardTask(Shards shards, int of, int attempts, long lastStart) {
        this.shards = shards;
        this.of = of;
        this.attempts = attempts;
        this.lastStart = lastStart;
    }

    @Override
    public ShardAnswer apply(Iterator<Integer> partition) {
        int shard = partition.next();
        if (System.currentTimeMillis() > lastStart) {
            return ShardAnswer.tooLate(shard);
        }
        TaskContext context = TaskContext.get();
        try {
            return ShardAnswer.of(shard, shards.run(shard, of));
        } catch (IOException | RuntimeException | Error thrown) {
            // The last failure of a task would end the job, and with it all other shards.
            if (context.isInterrupted() || context.attemptNumber() + 1 < attempts) {
                throw new IllegalStateException("shard " + shard + " of " + of + ": " + thrown, thrown);
            }
            return ShardAnswer.failed(shard, thrown);
        }
    }
}
