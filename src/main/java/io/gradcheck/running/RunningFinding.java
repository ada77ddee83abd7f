package io.gradcheck.running;

import io.gradcheck.result.Look;
import io.gradcheck.subject.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A mistake that checks inside a running program have found, with the first point at which it was seen.
 *
 * <pre>{@code
 * for (RunningFinding finding : checks.report().findings()) {
 *     log.warn(finding.headline());                  // loss: gradient of x is WRONG, in 3 checks
 *     double[] x = finding.point().get("x").values();
 * }
 * }</pre>
 *
 * @param subject the name under which the code was wrapped
 * @param signature what it looks like: a diagnosis without its numbers, variables without a diagnosis, a broken law, what was
 *     thrown
 * @param variables the variables that are wrong, without numbers in their names; none for a law, or what was thrown
 * @param count in how many checks it was seen
 * @param lookedLike what else it looked like, with the numbers that it had there first, each with how often
 * @param first the number of the first point at which it was seen, among the new points of this name, from 1
 * @param call the number of the call there, among the calls of this name, from 1
 * @param text the report of the check there, as far as it is about this mistake
 * @param code Java code that repeats that check
 * @param point the values of all variables there, which {@code code} has too where they are few
 */
public record RunningFinding(
        String subject,
        String signature,
        List<String> variables,
        long count,
        Map<String, Long> lookedLike,
        long first,
        long call,
        String text,
        String code,
        Map<String, Tensor> point) {

    /**
     * Makes a finding.
     *
     * @param subject the name
     * @param signature what it looks like
     * @param variables the variables. Copied.
     * @param count in how many checks it was seen
     * @param lookedLike what else it looked like. Copied.
     * @param first the number of the first point
     * @param call the number of the call there
     * @param text the report
     * @param code Java code
     * @param point the values. The map is copied, the tensors are kept.
     */
    public RunningFinding {
        variables = List.copyOf(variables);
        lookedLike = Collections.unmodifiableMap(new TreeMap<>(lookedLike));
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
    }

    /** {@return what it looks like at the first point, with the numbers that it has there} */
    public String words() {
        return Look.inWords(signature, text);
    }

    /** {@return what is wrong, in how many checks; one line} */
    public String headline() {
        String what = !variables.isEmpty()
                ? "gradient of " + String.join(", ", variables) + " is WRONG"
                : Look.isOfLaw(signature) ? signature + " is BROKEN" : words();
        return String.format(Locale.ROOT, "%s: %s, in %d %s", subject, what, count, count == 1 ? "check" : "checks");
    }

    /** {@return the headline, the report on the first point, and the code that repeats it} */
    @Override
    public String toString() {
        String looks = lookedLike.entrySet().stream()
                .map(look -> look.getKey() + " in " + look.getValue())
                .collect(Collectors.joining("; "));
        return headline()
                + (looks.isEmpty() ? "" : "\n  seen too: " + looks)
                + String.format(Locale.ROOT, "\n  first at point %d, call %d:\n", first, call)
                + text.indent(4)
                + "  repeat:\n"
                + code.indent(4).stripTrailing();
    }
}
