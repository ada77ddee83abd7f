package io.gradcheck.guide;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.source.LayerSource;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first things that can be checked, and random cases of a layer. */
class FirstSubjectsTest {

    private static void check(Subject subject) {
        GradientChecker.standard().check(subject).throwIfFailed();
    }

    @Test
    void a_function_of_a_vector() {
        check(Subject.objective("rosenbrock", x -> value(x), x -> gradient(x), 0.3, -0.2));
    }

    private static double value(double[] x) {
        return 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2);
    }

    private static double[] gradient(double[] x) {
        double d = x[1] - x[0] * x[0];
        return new double[] {-400 * x[0] * d - 2 * (1 - x[0]), 200 * d};
    }

    @Test
    void a_function_of_one_variable() {
        check(Subject.scalar("square", x -> x * x, x -> 2 * x, -2, 0.1, 0.5));
    }

    @Test
    void a_layer() {
        check(Subject.layer("scale", new Scale(2), Tensor.vector(0.5, -1)));
    }

    @Test
    void a_network() {
        Batch batch = new Batch(
                Tensor.ofRows(new double[] {0.5, -1}, new double[] {2, 0.25}),
                Tensor.ofRows(new double[] {1}, new double[] {0}));

        check(Network.inputs(2)
                .hidden(3, Activation.TANH)
                .output(1, Loss.SQUARED_ERROR)
                .initialise(Initialiser.GLOROT, 7)
                .on(batch));
    }

    @Test
    void random_cases_of_a_layer(@TempDir Path corpus) {
        LayerSource scale = LayerSource.of("scale", s -> new Scale(s.width()), s -> new int[] {s.width()});

        Campaign.of(scale).tries(1_000).corpus(corpus).run().throwIfFailed();
    }

    /** Multiplies each number by one that is learned. */
    private static final class Scale implements Layer {
        private final Tensor weights;
        private final Parameter parameter;
        private Tensor input = Tensor.zeros(0);

        Scale(int width) {
            weights = Tensor.zeros(width);
            for (int i = 0; i < width; i++) {
                weights.set(1, i);
            }
            parameter = new Parameter("weights", weights);
        }

        @Override
        public Tensor forward(Tensor input) {
            this.input = input.copy();
            return times(input, weights);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            for (int i = 0; i < input.size(); i++) {
                parameter.gradient().values()[i] += outputGradient.get(i) * input.get(i);
            }
            return times(outputGradient, weights);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        private static Tensor times(Tensor a, Tensor b) {
            Tensor product = a.copy();
            for (int i = 0; i < product.size(); i++) {
                product.set(a.get(i) * b.get(i), i);
            }
            return product;
        }
    }
}
