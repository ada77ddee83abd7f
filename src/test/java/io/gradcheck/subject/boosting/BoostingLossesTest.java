package io.gradcheck.subject.boosting;

import static io.gradcheck.subject.boosting.BoostingChecks.assertPasses;
import static io.gradcheck.subject.boosting.BoostingChecks.changed;
import static io.gradcheck.subject.boosting.BoostingChecks.check;
import static io.gradcheck.subject.boosting.BoostingChecks.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Customary objectives of boosting, right and with the mistakes that are customary, too. */
class BoostingLossesTest {

    private static final double[] PREDICTIONS = {0.3, -1.2, 2.1, -0.4, 0.9};
    private static final BoostingData PLAIN = BoostingData.ofLabels(0, 1, 1, 0, 1);
    private static final BoostingData WEIGHTED = PLAIN.withWeights(1, 2, 0.5, 3, 1.5);
    private static final BoostingData CLASSES = BoostingData.ofLabels(0, 2, 1).withWeights(1, 2, 0.5);
    private static final double[] OF_CLASSES = {0.3, -1.2, 2.1, -0.4, 0.9, 0.1, 1.3, -0.6, 0.2};
    private static final BoostingData RANKED =
            BoostingData.ofLabels(2, 0, 1, 1, 0, 2, 0).withGroups(3, 4);
    private static final double[] OF_RANKED = {0.3, -1.2, 2.1, -0.4, 0.9, 0.1, 1.3};

    @Test
    void squares_by_rows_pass_and_fail_row_by_row() {
        BoostingObjective right =
                BoostingObjective.ofRows("square", WEIGHTED, Losses::squares, Losses::square, PREDICTIONS);
        BoostingObjective wrong = BoostingObjective.ofRows(
                "square",
                WEIGHTED,
                Losses::squares,
                changed(Losses::square, (g, h) -> i -> i == 2 ? -g[i] : g[i], (g, h) -> i -> i == 3 ? 1 : h[i]),
                PREDICTIONS);

        assertPasses(right);
        assertThat(check(wrong.gradient()).finding("predictions").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[2]");
        assertThat(check(wrong.hessian()).finding("predictions").wrongEntries())
                .extracting(WrongEntry::indexText)
                .contains("[3]");
    }

    @Test
    void rows_that_know_of_each_other_fail_where_they_must_not() {
        BiFunction<double[], BoostingData, double[]> leaking = (p, d) -> {
            double[] losses = Losses.squares(p, d);
            losses[0] += p[1] * p[1];
            return losses;
        };
        BiFunction<double[], BoostingData, List<double[]>> ofSum = changed(
                Losses::square,
                (g, h) -> i -> g[i] + (i == 1 ? 2 * PREDICTIONS[1] : 0),
                (g, h) -> i -> h[i] + (i == 1 ? 2 : 0));

        BoostingObjective objective = BoostingObjective.ofRows("square", WEIGHTED, leaking, ofSum, PREDICTIONS);

        assertThat(check(objective.gradient()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void poisson_passes_and_the_residual_of_the_logarithm_fails() {
        BoostingData counts = BoostingData.ofLabels(0, 3, 1, 7, 2).withWeights(1, 2, 0.5, 3, 1.5);
        BoostingObjective right =
                BoostingObjective.of("poisson", counts, Losses::poissonLoss, Losses::poisson, PREDICTIONS);
        BoostingObjective wrong = BoostingObjective.of(
                "poisson",
                counts,
                Losses::poissonLoss,
                changed(
                        Losses::poisson,
                        (g, h) -> i -> counts.weights()[i] * (PREDICTIONS[i] - counts.labels()[i]),
                        (g, h) -> i -> h[i] * Math.exp(0.7)), // XGBoost's max_delta_step
                PREDICTIONS);

        assertPasses(right);
        assertThat(check(wrong.gradient()).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(BoostingObjective.of(
                                        "poisson",
                                        counts,
                                        Losses::poissonLoss,
                                        changed(
                                                Losses::poisson,
                                                (g, h) -> i -> g[i],
                                                (g, h) -> i -> h[i] * Math.exp(0.7)),
                                        PREDICTIONS)
                                .hessian())
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    private static BoostingObjective softmax(boolean byClass, double factor) {
        BoostingObjective objective = BoostingObjective.of(
                "softmax",
                CLASSES,
                (p, d) -> Losses.softmaxLoss(p, d, 3, byClass),
                (p, d) -> Losses.softmax(p, d, 3, byClass, factor),
                OF_CLASSES);
        return byClass ? objective.predictionsByClass(3) : objective.predictionsPerRow(3);
    }

    @Test
    void softmax_of_several_classes_passes_in_both_layouts() {
        for (boolean byClass : new boolean[] {false, true}) {
            assertPasses(softmax(byClass, 1));
            assertPasses(softmax(byClass, 1).independentRows());
            assertPasses(softmax(byClass, 2).hessianFactor(2));
            assertPasses(softmax(byClass, 1.5).hessianFactor(1.5));
        }
    }

    @Test
    void the_wrong_layout_fails() {
        BoostingObjective wrong = BoostingObjective.of(
                        "softmax",
                        CLASSES,
                        (p, d) -> Losses.softmaxLoss(p, d, 3, false),
                        (p, d) -> Losses.softmax(p, d, 3, true, 1),
                        OF_CLASSES)
                .predictionsPerRow(3);

        assertThat(check(wrong.gradient()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void the_factors_of_libraries_are_told_with_their_declaration() {
        assertThat(mistakes(softmax(false, 2).hessian()))
                .startsWith("twice the second derivative, as XGBoost's softmax has it; where that is meant, declare "
                        + "hessianFactor(2)");
        assertThat(mistakes(softmax(true, 1.5).hessian()))
                .startsWith("K / (K - 1) times the second derivative, as LightGBM's softmax of K classes has it; where "
                        + "that is meant, declare hessianFactor(1.5)");
    }

    @Test
    void predictions_have_the_shape_of_rows_and_classes() {
        BoostingObjective wrong = BoostingObjective.of(
                        "softmax",
                        CLASSES,
                        (p, d) -> Losses.softmaxLoss(p, d, 3, false),
                        changed(
                                (p, d) -> Losses.softmax(p, d, 3, false, 1),
                                (g, h) -> i -> i == 5 ? 0 : g[i],
                                (g, h) -> i -> h[i]),
                        OF_CLASSES)
                .predictionsPerRow(3);

        assertThat(check(wrong.gradient()).finding("predictions").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1,2]");
    }

    private static BoostingObjective pairwise(BiFunction<double[], BoostingData, List<double[]>> derivatives) {
        return BoostingObjective.of("pairwise", RANKED, Losses::pairwiseLoss, derivatives, OF_RANKED);
    }

    @Test
    void pairwise_ranking_with_groups_passes() {
        assertPasses(pairwise((p, d) -> Losses.pairwise(p, d, true)));
    }

    @Test
    void pairwise_ranking_over_the_borders_of_groups_fails() {
        assertThat(check(pairwise((p, d) -> Losses.pairwise(p, d, false)).gradient())
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(check(pairwise((p, d) -> List.of(
                                        Losses.pairwise(p, d, true).get(0),
                                        Losses.pairwise(p, d, false).get(1)))
                                .hessian())
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_hessian_of_one_side_of_each_pair_fails() {
        BiFunction<double[], BoostingData, List<double[]>> half =
                changed((p, d) -> Losses.pairwise(p, d, true), (g, h) -> i -> g[i], (g, h) -> i -> h[i] / 2);

        assertThat(mistakes(pairwise(half).hessian()))
                .startsWith("half the second derivative; where that is meant, declare hessianFactor(0.5)");
    }

    private static BoostingObjective quantile(double reported) {
        return BoostingObjective.of(
                "quantile",
                PLAIN,
                (p, d) -> Losses.quantileLoss(p, d, 0.9),
                (p, d) -> Losses.quantile(p, d, reported),
                PREDICTIONS);
    }

    @Test
    void a_quantile_passes_without_its_hessian() {
        assertPasses(quantile(0.9).withoutHessian());
        assertThat(quantile(0.9).withoutHessian().subjects())
                .extracting(Subject::name)
                .containsExactly("quantile gradient");
    }

    @Test
    void the_other_quantile_fails() {
        assertThat(check(quantile(0.1).gradient()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void ones_for_a_hessian_are_told_with_their_declaration() {
        assertThat(mistakes(quantile(0.9).hessian()))
                .contains("a constant in place of second derivatives; where that is meant, declare withoutHessian()");
    }

    @Test
    void a_gradient_that_is_level_with_a_hessian_of_zeros_is_not_called_wrong() {
        BoostingObjective zeros = BoostingObjective.of(
                "quantile",
                PLAIN,
                (p, d) -> Losses.quantileLoss(p, d, 0.9),
                changed((p, d) -> Losses.quantile(p, d, 0.9), (g, h) -> i -> g[i], (g, h) -> i -> 0),
                PREDICTIONS);

        assertThat(check(zeros.hessian()).verdict()).isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void there_is_no_subject_of_a_hessian_that_was_declared_away() {
        assertThatIllegalStateException()
                .isThrownBy(() -> quantile(0.9).withoutHessian().hessian())
                .withMessage("hessian: found an objective declared withoutHessian(), wanted one with it");
    }

    private static BoostingObjective floats(BiFunction<float[], BoostingData, List<float[]>> derivatives) {
        return BoostingObjective.ofFloats(
                        "logistic", WEIGHTED, Losses::floatLogisticLoss, derivatives, 0.3f, -1.2f, 2.1f, -0.4f, 0.9f)
                .hessianClippedAt(1e-16);
    }

    @Test
    void single_precision_passes() {
        assertPasses(floats(Losses::floatLogistic));
    }

    @Test
    void saturated_single_precision_passes_as_clipped() {
        BoostingObjective saturated = BoostingObjective.ofFloats(
                "logistic", WEIGHTED, Losses::floatLogisticLoss, Losses::floatLogistic, 0.3f, -1.2f, 40, 35, 0.9f);

        assertPasses(saturated.hessianClippedAt(1e-16));
    }

    @Test
    void mistakes_in_single_precision_are_found_and_told() {
        BoostingObjective unweighted = floats((p, d) -> Losses.floatLogistic(p, d.unweighted()));
        BoostingObjective doubled = floats((p, d) -> {
            float[] h = Losses.floatLogistic(p, d).get(1).clone();
            for (int i = 0; i < h.length; i++) {
                h[i] *= 2;
            }
            return List.of(Losses.floatLogistic(p, d).get(0), h);
        });

        assertThat(mistakes(unweighted.gradient())).containsExactly("weights not applied");
        assertThat(mistakes(doubled.hessian()))
                .startsWith("twice the second derivative, as XGBoost's softmax has it; where that is meant, declare "
                        + "hessianFactor(2)");
    }
}
