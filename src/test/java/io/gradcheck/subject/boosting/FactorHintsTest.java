package io.gradcheck.subject.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Factors and signs of objectives are told from other mistakes, where these would make the same numbers. */
class FactorHintsTest {

    private static final int CLASSES = 3;
    private static final String TWICE = "twice the second derivative, as XGBoost's softmax has it; where that is meant,"
            + " declare hessianFactor(2)";
    private static final String CONSTANT = "a constant in place of second derivatives";

    private static double loss(double[] p, BoostingData data) {
        double loss = 0;
        for (int i = 0; i < data.rows(); i++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(p[i * CLASSES + c]);
            }
            loss += Math.log(sum) - p[i * CLASSES + (int) data.labels()[i]];
        }
        return loss;
    }

    private static List<double[]> derivatives(double[] p, BoostingData data, double sign, double factor) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        for (int i = 0; i < data.rows(); i++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(p[i * CLASSES + c]);
            }
            for (int c = 0; c < CLASSES; c++) {
                double share = Math.exp(p[i * CLASSES + c]) / sum;
                g[i * CLASSES + c] = sign * (share - (c == (int) data.labels()[i] ? 1 : 0));
                h[i * CLASSES + c] = factor == 0 ? 1 : factor * share * (1 - share);
            }
        }
        return List.of(g, h);
    }

    /** Softmax; a factor of 0 stands for ones in place of the Hessian. */
    private static BoostingObjective softmax(double sign, double factor, double[] labels, double... predictions) {
        return BoostingObjective.of(
                        "softmax",
                        BoostingData.ofLabels(labels),
                        FactorHintsTest::loss,
                        (p, data) -> derivatives(p, data, sign, factor),
                        predictions)
                .predictionsPerRow(CLASSES);
    }

    private static String hessian(double factor, double... predictions) {
        return text(softmax(1, factor, new double[predictions.length / CLASSES], predictions)
                .hessian());
    }

    private static String text(Subject subject) {
        return GradientChecker.standard().check(subject).toString();
    }

    @Test
    void at_equal_scores_a_factor_is_not_taken_for_a_constant() {
        assertThat(hessian(2, 0, 0, 0)).contains("looks like: " + TWICE).doesNotContain(CONSTANT);
        assertThat(hessian(2, 1, 1, 1, -2, -2, -2))
                .contains("looks like: " + TWICE)
                .doesNotContain(CONSTANT);
    }

    @Test
    void a_constant_is_told_where_second_derivatives_differ() {
        assertThat(hessian(0, 0.3, 1, -2)).contains("looks like: " + CONSTANT).doesNotContain("hessianFactor");
    }

    @Test
    void a_campaign_names_the_factor() {
        FunctionSource source = FunctionSource.of(
                        "softmax",
                        (s, v) -> softmax(
                                        1,
                                        2,
                                        v.get("labels").values(),
                                        v.get("scores").values())
                                .hessian())
                .input("scores", s -> Values.between(-5, 5), s -> new int[] {s.batch() * CLASSES})
                .input("labels", s -> Values.labels(CLASSES), s -> new int[] {s.batch()});

        String text = Campaign.of(source).tries(100).threads(1).run().toString();

        assertThat(text).contains("looks like: " + TWICE).doesNotContain(CONSTANT);
    }

    @Test
    void an_opposite_sign_names_the_factor_to_declare() {
        String gradient = text(softmax(-1, 1, new double[] {1}, 0.3, 1, -2).gradient());
        assertThat(gradient.lines().filter(line -> line.contains("sign flipped")))
                .singleElement()
                .asString()
                .startsWith(
                        "  looks like: sign flipped: boosting takes the gradient of the loss, not its negative; where that is"
                                + " meant, declare gradientFactor(-1); the reported gradient is what that mistake makes, within ");
        assertThat(hessian(-1, 0.3, 1, -2).lines().filter(line -> line.contains("sign flipped")))
                .singleElement()
                .asString()
                .startsWith(
                        "  looks like: sign flipped: boosting takes gradient and Hessian of the loss, and here one of them"
                                + " has the other sign; where that is meant of the Hessian, declare hessianFactor(-1); ");
        assertThat(text(softmax(-1, -1, new double[] {1}, 0.3, 1, -2)
                        .gradientFactor(-1)
                        .gradient()))
                .contains("every gradient is right");
    }

    @Test
    void a_right_objective_has_no_hint() {
        assertThat(text(softmax(1, 1, new double[] {1}, 0.3, 1, -2).gradient())).contains("every gradient is right");
        assertThat(hessian(1, 0.3, 1, -2)).contains("every gradient is right");
    }
}
