package io.gradcheck.campaign;

import io.gradcheck.finding.Law;
import io.gradcheck.source.SubjectSource;
import java.util.List;
import java.util.Map;

/**
 * The findings of a campaign that show one mistake: how many there are, and the first of them shrunk.
 *
 * @param source the source of the cases
 * @param signature what they look like: a diagnosis without its numbers, a broken law, what was thrown
 * @param count in how many cases it was seen
 * @param first the index of the first of them in the series
 * @param found the first case as it was found, in one line
 * @param text the report on that case shrunk
 * @param code Java code that repeats it
 * @param data the case shrunk, as {@link SubjectSource#restore} takes it
 * @param steps how many steps made it small
 * @param checks how many cases were checked for that
 */
public record FindingGroup(
        String source,
        String signature,
        long count,
        long first,
        String found,
        String text,
        String code,
        Map<String, Object> data,
        int steps,
        int checks) {

    /** The group of this one and another, of later or earlier findings of the same mistake. */
    FindingGroup with(FindingGroup other) {
        FindingGroup earlier = first <= other.first ? this : other;
        return new FindingGroup(
                source,
                signature,
                count + other.count,
                earlier.first,
                earlier.found,
                earlier.text,
                earlier.code,
                earlier.data,
                earlier.steps,
                earlier.checks);
    }

    /**
     * Whether the mistake is that a law is broken.
     *
     * @param law the law
     * @return whether it is this one
     */
    public boolean isBroken(Law law) {
        return signature.equals(Outcome.signature(law));
    }

    boolean isOf(FindingGroup other) {
        return source.equals(other.source) && signature.equals(other.signature);
    }

    /** {@return how often, where first, the report, and the code that repeats it} */
    @Override
    public String toString() {
        return String.join(
                "\n",
                List.of(
                        source + ": " + signature + ", in " + count + (count == 1 ? " case" : " cases")
                                + ", first in case " + first + " (" + found + "); shrunk in " + steps + " steps, "
                                + checks + " checks",
                        text.indent(2).stripTrailing(),
                        "  repeat:",
                        code.indent(4).stripTrailing()));
    }
}
