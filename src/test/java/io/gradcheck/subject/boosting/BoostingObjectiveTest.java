package io.gradcheck.subject.boosting;

import static io.gradcheck.subject.boosting.BoostingChecks.assertPasses;
import static io.gradcheck.subject.boosting.BoostingChecks.changed;
import static io.gradcheck.subject.boosting.BoostingChecks.check;
import static io.gradcheck.subject.boosting.BoostingChecks.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The logistic objective, right and with conventions that are and are not declared. */
class BoostingObjectiveTest {

    private static final double[] PREDICTIONS = {0.3, -1.2, 2.1, -0.4, 0.9};
    private static final BoostingData PLAIN = BoostingData.ofLabels(0, 1, 1, 0, 1);
    private static final BoostingData WEIGHTED = PLAIN.withWeights(1, 2, 0.5, 3, 1.5);

    @Test
    void two_subjects_are_made_of_an_objective() {
        List<Subject> subjects = logistic(Losses::logistic).subjects();

        assertThat(subjects).extracting(Subject::name).containsExactly("logistic gradient", "logistic hessian");
        assertThat(subjects).allSatisfy(subject -> {
            assertThat(subject.point()).containsOnlyKeys("predictions");
            assertThat(subject.point().get("predictions").values()).containsExactly(PREDICTIONS);
        });
    }

    @Test
    void logistic_loss_with_weights_passes() {
        assertPasses(logistic(Losses::logistic));
        assertPasses(logistic(Losses::logistic).independentRows());
    }

    @Test
    void a_wrong_sign_is_told_as_such() {
        BoostingObjective wrong = logistic(changed(Losses::logistic, (g, h) -> i -> -g[i], (g, h) -> i -> h[i]));

        assertThat(mistakes(wrong.gradient()))
                .containsExactly(
                        "sign flipped: boosting takes the gradient of the loss, not its negative; where that is meant,"
                                + " declare gradientFactor(-1)");
        assertThat(mistakes(wrong.hessian()))
                .startsWith(
                        "sign flipped: boosting takes gradient and Hessian of the loss, and here one of them has the other"
                                + " sign; where that is meant of the Hessian, declare hessianFactor(-1)")
                .doesNotContain("sign flipped");
        assertPasses(wrong.gradientFactor(-1));
    }

    @Test
    void forgotten_weights_are_told_as_such() {
        BoostingObjective wrong = logistic((p, d) -> Losses.logistic(p, d.unweighted()));

        assertThat(mistakes(wrong.gradient())).containsExactly("weights not applied");
        assertThat(check(wrong.hessian()).verdict())
                .as("derivative of that gradient")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void weights_forgotten_in_the_hessian_alone_are_told_as_such() {
        BoostingObjective wrong = logistic((p, d) -> List.of(
                Losses.logistic(p, d).get(0), Losses.logistic(p, d.unweighted()).get(1)));

        assertThat(check(wrong.gradient()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(mistakes(wrong.hessian())).containsExactly("weights not applied to the Hessian");
    }

    @Test
    void weights_that_are_applied_twice_are_told_as_such() {
        double[] w = WEIGHTED.weights();
        BoostingObjective wrong =
                logistic(changed(Losses::logistic, (g, h) -> i -> w[i] * g[i], (g, h) -> i -> w[i] * h[i]));
        BoostingObjective inHessian =
                logistic(changed(Losses::logistic, (g, h) -> i -> g[i], (g, h) -> i -> w[i] * h[i]));

        assertThat(mistakes(wrong.gradient())).containsExactly("weights applied twice");
        assertThat(mistakes(inHessian.hessian())).containsExactly("weights applied twice to the Hessian");
    }

    @Test
    void weights_that_the_loss_lacks_are_told_as_such() {
        BoostingObjective wrong = BoostingObjective.of(
                "logistic", WEIGHTED, (p, d) -> Losses.logisticLoss(p, d.unweighted()), Losses::logistic, PREDICTIONS);

        assertThat(mistakes(wrong.gradient())).containsExactly("weights applied to the gradient, but not to the loss");
    }

    @Test
    void a_mean_for_a_sum_is_told_as_such() {
        int n = PREDICTIONS.length;
        BoostingObjective mean = logistic(changed(Losses::logistic, (g, h) -> i -> g[i] / n, (g, h) -> i -> h[i] / n));
        BoostingObjective sum = BoostingObjective.of(
                "logistic", WEIGHTED, (p, d) -> Losses.logisticLoss(p, d) / n, Losses::logistic, PREDICTIONS);
        BoostingObjective byWeights =
                logistic(changed(Losses::logistic, (g, h) -> i -> g[i] / 8, (g, h) -> i -> h[i] / 8));

        assertThat(mistakes(mean.gradient())).startsWith("mean over the rows, where the loss is their sum");
        assertThat(mistakes(sum.gradient())).startsWith("sum over the rows, where the loss is their mean");
        assertThat(mistakes(byWeights.gradient())).startsWith("mean by the weights, where the loss is a sum");
        assertPasses(mean.gradientFactor(1.0 / n).hessianFactor(1.0 / n));
    }

    @Test
    void a_hessian_of_the_mean_beside_a_gradient_of_the_sum_is_told_as_such() {
        BoostingObjective wrong =
                logistic(changed(Losses::logistic, (g, h) -> i -> g[i], (g, h) -> i -> h[i] / PREDICTIONS.length));

        assertThat(mistakes(wrong.hessian())).startsWith("Hessian of the mean over the rows, gradient of their sum");
    }

    @Test
    void a_factor_two_is_told_with_its_declaration() {
        BoostingObjective wrong = logistic(changed(Losses::logistic, (g, h) -> i -> 2 * g[i], (g, h) -> i -> 2 * h[i]));

        assertThat(mistakes(wrong.gradient()))
                .startsWith("twice the derivative; where that is meant, declare gradientFactor(2)");
        assertPasses(wrong.gradientFactor(2).hessianFactor(2));
        assertThat(check(wrong.gradientFactor(2).hessian()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void the_square_of_the_gradient_is_told_as_such() {
        BoostingObjective wrong = logistic(changed(Losses::logistic, (g, h) -> i -> g[i], (g, h) -> i -> g[i] * g[i]));

        assertThat(mistakes(wrong.hessian()))
                .containsExactly("the square of the gradient; where that is meant, declare withoutHessian()");
    }

    @Test
    void a_single_wrong_entry_is_named_and_looks_like_no_convention() {
        BoostingObjective wrong =
                logistic(changed(Losses::logistic, (g, h) -> i -> i == 3 ? 1.001 * g[i] : g[i], (g, h) -> i -> h[i]));

        GradientReport report = check(wrong.gradient());

        assertThat(report.finding("predictions").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[3]");
        assertThat(report.toString()).doesNotContain("weights").doesNotContain("declare");
    }

    /** Sure predictions, of which the Hessian is small. */
    private static BoostingObjective sure(double clippedAt) {
        return BoostingObjective.of(
                "logistic",
                WEIGHTED,
                Losses::logisticLoss,
                changed(Losses::logistic, (g, h) -> i -> g[i], (g, h) -> i -> Math.max(h[i], clippedAt)),
                0.3,
                -1.2,
                8,
                -9,
                0.9);
    }

    @Test
    void a_clipped_hessian_passes_as_declared_and_is_told_otherwise() {
        assertPasses(sure(0.01).hessianClippedAt(0.01));
        assertThat(mistakes(sure(0.01).hessian()))
                .containsExactly("clipped from below at 0.01; where that is meant, declare hessianClippedAt(0.01)");
        assertPasses(sure(0));
    }

    @Test
    void a_report_has_the_convention_first() {
        String clipped = check(sure(0.01).hessian()).toString();

        assertThat(clipped.lines().limit(2))
                .containsExactly(
                        "logistic hessian: gradient of predictions is WRONG   seed 1   "
                                + "(repeat: GradientChecker.standard().seed(1))",
                        "  looks like: clipped from below at 0.01; where that is meant, declare hessianClippedAt(0.01); "
                                + "the reported gradient is what that mistake makes, within 1e-16 of its largest entry; "
                                + "ratio analytic/numeric varies from 27 to 60");
    }

    @Test
    void a_hessian_clipped_before_the_weights_passes_as_declared() {
        double[] w = WEIGHTED.weights();
        BoostingObjective before = BoostingObjective.of(
                "logistic",
                WEIGHTED,
                Losses::logisticLoss,
                changed(Losses::logistic, (g, h) -> i -> g[i], (g, h) -> i -> w[i] * Math.max(h[i] / w[i], 0.01)),
                0.3,
                -1.2,
                8,
                -9,
                0.9);

        assertPasses(before.hessianClippedAt(0.01));
        assertThat(check(before.hessian()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_hessian_that_is_not_clipped_as_declared_fails_and_is_told_so() {
        assertThat(mistakes(sure(0).hessianClippedAt(0.01).hessian()))
                .containsExactly("not clipped at 0.01, as was declared");
        assertThat(check(sure(0.02).hessianClippedAt(0.01).hessian()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void an_entry_at_the_clip_whose_derivative_is_larger_fails() {
        BoostingObjective all = BoostingObjective.of(
                "logistic",
                WEIGHTED,
                Losses::logisticLoss,
                changed(Losses::logistic, (g, h) -> i -> g[i], (g, h) -> i -> i == 1 ? 0.01 : h[i]),
                PREDICTIONS);

        GradientReport report = check(all.hessianClippedAt(0.01).hessian());

        assertThat(report.finding("predictions").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1]");
    }

    @Test
    void wrong_entries_beside_clipped_ones_fail() {
        BoostingObjective wrong = BoostingObjective.of(
                "logistic",
                WEIGHTED,
                Losses::logisticLoss,
                changed(
                        Losses::logistic,
                        (g, h) -> i -> g[i],
                        (g, h) -> i -> Math.max(i == 4 ? 1.001 * h[i] : h[i], 0.01)),
                0.3,
                -1.2,
                8,
                -9,
                0.9);

        assertThat(check(wrong.hessianClippedAt(0.01).hessian())
                        .finding("predictions")
                        .wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[4]");
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> logistic(Losses::logistic).predictionsPerRow(2).gradient())
                .withMessage("predictions: found 5, wanted 10, 2 for each of 5 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logistic((p, d) -> List.of(p)).hessian())
                .withMessage("subject logistic: found 1 arrays of derivatives, wanted the gradient and the Hessian; "
                        + "where there is none, declare withoutHessian()");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> check(logistic((p, d) -> List.of(new double[3])).gradient()))
                .withMessage("subject logistic: found 3 numbers as the gradient, wanted 5, one for each prediction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(
                        BoostingObjective.ofRows("square", PLAIN, (p, d) -> new double[2], Losses::square, PREDICTIONS)
                                .gradient()))
                .withMessage("subject square: found 2 losses, wanted 5, one for each row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logistic(Losses::logistic).hessianClippedAt(0))
                .withMessage("least: found 0.0, wanted a number above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logistic(Losses::logistic).hessianFactor(0))
                .withMessage("factor: found 0.0, wanted a finite number other than 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withWeights(1, 2))
                .withMessage("weights: found 2, wanted 5, one for each label");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withWeights(1, 2, -1, 1, 1))
                .withMessage("weight: found -1.0, wanted a finite number of at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withGroups(2, 2))
                .withMessage("groups: found 4 rows in them, wanted 5, one for each label");
        assertThatIllegalArgumentException()
                .isThrownBy(BoostingData::ofLabels)
                .withMessage("labels: found 0, wanted at least 1");
    }

    private static BoostingObjective logistic(BiFunction<double[], BoostingData, List<double[]>> derivatives) {
        return BoostingObjective.of("logistic", WEIGHTED, Losses::logisticLoss, derivatives, PREDICTIONS);
    }
}
