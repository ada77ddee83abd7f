package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Layers as people write them: that add up gradients, draw random numbers, keep statistics, add a weight decay. */
class TrainableTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final Tensor EIGHT = Tensor.vector(1, 2, 3, 4, 5, 6, 7, 8);
    private static final Tensor INPUT = Tensor.vector(0.5, -1.5, 2);

    private static List<Law> broken(GradientReport report) {
        return report.laws().stream()
                .filter(law -> law.verdict() == Verdict.FAIL)
                .map(LawFinding::law)
                .toList();
    }

    private static GradientReport check(Layer layer) {
        return CHECKER.check(Subject.layer("layer", layer, INPUT));
    }

    private static void assertRight(GradientReport report) {
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.PASS);
        assertThat(report.laws()).noneMatch(law -> law.verdict() != Verdict.PASS);
    }

    /** y = w x, that keeps its numbers as float arrays or doubles, and hands out copies. */
    private abstract static class Scale implements Layer {

        double[] w = {1.5, -0.5, 0.25};
        double[] dw = new double[3];
        double[] x = new double[3];

        @Override
        public Tensor forward(Tensor input) {
            x = input.values().clone();
            Tensor y = input.copy();
            for (int i = 0; i < 3; i++) {
                y.values()[i] *= w[i];
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = dy.copy();
            for (int i = 0; i < 3; i++) {
                dx.values()[i] *= w[i];
                dw[i] = kept(dw[i], dy.values()[i] * x[i]);
            }
            return dx;
        }

        abstract double kept(double before, double gradient);

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.of(
                    "w",
                    () -> Tensor.vector(w.clone()),
                    from -> w = from.values().clone(),
                    () -> Tensor.vector(dw.clone())));
        }
    }

    @Test
    void gradients_that_add_up_are_told_from_those_that_are_overwritten_without_a_word() {
        assertRight(check(new Scale() {
            @Override
            double kept(double before, double gradient) {
                return before + gradient;
            }
        }));
        assertRight(check(new Scale() {
            @Override
            double kept(double before, double gradient) {
                return gradient;
            }
        }));
    }

    /** As a library did: what is added the second time has another sign. */
    @Test
    void gradients_that_add_up_wrongly_are_no_rule_that_could_be_recognised() {
        GradientReport report = check(new Scale() {
            @Override
            double kept(double before, double gradient) {
                return before - gradient;
            }
        });

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);

        GradientReport alternating = check(new Scale() {
            @Override
            double kept(double before, double gradient) {
                return before == 0 ? gradient : before - gradient;
            }
        });

        assertThat(broken(alternating)).as("%s", alternating).isNotEmpty();
    }

    @Test
    void a_wrong_gradient_that_adds_up_is_wrong() {
        GradientReport report = check(new Scale() {
            @Override
            double kept(double before, double gradient) {
                return before + 1.001 * gradient;
            }
        });

        assertThat(report.finding("w").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("input").verdict()).isEqualTo(Verdict.PASS);
        assertThat(broken(report)).isEmpty();
    }

    /** Inverted dropout with its own generator, that keeps the mask for its backward pass. */
    private static class Dropout implements Layer {

        final Random random = new Random(1);
        double[] mask = new double[0];

        @Override
        public Tensor forward(Tensor input) {
            mask = random.doubles(input.size()).map(u -> u < 0.5 ? 0 : 2).toArray();
            return masked(input);
        }

        Tensor masked(Tensor tensor) {
            Tensor masked = tensor.copy();
            for (int i = 0; i < masked.size(); i++) {
                masked.values()[i] *= mask[i];
            }
            return masked;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return masked(outputGradient);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private static class SeededDropout extends Dropout {
        @Override
        public void seed(long seed) {
            random.setSeed(seed);
        }
    }

    @Test
    void a_random_layer_is_checked_with_its_own_code_where_it_is_seeded() {
        assertRight(CHECKER.check(Subject.layer("dropout", new SeededDropout(), EIGHT)));
        assertThat(broken(CHECKER.check(Subject.layer("dropout", new Dropout(), EIGHT))))
                .contains(Law.DETERMINISTIC);
    }

    @Test
    void a_random_layer_that_draws_anew_for_its_backward_pass_is_wrong() {
        GradientReport report = CHECKER.check(Subject.layer(
                "dropout",
                new SeededDropout() {
                    @Override
                    public Tensor backward(Tensor outputGradient) {
                        mask = random.doubles(mask.length)
                                .map(u -> u < 0.5 ? 0 : 2)
                                .toArray();
                        return masked(outputGradient);
                    }
                },
                EIGHT));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    }

    /** Subtracts a running mean, that it moves by each forward pass. */
    private static class Centring implements Layer {

        final Tensor mean = Tensor.vector(0.1, 0.2, 0.3);

        @Override
        public Tensor forward(Tensor input) {
            Tensor y = input.copy();
            for (int i = 0; i < y.size(); i++) {
                mean.values()[i] += 0.1 * (input.values()[i] - mean.values()[i]);
                y.values()[i] -= mean.values()[i];
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor dx = outputGradient.copy();
            for (int i = 0; i < dx.size(); i++) {
                dx.values()[i] *= share();
            }
            return dx;
        }

        double share() {
            return 0.9;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private static class RestoredCentring extends Centring {
        @Override
        public List<Parameter> state() {
            return List.of(new Parameter("mean", mean));
        }
    }

    @Test
    void running_statistics_are_the_same_before_each_pass_where_they_are_named() {
        RestoredCentring layer = new RestoredCentring();

        assertRight(check(layer));

        assertThat(layer.mean.values()).containsExactly(0.1, 0.2, 0.3);
        assertThat(broken(check(new Centring()))).contains(Law.DETERMINISTIC);
    }

    @Test
    void a_gradient_that_forgets_what_moves_the_statistics_is_wrong() {
        GradientReport report = check(new RestoredCentring() {
            @Override
            double share() {
                return 1;
            }
        });

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("gradient of input is WRONG");
    }

    private static final double DECAY = 0.01;

    /** y = w x with a weight decay that the backward pass adds. */
    private static class Decayed extends Scale {
        @Override
        double kept(double before, double gradient) {
            return gradient;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = super.backward(dy);
            for (int i = 0; i < 3; i++) {
                dw[i] += decay() * w[i];
            }
            return dx;
        }

        double decay() {
            return DECAY;
        }
    }

    private static class DeclaredDecay extends Decayed {
        @Override
        public OptionalDouble penalty() {
            return OptionalDouble.of(
                    DECAY / 2 * Arrays.stream(w).map(one -> one * one).sum());
        }
    }

    @Test
    void a_weight_decay_within_the_backward_pass_is_right_where_it_is_declared() {
        assertRight(check(new DeclaredDecay()));
    }

    @Test
    void what_a_gradient_has_of_the_outputs_keeps_its_digits_beside_a_large_decay() {
        DeclaredDecay layer = new DeclaredDecay();
        Arrays.fill(layer.w, 3e4);
        Subject subject = Subject.layer("layer", layer, INPUT);

        Map<String, Tensor> gradient = subject.gradient(subject.point(), Tensor.vector(1e-13, 3e-13, 7e-13, 0));

        assertThat(gradient.get("w").values()).containsExactly(new double[] {5e-14, -4.5e-13, 1.4e-12}, within(1e-26));
    }

    @Test
    void a_weight_decay_that_is_not_declared_is_told_with_its_remedy() {
        GradientReport report = check(new Decayed());

        assertThat(report.finding("w").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("Trainable.penalty");
    }

    @Test
    void a_weight_decay_that_is_declared_and_wrong_is_told_by_its_name() {
        GradientReport report = check(new DeclaredDecay() {
            @Override
            double decay() {
                return 2 * DECAY;
            }
        });

        assertThat(report.finding("w").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("d out[penalty] / d w[");
    }

    @Test
    void the_hooks_of_an_operation_are_those_of_a_layer() {
        Dropout dropout = new Dropout();
        Operation operation = new Operation() {
            @Override
            public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
                return Map.of("y", dropout.forward(inputs.get("x")));
            }

            @Override
            public Map<String, Tensor> backward(Map<String, Tensor> d) {
                Tensor dx = dropout.backward(d.get("y"));
                for (int i = 0; i < dx.size(); i++) {
                    dx.values()[i] += 0;
                }
                return Map.of("x", dx);
            }

            @Override
            public void seed(long seed) {
                dropout.random.setSeed(seed);
            }

            @Override
            public Precision precision() {
                return Precision.DOUBLE;
            }
        };

        assertRight(
                CHECKER.check(Subject.operation("dropout", operation, Map.of("x", Tensor.vector(1, 2, 3, 4, 5, 6)))));
    }
}
