package io.gradcheck.subject.boosting;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.WrongResultException;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/**
 * An objective of gradient boosting: a loss of the predictions, its gradient and the diagonal of its Hessian, as XGBoost,
 * LightGBM and their users write them.
 *
 * <p>Two subjects are made of it. One is the loss with the gradient, called after the objective with {@code gradient} behind
 * its name; the other one, with {@code hessian}, is the gradient with the Hessian: entry {@code i} of the one by prediction
 * {@code i}, against entry {@code i} of the other. Their variable is called {@code predictions}.
 *
 * <p>What libraries agree to do otherwise than the derivative has it is declared, never guessed: factors, a Hessian that is
 * clipped from below, one that is no derivative at all. A report says where what is claimed looks like one of these, or
 * like weights that were forgotten or a mean for a sum.
 *
 * <pre>{@code
 * BoostingObjective.of("logistic", BoostingData.ofLabels(0, 1, 1),
 *         (p, d) -> sum(i -> log1p(exp(p[i])) - d.labels()[i] * p[i]),
 *         (p, d) -> List.of(
 *                 each(i -> sigmoid(p[i]) - d.labels()[i]),
 *                 each(i -> sigmoid(p[i]) * (1 - sigmoid(p[i])))), 0.3, -1.2, 2);   // PASS, both
 * // with 2 p (1 - p) for the Hessian: FAIL, looks like: twice the second derivative
 * }</pre>
 */
public final class BoostingObjective {

    private final String name;
    private final BoostingData data;
    private final Loss loss;
    private final Derivatives derivatives;
    private final double[] predictions;
    private final Precision precision;
    private final Conventions conventions;

    /** The loss of each row, or of all together as a single number. */
    private record Loss(BiFunction<double[], BoostingData, double[]> values, boolean ofRows) {
        double[] of(double[] predictions, BoostingData data) {
            return values.apply(predictions, data);
        }

        double total(double[] predictions, BoostingData data) {
            return Arrays.stream(of(predictions, data)).sum();
        }
    }

    private BoostingObjective(
            String name,
            BoostingData data,
            Loss loss,
            Derivatives derivatives,
            double[] predictions,
            Precision precision,
            Conventions conventions) {
        this.name = Objects.requireNonNull(name, "name");
        this.data = Objects.requireNonNull(data, "data");
        this.loss = loss;
        this.derivatives = derivatives;
        this.predictions = predictions;
        this.precision = precision;
        this.conventions = conventions;
    }

    /**
     * An objective in double precision whose loss is one number.
     *
     * @param name a name for messages
     * @param data labels, weights and groups, which both functions are handed
     * @param loss the loss of all rows, weights applied if there are any
     * @param gradientHessian two arrays of a number for each prediction: the gradient, and the diagonal of the Hessian, as
     *     claimed. They are copied. If there are more or fewer, the check throws an {@link IllegalArgumentException} that
     *     says so.
     * @param predictions where they are checked: raw scores, before any link. Copied.
     * @return the objective
     */
    public static BoostingObjective of(
            String name,
            BoostingData data,
            ToDoubleBiFunction<double[], BoostingData> loss,
            BiFunction<double[], BoostingData, List<double[]>> gradientHessian,
            double... predictions) {
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(gradientHessian, "gradientHessian");
        Loss total = new Loss((p, d) -> new double[] {loss.applyAsDouble(p, d)}, false);
        return new BoostingObjective(
                name,
                data,
                total,
                new Derivatives(name, gradientHessian),
                predictions.clone(),
                Precision.DOUBLE,
                Conventions.NONE);
    }

    /**
     * An objective in double precision whose loss is one number for each row, of its own predictions alone.
     *
     * <p>The gradient is then checked for each row by itself, and the rows as {@link #independentRows()}.
     *
     * @param name a name for messages
     * @param data labels, weights and groups, which both functions are handed
     * @param losses the loss of each row, weights applied if there are any. Copied.
     * @param gradientHessian gradient and Hessian of the sum, as by {@link #of}
     * @param predictions where they are checked. Copied.
     * @return the objective
     */
    public static BoostingObjective ofRows(
            String name,
            BoostingData data,
            BiFunction<double[], BoostingData, double[]> losses,
            BiFunction<double[], BoostingData, List<double[]>> gradientHessian,
            double... predictions) {
        Objects.requireNonNull(losses, "losses");
        Objects.requireNonNull(gradientHessian, "gradientHessian");
        return new BoostingObjective(
                        name,
                        data,
                        new Loss((p, d) -> ofEach(name, losses.apply(p, d), d), true),
                        new Derivatives(name, gradientHessian),
                        predictions.clone(),
                        Precision.DOUBLE,
                        Conventions.NONE)
                .independentRows();
    }

    /**
     * An objective that computes with floats, as the data of XGBoost and LightGBM are.
     *
     * @param name a name for messages
     * @param data labels, weights and groups, which both functions are handed; it has them as floats, too
     * @param loss the loss of all rows, weights applied if there are any
     * @param gradientHessian gradient and diagonal Hessian, as claimed. They are copied.
     * @param predictions where they are checked. Copied.
     * @return the objective
     */
    public static BoostingObjective ofFloats(
            String name,
            BoostingData data,
            ToDoubleBiFunction<float[], BoostingData> loss,
            BiFunction<float[], BoostingData, List<float[]>> gradientHessian,
            float... predictions) {
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(gradientHessian, "gradientHessian");
        Loss total = new Loss((p, d) -> new double[] {loss.applyAsDouble(Derivatives.floats(p), d)}, false);
        return new BoostingObjective(
                name,
                data,
                total,
                new Derivatives(name, Derivatives.ofFloats(gradientHessian)),
                Derivatives.doubles(predictions),
                Precision.FLOAT,
                Conventions.NONE);
    }

    private static double[] ofEach(String name, double[] losses, BoostingData data) {
        if (losses == null || losses.length != data.rows()) {
            throw new WrongResultException("subject " + name + ": found "
                    + (losses == null ? "null" : losses.length + " losses") + ", wanted " + data.rows()
                    + ", one for each row");
        }
        return losses;
    }

    private BoostingObjective with(Conventions declared) {
        return new BoostingObjective(name, data, loss, derivatives, predictions, precision, declared);
    }

    /**
     * Several predictions for each row, those of one row together, as XGBoost has them: prediction {@code k} of row
     * {@code i} has the number {@code i K + k}.
     *
     * @param count how many, {@code K}
     * @return the same objective with {@code predictions} of shape {@code [rows, K]}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public BoostingObjective predictionsPerRow(int count) {
        Argument.atLeast("count", count, 1);
        return with(conventions.withPredictions(count, false));
    }

    /**
     * Several predictions for each row, those of one class together, as LightGBM has them: prediction {@code k} of row
     * {@code i} has the number {@code k rows + i}.
     *
     * @param count how many, {@code K}
     * @return the same objective with {@code predictions} of shape {@code [K, rows]}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public BoostingObjective predictionsByClass(int count) {
        Argument.atLeast("count", count, 1);
        return with(conventions.withPredictions(count, true));
    }

    /**
     * Declares that rows know nothing of each other, so that the Hessian of all is checked with one gradient for each
     * prediction of a row. Undeclared it takes one for each prediction of the largest group, or of all rows.
     *
     * @return the same objective, whose gradient has to keep to it
     */
    public BoostingObjective independentRows() {
        return with(conventions.withIndependentRows());
    }

    /**
     * Declares that there is no Hessian to check: none is claimed, or what is claimed is no second derivative, as ones for a
     * quantile loss, a Gauss-Newton approximation, an upper bound.
     *
     * @return the same objective with a subject for the gradient only
     */
    public BoostingObjective withoutHessian() {
        return with(conventions.withoutHessian());
    }

    /**
     * Declares that the gradient is a multiple of the loss's.
     *
     * @param factor how many times the derivative it is; -1 where the loss is maximised
     * @return the same objective with that convention
     * @throws IllegalArgumentException if the factor is zero or not finite
     */
    public BoostingObjective gradientFactor(double factor) {
        requireFactor(factor);
        return with(conventions.withFactors(factor, conventions.hessianFactor()));
    }

    /**
     * Declares that the Hessian is a multiple of the loss's second derivative, such as 2 for XGBoost's softmax,
     * {@code 2 p (1 - p)}, or {@code K / (K - 1)} for LightGBM's.
     *
     * @param factor how many times the second derivative of the loss it is, whatever the factor of the gradient
     * @return the same objective with that convention
     * @throws IllegalArgumentException if the factor is zero or not finite
     */
    public BoostingObjective hessianFactor(double factor) {
        requireFactor(factor);
        return with(conventions.withFactors(conventions.gradientFactor(), factor));
    }

    private static void requireFactor(double factor) {
        if (factor == 0 || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("factor: found " + factor + ", wanted a finite number other than 0");
        }
    }

    /**
     * Declares that the Hessian is clipped from below, before or after weights are applied.
     *
     * <p>Of an entry that is this number (or this number times the weight) what is checked is that the second derivative is
     * no larger; a smaller entry is wrong.
     *
     * @param least the number, such as 1e-16
     * @return the same objective with that convention
     * @throws IllegalArgumentException if the number is not above 0
     */
    public BoostingObjective hessianClippedAt(double least) {
        Argument.positive("least", least);
        return with(conventions.withHessianClippedAt(least));
    }

    /**
     * Both subjects; the gradient's alone where there is no Hessian.
     *
     * @return the subjects, the gradient's first
     * @throws IllegalArgumentException if there are more or fewer predictions than the rows have
     */
    public List<Subject> subjects() {
        return conventions.hessian() ? List.of(gradient(), hessian()) : List.of(gradient());
    }

    /**
     * The loss with its gradient.
     *
     * @return the subject
     * @throws IllegalArgumentException if there are more or fewer predictions than the rows have
     */
    public Subject gradient() {
        Layout layout = layout();
        String full = name + " gradient";
        Subject subject = loss.ofRows
                ? VectorFunctions.vjp(full, p -> loss.of(p, data), (p, u) -> weighted(layout, p, u), predictions)
                : Subject.objective(full, p -> loss.total(p, data), p -> derivatives.gradient(p, data), predictions);
        double factor = conventions.gradientFactor();
        GradientMistakes mistakes = new GradientMistakes(
                p -> factor * loss.total(p, data),
                p -> factor * loss.total(p, data.unweighted()),
                derivatives,
                data,
                layout,
                precision);
        return finished(factor == 1 ? subject : subject.scaledBy(factor), layout, mistakes::at);
    }

    private double[] weighted(Layout layout, double[] p, double[] u) {
        double[] gradient = derivatives.gradient(p, data);
        Arrays.setAll(gradient, i -> u[layout.row(i)] * gradient[i]);
        return gradient;
    }

    /**
     * The gradient with its derivative, the diagonal Hessian.
     *
     * @return the subject
     * @throws IllegalStateException if it was declared that there is none
     * @throws IllegalArgumentException if there are more or fewer predictions than the rows have
     */
    public Subject hessian() {
        if (!conventions.hessian()) {
            throw new IllegalStateException(
                    "hessian: found an objective declared withoutHessian(), wanted one with it");
        }
        Layout layout = layout();
        HessianCheck check = new HessianCheck(derivatives, data, layout, conventions, precision);
        return finished(check.subject(name + " hessian", predictions), layout, check::mistakes);
    }

    private Layout layout() {
        int wanted = data.rows() * conventions.perRow();
        if (predictions.length != wanted) {
            throw new IllegalArgumentException("predictions: found " + predictions.length + ", wanted " + wanted + ", "
                    + conventions.perRow() + " for each of " + data.rows() + " rows");
        }
        return new Layout(data.rows(), conventions.perRow(), conventions.byClass());
    }

    private Subject finished(Subject subject, Layout layout, Function<double[], List<String>> mistakes) {
        return new PredictionSubject(subject.withPrecision(precision), layout.shape(), mistakes);
    }
}
