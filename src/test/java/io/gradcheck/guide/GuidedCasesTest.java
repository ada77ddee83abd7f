package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.Case;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the guide shows of sources, operations and layers. */
class GuidedCasesTest {

    @Test
    void a_single_check_of_an_operation() {
        Operation gate = Operation.of(
                in -> Map.of("y", times(in.get("x"), in.get("mask"))),
                (in, d) -> Map.of("x", times(d.get("y"), in.get("mask"))));
        Map<String, Tensor> inputs = Map.of("x", Tensor.vector(0.3, -2), "mask", Tensor.vector(1, 0));

        GradientChecker.standard()
                .check(Subject.operation("gate", gate, inputs).holdingConstant("mask"))
                .throwIfFailed();
    }

    private static Tensor times(Tensor a, Tensor b) {
        Tensor product = a.copy();
        for (int i = 0; i < product.size(); i++) {
            product.values()[i] *= b.values()[i];
        }
        return product;
    }

    /** The divergence of Kullback and Leibler, sum p log(p/q). */
    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] * Math.log(p[i] / q[i]);
        }
        return sum;
    }

    private static double[] byQ(double[] p, double[] q) {
        double[] gradient = new double[q.length];
        Arrays.setAll(gradient, i -> -p[i] / q[i]);
        return gradient;
    }

    @Test
    void kinds_of_values() {
        FunctionSource divergence = FunctionSource.of("divergence", (s, v) -> {
                    double[] p = v.get("p").values();
                    return Subject.objective(
                            "divergence",
                            q -> divergence(p, q),
                            q -> byQ(p, q),
                            v.get("q").values());
                })
                .input("p", s -> Values.simplex().constant(), s -> new int[] {s.width()})
                .input("q", s -> Values.simplex(), s -> new int[] {s.width()});

        Campaign.of(divergence).tries(1_000).run().throwIfFailed();
    }

    /** The mean of windows. */
    private record Pooling(int window) implements Layer {
        @Override
        public Tensor forward(Tensor input) {
            Tensor y = Tensor.zeros(input.size() - window + 1);
            for (int i = 0; i < y.size(); i++) {
                for (int k = 0; k < window; k++) {
                    y.values()[i] += input.values()[i + k] / window;
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor dx = Tensor.zeros(outputGradient.size() + window - 1);
            for (int i = 0; i < outputGradient.size(); i++) {
                for (int k = 0; k < window; k++) {
                    dx.values()[i + k] += outputGradient.values()[i] / window;
                }
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    @Test
    void impossible_cases() {
        LayerSource pooling = LayerSource.of(
                "pooling",
                s -> {
                    int window = s.between("window", 1, 4);
                    return window > s.length() ? Case.skip("the window is longer than the input") : new Pooling(window);
                },
                s -> new int[] {s.length()});

        Campaign.of(pooling).tries(1_000).run().throwIfFailed();

        assertThat(Campaign.of(pooling).run().skipped()).isNotEmpty();
    }

    @Test
    void refused_cases() {
        LayerSource pooling =
                LayerSource.of("pooling", s -> new Pooling(s.between("window", 1, 4)), s -> new int[] {s.length()});

        CampaignReport report = Campaign.of(pooling.skipping(IllegalArgumentException.class))
                .tries(1_000)
                .run();
        report.throwIfFailed();

        assertThat(report.cases()).isGreaterThan(700);
        assertThat(report.skipped())
                .containsOnlyKeys("IllegalArgumentException: shape: found [#], wanted lengths of at least #");
        assertThat(report.skipped().values()).containsExactly(1_000L - report.cases());
        assertThat(Campaign.of(pooling).run().failed()).isTrue();
    }

    /** Dropout with its own generator. */
    private static final class Dropout {
        final Random random = new Random(1);
        double[] mask = new double[0];

        double[] forward(double[] x, boolean training) {
            mask = random.doubles(x.length)
                    .map(u -> training ? (u < 0.5 ? 0 : 2) : 1)
                    .toArray();
            return backward(x);
        }

        double[] backward(double[] dy) {
            double[] dx = dy.clone();
            Arrays.setAll(dx, i -> dy[i] * mask[i]);
            return dx;
        }
    }

    private record DropoutLayer(Dropout dropout, boolean training) implements Layer {
        @Override
        public void seed(long seed) {
            dropout.random.setSeed(seed);
        }

        @Override
        public Tensor forward(Tensor input) {
            return Tensor.vector(dropout.forward(input.values(), training));
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return Tensor.vector(dropout.backward(outputGradient.values()));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    @Test
    void random_layers_in_both_modes() {
        LayerSource dropout = LayerSource.of(
                "dropout", s -> new DropoutLayer(new Dropout(), s.flag("training")), s -> new int[] {s.width()});

        Campaign.of(dropout).tries(1_000).run().throwIfFailed();
    }

    /** y = w x, whose backward pass adds a weight decay, and which keeps a running mean of its inputs. */
    private static final class Decayed implements Layer {
        private final Tensor w = Tensor.scalar(1);
        private final Parameter parameter = new Parameter("w", w);
        private final Tensor mean = Tensor.scalar(0);
        private double x;

        @Override
        public OptionalDouble penalty() {
            return OptionalDouble.of(0.01 / 2 * w.get() * w.get());
        }

        @Override
        public List<Parameter> state() {
            return List.of(new Parameter("mean", mean));
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.get();
            mean.add(0.1 * (x - mean.get()));
            return Tensor.scalar(w.get() * (x - mean.get()));
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            double dy = outputGradient.get();
            parameter.gradient().set(dy * (x - mean.get()) + 0.01 * w.get());
            return Tensor.scalar(0.9 * w.get() * dy);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }
    }

    @Test
    void statistics_and_weight_decay() {
        assertThat(GradientChecker.standard()
                        .check(Subject.layer("decayed", new Decayed(), Tensor.scalar(2)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void single_precision() {
        Subject mixed = Subject.objective(
                        "mixed", x -> (float) (x[0] * x[0]), x -> new double[] {(float) (2 * x[0])}, 0.3)
                .withPrecision(Precision.FLOAT);

        GradientChecker.standard().check(mixed).throwIfFailed();
    }
}
