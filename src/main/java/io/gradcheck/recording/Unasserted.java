package io.gradcheck.recording;

import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.AssertionWatch.Called;
import java.util.List;
import java.util.Optional;

/**
 * The worst that a test has checked and asserted nothing of.
 *
 * @param outcome FAIL or INCONCLUSIVE
 * @param vacuous whether nothing could be seen
 * @param text the text for the end of the test
 * @param from where the check was called
 */
public record Unasserted(Verdict outcome, boolean vacuous, String text, CallStack from) {

    /** A wrong gradient comes before one of which nothing could be seen, and that before one that is undecided. */
    static Optional<Unasserted> worst(List<Called> wrong, List<Called> undecided) {
        if (!wrong.isEmpty()) {
            return Optional.of(new Unasserted(
                    Verdict.FAIL, false, text(wrong), wrong.get(0).from()));
        }
        return undecided.stream()
                .filter(one -> one.what().vacuous())
                .findFirst()
                .or(() -> undecided.stream().findFirst())
                .map(one -> new Unasserted(
                        Verdict.INCONCLUSIVE,
                        one.what().vacuous(),
                        one.what().vacuous() ? one.what().text() : text(undecided),
                        one.from()));
    }

    private static String text(List<Called> all) {
        String first = all.get(0).what().text();
        return all.size() == 1 ? first : first + "\nand " + (all.size() - 1) + " more in this test";
    }

    /** {@return whether the test fails for it; else it is aborted} */
    public boolean isFailure() {
        return outcome == Verdict.FAIL || vacuous;
    }
}
