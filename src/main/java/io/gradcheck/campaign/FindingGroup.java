package io.gradcheck.campaign;

import io.gradcheck.finding.Law;
import io.gradcheck.result.Look;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.cases.CaseFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The findings of a campaign that show one mistake: how many there are, and the first of them shrunk.
 *
 * @param source the source of the cases
 * @param signature what most of them look like: a diagnosis without its numbers, variables without a diagnosis, a broken
 *     law, what was thrown
 * @param variables the variables that are wrong, without numbers in their names; none for a law, or what was thrown
 * @param count in how many cases it was seen
 * @param lookedLike what else these cases look like, and the laws that they break, each with how many of them; with
 *     the numbers of one of them
 * @param first the index, in the series, of the first case of that signature
 * @param found that case as it was found, in one line
 * @param summary what is wrong with the case shrunk: where, by how much, probably why; a few lines
 * @param text the report on the case shrunk
 * @param code Java code that repeats it
 * @param data the case shrunk, as {@link SubjectSource#restore} takes it
 * @param steps how many steps made it small
 * @param checks how many cases were checked for that
 */
public record FindingGroup(
        String source,
        String signature,
        List<String> variables,
        long count,
        Map<String, Long> lookedLike,
        long first,
        String found,
        List<String> summary,
        String text,
        String code,
        Map<String, Object> data,
        int steps,
        int checks) {

    private static final int MOST_LOOKS = 4;

    /**
     * Whether the mistake is that a law is broken.
     *
     * @param law the law
     * @return whether it is this one
     */
    public boolean isBroken(Law law) {
        return signature.equals(Look.of(law));
    }

    /** Whether its case could be made, and comes back when it is checked again. */
    boolean isRepeatable() {
        return Thrown.comesBack(signature) && !CaseOfSeries.isIn(new CaseFields(source, data));
    }

    /** {@return what is wrong, in how many cases; where, by how much, probably why: at most five lines} */
    public String brief() {
        StringBuilder text = new StringBuilder(headline());
        summary.forEach(line -> text.append("\n  ").append(line.strip()));
        return lookedLike.isEmpty()
                ? text.toString()
                : text.append("\n  ").append(looks()).toString();
    }

    /** {@return whether no diagnosis holds in most of the cases in which a gradient is wrong} */
    public boolean isUndiagnosed() {
        return Look.isUndiagnosed(signature);
    }

    /** {@return what it looks like in the case shrunk, with the numbers that it has there} */
    public String words() {
        return Look.inWords(signature, text);
    }

    /** {@return what is wrong, in how many cases; one line} */
    public String headline() {
        String what = !variables.isEmpty()
                ? "gradient of " + String.join(", ", variables) + " is WRONG"
                : isBroken(Law.FINITE)
                        ? signature + " does not hold at ordinary numbers"
                        : Look.isOfLaw(signature) ? signature + " is BROKEN" : words();
        return String.format(Locale.ROOT, "%s: %s, in %d %s", source, what, count, count == 1 ? "case" : "cases");
    }

    private String looks() {
        String some = lookedLike.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LOOKS)
                .map(look -> look.getKey() + " in " + look.getValue())
                .collect(Collectors.joining("; "));
        int more = lookedLike.size() - MOST_LOOKS;
        return "seen too: " + some + (more > 0 ? "; and " + more + " more" : "");
    }

    /** {@return the brief text, the report on the smallest case, and the code that repeats it} */
    @Override
    public String toString() {
        return String.join(
                "\n",
                List.of(
                        brief(),
                        "  first in case " + first + " (" + found + "); shrunk in " + steps + " steps, " + checks
                                + " checks:",
                        text.indent(4).stripTrailing(),
                        "  repeat:",
                        code.indent(4).stripTrailing()));
    }
}
