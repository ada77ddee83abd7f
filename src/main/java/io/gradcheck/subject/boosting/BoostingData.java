package io.gradcheck.subject.boosting;

import io.gradcheck.argument.Argument;
import java.util.Arrays;

/**
 * What an objective of boosting knows of the rows beside their predictions: labels, weights, groups.
 *
 * <pre>{@code
 * BoostingData data = BoostingData.ofLabels(0, 1, 1, 0).withWeights(1, 2, 0.5, 3).withGroups(3, 1);
 * }</pre>
 */
public final class BoostingData {

    private final double[] labels;
    private final double[] weights;
    private final int[] groups;
    private final boolean weighted;

    private BoostingData(double[] labels, double[] weights, int[] groups, boolean weighted) {
        this.labels = labels;
        this.weights = weights;
        this.groups = groups;
        this.weighted = weighted;
    }

    /**
     * Rows with labels, all of weight 1.
     *
     * @param labels a label for each row. Copied.
     * @return the data
     * @throws IllegalArgumentException if there is no row
     */
    public static BoostingData ofLabels(double... labels) {
        Argument.atLeast("labels", labels.length, 1);
        double[] ones = new double[labels.length];
        Arrays.fill(ones, 1);
        return new BoostingData(labels.clone(), ones, new int[0], false);
    }

    /**
     * The same rows with weights.
     *
     * @param ofRows a weight for each row. Copied.
     * @return data that differ only in the weights
     * @throws IllegalArgumentException if there are more or fewer than rows
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public BoostingData withWeights(double... ofRows) {
        if (ofRows.length != rows()) {
            throw new IllegalArgumentException(
                    "weights: found " + ofRows.length + ", wanted " + rows() + ", one for each label");
        }
        for (double weight : ofRows) {
            Argument.finiteFromZero("weight", weight);
        }
        return new BoostingData(labels, ofRows.clone(), groups, true);
    }

    /**
     * The same rows in groups, such as the results of one query: rows of different groups know nothing of each other.
     *
     * @param sizes how many rows each group has, in their order, as XGBoost and LightGBM are told. Copied.
     * @return data that differ only in the groups
     * @throws IllegalArgumentException if they do not add up to the number of rows
     * @throws IllegalArgumentException if a size is less than 1
     */
    public BoostingData withGroups(int... sizes) {
        for (int size : sizes) {
            Argument.atLeast("size of a group", size, 1);
        }
        if (Arrays.stream(sizes).asLongStream().sum() != rows()) {
            throw new IllegalArgumentException(
                    "groups: found " + Arrays.stream(sizes).asLongStream().sum() + " rows in them, wanted " + rows()
                            + ", one for each label");
        }
        return new BoostingData(labels, weights, sizes.clone(), weighted);
    }

    /** {@return the number of rows} */
    public int rows() {
        return labels.length;
    }

    /** {@return a copy of the labels} */
    public double[] labels() {
        return labels.clone();
    }

    /** {@return a copy of the weights; ones where none were given} */
    public double[] weights() {
        return weights.clone();
    }

    /** {@return a copy of the sizes of the groups; empty if there are none} */
    public int[] groups() {
        return groups.clone();
    }

    /** {@return the labels as floats, as XGBoost's and LightGBM's data have them} */
    public float[] floatLabels() {
        return Derivatives.floats(labels);
    }

    /** {@return the weights as floats; ones where none were given} */
    public float[] floatWeights() {
        return Derivatives.floats(weights);
    }

    /** Whether weights were given, and one of them is not 1. */
    boolean isWeighted() {
        return weighted && Arrays.stream(weights).anyMatch(weight -> weight != 1);
    }

    /** The same rows as if no weights had been given. */
    BoostingData unweighted() {
        return ofLabels(labels).withGroupsOf(this);
    }

    private BoostingData withGroupsOf(BoostingData other) {
        return new BoostingData(labels, weights, other.groups, weighted);
    }
}
