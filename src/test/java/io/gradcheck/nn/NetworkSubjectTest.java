package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.nn.RandomNetworks.Case;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkSubjectTest {

    static Stream<Case> networks() {
        return RandomNetworks.seeds(200);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_line_agrees_with_evaluating_the_moved_point(Case network) {
        NetworkSubject subject = network.network().on(network.batch());
        Random random = new Random(network.seed());
        Tensor output = Tensor.scalar(0);
        for (String variable : subject.point().keySet()) {
            Tensor direction = RandomNetworks.normal(
                    random, 1, subject.point().get(variable).shape());
            Line line = subject.along(variable, direction);
            for (double t : new double[] {1e-9, -1e-4, 0.01, -0.3, 0.7}) {
                double wanted =
                        subject.evaluate(moved(subject, variable, t, direction)).get();
                line.at(t, output);
                assertThat(output.get())
                        .as(variable + " at " + t)
                        .isCloseTo(wanted, within(2e-14 * (1 + Math.abs(wanted))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_line_starts_exactly_at_the_value_of_the_point(Case network) {
        NetworkSubject subject = network.network().on(network.batch());
        Random random = new Random(network.seed());
        double wanted = subject.evaluate(subject.point()).get();
        Tensor output = Tensor.scalar(0);
        for (String variable : subject.point().keySet()) {
            Line line = subject.along(
                    variable,
                    RandomNetworks.normal(
                            random, 1, subject.point().get(variable).shape()));
            line.at(0.5, output);
            line.at(0, output);
            assertThat(output.get()).as(variable).isEqualTo(wanted);
            assertThat(line.beginsWithValue()).isTrue();
        }
    }

    private static Map<String, Tensor> moved(NetworkSubject subject, String variable, double t, Tensor direction) {
        Map<String, Tensor> point = new LinkedHashMap<>(subject.point());
        Tensor moved = point.get(variable).copy();
        for (int i = 0; i < moved.size(); i++) {
            moved.values()[i] += t * direction.values()[i];
        }
        point.put(variable, moved);
        return point;
    }

    private static final Network SMALL = Network.inputs(2)
            .hidden(3, Activation.TANH)
            .hidden(3, Activation.RELU)
            .output(1, Loss.SQUARED_ERROR)
            .l2(0.1)
            .skip(1, 2)
            .initialise(Initialiser.GLOROT, 7);

    private static NetworkSubject small() {
        return SMALL.on(new Batch(Tensor.of(new int[] {2, 2}, 1, 2, 3, 4), Tensor.of(new int[] {2, 1}, 5, 6)));
    }

    @Test
    void has_the_variables_in_the_order_of_the_forward_pass() {
        assertThat(small().point().keySet())
                .containsExactly("x", "W1", "b1", "a1", "h1", "W2", "b2", "a2", "h2", "W3", "b3", "a3");
        assertThat(small().gradient(small().point(), Tensor.scalar(1)).keySet())
                .containsExactlyElementsOf(small().point().keySet());
    }

    @Test
    void hidden_variables_are_offsets_at_zero() {
        for (String hidden : List.of("a1", "h1", "a2", "h2", "a3")) {
            assertThat(small().point().get(hidden).values()).as(hidden).containsOnly(0);
        }
        assertThat(small().point().get("h1").shape()).containsExactly(2, 3);
    }

    @Test
    void scales_every_gradient_by_the_upstream_value() {
        Map<String, Tensor> once = small().gradient(small().point(), Tensor.scalar(1));
        Map<String, Tensor> fourTimes = small().gradient(small().point(), Tensor.scalar(4));
        once.forEach((variable, gradient) -> {
            for (int i = 0; i < gradient.size(); i++) {
                assertThat(fourTimes.get(variable).values()[i]).as(variable).isEqualTo(4 * gradient.values()[i]);
            }
        });
    }

    @Test
    void its_parts_are_the_first_example_and_the_others_by_their_share() {
        NetworkSubject three = SMALL.on(
                new Batch(Tensor.of(new int[] {3, 2}, 1, 2, 3, 4, 5, 6), Tensor.of(new int[] {3, 1}, 7, 8, 9)));
        NetworkSubject first = SMALL.on(new Batch(Tensor.of(new int[] {1, 2}, 1, 2), Tensor.of(new int[] {1, 1}, 7)));

        List<Subject> parts = three.parts();

        assertThat(parts).hasSize(2);
        assertThat(value(parts.get(0))).isCloseTo(first.evaluate(first.point()).get() / 3, within(1e-15));
        assertThat(value(parts.get(0)) + value(parts.get(1)))
                .isCloseTo(three.evaluate(three.point()).get(), within(1e-13));
        assertThat(parts.get(1).point().get("x").values()).containsExactly(3, 4, 5, 6);
        assertThat(parts.get(1).point().get("h1").shape()).containsExactly(2, 3);
        assertThat(parts.get(1).parts()).hasSize(2);
        assertThat(parts.get(0).parts()).isEmpty();
    }

    private static double value(Subject subject) {
        return subject.evaluate(subject.point()).get();
    }

    @Test
    void does_not_follow_later_changes_of_a_point_it_evaluated() {
        NetworkSubject subject = small();
        double before = subject.evaluate(subject.point()).get();
        Map<String, Tensor> point = new LinkedHashMap<>();
        subject.point().forEach((variable, value) -> point.put(variable, value.copy()));
        Map<String, Tensor> gradient = subject.gradient(point, Tensor.scalar(1));
        double[] weights = gradient.get("W1").values().clone();
        subject.evaluate(point);
        point.values().forEach(tensor -> Arrays.fill(tensor.values(), Double.NaN));
        assertThat(subject.evaluate(subject.point()).get()).isEqualTo(before);
        assertThat(gradient.get("W1").values()).containsExactly(weights);
    }

    @Test
    void a_line_allocates_nothing_per_place() {
        assertThat(bytesPerPlace(small(), "W1")).isZero();
        assertThat(bytesPerPlace(small(), "h1")).isZero();
    }

    @Test
    void a_line_of_a_wide_network_allocates_nothing_per_place() {
        Network wide = Network.inputs(40)
                .hidden(400, Activation.TANH)
                .hidden(40, Activation.RELU)
                .output(30, Loss.HUBER)
                .skip(0, 2)
                .initialise(Initialiser.HE, 7);
        NetworkSubject subject = wide.on(new Batch(Tensor.zeros(8, 40), Tensor.zeros(8, 30)));
        assertThat(bytesPerPlace(subject, "x")).isZero();
    }

    private static long bytesPerPlace(NetworkSubject subject, String variable) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] shape = subject.point().get(variable).shape();
        Line line = subject.along(variable, RandomNetworks.normal(new Random(7), 1, shape));
        Tensor output = Tensor.scalar(0);
        line.at(0.5, output);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            line.at(i * 1e-3, output);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 1000;
    }

    @Test
    void names_itself_and_the_class_whose_gradient_it_has() {
        assertThat(small().name()).isEqualTo("network 2-3-3-1 tanh/relu/squared_error l2=0.1 skips=1>2");
        assertThat(small().classUnderTest()).isEqualTo(Backpropagation.class);
    }

    @Test
    void names_a_missing_variable() {
        Map<String, Tensor> point = new LinkedHashMap<>(small().point());
        point.keySet().removeIf(variable -> !variable.equals("x") && !variable.equals("W1"));
        assertThatThrownBy(() -> small().evaluate(point))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "point: found variables [x, W1], wanted also b1 of shape [3] for subject " + small().name());
    }

    @Test
    void names_a_variable_of_the_wrong_shape() {
        Map<String, Tensor> point = new LinkedHashMap<>(small().point());
        point.put("W2", Tensor.zeros(3, 2));
        assertThatThrownBy(() -> small().evaluate(point))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("W2: found shape [3, 2], wanted [3, 3] for subject " + small().name());
        assertThatThrownBy(() -> small().gradient(point, Tensor.scalar(1)))
                .hasMessage("W2: found shape [3, 2], wanted [3, 3] for subject " + small().name());
    }

    @Test
    void wants_a_scalar_upstream() {
        assertThatThrownBy(() -> small().gradient(small().point(), Tensor.vector(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("upstream: found shape [1], wanted []");
    }

    @Test
    void has_no_line_along_an_unknown_variable_or_a_direction_of_another_shape() {
        assertThatThrownBy(() -> small().along("h3", Tensor.scalar(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "variable: found h3, wanted one of [x, W1, b1, a1, h1, W2, b2, a2, h2, W3, b3, a3] of subject "
                                + small().name());
        assertThatThrownBy(() -> small().along("b2", Tensor.zeros(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("direction: found shape [2], wanted [3] as variable b2 of subject " + small().name());
    }
}
