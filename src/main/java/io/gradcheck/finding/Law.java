package io.gradcheck.finding;

import io.gradcheck.check.GradientChecker;

/**
 * What a subject must keep to beside being right, so that its gradient is right for whoever uses it.
 *
 * <p>A law is switched off for one check by {@link GradientChecker#without}.
 */
public enum Law {
    /** Called twice with the same arguments, {@code evaluate} and {@code gradient} give the same bits. */
    DETERMINISTIC("two calls with the same arguments give the same bits"),

    /** Neither {@code evaluate} nor {@code gradient} writes to the point or to the upstream gradient. */
    ARGUMENTS_UNTOUCHED("neither evaluate nor gradient writes to its arguments"),

    /**
     * What is returned belongs to the caller: no view of an argument, of another result or of a buffer used again.
     *
     * <p>A {@link io.gradcheck.subject.Layer} may hand on the very array that it was handed, as identity and reshape do:
     * {@code Subject.layer} makes a copy of it.
     */
    RESULTS_OWNED("results are no views of arguments or of each other, and no later call overwrites them"),

    /** The gradient follows from its arguments, whatever was evaluated before, and wherever the subject was built. */
    GRADIENT_ALONE("the gradient follows from its arguments, not from earlier calls"),

    /** {@code gradient(x, c u + v) = c gradient(x, u) + gradient(x, v)}, and so zero for zero. */
    LINEAR_IN_UPSTREAM("the gradient is linear in the upstream gradient, and zero for zero"),

    /** The gradient has the variables' names and no others, and the output always has the same shape. */
    SHAPES("the gradient has the variables' names, and the output's shape never changes"),

    /** Where {@code evaluate} returns, {@code gradient} does; where it throws, no finite gradient is returned. */
    THROWS_TOGETHER("the gradient returns where evaluate returns, and not where evaluate throws"),

    /** Output and gradient are finite at the point. */
    FINITE("output and gradient are finite at the point"),

    /** A subject's own {@code along(v, d).at(t)} equals {@code evaluate} at {@code x + t d}. */
    ALONG_EQUALS_EVALUATE("a subject's own line equals evaluate at the same place"),

    /**
     * A subject that declares {@link io.gradcheck.subject.Subject#parts() parts}, or whose layer is
     * {@link io.gradcheck.subject.Layer#isBatched() batched}, is their sum, in output and gradient. Judged of those only.
     */
    BATCH_IS_SUM("a batch is the sum of its examples, where declared");

    private final String requirement;

    Law(String requirement) {
        this.requirement = requirement;
    }

    /** {@return what is required, in one line} */
    public String requirement() {
        return requirement;
    }
}
