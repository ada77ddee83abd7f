package io.gradcheck.result;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that a campaign found, with the smallest case that shows it.
 *
 * @param signature what it looks like
 * @param variables the variables that are wrong by it, without numbers in their names; none for a law, or what was thrown
 * @param count in how many cases it was seen
 * @param first the index of the first of them in the series
 * @param text the report on the case shrunk
 * @param code Java code that repeats it
 * @param shown the check of the case shrunk; null if its subject throws
 * @param network the network shrunk; null if the subject is another
 */
public record MistakeResult(
        String signature,
        @MayBeMissing List<String> variables,
        long count,
        long first,
        String text,
        String code,
        @Nullable CheckResult shown,
        @Nullable NetworkResult network) {

    /** {@return what it looks like in the case shrunk, with the numbers that it has there} */
    public String words() {
        return Look.inWords(signature, text);
    }

    /** {@return what it looks like} */
    public Look look() {
        return new Look(signature, Set.copyOf(variables));
    }
}
