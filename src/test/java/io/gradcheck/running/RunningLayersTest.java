package io.gradcheck.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gradcheck.finding.Verdict;
import io.gradcheck.nn.layers.Dense;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RunningLayersTest {

    /** {@code y = factor c (x - mean)} with a running mean, and gradients that add up. */
    private static class Scale implements Layer {
        final Tensor c = Tensor.scalar(2);
        final Tensor mean = Tensor.scalar(0.25);
        final Parameter parameter = new Parameter("c", c);
        final double factor;
        Tensor centred = Tensor.vector();

        /** The factor that the backward pass uses; 1 is right. */
        Scale(double factor) {
            this.factor = factor;
        }

        @Override
        public Tensor forward(Tensor input) {
            centred = input.copy();
            Tensor output = input.copy();
            double sum = 0;
            for (int i = 0; i < input.size(); i++) {
                centred.values()[i] -= mean.get();
                output.values()[i] = c.get() * centred.values()[i];
                sum += input.values()[i];
            }
            mean.set(0.9 * mean.get() + 0.1 * sum / input.size());
            return output;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = dy.copy();
            for (int i = 0; i < dy.size(); i++) {
                dx.values()[i] *= factor * c.get();
                parameter.gradient().add(dy.values()[i] * centred.values()[i]);
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public List<Parameter> state() {
            return List.of(new Parameter("mean", mean));
        }
    }

    /** One whose gradients and parameters are handed out as copies. */
    private static class Copying extends Scale {
        Copying(double factor) {
            super(factor);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.of(
                            "c",
                            c::copy,
                            from -> c.set(from.get()),
                            () -> parameter.gradient().copy())
                    .clearedBy(parameter::zeroGradient));
        }
    }

    private static RunningChecks every(int points) {
        AtomicLong clock = new AtomicLong();
        return RunningChecks.every(points).share(1).clock(() -> clock.addAndGet(1_000_000));
    }

    /** Trains, with two backward passes to a step, and returns all that can be seen of it. */
    private static List<Double> trained(Layer layer, int steps) {
        List<Double> seen = new ArrayList<>();
        Random random = new Random(5);
        for (int step = 0; step < steps; step++) {
            for (int pass = 0; pass < 2; pass++) {
                Tensor input = Tensor.vector(random.nextGaussian(), random.nextGaussian());
                Tensor output = layer.forward(input);
                for (double one : output.values()) {
                    seen.add(one);
                }
                for (double one : layer.backward(output).values()) {
                    seen.add(one);
                }
            }
            for (Parameter parameter : layer.parameters()) {
                Tensor changed = parameter.value().copy();
                for (int i = 0; i < changed.size(); i++) {
                    seen.add(parameter.gradient().values()[i]);
                    changed.values()[i] -= 1e-3 * parameter.gradient().values()[i];
                }
                parameter.write(changed);
                parameter.zeroGradient();
            }
            layer.state().forEach(state -> seen.add(state.value().get()));
        }
        return seen;
    }

    @Test
    void a_layer_that_is_checked_trains_to_the_bit_as_one_that_is_not() {
        RunningChecks checks = every(1);

        assertThat(trained(checks.layer("scale", new Scale(1)), 10)).isEqualTo(trained(new Scale(1), 10));

        assertThat(checks.report().checks()).isEqualTo(20);
        assertThat(checks.report().failures()).isEmpty();
    }

    @Test
    void a_wrong_layer_is_found_by_default_and_trains_to_the_bit_as_before() {
        RunningChecks checks = RunningChecks.every(10);

        assertThat(trained(checks.layer("scale", new Scale(-1)), 10)).isEqualTo(trained(new Scale(-1), 10));

        assertThat(checks.report().findings())
                .extracting(RunningFinding::subject, RunningFinding::variables)
                .containsExactly(tuple("scale", List.of("input")));
    }

    @Test
    void layers_of_the_engine_pass() {
        RunningChecks checks = every(1);
        Supplier<Layer> dense =
                () -> new Dense(Tensor.of(new int[] {3, 2}, 1, -2, 0.5, 3, -1, 0.25), Tensor.vector(0.5, -1, 2));
        Layer plain = dense.get();
        Layer wrapped = checks.layer("dense", dense.get());
        Tensor input = Tensor.of(new int[] {2, 2}, 0.3, -0.2, 1.5, 2);

        assertThat(wrapped.isBatched()).isTrue();
        assertThat(wrapped.forward(input).values())
                .containsExactly(plain.forward(input).values());
        checks.report().throwIfFailed();
        assertThat(checks.report().counts().get(0).verdicts()).containsExactly(Map.entry(Verdict.PASS, 1L));
    }

    @Test
    void says_how_to_repeat_a_finding() {
        RunningChecks checks = every(1);
        checks.layer("scale", new Scale(-1)).forward(Tensor.vector(0.5, 2));

        assertThat(checks.report().findings().get(0).code())
                .isEqualTo("layer.parameters().get(0).write(Tensor.scalar(2)); // c\n"
                        + "GradientChecker.standard().seed(1).check("
                        + "Subject.layer(\"scale\", layer, Tensor.vector(0.5, 2))).throwIfFailed();");
    }

    @Test
    void an_input_is_new_again_after_a_backward_pass_only() {
        RunningChecks checks = every(10);
        Layer wrapped = checks.layer("scale", new Scale(1));
        Tensor input = Tensor.vector(0.5, 2);

        wrapped.forward(input);
        wrapped.forward(input);
        assertThat(checks.report().points()).isEqualTo(1);
        wrapped.backward(input);
        wrapped.forward(input);
        assertThat(checks.report().points()).isEqualTo(2);
        assertThat(checks.report().calls()).isEqualTo(3);
    }

    @Test
    void a_layer_whose_gradients_cannot_be_given_back_is_left_alone_and_the_report_fails() {
        RunningChecks checks = every(1);

        assertThat(trained(checks.layer("scale", new Copying(1)), 3)).isEqualTo(trained(new Copying(1), 3));

        assertThat(checks.report().checks()).isZero();
        assertThat(checks.report().failures())
                .containsExactly(
                        "scale: not checked: the gradient of c is handed out as a copy, so that what it has stored "
                                + "cannot be given back after a check; hand in a function that makes copies of it, which are "
                                + "then checked instead");
    }

    @Test
    void copies_of_such_a_layer_are_checked() {
        for (double factor : new double[] {1, -1}) {
            RunningChecks checks = every(1);
            Copying layer = new Copying(factor);
            Layer wrapped = checks.layer("scale", layer, () -> {
                Copying copy = new Copying(factor);
                copy.c.set(layer.c.get());
                copy.mean.set(layer.mean.get());
                return copy;
            });

            assertThat(trained(wrapped, 3)).isEqualTo(trained(new Copying(factor), 3));

            assertThat(checks.report().checks()).isEqualTo(6);
            assertThat(checks.report().findings()).hasSize(factor == 1 ? 0 : 1);
        }
    }

    @Test
    void a_copy_that_shares_its_parameters_is_a_mistake() {
        RunningChecks checks = every(1);
        Scale layer = new Scale(1);
        checks.layer("scale", layer, () -> layer).forward(Tensor.vector(0.5, 2));

        assertThat(checks.report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .startsWith(
                                "java.lang.IllegalArgumentException: copies: found the array of the running c, wanted one "
                                        + "of its own"));
    }

    @Test
    void a_layer_that_is_seeded_keeps_its_random_numbers_and_the_report_fails() {
        class Noisy extends Scale {
            final Random random = new Random(3);

            Noisy() {
                super(1);
            }

            @Override
            public Tensor forward(Tensor input) {
                Tensor moved = input.copy();
                moved.values()[0] += random.nextGaussian();
                return super.forward(moved);
            }

            @Override
            public void seed(long seed) {
                random.setSeed(seed);
            }
        }
        RunningChecks checks = every(1);

        assertThat(trained(checks.layer("noisy", new Noisy()), 3)).isEqualTo(trained(new Noisy(), 3));

        assertThat(checks.report().failures())
                .singleElement()
                .asString()
                .startsWith("noisy: not checked: it is seeded, and what it would have drawn next cannot be given back");
    }

    @Test
    void a_layer_that_loses_what_is_given_back_is_told_and_not_checked_any_more() {
        class Lossy extends Scale {
            int writes;

            Lossy() {
                super(1);
            }

            @Override
            public List<Parameter> parameters() {
                return List.of(
                        Parameter.of("c", () -> c, from -> c.set(from.get() + 1e-3 * writes++), parameter::gradient));
            }
        }
        RunningChecks checks = every(1);
        Layer wrapped = checks.layer("lossy", new Lossy());
        for (int k = 0; k < 3; k++) {
            wrapped.forward(Tensor.vector(k, 1));
        }

        assertThat(checks.report().checks()).isEqualTo(1);
        assertThat(checks.report().failures())
                .contains(
                        "lossy: DISTURBED by a check, and not checked any more: its parameters could not be given back; "
                                + "hand in a function that makes copies of it, which are then checked instead");
    }

    @Test
    void passes_of_several_threads_never_meet_the_parameters_of_a_check() throws Exception {
        // keeps nothing between its passes, so that threads may share it
        Tensor c = Tensor.scalar(2);
        Parameter parameter = new Parameter("c", c);
        RunningChecks checks = every(1);
        Layer wrapped = checks.layer("threads", new Layer() {
            private final ThreadLocal<Tensor> x = ThreadLocal.withInitial(Tensor::vector);

            @Override
            public Tensor forward(Tensor input) {
                x.set(input);
                return Tensor.vector(c.get() * input.get(0));
            }

            @Override
            public Tensor backward(Tensor dy) {
                parameter.gradient().set(dy.get(0) * x.get().get(0));
                return Tensor.vector(c.get() * dy.get(0));
            }

            @Override
            public List<Parameter> parameters() {
                return List.of(parameter);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            double from = 1 + t;
            all.add(threads.submit(() -> {
                for (int k = 0; k < 100; k++) {
                    double x = from + k / 1024.0;
                    assertThat(wrapped.forward(Tensor.vector(x)).get(0)).isEqualTo(2 * x);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(c.get()).isEqualTo(2);
        assertThat(checks.report().calls()).isEqualTo(400);
        assertThat(checks.report().checks()).isPositive();
        assertThat(checks.report().failures()).isEmpty();
    }

    @Test
    void a_layer_that_calls_itself_is_checked_at_the_outer_call_only() {
        RunningChecks checks = every(1);
        List<Layer> self = new ArrayList<>();
        self.add(checks.layer("doubled", new Scale(1) {
            private boolean inner;

            @Override
            public Tensor forward(Tensor input) {
                if (!inner) {
                    inner = true;
                    self.get(0).forward(Tensor.vector(input.get(0) + 1));
                    inner = false;
                }
                return super.forward(input);
            }
        }));

        self.get(0).forward(Tensor.vector(0.5));

        assertThat(checks.report().calls()).isEqualTo(2);
        assertThat(checks.report().checks()).isEqualTo(1);
    }

    private static Operation product(boolean right) {
        return Operation.of(
                in -> Map.of("y", Tensor.scalar(get(in, "a") * get(in, "b") * get(in, "mask"))),
                (in, d) -> Map.of(
                        "a", Tensor.scalar(get(d, "y") * get(in, right ? "b" : "a") * get(in, "mask")),
                        "b", Tensor.scalar(get(d, "y") * get(in, "a") * get(in, "mask"))));
    }

    private static double get(Map<String, Tensor> tensors, String name) {
        return tensors.get(name).get();
    }

    @Test
    void operations_are_checked_too_with_what_is_declared_of_them() {
        RunningChecks checks = every(1).subjects(subject -> subject.holdingConstant("mask"));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("a", Tensor.scalar(2));
        inputs.put("b", Tensor.scalar(3));
        inputs.put("mask", Tensor.scalar(1));

        assertThat(checks.operation("right", product(true))
                        .forward(inputs)
                        .get("y")
                        .get())
                .isEqualTo(6);
        checks.operation("wrong", product(false)).forward(inputs);
        checks.operation("copied", product(false), () -> product(false)).forward(inputs);

        assertThat(checks.report().findings())
                .extracting(RunningFinding::subject, RunningFinding::variables)
                .containsExactly(tuple("wrong", List.of("a")), tuple("copied", List.of("a")));
        assertThat(checks.report().findings().get(0).code())
                .isEqualTo("// the subject is then declared by subjects(...)\n"
                        + "Map<String, Tensor> inputs = new LinkedHashMap<>();\n"
                        + "inputs.put(\"a\", Tensor.scalar(2));\n"
                        + "inputs.put(\"b\", Tensor.scalar(3));\n"
                        + "inputs.put(\"mask\", Tensor.scalar(1));\n"
                        + "GradientChecker.standard().seed(1).check("
                        + "Subject.operation(\"wrong\", operation, inputs)).throwIfFailed();");
    }
}
