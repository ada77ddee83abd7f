package io.gradcheck.campaign.diagnosis;

import io.gradcheck.nn.Activation;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/** Layers as users write them, of random sizes, and an objective with a regulariser. */
final class CustomLayers {

    private static final List<Activation> BENT = List.of(
            Activation.TANH,
            Activation.SIGMOID,
            Activation.SOFTPLUS,
            Activation.SINE,
            Activation.GELU,
            Activation.SELU);

    private CustomLayers() {}

    /** One of the layers below that have parameters. */
    static Subject at(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 31 + index);
        int rows = 2 + random.nextInt(4);
        int width = 2 + random.nextInt(4);
        return switch (random.nextInt(4)) {
            case 0 ->
                Subject.layer("dense", new Dense(random, 1 + random.nextInt(5), width), normal(random, rows, width));
            case 1 -> Subject.layer("scale and shift", new ScaleAndShift(random, width), normal(random, rows, width));
            case 2 -> Subject.layer("convolution", new Convolution(random, rows, width, 3), normal(random, width, 6));
            default -> activation(seed, index);
        };
    }

    /** An activation, element by element. */
    static Subject activation(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 37 + index);
        Activation g = BENT.get(random.nextInt(BENT.size()));
        return Subject.layer(
                g.label(), new Elementwise(g), normal(random, 2 + random.nextInt(3), 2 + random.nextInt(3)));
    }

    static Subject convolution(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 41 + index);
        int channels = 2 + random.nextInt(3);
        return Subject.layer(
                "convolution",
                new Convolution(random, 2 + random.nextInt(3), channels, 3),
                normal(random, channels, 6));
    }

    static Tensor normal(SplittableRandom random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = random.nextGaussian();
        }
        return tensor;
    }

    /** {@code y = g(x)}. */
    static final class Elementwise implements Layer {
        private final Activation g;
        private Tensor x = Tensor.scalar(0);

        Elementwise(Activation g) {
            this.g = g;
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.copy();
            Tensor y = input.copy();
            for (int i = 0; i < y.size(); i++) {
                y.values()[i] = g.value(x.values()[i]);
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = dy.copy();
            for (int i = 0; i < dx.size(); i++) {
                dx.values()[i] *= g.derivative(x.values()[i]);
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    /** {@code y = x W' + b}, a row for each example. */
    static final class Dense implements Layer {
        private final Parameter w;
        private final Parameter b;
        private Tensor x = Tensor.scalar(0);

        Dense(SplittableRandom random, int outputs, int inputs) {
            w = new Parameter("W", normal(random, outputs, inputs));
            b = new Parameter("b", normal(random, outputs));
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.copy();
            int outputs = w.value().length(0);
            Tensor y = Tensor.zeros(x.length(0), outputs);
            for (int n = 0; n < x.length(0); n++) {
                for (int i = 0; i < outputs; i++) {
                    double sum = b.value().get(i);
                    for (int j = 0; j < x.length(1); j++) {
                        sum += w.value().get(i, j) * x.get(n, j);
                    }
                    y.set(sum, n, i);
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            for (int n = 0; n < x.length(0); n++) {
                for (int i = 0; i < dy.length(1); i++) {
                    double d = dy.get(n, i);
                    b.gradient().set(b.gradient().get(i) + d, i);
                    for (int j = 0; j < x.length(1); j++) {
                        w.gradient().set(w.gradient().get(i, j) + d * x.get(n, j), i, j);
                        dx.set(dx.get(n, j) + d * w.value().get(i, j), n, j);
                    }
                }
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(w, b);
        }
    }

    /** {@code y = gamma x + beta} in each column: what stands at the end of a normalisation layer. */
    static final class ScaleAndShift implements Layer {
        private final Parameter gamma;
        private final Parameter beta;
        private Tensor x = Tensor.scalar(0);

        ScaleAndShift(SplittableRandom random, int width) {
            gamma = new Parameter("gamma", normal(random, width));
            beta = new Parameter("beta", normal(random, width));
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.copy();
            Tensor y = input.copy();
            for (int i = 0; i < y.size(); i++) {
                int column = i % x.length(1);
                y.values()[i] =
                        gamma.value().get(column) * x.values()[i] + beta.value().get(column);
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = dy.copy();
            for (int i = 0; i < dy.size(); i++) {
                int column = i % x.length(1);
                double d = dy.values()[i];
                gamma.gradient().values()[column] += d * x.values()[i];
                beta.gradient().values()[column] += d;
                dx.values()[i] = d * gamma.value().get(column);
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(gamma, beta);
        }
    }

    /** {@code y[o,t] = sum of kernel[o,c,k] x[c,t+k]}. */
    static final class Convolution implements Layer {
        private final Parameter kernel;
        private Tensor x = Tensor.scalar(0);

        Convolution(SplittableRandom random, int outputs, int channels, int width) {
            kernel = new Parameter("kernel", normal(random, outputs, channels, width));
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.copy();
            Tensor w = kernel.value();
            Tensor y = Tensor.zeros(w.length(0), x.length(1) - w.length(2) + 1);
            for (int i = 0; i < w.size(); i++) {
                int[] at = w.indexOf(i);
                for (int t = 0; t < y.length(1); t++) {
                    y.set(y.get(at[0], t) + w.values()[i] * x.get(at[1], t + at[2]), at[0], t);
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor w = kernel.value();
            Tensor dx = Tensor.zeros(x.shape());
            for (int i = 0; i < w.size(); i++) {
                int[] at = w.indexOf(i);
                for (int t = 0; t < dy.length(1); t++) {
                    kernel.gradient().values()[i] += dy.get(at[0], t) * x.get(at[1], t + at[2]);
                    dx.set(dx.get(at[1], t + at[2]) + dy.get(at[0], t) * w.values()[i], at[1], t + at[2]);
                }
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(kernel);
        }
    }
}
