package io.gradcheck.junit;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.RelativeError;
import io.gradcheck.finding.Law;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Contracts of right layers, and of layers with one mistake each. */
final class Contracts {

    private Contracts() {}

    /** Of layers of rows; the class under test is its own. */
    abstract static class OfRows<L extends Layer> extends LayerContract {
        @Override
        protected abstract L layer(Sizes s);

        @Override
        protected int[] inputShape(Sizes s) {
            return new int[] {s.batch(), s.width()};
        }

        @Override
        protected Class<?> classUnderTest() {
            return layer(Sizes.of(Map.of())).getClass();
        }
    }

    static class Right extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width());
        }

        @Override
        protected Class<?> classUnderTest() {
            return ScaleLayer.class;
        }
    }

    static class WrongSign extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                double dc(double x, double c, double dy) {
                    return -dy * x;
                }
            };
        }

        @Override
        protected Class<?> classUnderTest() {
            return ScaleLayer.class;
        }
    }

    /** Recovers {@code x} from the output. */
    static class WrongAtZeroScale extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                double dc(double x, double c, double dy) {
                    return c == 0 ? 0 : dy * (c * x) / c;
                }
            };
        }
    }

    /** The largest entry of each row; each of several largest ones gets the whole gradient. */
    static class WrongAtTies extends OfRows<Layer> {
        @Override
        protected Layer layer(Sizes s) {
            return new Layer() {
                private Tensor input = Tensor.scalar(0);

                @Override
                public Tensor forward(Tensor x) {
                    input = x.copy();
                    Tensor y = Tensor.zeros(x.length(0));
                    Arrays.setAll(y.values(), row -> largest(x, row));
                    return y;
                }

                private double largest(Tensor x, int row) {
                    int width = x.length(1);
                    return Arrays.stream(x.values(), row * width, (row + 1) * width)
                            .max()
                            .orElseThrow();
                }

                @Override
                public Tensor backward(Tensor dy) {
                    Tensor dx = Tensor.zeros(input.shape());
                    int width = input.length(1);
                    for (int i = 0; i < dx.size(); i++) {
                        dx.values()[i] = input.values()[i] == largest(input, i / width) ? dy.values()[i / width] : 0;
                    }
                    return dx;
                }

                @Override
                public List<Parameter> parameters() {
                    return List.of();
                }
            };
        }
    }

    static class WrongWhereHuge extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                double dc(double x, double c, double dy) {
                    return dy * Math.max(-300, Math.min(300, x));
                }
            };
        }
    }

    /** {@code c log(1 + e^x)}, whose slope is taken for 0 instead of 1 where x is large. */
    static class WrongWhereSaturated extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                double f(double x) {
                    return x > 30 ? x : Math.log1p(Math.exp(x));
                }

                @Override
                double slope(double x) {
                    return x > 30 ? 0 : 1 / (1 + Math.exp(-x));
                }
            };
        }
    }

    /** Takes a row of two for something else. */
    static class WrongInOneSize extends OfRows<ScaleLayer> {
        private static int width(Sizes s) {
            return s.between("width", 1, 400);
        }

        @Override
        protected int[] inputShape(Sizes s) {
            return new int[] {s.batch(), width(s)};
        }

        @Override
        protected ScaleLayer layer(Sizes s) {
            int width = width(s);
            return new ScaleLayer(width) {
                @Override
                double dc(double x, double c, double dy) {
                    return width == 2 ? 2 * dy * x : dy * x;
                }
            };
        }
    }

    static class WritesToItsInput extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                public Tensor forward(Tensor x) {
                    Tensor y = super.forward(x);
                    x.values()[0] += 1;
                    return y;
                }
            };
        }
    }

    static class KeepsItsFirstInput extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                public Tensor forward(Tensor x) {
                    Tensor kept = input;
                    Tensor y = super.forward(x);
                    input = kept.rank() == 0 ? input : kept;
                    return y;
                }

                @Override
                public boolean isBatched() {
                    return false;
                }
            };
        }
    }

    static class ReturnsItsBuffer extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                private final Tensor buffer = Tensor.zeros(s.batch(), s.width());

                @Override
                public Tensor forward(Tensor x) {
                    System.arraycopy(super.forward(x).values(), 0, buffer.values(), 0, buffer.size());
                    return buffer;
                }

                @Override
                public boolean isBatched() {
                    return false;
                }
            };
        }
    }

    /** Takes the absolute value of the upstream gradient: a wrong gradient that breaks a law too. */
    static class NotLinearInUpstream extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                double dc(double x, double c, double dy) {
                    return Math.abs(dy) * x;
                }
            };
        }
    }

    /** Says that its examples know nothing of each other, and gives each the sum of all. */
    static class MixesExamples extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                public Tensor forward(Tensor x) {
                    return summed(super.forward(x));
                }

                @Override
                public Tensor backward(Tensor dy) {
                    return super.backward(summed(dy));
                }

                private Tensor summed(Tensor y) {
                    Tensor sums = Tensor.zeros(y.shape());
                    int width = y.length(1);
                    for (int i = 0; i < y.size(); i++) {
                        for (int k = i % width; k < y.size(); k += width) {
                            sums.values()[i] += y.values()[k];
                        }
                    }
                    return sums;
                }
            };
        }
    }

    static class Throws extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                public Tensor forward(Tensor x) {
                    if (x.length(0) == 2) {
                        throw new UnsupportedOperationException("two examples");
                    }
                    return super.forward(x);
                }

                @Override
                public boolean isBatched() {
                    return false;
                }
            };
        }
    }

    /** Around a contract that is not static: its code makes this too. */
    static class Around {
        private final long seedOfAll = 1;

        class Inside extends WrongSign {
            @Override
            protected long seed() {
                return seedOfAll;
            }
        }
    }

    abstract static class AbstractAround {
        private final long seedOfAll = 1;

        class Inside extends Right {
            @Override
            protected long seed() {
                return seedOfAll;
            }
        }
    }

    static class AroundHeir extends AbstractAround {}

    /** Has two parameters of one name, so that no subject can be made of it. */
    static class TwoOfOneName extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                public List<Parameter> parameters() {
                    return List.of(c, c);
                }
            };
        }

        @Override
        protected Class<?> classUnderTest() {
            return ScaleLayer.class;
        }
    }

    static class Constant extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                double f(double x) {
                    return 0;
                }

                @Override
                double slope(double x) {
                    return 0;
                }
            };
        }
    }

    static class ConstantAndAllowed extends Constant {
        @Override
        protected double leastSeen() {
            return 0;
        }
    }

    /** A slope in single precision, which its checker accepts, and a scale that must be positive. */
    static class WithOptions extends OfRows<ScaleLayer> {
        @Override
        protected ScaleLayer layer(Sizes s) {
            return new ScaleLayer(s.width()) {
                @Override
                double f(double x) {
                    return 0.1 * Math.log(x);
                }

                @Override
                double slope(double x) {
                    return 0.1f / x;
                }
            };
        }

        @Override
        protected Values inputs(Sizes s) {
            return Values.positive();
        }

        @Override
        protected Values parameter(String name, Sizes s) {
            return "c".equals(name) ? Values.between(1, 2) : Values.any();
        }

        @Override
        protected GradientChecker checker() {
            return GradientChecker.standard().accepting(RelativeError.of(1e-6)).without(Law.FINITE);
        }

        @Override
        protected long tries() {
            return 30;
        }

        @Override
        protected long seed() {
            return 5;
        }

        @Override
        public String name() {
            return "with options";
        }
    }

    /** Beyond what its checker accepts. */
    static class WrongWithOptions extends WithOptions {
        @Override
        protected GradientChecker checker() {
            return super.checker().accepting(RelativeError.of(1e-9));
        }
    }
}
