package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Layers that are right for one pass, whatever they leave behind. */
class FreshLayerTest {

    private static final GradientChecker CHECKER = GradientChecker.standard().seed(1);
    private static final Tensor INPUT = Tensor.vector(0.5, -1.5, 2);

    @Test
    void outputs_that_add_up_over_passes_are_right_in_layers_that_have_one() {
        assertThat(CHECKER.check(Subject.layer("adding", new Adding(1), INPUT)).verdict())
                .isEqualTo(Verdict.FAIL);

        GradientReport fresh = CHECKER.check(Subject.layer("adding", Layer.fresh(() -> new Adding(1)), INPUT));
        assertThat(fresh.verdict()).as("%s", fresh).isEqualTo(Verdict.PASS);
        assertThat(fresh.findings()).extracting(Finding::name).containsExactly("input", "c");
    }

    @Test
    void a_wrong_derivative_stays_wrong() {
        GradientReport fresh = CHECKER.check(Subject.layer("adding", Layer.fresh(() -> new Adding(1.01)), INPUT));

        assertThat(fresh.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fresh.finding("c").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fresh.finding("input").verdict()).isEqualTo(Verdict.PASS);
        assertThat(fresh.laws()).noneMatch(law -> law.verdict() == Verdict.FAIL);
    }

    @Test
    void the_parameters_are_those_of_the_first_layer_whatever_the_others_draw() {
        Random random = new Random(5);
        Subject subject = Subject.layer(
                "random",
                Layer.fresh(() -> {
                    Adding layer = new Adding(1);
                    layer.c.set(random.nextGaussian());
                    return layer;
                }),
                INPUT);

        assertThat(CHECKER.check(subject).verdict()).isEqualTo(Verdict.PASS);
        assertThat(subject.classUnderTest()).isEqualTo(Adding.class);
    }

    @Test
    void each_one_gets_the_seed_and_tells_of_its_format_batch_and_penalty() {
        Layer layer = Layer.fresh(Noisy::new);

        GradientReport report = CHECKER.check(Subject.layer("noisy", layer, INPUT));
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.PASS);
        assertThat(report.finding("c").verdict()).isEqualTo(Verdict.PASS);
        assertThat(layer.precision()).isEqualTo(Precision.FLOAT);
        assertThat(layer.isBatched()).isTrue();
        assertThat(layer.penalty()).hasValue(2); // of c = 2, whatever the last pass had
        assertThat(Layer.fresh(() -> new Adding(1)).isBatched()).isFalse();
        assertThat(Passes.hasSeedHook(layer)).isTrue();
        assertThat(Passes.hasSeedHook(Layer.fresh(() -> new Adding(1)))).isFalse();
    }

    @Test
    void refuses_a_layer_that_was_made_before() {
        Adding only = new Adding(1);
        Layer layer = Layer.fresh(() -> only);
        layer.forward(INPUT);

        assertThatExceptionOfType(WrongResultException.class)
                .isThrownBy(() -> layer.forward(INPUT))
                .withMessage("Adding: found a layer that the supplier returned before, wanted a new one at every call");
    }

    @Test
    void refuses_a_layer_with_other_parameters() {
        boolean[] later = {false};
        Layer layer = Layer.fresh(() -> {
            Layer made = later[0] ? new Bare() : new Adding(1);
            later[0] = true;
            return made;
        });
        layer.forward(INPUT);

        assertThatExceptionOfType(WrongResultException.class)
                .isThrownBy(() -> layer.forward(INPUT))
                .withMessage("Bare: found no parameter \"c\", wanted [c], as the first layer has, in each one that the"
                        + " supplier makes");
    }

    @Test
    void refuses_no_layer_at_all() {
        assertThatExceptionOfType(WrongResultException.class)
                .isThrownBy(() -> Layer.fresh(() -> null))
                .withMessage("subject a layer made anew: the supplier returned null, wanted a layer");
        assertThat(CHECKER.check(Subject.layer("fresh", Layer.fresh(() -> new Adding(2)), INPUT))
                        .laws())
                .extracting(law -> law.law())
                .contains(Law.DETERMINISTIC);
    }

    /** c times the sum of all inputs that it was ever given. */
    private static class Adding implements Layer {

        final Tensor c = Tensor.scalar(2);
        private final Parameter parameter = new Parameter("c", c);
        private final Tensor sum = Tensor.zeros(3);
        private final double factor;

        Adding(double factor) {
            this.factor = factor;
        }

        @Override
        public Tensor forward(Tensor input) {
            for (int i = 0; i < sum.size(); i++) {
                sum.values()[i] += input.values()[i];
            }
            return sum.times(c.get());
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            for (int i = 0; i < sum.size(); i++) {
                parameter.gradient().add(factor * outputGradient.values()[i] * sum.values()[i]);
            }
            return outputGradient.times(c.get());
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }
    }

    /** The same and random numbers, with a penalty. */
    private static final class Noisy extends Adding {

        private final Random random = new Random();
        private double noise;

        Noisy() {
            super(1);
        }

        @Override
        public void seed(long seed) {
            random.setSeed(seed);
        }

        @Override
        public Tensor forward(Tensor input) {
            noise = 1 + (float) random.nextDouble();
            return super.forward(input).times(noise);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor byInput = super.backward(outputGradient.times(noise));
            parameters().get(0).gradient().add(c.get());
            return byInput;
        }

        @Override
        public OptionalDouble penalty() {
            return OptionalDouble.of(c.get() * c.get() / 2);
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT;
        }

        @Override
        public boolean isBatched() {
            return true;
        }
    }

    private static final class Bare implements Layer {

        @Override
        public Tensor forward(Tensor input) {
            return input;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return outputGradient;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
