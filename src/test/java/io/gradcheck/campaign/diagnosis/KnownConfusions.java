package io.gradcheck.campaign.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * The rows of the confusion table in which the right thing does not always come first, each with its limits and its
 * reason. In every other row it always does.
 *
 * <p>The limits are a little wider than what 1,000 subjects a row gave.
 */
final class KnownConfusions {

    private static final String NETWORKS = ConfusionTable.NETWORKS;
    private static final String LAYERS = ConfusionTable.LAYERS;

    private static final String TELLS_THE_TRUTH =
            "what is named is what the mistake does there: it changes one entry or row alone, all changed entries by one "
                    + "factor, or it rolls them by accident";
    private static final String SAME_GRADIENT =
            "both mistakes make the same gradient at that point, and both are named";
    private static final String PART_OF_IT =
            "the rest of the row or column is zero, or everything else is, so that one entry or the whole is wrong";

    private static final List<Limit> LIMITS = List.of(
            new Limit(NETWORKS, "zero", 0.985, 0.015, SAME_GRADIENT + " (nothing but the regulariser is left)"),
            new Limit(NETWORKS, "factor 2", 0.99, 0.01, SAME_GRADIENT + " (nothing but the regulariser is left)"),
            new Limit(
                    NETWORKS,
                    "factor 1.37",
                    0.985,
                    0,
                    "one entry alone is not zero; a factor that is no round number needs two"),
            new Limit(NETWORKS, "sum for mean", 0.998, 0.002, SAME_GRADIENT + " (nothing but the regulariser is left)"),
            new Limit(NETWORKS, "rolled", 0.98, 0.02, SAME_GRADIENT + " (two entries or rows that are opposite)"),
            new Limit(
                    NETWORKS,
                    "another variable's gradient",
                    0.98,
                    0.02,
                    "the other gradient is zero, or equal to a third one at the point alone"),
            new Limit(
                    NETWORKS,
                    "two variables' gradients exchanged",
                    0.98,
                    0.02,
                    "the other gradient is zero, or equal to a third one at the point alone"),
            new Limit(NETWORKS, "constant offset", 0.985, 0.015, SAME_GRADIENT + " (all entries equal)"),
            new Limit(NETWORKS, "one row zero", 0.97, 0.03, PART_OF_IT),
            new Limit(NETWORKS, "one column wrong", 0.97, 0.03, PART_OF_IT),
            new Limit(NETWORKS, "gradient in float", 0.995, 0, "the float is by accident closer than 1e-9"),
            new Limit(
                    NETWORKS,
                    "a constant in float",
                    0.98,
                    0.02,
                    "one entry alone is large enough to tell of a common ratio; the few digits that are right are named"),
            new Limit(
                    LAYERS,
                    "a constant in float",
                    0.995,
                    0.005,
                    "one entry alone is large enough to tell of a common ratio; the few digits that are right are named"),
            new Limit(NETWORKS, "times the variable's value", 0.998, 0.002, SAME_GRADIENT),
            new Limit(
                    NETWORKS,
                    "bias not summed over the batch",
                    0.999,
                    0.001,
                    SAME_GRADIENT + " (the others' share is twice that of the first example, and opposite)"),
            new Limit(
                    NETWORKS,
                    "regulariser with the wrong sign",
                    0.93,
                    0.07,
                    SAME_GRADIENT + " (nothing but the regulariser is left, and the sign is flipped)"),
            new Limit(
                    NETWORKS,
                    "derivative of the next layer's activation, one layer",
                    0.92,
                    0.08,
                    SAME_GRADIENT + " (the next layer's activation has the derivative 1: identity, or an active ReLU)"),
            new Limit(
                    NETWORKS,
                    "derivative of the next layer's activation, every layer",
                    0.99,
                    0.01,
                    SAME_GRADIENT + " (the next layer's activation has the derivative 1)"),
            new Limit(NETWORKS, "entries shuffled", 0.94, 0.06, TELLS_THE_TRUTH),
            new Limit(NETWORKS, "absolute value", 0.93, 0.07, TELLS_THE_TRUTH),
            new Limit(NETWORKS, "squared", 0.98, 0.02, TELLS_THE_TRUTH),
            new Limit(NETWORKS, "another function's derivative in one layer", 0.97, 0.03, TELLS_THE_TRUTH),
            new Limit(LAYERS, "entries shuffled", 0.97, 0.03, TELLS_THE_TRUTH),
            new Limit(LAYERS, "absolute value", 0.93, 0.07, TELLS_THE_TRUTH),
            new Limit(LAYERS, "scattered entries wrong", 0.97, 0.03, TELLS_THE_TRUTH),
            new Limit(LAYERS, "offset of the derivative", 0.995, 0.005, "the slope is the same at all entries"),
            new Limit(
                    LAYERS,
                    "factor of one term",
                    0.998,
                    0,
                    "four entries alone, two of them too close to each other to tell of a function"),
            new Limit(
                    LAYERS,
                    "regulariser missing",
                    0.995,
                    0,
                    "two weights alone, one of them too small to tell of a factor"),
            new Limit(
                    LAYERS,
                    "regulariser doubled",
                    0.995,
                    0,
                    "two weights alone, one of them too small to tell of a factor"));

    /**
     * What is asked of a row.
     *
     * @param table the title of its table
     * @param row the planted mistake
     * @param rightAtLeast the share of variables for which the right thing comes first: the planted mistake, or nothing if
     *     it has no name
     * @param wrongAtMost the share for which another mistake comes first
     * @param reason why not always
     */
    record Limit(String table, String row, double rightAtLeast, double wrongAtMost, String reason) {}

    private KnownConfusions() {}

    static List<Limit> all() {
        return LIMITS;
    }

    static Optional<Limit> of(ConfusionTable table, Confusion row) {
        return LIMITS.stream()
                .filter(limit ->
                        limit.table().equals(table.title()) && limit.row().equals(row.name()))
                .findFirst();
    }
}
