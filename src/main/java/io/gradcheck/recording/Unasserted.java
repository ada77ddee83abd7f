package io.gradcheck.recording;

import io.gradcheck.finding.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The worst that a test has checked and asserted nothing of.
 *
 * @param outcome FAIL or INCONCLUSIVE
 * @param vacuous whether nothing could be seen
 * @param text the text for the end of the test
 */
public record Unasserted(Verdict outcome, boolean vacuous, String text) {

    /** A wrong gradient comes before one of which nothing could be seen, and that before one that is undecided. */
    static Optional<Unasserted> worst(List<Watched> wrong, List<Watched> undecided) {
        if (!wrong.isEmpty()) {
            return Optional.of(new Unasserted(Verdict.FAIL, false, text(wrong)));
        }
        return undecided.stream()
                .filter(Watched::vacuous)
                .findFirst()
                .or(() -> undecided.stream().findFirst())
                .map(one -> new Unasserted(
                        Verdict.INCONCLUSIVE, one.vacuous(), one.vacuous() ? one.text() : text(undecided)));
    }

    private static String text(List<Watched> all) {
        String first = all.get(0).text();
        return all.size() == 1 ? first : first + "\nand " + (all.size() - 1) + " more in this test";
    }

    /** {@return whether the test fails for it; else it is aborted} */
    public boolean isFailure() {
        return outcome == Verdict.FAIL || vacuous;
    }
}
