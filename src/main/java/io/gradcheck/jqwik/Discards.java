package io.gradcheck.jqwik;

import io.gradcheck.campaign.Signatures;
import io.gradcheck.check.CompletedCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tries of a property that were discarded: because nothing can be said of a gradient, by their reasons, or because
 * nothing could be seen of it.
 */
final class Discards {

    // A property that says nothing of most of its cases would pass for a proof.
    private static final int ONE_IN = 10;

    // As in a campaign: random values leave nothing to see now and then, as zeros do.
    private static final int ONE_IN_BLIND = 2;

    private static final String OTHER_REASON = "no reason given";

    private final Map<String, Reason> reasons = new LinkedHashMap<>();
    private int tries;
    private int discarded;
    private int blind;
    private String firstBlind = "";

    /**
     * A reason.
     *
     * @param what the reason, without numbers
     * @param count how many tries were discarded for it
     * @param text the text of the first of them
     */
    private record Reason(String what, int count, String text) {
        Reason and(Reason other) {
            return new Reason(what, count + other.count, text);
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
     * @param text its text
     */
    void discarded(@Nullable CompletedCheck check, String text) {
        tries++;
        discarded++;
        String what =
                check == null ? OTHER_REASON : Signatures.of(check.report()).main();
        reasons.merge(what, new Reason(what, 1, text), Reason::and);
    }

    /**
     * Counts a try in which nothing could be seen.
     *
     * @param text the text of its check
     */
    void blind(String text) {
        tries++;
        firstBlind = blind++ == 0 ? text : firstBlind;
    }

    boolean areTooMany() {
        return areBlind() || (long) discarded * ONE_IN > tries;
    }

    /** Whether it is for lack of anything to see that they are too many. */
    boolean areBlind() {
        return (long) blind * ONE_IN_BLIND > tries;
    }

    /** The text of the failure of a property of which too many tries were discarded. */
    String text() {
        return areBlind() ? blindText() : undecidedText();
    }

    private String blindText() {
        return "nothing could be seen of the gradients in " + blind + " of " + tries + " tries; wanted half at most\n"
                + "  what to do: draw values at which the gradients are not all zero, or say allowVacuous() of the checker\n"
                + "the first of these:\n"
                + firstBlind.indent(2).stripTrailing();
    }

    private String undecidedText() {
        Reason most = commonest();
        return "nothing can be said of the gradients in " + discarded + " of " + tries
                + " tries; wanted a tenth at most\n"
                + "  commonest reason, in " + most.count + " of them: " + most.what + "\n"
                + "  what to do: keep such values out by the arbitrary or by Assume.that(...), leave the variable out by excluding(...),"
                + " or assert that the verdict is INCONCLUSIVE\n"
                + "the first of these:\n"
                + most.text.indent(2).stripTrailing();
    }

    /** The text of the first try that was discarded for the commonest reason. */
    String example() {
        return commonest().text;
    }

    private Reason commonest() {
        Reason most = new Reason("", 0, "");
        for (Reason reason : reasons.values()) {
            most = reason.count > most.count ? reason : most;
        }
        return most;
    }
}
