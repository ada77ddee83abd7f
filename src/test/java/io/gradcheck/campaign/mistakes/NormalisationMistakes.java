package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Layers that normalise: terms left out, parameters exchanged, eps and further axes forgotten. */
final class NormalisationMistakes {

    private static final String GROUP = "C";
    private static final double EPS = 1e-5;

    private NormalisationMistakes() {}

    static List<PublicMistake> all() {
        return List.of(
                PublicMistake.inLayer(
                                GROUP,
                                "batch normalisation without the path through the mean",
                                "BVLC/caffe#1891",
                                (s, wrong) -> new Normalised(s.width(), Over.BATCH, wrong ? Slip.MEAN : Slip.NONE),
                                s -> new int[] {s.batch(), s.width()})
                        .named("constant offset", "off by a number that is constant along axis"),
                PublicMistake.inLayer(
                                GROUP,
                                "layer normalisation, gamma and beta exchanged",
                                "Oneflow-Inc/oneflow#6149",
                                (s, wrong) -> new Normalised(s.width(), Over.ROW, wrong ? Slip.EXCHANGED : Slip.NONE),
                                s -> new int[] {s.batch(), s.width()})
                        .at("gamma", "beta")
                        .named("gradient of another variable"),
                PublicMistake.inFunction(
                                GROUP,
                                "unit norm, eps ignored backwards",
                                "chainer/chainer#4190",
                                List.of(Input.variable("x", s -> new int[] {s.batch(), s.width()})),
                                NormalisationMistakes::unit,
                                NormalisationMistakes::addUnit)
                        .named("accurate to about"), // an epsilon is among the causes that are told
                PublicMistake.inLayer(
                                GROUP,
                                "layer normalisation for two axes only",
                                "flagos-ai/FlagGems#5392",
                                (s, wrong) -> new Normalised(s.width(), Over.ROW, wrong ? Slip.TWO_AXES : Slip.NONE),
                                s -> new int[] {s.batch(), s.between("steps", 1, 4), s.width()})
                        .at("input", "gamma", "beta")
                        .named("one output ignored", "some outputs ignored"));
    }

    private static double norm(Tensor x, int row) {
        double sum = 0;
        for (int k = 0; k < x.length(1); k++) {
            sum += x.get(row, k) * x.get(row, k);
        }
        return Math.sqrt(sum);
    }

    private static Tensor unit(Tensors at) {
        Tensor x = at.of("x");
        Tensor y = x.copy();
        for (int n = 0; n < x.length(0); n++) {
            for (int k = 0; k < x.length(1); k++) {
                y.set(x.get(n, k) / (norm(x, n) + EPS), n, k);
            }
        }
        return y;
    }

    private static void addUnit(Tensors at, Tensor u, boolean wrong, Tensors sums) {
        Tensor x = at.of("x");
        for (int n = 0; n < x.length(0); n++) {
            double norm = norm(x, n);
            double length = wrong && norm > 0 ? norm : norm + EPS;
            double along = 0;
            for (int k = 0; k < x.length(1); k++) {
                along += u.get(n, k) * x.get(n, k);
            }
            for (int k = 0; k < x.length(1); k++) {
                double through = norm == 0 ? 0 : along * x.get(n, k) / norm / length / length;
                sums.of("x").add(u.get(n, k) / length - through, n, k);
            }
        }
    }

    /** Over what the mean and the variance are taken. */
    private enum Over {
        BATCH,
        ROW
    }

    private enum Slip {
        NONE,
        MEAN,
        EXCHANGED,
        TWO_AXES
    }

    /** {@code y = gamma (x - mean) / sqrt(variance + eps) + beta}, gamma and beta along the last axis. */
    private static final class Normalised extends SmallLayer {
        private final Parameter gamma;
        private final Parameter beta;
        private final Over over;
        private final Slip slip;

        private Normalised(Parameter gamma, Parameter beta, Over over, Slip slip) {
            super(slip != Slip.NONE, gamma, beta);
            this.gamma = gamma;
            this.beta = beta;
            this.over = over;
            this.slip = slip;
        }

        Normalised(int width, Over over, Slip slip) {
            this(parameter("gamma", width), parameter("beta", width), over, slip);
        }

        private int width() {
            return gamma.value().size();
        }

        private int rows() {
            return x.size() / width();
        }

        private int groups() {
            return over == Over.ROW ? rows() : width();
        }

        private int members() {
            return over == Over.ROW ? width() : rows();
        }

        private int offset(int group, int member) {
            return over == Over.ROW ? group * width() + member : member * width() + group;
        }

        private double mean(int group) {
            double sum = 0;
            for (int i = 0; i < members(); i++) {
                sum += x.values()[offset(group, i)];
            }
            return sum / members();
        }

        private double deviation(int group) {
            double mean = mean(group);
            double sum = 0;
            for (int i = 0; i < members(); i++) {
                double d = x.values()[offset(group, i)] - mean;
                sum += d * d;
            }
            return Math.sqrt(sum / members() + EPS);
        }

        @Override
        Tensor output() {
            Tensor y = x.copy();
            for (int g = 0; g < groups(); g++) {
                double mean = mean(g);
                double deviation = deviation(g);
                for (int i = 0; i < members(); i++) {
                    int at = offset(g, i);
                    int column = at % width();
                    y.values()[at] = gamma.value().get(column) * (x.values()[at] - mean) / deviation
                            + beta.value().get(column);
                }
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = Tensor.zeros(x.shape());
            int visited = slip == Slip.TWO_AXES ? x.length(0) : groups();
            for (int g = 0; g < visited; g++) {
                backward(g, dy, dx);
            }
            return dx;
        }

        private void backward(int group, Tensor dy, Tensor dx) {
            double mean = mean(group);
            double deviation = deviation(group);
            double meanOfD = 0;
            double meanOfDh = 0;
            for (int i = 0; i < members(); i++) {
                int at = offset(group, i);
                int column = at % width();
                double h = (x.values()[at] - mean) / deviation;
                double d = dy.values()[at] * gamma.value().get(column);
                meanOfD += d / members();
                meanOfDh += d * h / members();
                (slip == Slip.EXCHANGED ? beta : gamma).gradient().add(dy.values()[at] * h, column);
                (slip == Slip.EXCHANGED ? gamma : beta).gradient().add(dy.values()[at], column);
            }
            for (int i = 0; i < members(); i++) {
                int at = offset(group, i);
                double h = (x.values()[at] - mean) / deviation;
                double d = dy.values()[at] * gamma.value().get(at % width());
                dx.values()[at] = (d - (slip == Slip.MEAN ? 0 : meanOfD) - h * meanOfDh) / deviation;
            }
        }
    }
}
