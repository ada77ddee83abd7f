package io.gradcheck.subject.boosting;

import io.gradcheck.subject.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a wrong diagonal Hessian looks like: the conventions that differ between libraries. */
final class HessianMistakes {

    private final double[] claimed;
    private final double[] gradient;
    private final double[] right;
    private final double[] weight;
    private final Layout layout;
    private final Likeness claim;
    private final Precision precision;

    /**
     * Keeps what it is made of.
     *
     * @param claimed the Hessian
     * @param gradient the gradient
     * @param right the second derivatives, roughly, times the factor that the Hessian is declared to have
     * @param weight the weight of each prediction; ones where there are none
     */
    HessianMistakes(
            double[] claimed, double[] gradient, double[] right, double[] weight, Layout layout, Precision precision) {
        this.claimed = claimed;
        this.gradient = gradient;
        this.right = right;
        this.weight = weight;
        this.layout = layout;
        this.claim = new Likeness(claimed, precision);
        this.precision = precision;
    }

    /** Each that explains all of what is claimed. */
    List<String> all() {
        if (claim.is(i -> right[i])) {
            return List.of();
        }
        List<String> mistakes = new ArrayList<>();
        int rows = layout.rows();
        boolean weighted = Arrays.stream(weight).anyMatch(one -> one != 1);
        if (weighted && claim.is(i -> right[i] / weight[i])) {
            mistakes.add("weights not applied to the Hessian");
        }
        if (weighted && claim.is(i -> right[i] * weight[i])) {
            mistakes.add("weights applied twice to the Hessian");
        }
        if (isConstant()) {
            mistakes.add("a constant in place of second derivatives; where that is meant, declare withoutHessian()");
        }
        if (claim.is(i -> -right[i])) {
            mistakes.add(
                    "sign flipped: boosting takes gradient and Hessian of the loss, and here one of them has the other "
                            + "sign; where that is meant of the Hessian, declare hessianFactor(-1)");
        }
        if (claim.is(i -> 2 * right[i])) {
            mistakes.add("twice the second derivative, as XGBoost's softmax has it; where that is meant, declare "
                    + "hessianFactor(2)");
        }
        if (claim.is(i -> right[i] / 2)) {
            mistakes.add("half the second derivative; where that is meant, declare hessianFactor(0.5)");
        }
        double ofClasses = layout.perRow() / (layout.perRow() - 1.0);
        if (layout.perRow() > 2 && claim.is(i -> ofClasses * right[i])) {
            mistakes.add(
                    "K / (K - 1) times the second derivative, as LightGBM's softmax of K classes has it; where that "
                            + "is meant, declare hessianFactor(" + ofClasses + ")");
        }
        if (rows > 1 && claim.is(i -> right[i] / rows)) {
            mistakes.add("Hessian of the mean over the rows, gradient of their sum");
        }
        if (rows > 1 && claim.is(i -> right[i] * rows)) {
            mistakes.add("Hessian of the sum over the rows, gradient of their mean");
        }
        if (claim.is(i -> Math.abs(right[i]))) {
            mistakes.add("absolute values of the second derivatives; where that is meant, declare withoutHessian()");
        }
        if (claim.is(i -> gradient[i] * gradient[i])) {
            mistakes.add("the square of the gradient; where that is meant, declare withoutHessian()");
        }
        clipped(mistakes);
        return mistakes;
    }

    /** Whether it is one number, times the weights maybe, and the second derivatives are not, which it may be a multiple of. */
    private boolean isConstant() {
        if (claimed.length < 2 || claimed[0] == 0 || isMultiple()) {
            return false;
        }
        double one = claimed[0] / (weight[0] == 0 ? 1 : weight[0]);
        return claim.is(i -> claimed[0]) || claim.is(i -> one * weight[i]);
    }

    /** Whether the second derivatives, times one factor, are what is claimed. */
    private boolean isMultiple() {
        double squares = 0;
        double products = 0;
        for (int i = 0; i < right.length; i++) {
            squares += right[i] * right[i];
            products += right[i] * claimed[i];
        }
        double factor = products / squares;
        return claim.is(i -> factor * right[i]);
    }

    /** Whether the smallest entries are one number, and all others are right. */
    private void clipped(List<String> mistakes) {
        double least = Arrays.stream(claimed).min().orElse(0);
        boolean some = IntStream.range(0, claimed.length)
                .anyMatch(i -> claimed[i] == least && right[i] < least - claim.tolerance());
        boolean others = Arrays.stream(claimed).anyMatch(one -> one > least + claim.tolerance());
        if (some && others && least > 0 && claim.is(i -> Math.max(right[i], least))) {
            String number = precision == Precision.FLOAT ? Float.toString((float) least) : Double.toString(least);
            mistakes.add("clipped from below at " + number + "; where that is meant, declare hessianClippedAt(" + number
                    + ")");
        }
    }
}
