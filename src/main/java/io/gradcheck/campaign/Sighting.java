package io.gradcheck.campaign;

import io.gradcheck.source.SubjectSource;
import java.util.List;
import java.util.Map;

/**
 * All cases of one source that show one signature, and the first of them shrunk. {@link Grouping} finds out which of them
 * are one mistake.
 *
 * @param source the source of the cases
 * @param signature what they look like
 * @param votes what else they have in common
 * @param count in how many cases it was seen
 * @param first the index of the first of them in the series
 * @param found the first case as it was found, in one line
 * @param summary what is wrong with it shrunk: where, by how much, probably why
 * @param text the report on that case
 * @param code Java code that repeats it
 * @param data the case shrunk, as {@link SubjectSource#restore} takes it
 * @param steps how many steps made it small
 * @param checks how many cases were checked for that
 */
record Sighting(
        String source,
        String signature,
        Votes votes,
        long count,
        long first,
        String found,
        List<String> summary,
        String text,
        String code,
        Map<String, Object> data,
        int steps,
        int checks) {

    /** This one and that of other cases; what is shown is the earlier one. */
    Sighting with(Sighting other) {
        Sighting earlier = first <= other.first ? this : other;
        return new Sighting(
                source,
                signature,
                votes.with(other.votes),
                count + other.count,
                earlier.first,
                earlier.found,
                earlier.summary,
                earlier.text,
                earlier.code,
                earlier.data,
                earlier.steps,
                earlier.checks);
    }

    boolean isOf(Sighting other) {
        return source.equals(other.source) && signature.equals(other.signature);
    }

    boolean isOfVariables() {
        return !votes.variables().isEmpty();
    }

    /** In how many of these cases a variable is wrong. */
    long wrong(String variable) {
        return votes.variables().getOrDefault(variable, 0L) + votes.beside().getOrDefault(variable, 0L);
    }
}
