package io.gradcheck.spark;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.cli.FuzzOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks shards in JVMs that the executor starts, so that a case that ends its JVM ends no executor.
 *
 * @param arguments those of the command line, which the executor reads as the driver does
 * @param threads how many cases are checked at a time
 * @param corpus the regression corpus, which the first shard checks; null if there is none
 */
record ShardsInWorkers(
        List<String> arguments, int threads, @Nullable SentCorpus corpus) implements Shards {

    @Override
    public CampaignReport run(int shard, int of) throws IOException {
        FuzzOptions options = SparkFuzzCommand.parsed(arguments).options();
        Campaign campaign = options.campaign(false).threads(threads).shard(shard, of);
        try (ExecutorCrews crews = ExecutorCrews.atWork()) {
            if (corpus == null) {
                return options.inWorkers(campaign).run();
            }
            // All workers are of one kind, so that they are kept from one shard to the next.
            Path directory = corpus.directory();
            Campaign withCorpus = shard == 1 ? campaign.corpus(directory) : campaign;
            return options.inWorkers(withCorpus, "--corpus", directory.toString())
                    .run();
        }
    }
}
