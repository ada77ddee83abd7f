package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.nn.RandomNetworks.Case;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loss and gradients against commons-math3's exact forward mode. */
class ForwardModeTest {

    private static final double TOLERANCE = 1e-12;

    static Stream<Case> networks() {
        return RandomNetworks.seeds(300);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_gradient_agrees_at_the_network_itself(Case random) {
        NetworkSubject subject = random.network().on(random.batch());
        assertAgrees(random, subject, subject.point());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_gradient_agrees_where_the_offsets_of_hidden_variables_are_not_zero(Case random) {
        NetworkSubject subject = random.network().on(random.batch());
        Random values = new Random(random.seed() + 1);
        Map<String, Tensor> elsewhere = new LinkedHashMap<>();
        subject.point()
                .forEach((variable, value) ->
                        elsewhere.put(variable, RandomNetworks.normal(values, 0.5, value.shape())));
        assertAgrees(random, subject, elsewhere);
    }

    private static void assertAgrees(Case random, NetworkSubject subject, Map<String, Tensor> point) {
        ForwardModeOracle oracle = new ForwardModeOracle(random.network(), random.batch(), point);
        assertThat(subject.evaluate(point).get())
                .as("loss")
                .isCloseTo(oracle.loss(), within(TOLERANCE * (1 + Math.abs(oracle.loss()))));
        subject.gradient(point, Tensor.scalar(1))
                .forEach((variable, gradient) -> assertThat(
                                RelativeDistance.between(gradient, oracle.gradient(variable)))
                        .as(variable)
                        .isLessThanOrEqualTo(TOLERANCE));
    }
}
