package io.gradcheck.recording;

import io.gradcheck.result.SubjectResult;
import java.util.List;

/** What a campaign came to, as one event and as a result for each of its sources. */
public interface CampaignOutcome extends Watched {

    /** {@return a result for each source} */
    List<SubjectResult> results();
}
