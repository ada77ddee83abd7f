package io.gradcheck.spark;

import io.gradcheck.campaign.CampaignReport;
import java.io.IOException;
import java.io.Serializable;

/** Checks shards of a campaign on executors, to which it is sent. */
interface Shards extends Serializable {

    /**
     * Checks a shard.
     *
     * @param shard which, from 1
     * @param of how many there are
     * @return its report
     * @throws IOException if what it needs cannot be written
     */
    CampaignReport run(int shard, int of) throws IOException;
}
