package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The passes of the page on backpropagation, right and with mistakes, against numeric derivatives. */
class BackpropagationCheckTest {

    static final String REFUSED =
            "subject by hand: gradient returned shape [3, 2] for variable W1, wanted the variable's" + " shape [2, 3]";

    /** The engine's loss, and the gradient that passes by hand claim for it. */
    private static final class HandWritten extends ForwardingSubject {

        private final Passes passes;

        HandWritten(NetworkSubject engine, Passes passes) {
            super(engine);
            this.passes = passes;
        }

        @Override
        public String name() {
            return "by hand";
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            Network network = WorkedNetwork.NETWORK.withParameters(
                    List.of(at.get("W1"), at.get("W2"), at.get("W3")),
                    List.of(at.get("b1"), at.get("b2"), at.get("b3")));
            BackpropagationByHand hand = passes.through(network, new double[] {2, 1, -1}, new double[] {2, 3});
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            for (int k = 1; k <= 3; k++) {
                gradient.put("W" + k, Tensor.ofRows(hand.weightGradient(k)).times(upstream.get()));
                gradient.put("b" + k, Tensor.vector(hand.biasGradient(k)).times(upstream.get()));
            }
            return gradient;
        }
    }

    private interface Passes {
        BackpropagationByHand through(Network network, double[] x, double[] t);
    }

    private static final class WithoutSlopes extends BackpropagationByHand {

        WithoutSlopes(Network network, double[] x, double[] t) {
            super(network, x, t);
        }

        @Override
        double slope(int k, int i) {
            return 1; // wrong: the activation's derivative is missing
        }
    }

    private static final class WithAxesExchanged extends BackpropagationByHand {

        WithAxesExchanged(Network network, double[] x, double[] t) {
            super(network, x, t);
        }

        @Override
        double[][] weightGradient(int k) {
            return outerProduct(h[k - 1], delta[k]); // wrong: h delta' in place of delta h'
        }
    }

    private static Subject byHand(Passes passes) {
        NetworkSubject engine = WorkedNetwork.NETWORK.on(WorkedNetwork.BATCH.examples(0));
        return new HandWritten(engine, passes)
                .holdingConstant("x", "a1", "h1", "a2", "h2", "a3")
                .about(BackpropagationByHand.class);
    }

    static GradientReport right() {
        return GradientChecker.standard().check(byHand(BackpropagationByHand::new));
    }

    static GradientReport withoutSlopes() {
        return GradientChecker.standard().check(byHand(WithoutSlopes::new));
    }

    /** In the layers that have as many units as the layer before. */
    static GradientReport withAxesExchanged() {
        return GradientChecker.standard().check(byHand(WithAxesExchanged::new).holdingConstant("W1"));
    }

    @Test
    void passes_by_hand_are_right() {
        assertThat(right().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void the_engine_is_right() {
        GradientChecker.standard()
                .check(WorkedNetwork.NETWORK.on(WorkedNetwork.BATCH))
                .throwIfFailed();
    }

    @Test
    void a_missing_derivative_of_the_activation_is_named() {
        GradientReport report = withoutSlopes();

        assertThat(wrong(report)).containsExactly("W1", "b1", "W2", "b2");
        assertThat(report.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.FAIL)
                .allSatisfy(finding -> assertThat(report.text(finding.name()))
                        .contains("looks like: activation derivative missing in every layer"));
    }

    @Test
    void exchanged_axes_of_the_outer_product_are_named_where_the_matrix_is_square() {
        GradientReport report = withAxesExchanged();

        assertThat(wrong(report)).containsExactly("W2", "W3");
        assertThat(report.text("W2")).contains("looks like: transposed");
        assertThat(report.text("W3")).contains("looks like: transposed");
    }

    @Test
    void exchanged_axes_of_another_matrix_are_refused() {
        assertThatThrownBy(() -> GradientChecker.standard().check(byHand(WithAxesExchanged::new)))
                .isInstanceOf(WrongResultException.class)
                .hasMessage(REFUSED);
    }

    private static List<String> wrong(GradientReport report) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .map(Finding::name)
                .toList();
    }
}
