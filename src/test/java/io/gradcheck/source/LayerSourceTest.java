package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.campaign.ScaleLayer;
import io.gradcheck.source.network.Layers;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LayerSourceTest {

    private static final int CASES = 300;

    @Test
    void input_and_parameters_are_drawn() {
        SubjectCase first = ScaleLayer.rightSource().at(1, 0);
        SubjectCase second = ScaleLayer.rightSource().at(1, 1);

        assertThat(first.subject().point()).containsOnlyKeys("input", "c");
        assertThat(first.subject().point().get("c").values())
                .isNotEqualTo(second.subject().point().get("c").values());
    }

    @Test
    void domains_hold_in_every_case_and_in_every_simpler_one() {
        TensorSource source = ScaleLayer.rightSource()
                .inputs(s -> Values.integers(0, s.width()).variable())
                .parameter("c", s -> Values.positive());
        for (int index = 0; index < CASES; index++) {
            SubjectCase drawn = source.at(2, index);
            assertDomains(drawn);
            for (Supplier<? extends SubjectCase> step : drawn.simpler()) {
                SubjectCase simpler = step.get();
                assertDomains(simpler);
                assertThat(Arrays.compare(simpler.complexity(), drawn.complexity()))
                        .isNegative();
            }
        }
    }

    @Test
    void an_altered_layer_is_not_what_the_code_makes() {
        LayerSource dense = Layers.named("dense");
        assertThat(dense.at(1, 0).codeParameter()).isEmpty();

        LayerSource altered = dense.altered(layer -> layer);
        assertThat(altered.at(1, 0).codeParameter()).isEqualTo("TensorSource source");
        assertThat(altered.at(1, 0).code()).startsWith("source.subject(");
        assertThat(altered.writtenAs("mine()").at(1, 0).code()).startsWith("mine().subject(");
        assertThat(dense.inputs(s -> Values.normal()).at(1, 0).codeParameter()).isEmpty();
    }

    /** Sizes that would leave their ranges are no steps: some ranges depend on other sizes. */
    @Tag("thorough")
    @Test
    void every_step_of_every_layer_can_be_made_and_is_simpler() {
        for (LayerSource source : Layers.all()) {
            for (int index = 0; index < 2; index++) {
                SubjectCase drawn = source.at(4, index);
                for (Supplier<? extends SubjectCase> step : drawn.simpler()) {
                    SubjectCase simpler = step.get();
                    assertThat(Arrays.compare(simpler.complexity(), drawn.complexity()))
                            .as("%s to %s", drawn, simpler)
                            .isNegative();
                }
            }
        }
    }

    private static void assertDomains(SubjectCase drawn) {
        Map<String, Tensor> point = drawn.subject().point();
        int width = point.get("c").size();
        assertThat(Arrays.stream(point.get("input").values()).boxed())
                .allSatisfy(value ->
                        assertThat(value).isBetween(0.0, (double) width).isEqualTo(Math.rint(value)));
        assertThat(Arrays.stream(point.get("c").values()).boxed())
                .allSatisfy(value -> assertThat(value).isPositive());
    }

    @Test
    void values_of_one_kind_are_those_of_all_tensors_within_their_domains() {
        TensorSource source = ScaleLayer.rightSource()
                .parameters((parameter, s) -> Values.between(3, 4))
                .only(Values.Kind.ZEROS);
        int zeros = 0;
        for (int index = 0; index < CASES; index++) {
            Map<String, Tensor> point = source.at(6, index).subject().point();
            assertThat(Arrays.stream(point.get("c").values()).boxed())
                    .allSatisfy(value -> assertThat(value).isBetween(3.0, 4.0));
            zeros += Arrays.stream(point.get("input").values()).allMatch(value -> value == 0) ? 1 : 0;
        }
        assertThat(zeros).isGreaterThan(CASES / 6);
    }

    @Test
    void a_source_of_small_sizes_has_those_in_its_series() {
        TensorSource source = ScaleLayer.rightSource().inSmallSizes();
        for (int index = 0; index < CASES; index++) {
            Tensor input = source.at(7, index).subject().point().get("input");
            assertThat(input.length(0)).isBetween(1, 2);
            assertThat(input.length(1)).isBetween(1, 2);
            assertThat(source.at(7, index).data()).isEqualTo(source.at(7, index).data());
        }
    }

    @Test
    void some_upstream_gradients_have_zeros() {
        int masked = 0;
        for (int index = 0; index < CASES; index++) {
            Subject subject = ScaleLayer.rightSource().at(3, index).subject();
            Tensor output = subject.evaluate(subject.point());
            Tensor ones = Tensor.zeros(output.shape());
            Arrays.fill(ones.values(), 1);
            Tensor dc = subject.gradient(subject.point(), ones).get("input");
            boolean zeros = Arrays.stream(dc.values()).anyMatch(value -> value == 0);
            boolean zeroScale = Arrays.stream(subject.point().get("c").values()).anyMatch(value -> value == 0);
            masked += zeros && !zeroScale ? 1 : 0;
        }
        assertThat(masked).isGreaterThan(CASES / 30);
    }

    @Test
    void some_parameters_of_one_shape_have_equal_values() {
        int equal = 0;
        for (int index = 0; index < CASES; index++) {
            Map<String, Tensor> point =
                    Layers.named("layer_normalisation").at(5, index).subject().point();
            double[] gamma = point.get("gamma").values();
            boolean zero = Arrays.stream(gamma).allMatch(value -> value == 0);
            equal += !zero && Arrays.equals(gamma, point.get("beta").values()) ? 1 : 0;
        }
        assertThat(equal).isBetween(CASES / 100, CASES / 10);
    }

    @Test
    void equal_values_are_fitted_into_the_domain_of_each_parameter() {
        LayerSource source = Layers.named("layer_normalisation").parameter("beta", s -> Values.positive());
        for (int index = 0; index < CASES; index++) {
            double[] beta = source.at(5, index).subject().point().get("beta").values();
            assertThat(Arrays.stream(beta)).as("case %d", index).allMatch(value -> value > 0);
        }
    }

    @Test
    void a_class_under_test_can_be_named() {
        assertThat(ScaleLayer.rightSource().at(1, 0).subject().classUnderTest()).isEqualTo(ScaleLayer.class);
        assertThat(ScaleLayer.rightSource()
                        .about(String.class)
                        .at(1, 0)
                        .subject()
                        .classUnderTest())
                .isEqualTo(String.class);
    }

    @Test
    void values_that_are_missing_are_named() {
        assertThatThrownBy(() -> ScaleLayer.rightSource()
                        .subject(Map.of("width", 1, "batch", 1), Map.of("input", Tensor.zeros(1, 1)), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale: found values of [input], wanted also those of c");
    }
}
