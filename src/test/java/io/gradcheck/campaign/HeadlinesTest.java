package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is no plain wrong number is headed by what it is, and counted as that. */
class HeadlinesTest {

    /** {@code y = sin x}, with anything done to what each method returns. */
    private record Sine(UnaryOperator<Tensor> value, UnaryOperator<Tensor> gradient, Tensor[] last) implements Layer {

        Sine(UnaryOperator<Tensor> value, UnaryOperator<Tensor> gradient) {
            this(value, gradient, new Tensor[1]);
        }

        @Override
        public Tensor forward(Tensor x) {
            last[0] = x.copy();
            return value.apply(of(x, Math::sin));
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = of(last[0], Math::cos);
            Arrays.setAll(dx.values(), i -> dx.values()[i] * dy.values()[i]);
            return gradient.apply(dx);
        }

        private static Tensor of(Tensor x, DoubleUnaryOperator f) {
            return Tensor.of(x.shape(), Arrays.stream(x.values()).map(f).toArray());
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private static CampaignReport ofValue(UnaryOperator<Tensor> value) {
        return run(value, UnaryOperator.identity());
    }

    private static CampaignReport ofGradient(UnaryOperator<Tensor> gradient) {
        return run(UnaryOperator.identity(), gradient);
    }

    private static CampaignReport run(UnaryOperator<Tensor> value, UnaryOperator<Tensor> gradient) {
        SubjectSource source = LayerSource.of(
                        "sine", s -> new Sine(value, gradient), s -> new int[] {s.between("n", 1, 6)})
                .inputs(s -> Values.normal());
        return Campaign.of(source).tries(30).run();
    }

    private static FindingGroup only(CampaignReport report) {
        assertThat(report.findings()).as("%s", report).hasSize(1);
        return report.findings().get(0);
    }

    private static Tensor withEach(Tensor tensor, IntToDoubleFunction entry) {
        Arrays.setAll(tensor.values(), entry);
        return tensor;
    }

    @Test
    void a_right_layer_has_no_headline() {
        assertThat(ofValue(UnaryOperator.identity()).findings()).isEmpty();
    }

    @Test
    void a_wrong_shape_is_one_finding_that_says_so() {
        CampaignReport report = ofGradient(dx -> Tensor.zeros(dx.size() + 1));

        assertThat(only(report).headline())
                .isEqualTo(
                        "sine: gradient returned shape [2] for variable input, wanted the variable's shape [1], in 30 cases");
        assertThat(only(report).signature())
                .isEqualTo("gradient returned shape [#] for variable input, wanted the variable's shape [#]");
        assertThat(only(report).summary())
                .containsExactly("gradient returned shape [2] for variable input, wanted the variable's shape [1]");
        assertThat(report.toString())
                .contains("\n30 cases of seed 1: 30 threw or returned no result; no variable was checked\n");
    }

    @Test
    @SuppressWarnings("NullAway") // that is the mistake
    void so_is_null() {
        assertThat(only(ofGradient(dx -> null)).headline())
                .isEqualTo("sine: backward returned null, wanted the gradient by the input, in 30 cases");
    }

    @Test
    void what_is_thrown_is_told_with_the_frame_of_the_layer_that_threw_it() {
        CampaignReport report = ofValue(y -> {
            if (y.size() > 3) {
                throw new IllegalStateException("no more than 3");
            }
            return y;
        });

        assertThat(only(report).signature())
                .startsWith("throws IllegalStateException at io.gradcheck.campaign.HeadlinesTest.lambda$");
        assertThat(only(report).summary())
                .hasSize(3)
                .startsWith("java.lang.IllegalStateException: no more than 3")
                .element(1)
                .asString()
                .startsWith("  at io.gradcheck.campaign.HeadlinesTest.lambda$")
                .contains("(HeadlinesTest.java:");
        assertThat(only(report).text().lines())
                .anyMatch(line -> line.contains("HeadlinesTest$Sine.forward(HeadlinesTest.java:"));
        assertThat(report.toString()).contains(": " + only(report).count() + " threw or returned no result; ");
    }

    @Test
    void what_a_tensor_throws_is_told_with_the_frame_that_called_it() {
        CampaignReport report = ofGradient(dx -> Tensor.of(new int[] {2}, 1, 2, 3));

        assertThat(only(report).headline()).contains("THROWS_TOGETHER");
        assertThat(only(ofValue(y -> Tensor.of(new int[] {2}, 1, 2, 3))).signature())
                .startsWith("throws IllegalArgumentException at io.gradcheck.campaign.HeadlinesTest.lambda$");
    }

    @Test
    void a_gradient_of_nan_looks_like_that() {
        assertThat(only(ofGradient(dx -> withEach(dx, i -> Double.NaN))).signature())
                .isEqualTo("NaN");
        assertThat(only(ofGradient(dx -> withEach(dx, i -> i == 0 ? Double.POSITIVE_INFINITY : dx.values()[i])))
                        .signature())
                .isEqualTo("infinite");
    }

    @Test
    void a_gradient_of_noise_is_one_finding_with_the_law_that_it_breaks() {
        Random random = new Random(7);
        FindingGroup noise = only(ofGradient(dx -> withEach(dx, i -> random.nextGaussian())));

        assertThat(noise.signature()).isEqualTo("another at each call");
        assertThat(noise.lookedLike()).containsEntry("law DETERMINISTIC", noise.count());
    }

    @Test
    void a_value_of_noise_breaks_its_law_and_no_gradient_is_called_wrong() {
        Random random = new Random(7);
        FindingGroup noise = only(ofValue(y -> withEach(y, i -> y.values()[i] + random.nextGaussian())));

        assertThat(noise.isBroken(Law.DETERMINISTIC)).isTrue();
        assertThat(noise.count()).isEqualTo(30);
    }

    @Test
    void a_value_of_nan_is_one_finding_and_not_told_again_as_the_reason_why_nothing_was_seen() {
        assertThat(ofValue(y -> withEach(y, i -> Double.NaN)).failures()).containsExactly("sine: law FINITE");
    }
}
