package io.gradcheck.source;

import java.util.Objects;

/** What a source says of the case that it is making. */
public final class Case {

    private Case() {}

    /**
     * Says that a case of these sizes and values is impossible. It is not checked, and counted; a series of which too many
     * cases are skipped fails, with their share and reasons.
     *
     * <pre>{@code
     * LayerSource.of("pooling", s -> {
     *     int window = s.between("window", 1, 4);
     *     return window > s.length() ? Case.skip("the window is longer than the input") : new Pooling(window);
     * }, s -> new int[] {s.length()});
     * }</pre>
     *
     * @param reason why, without the numbers of this case: equal reasons are counted together
     * @param <T> whatever the caller would return
     * @return nothing
     * @throws SkippedCaseException always
     */
    // What it would return is whatever its caller returns, so that it can stand in an expression.
    @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
    public static <T> T skip(String reason) {
        throw new SkippedCaseException(Objects.requireNonNull(reason, "reason"), null);
    }
}
