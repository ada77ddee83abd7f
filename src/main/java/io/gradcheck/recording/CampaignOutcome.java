package io.gradcheck.recording;

import io.gradcheck.result.SubjectResult;
import java.util.List;

/** The outcome of a campaign, as one event and as a result for each of its sources. */
public interface CampaignOutcome extends Watched {

    /** {@return a result for each source} */
    List<SubjectResult> results();
}
