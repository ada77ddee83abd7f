package io.gradcheck.subject;

/** What is easily got wrong with the examples of a batch, by the names that {@link Subject#suspects} has for it. */
public final class BatchMistakes {

    /** The gradient of the biases is that of one example. */
    public static final String BIAS_NOT_SUMMED = "bias not summed over the batch";

    /** Every gradient is that of the first example. */
    public static final String ONLY_FIRST = "only the first example";

    /** Every gradient is that of the last example, which overwrote the others. */
    public static final String ONLY_LAST = "only the last example";

    private BatchMistakes() {}
}
