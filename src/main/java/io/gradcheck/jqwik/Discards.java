package io.gradcheck.jqwik;

import io.gradcheck.campaign.Signatures;
import io.gradcheck.campaign.count.Skips;
import io.gradcheck.check.CompletedCheck;
import io.gradcheck.source.SkippedCaseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Counts the tries of a property that were discarded: because nothing can be said of a gradient, by their reasons, because
 * nothing could be seen of it, or because the case is impossible.
 */
final class Discards {

    /** The largest share of impossible cases where nobody says another. */
    static final double MOST_SKIPPED = 0.5;

    /** What says another. */
    static final String SETTING = "@MostSkipped";

    // A property that says nothing of most of its cases would pass for a proof.
    private static final int ONE_IN = 10;

    // Random values leave nothing to see now and then, as zeros do; jqwik itself wants one try of six that is not
    // discarded.
    private static final int ONE_IN_SEEN = 6;

    private static final String OTHER_REASON = "no reason given";

    private final Map<String, Reason> reasons = new LinkedHashMap<>();
    private int tries;
    private int discarded;
    private int blind;
    private @Nullable Throwable firstBlind;
    private final Skips skips;
    private @Nullable Throwable firstSkipped;

    /**
     * Counts nothing so far.
     *
     * @param mostSkipped the largest share of the tries that may be impossible
     */
    Discards(double mostSkipped) {
        this.skips = Skips.none(mostSkipped);
    }

    /**
     * A reason.
     *
     * @param what the reason, without numbers
     * @param count how many tries were discarded for it
     * @param first what the first of them ended with; null if with nothing
     */
    private record Reason(String what, int count, @Nullable Throwable first) {
        Reason and(Reason other) {
            return new Reason(what, count + other.count, first);
        }
    }

    /** Counts a try of which something can be said. */
    void decided() {
        tries++;
    }

    /**
     * Counts a try that is discarded.
     *
     * @param check the check of which nothing can be said; null if it is not known
     * @param thrown what it ended with
     */
    void discarded(@Nullable CompletedCheck check, @Nullable Throwable thrown) {
        tries++;
        discarded++;
        String what =
                check == null ? OTHER_REASON : Signatures.of(check.report()).main();
        reasons.merge(what, new Reason(what, 1, thrown), Reason::and);
    }

    /**
     * Counts a try in which nothing could be seen.
     *
     * @param thrown what it ended with
     */
    void blind(@Nullable Throwable thrown) {
        tries++;
        firstBlind = blind++ == 0 ? thrown : firstBlind;
    }

    /** Counts a try whose case is impossible. */
    void skipped(SkippedCaseException impossible) {
        tries++;
        firstSkipped = firstSkipped == null ? impossible : firstSkipped;
        skips.add(impossible.reason());
    }

    boolean areTooMany() {
        return areBlind() || areSkipped() || (long) discarded * ONE_IN > tries;
    }

    /** Whether it is for lack of anything to see that they are too many. */
    boolean areBlind() {
        return (long) (tries - blind) * ONE_IN_SEEN < tries;
    }

    /** Whether it is for impossible cases that they are too many. */
    boolean areSkipped() {
        return tooManySkips().isPresent();
    }

    /**
     * The failure of a property of which too many tries were discarded, as if thrown where the first of them was.
     *
     * @param cause what jqwik itself has to say; null if nothing
     */
    AssertionFailedError failure(@Nullable Throwable cause) {
        return like(example(), new AssertionFailedError(text(), cause));
    }

    /**
     * The end of a property of a single try of which nothing can be said.
     *
     * @param cause what jqwik itself has to say; null if nothing
     */
    TestAbortedException aborted(@Nullable Throwable cause) {
        return like(example(), new TestAbortedException(text(example()), cause));
    }

    private static <T extends Throwable> T like(@Nullable Throwable example, T failure) {
        if (example != null) {
            failure.setStackTrace(example.getStackTrace());
        }
        return failure;
    }

    private String text() {
        return tooManySkips().orElseGet(() -> areBlind() ? blindText() : undecidedText());
    }

    private Optional<String> tooManySkips() {
        return skips.tooMany(tries - skips.count(), SETTING);
    }

    private static String text(@Nullable Throwable thrown) {
        return Objects.requireNonNullElse(thrown == null ? null : thrown.getMessage(), "");
    }

    private String blindText() {
        return "nothing could be seen of the gradients in " + blind + " of " + tries
                + " tries; wanted five sixths at most\n"
                + "  what to do: draw values at which the gradients are not all zero, or say allowVacuous() of the checker\n"
                + "the first of these:\n"
                + text(firstBlind).indent(2).stripTrailing();
    }

    private String undecidedText() {
        Reason most = commonest();
        return "nothing can be said of the gradients in " + discarded + " of " + tries
                + " tries; wanted a tenth at most\n"
                + "  commonest reason, in " + most.count + " of them: " + most.what + "\n"
                + "  what to do: keep such values out by the arbitrary or by Assume.that(...), leave the variable out by excluding(...),"
                + " or assert that the verdict is INCONCLUSIVE\n"
                + "the first of these:\n"
                + text(most.first).indent(2).stripTrailing();
    }

    private @Nullable Throwable example() {
        if (areSkipped()) {
            return firstSkipped;
        }
        return areBlind() ? firstBlind : commonest().first;
    }

    private Reason commonest() {
        Reason most = new Reason("", 0, null);
        for (Reason reason : reasons.values()) {
            most = reason.count > most.count ? reason : most;
        }
        return most;
    }
}
