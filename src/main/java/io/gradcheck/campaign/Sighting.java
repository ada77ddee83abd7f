package io.gradcheck.campaign;

/**
 * All cases of one source that show one signature, and the first of them. {@link Grouping} finds out which of them are one
 * mistake.
 *
 * @param source the source of the cases
 * @param signature what they look like
 * @param votes what else they have in common
 * @param count in how many cases it was seen
 * @param example the first of them
 */
record Sighting(String source, String signature, Votes votes, long count, Example example) {

    /** This one and that of other cases; what is shown is the earlier one. */
    Sighting with(Sighting other) {
        return new Sighting(
                source, signature, votes.with(other.votes), count + other.count, example.earlier(other.example));
    }

    /** The same, shown by another example. */
    Sighting showing(Example other) {
        return new Sighting(source, signature, votes, count, other);
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
