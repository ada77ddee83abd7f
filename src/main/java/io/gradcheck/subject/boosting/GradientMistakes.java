package io.gradcheck.subject.boosting;

import io.gradcheck.subject.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a wrong gradient of an objective looks like: the conventions that differ between libraries. */
final class GradientMistakes {

    private static final int MOST_PREDICTIONS = 10_000;

    private final ToDoubleFunction<double[]> loss;
    private final ToDoubleFunction<double[]> unweightedLoss;
    private final Derivatives derivatives;
    private final BoostingData data;
    private final Layout layout;
    private final Precision precision;

    /**
     * Keeps what it is made of.
     *
     * @param loss the loss, times the factor that the gradient is declared to have
     * @param unweightedLoss the same without weights
     */
    GradientMistakes(
            ToDoubleFunction<double[]> loss,
            ToDoubleFunction<double[]> unweightedLoss,
            Derivatives derivatives,
            BoostingData data,
            Layout layout,
            Precision precision) {
        this.loss = loss;
        this.unweightedLoss = unweightedLoss;
        this.derivatives = derivatives;
        this.data = data;
        this.layout = layout;
        this.precision = precision;
    }

    /** Each that explains all of what is claimed at some predictions. */
    List<String> at(double[] predictions) {
        if (predictions.length > MOST_PREDICTIONS) {
            return List.of();
        }
        double[] claimed = derivatives.gradient(predictions, data);
        Likeness claim = new Likeness(claimed, precision);
        double[] right = differences(loss, predictions);
        if (claim.is(i -> right[i])) {
            return List.of();
        }
        List<String> mistakes = new ArrayList<>();
        if (data.isWeighted()) {
            weights(claim, right, differences(unweightedLoss, predictions), mistakes);
        }
        double rows = layout.rows();
        double total = Arrays.stream(data.weights()).sum();
        if (rows > 1 && claim.is(i -> right[i] / rows)) {
            mistakes.add("mean over the rows, where the loss is their sum");
        }
        if (rows > 1 && claim.is(i -> right[i] * rows)) {
            mistakes.add("sum over the rows, where the loss is their mean");
        }
        if (data.isWeighted() && total != rows && claim.is(i -> right[i] / total)) {
            mistakes.add("mean by the weights, where the loss is a sum");
        }
        if (data.isWeighted() && total != rows && claim.is(i -> right[i] * total)) {
            mistakes.add("sum by the weights, where the loss is a mean");
        }
        if (claim.is(i -> -right[i])) {
            mistakes.add(
                    "sign flipped: boosting takes the gradient of the loss, not its negative; where that is meant, "
                            + "declare gradientFactor(-1)");
        }
        if (claim.is(i -> 2 * right[i])) {
            mistakes.add("twice the derivative; where that is meant, declare gradientFactor(2)");
        }
        if (claim.is(i -> right[i] / 2)) {
            mistakes.add("half the derivative; where that is meant, declare gradientFactor(0.5)");
        }
        return mistakes;
    }

    private void weights(Likeness claim, double[] right, double[] unweighted, List<String> mistakes) {
        double[] weight = layout.spread(data.weights());
        boolean lossIsWeighted = !new Likeness(right, precision).is(i -> unweighted[i]);
        if (lossIsWeighted && claim.is(i -> unweighted[i])) {
            mistakes.add("weights not applied");
        }
        if (lossIsWeighted && claim.is(i -> weight[i] * right[i])) {
            mistakes.add("weights applied twice");
        }
        if (!lossIsWeighted && claim.is(i -> weight[i] * right[i])) {
            mistakes.add("weights applied to the gradient, but not to the loss");
        }
    }

    private double[] differences(ToDoubleFunction<double[]> function, double[] predictions) {
        double[] moved = predictions.clone();
        double[] differences = new double[predictions.length];
        for (int i = 0; i < differences.length; i++) {
            double step = Likeness.step(predictions[i], precision);
            moved[i] = predictions[i] + step;
            double above = function.applyAsDouble(moved.clone());
            moved[i] = predictions[i] - step;
            double below = function.applyAsDouble(moved.clone());
            moved[i] = predictions[i];
            differences[i] = (above - below) / (2 * step);
        }
        return differences;
    }
}
