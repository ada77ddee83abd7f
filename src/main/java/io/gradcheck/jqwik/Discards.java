package io.gradcheck.jqwik;

import io.gradcheck.campaign.Signatures;
import io.gradcheck.check.Check;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the tries of a property that were discarded because nothing can be said of a gradient, by their reasons. */
final class Discards {

    // A property that says nothing of most of its cases would pass for a proof.
    private static final int ONE_IN = 10;

    private static final String OTHER_REASON = "no reason given";

    private final Map<String, Reason> reasons = new LinkedHashMap<>();
    private int tries;
    private int discarded;

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
    void discarded(@Nullable Check check, String text) {
        tries++;
        discarded++;
        String what =
                check == null ? OTHER_REASON : Signatures.of(check.report()).main();
        reasons.merge(what, new Reason(what, 1, text), Reason::and);
    }

    boolean areTooMany() {
        return (long) discarded * ONE_IN > tries;
    }

    /** The text of the failure of a property of which too many tries were discarded. */
    String text() {
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
