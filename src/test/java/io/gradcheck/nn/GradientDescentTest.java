package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GradientDescentTest {

    /** Loss (w x + b - t)^2 at x = 2, t = 1, from w = 1 and b = 0. */
    private static final Network LINE = Network.inputs(1)
            .output(1, Loss.SQUARED_ERROR)
            .parameters(List.of(Tensor.of(new int[] {1, 1}, 1)), List.of(Tensor.vector(0)));

    private static final Batch ONE_EXAMPLE = new Batch(Tensor.of(new int[] {1, 1}, 2), Tensor.of(new int[] {1, 1}, 1));

    private static final Batch FIVE_EXAMPLES =
            new Batch(Tensor.of(new int[] {5, 1}, 1, 2, 3, 4, 5), Tensor.of(new int[] {5, 1}, 3, 1, 4, 1, 5));

    @Test
    void a_step_without_momentum_goes_down_the_gradient() {
        // error 1, so dw = 2 * 1 * 2 = 4 and db = 2
        Network trained = GradientDescent.withLearningRate(0.01).train(LINE, ONE_EXAMPLE);
        assertThat(trained.weights(1).get(0, 0)).isCloseTo(1 - 0.04, within(1e-15));
        assertThat(trained.biases(1).get(0)).isCloseTo(-0.02, within(1e-15));
    }

    @Test
    void a_second_step_keeps_the_momentum_of_the_first() {
        // first step -0.04 and -0.02; then error 0.96 * 2 - 0.02 - 1 = 0.9, dw = 3.6, db = 1.8
        // second step 0.5 * -0.04 - 0.036 = -0.056 and 0.5 * -0.02 - 0.018 = -0.028
        Network trained =
                GradientDescent.withLearningRate(0.01).momentum(0.5).epochs(2).train(LINE, ONE_EXAMPLE);
        assertThat(trained.weights(1).get(0, 0)).isCloseTo(0.96 - 0.056, within(1e-15));
        assertThat(trained.biases(1).get(0)).isCloseTo(-0.02 - 0.028, within(1e-15));
    }

    @Test
    void leaves_the_given_network_as_it_was() {
        GradientDescent.withLearningRate(0.01).train(LINE, ONE_EXAMPLE);
        assertThat(LINE.weights(1).get(0, 0)).isEqualTo(1);
        assertThat(LINE.biases(1).get(0)).isZero();
    }

    @Test
    void calls_back_after_every_nth_step_with_a_network_of_its_own() {
        List<TrainingStep> steps = new ArrayList<>();
        Network trained = GradientDescent.withLearningRate(0.01)
                .batchSize(2)
                .epochs(3)
                .every(2, steps::add)
                .train(LINE, FIVE_EXAMPLES);
        assertThat(steps).extracting(TrainingStep::number).containsExactly(2L, 4L, 6L, 8L);
        assertThat(steps).extracting(TrainingStep::epoch).containsExactly(1, 2, 2, 3);
        Set<Double> weights = new HashSet<>();
        steps.forEach(step -> weights.add(step.network().weights(1).get(0, 0)));
        weights.add(trained.weights(1).get(0, 0));
        assertThat(weights).as("weights after different steps").hasSize(5);
    }

    @Test
    void tells_callbacks_the_loss_before_the_step() {
        List<Double> losses = new ArrayList<>();
        GradientDescent.withLearningRate(0.01)
                .every(1, step -> losses.add(step.loss()))
                .train(LINE, ONE_EXAMPLE);
        assertThat(losses).containsExactly(1.0);
    }

    @Test
    void uses_each_example_once_an_epoch_in_another_order() {
        List<Double> used = new ArrayList<>();
        GradientDescent.withLearningRate(1e-3)
                .batchSize(2)
                .epochs(2)
                .seed(3)
                .every(1, step -> {
                    for (double x : step.batch().input().values()) {
                        used.add(x);
                    }
                })
                .train(LINE, FIVE_EXAMPLES);
        assertThat(used.subList(0, 5)).containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(used.subList(5, 10)).containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(used.subList(0, 5)).isNotEqualTo(used.subList(5, 10));
    }

    @Test
    void the_same_seed_gives_the_same_network_and_another_seed_another() {
        assertThat(weightAfterTraining(1)).isEqualTo(weightAfterTraining(1)).isNotEqualTo(weightAfterTraining(2));
    }

    private static double weightAfterTraining(long seed) {
        return GradientDescent.withLearningRate(0.01)
                .batchSize(2)
                .seed(seed)
                .train(LINE, FIVE_EXAMPLES)
                .weights(1)
                .get(0, 0);
    }

    @Test
    void stops_when_the_loss_is_no_longer_finite() {
        assertThatThrownBy(
                        () -> GradientDescent.withLearningRate(1e200).epochs(9).train(LINE, ONE_EXAMPLE))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "loss: found Infinity in step 2, wanted a finite number; the learning rate 1.0E200 may be too"
                                + " large");
    }

    @Test
    void names_settings_that_make_no_sense() {
        GradientDescent method = GradientDescent.withLearningRate(1);
        assertThatThrownBy(() -> GradientDescent.withLearningRate(0))
                .hasMessage("learningRate: found 0.0, wanted a positive finite number");
        assertThatThrownBy(() -> GradientDescent.withLearningRate(Double.NaN))
                .hasMessage("learningRate: found NaN, wanted a positive finite number");
        assertThatThrownBy(() -> method.momentum(1)).hasMessage("momentum: found 1.0, wanted 0 <= momentum < 1");
        assertThatThrownBy(() -> method.batchSize(0)).hasMessage("batchSize: found 0, wanted at least 1");
        assertThatThrownBy(() -> method.epochs(-1)).hasMessage("epochs: found -1, wanted at least 1");
        assertThatThrownBy(() -> method.every(0, step -> {})).hasMessage("steps: found 0, wanted at least 1");
    }
}
