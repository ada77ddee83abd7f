package io.gradcheck.recording;

import io.gradcheck.check.CheckListener;
import io.gradcheck.check.CompletedCheck;
import java.util.Optional;

/**
 * Hears of all checks, and hands each to whoever follows the thread it was made on: the recording of a test, the watch of
 * an adapter.
 *
 * <p>Found by {@link java.util.ServiceLoader}. Where nothing is open it does nothing.
 */
public final class Recorder implements CheckListener {

    private static final Current<Recording> RECORDINGS = new Current<>();
    private static final Current<AssertionWatch> WATCHES = new Current<>();

    /** Called by {@link java.util.ServiceLoader}. */
    public Recorder() {}

    @Override
    public void checked(CompletedCheck check) {
        recording().ifPresent(recording -> recording.checked(check));
        watch().ifPresent(watch -> watch.checked(check));
    }

    /** {@return the recording of the test that this thread works for, or of the only test that runs; empty if there is none} */
    public static Optional<Recording> recording() {
        return Optional.ofNullable(RECORDINGS.get());
    }

    /** {@return the watch on what this thread works for, or the only one that is open; empty if there is none} */
    public static Optional<AssertionWatch> watch() {
        return Optional.ofNullable(WATCHES.get());
    }

    static Current<Recording> recordings() {
        return RECORDINGS;
    }

    static Current<AssertionWatch> watches() {
        return WATCHES;
    }

    /**
     * Tells of a campaign, whose single checks nobody hears of.
     *
     * @param campaign its outcome; each of its sources is recorded, and a watch sees it as one check
     */
    public static void campaign(CampaignOutcome campaign) {
        recording().ifPresent(recording -> recording.add(campaign));
        watch().ifPresent(watch -> watch.add(campaign));
    }
}
