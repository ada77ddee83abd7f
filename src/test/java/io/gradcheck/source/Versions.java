package io.gradcheck.source;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.boosting.BoostingData;
import io.gradcheck.subject.boosting.BoostingObjective;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifolds;
import io.gradcheck.subject.vector.Objectives;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;

/** Things with a derivative, each in a right version and in one with a customary mistake. */
public enum Versions {
    /** The dense matrix, transposed. */
    JACOBIAN(wrong -> vector(
            "jacobian",
            x -> VectorFunctions.jacobian(
                    "jacobian", Versions::value, at -> wrong ? transposed(jacobian(at)) : jacobian(at), x))),
    /** The forward product, by the transpose. */
    JVP(wrong -> vector(
            "jvp",
            x -> VectorFunctions.jvp(
                    "jvp", Versions::value, (at, v) -> times(wrong ? transposed(jacobian(at)) : jacobian(at), v), x))),
    /** The backward product, by the matrix itself. */
    VJP(wrong -> vector(
            "vjp",
            x -> VectorFunctions.vjp(
                    "vjp", Versions::value, (at, u) -> times(wrong ? jacobian(at) : transposed(jacobian(at)), u), x))),
    /** The product with a Hessian, whose mixed derivatives are left out. */
    HESSIAN(wrong -> vector(
            "hessian",
            x -> VectorFunctions.hessian("hessian", Versions::gradient, (at, v) -> times(hessian(at, wrong), v), x))),
    /** The gradient of an objective of boosting, without the weights. */
    BOOSTING_GRADIENT(wrong -> boosting(0, wrong)),
    /** Its second derivatives, without the weights. */
    BOOSTING_HESSIAN(wrong -> boosting(1, wrong)),
    /** Value and gradient from one call, of which the last entry is forgotten. */
    ONE_CALL(wrong -> vector(
            "one call",
            x -> Objectives.valueAndGradient(
                    "one call",
                    at -> new double[][] {{objective(at)}, gradient(at, wrong)},
                    y -> y[0][0],
                    y -> y[1],
                    x))),
    /** Dropout that forgets its scale on the way back. */
    SEED(wrong -> layer("dropout", s -> new Dropout(wrong))),
    /** A running mean whose share is forgotten on the way back. */
    STATE(wrong -> layer("mean", s -> new RunningMean(wrong))),
    /** A weight decay that is added twice. */
    PENALTY(wrong -> layer("decayed", s -> new Decayed(s.width(), wrong))),
    /** Two outputs of two inputs, of which one gets no gradient from the second output. */
    OPERATION(wrong -> operation(wrong)),
    /** The gradient of a function on the sphere, not projected onto the tangents. */
    SURFACE(wrong -> FunctionSource.of(
                    "on the sphere",
                    (s, v) -> Subject.objective(
                            "on the sphere",
                            Versions::objective,
                            x -> wrong ? gradient(x) : projected(gradient(x), x),
                            v.get("x").values()))
            .input("x", s -> Values.on(Manifolds.sphere(), GradientKind.RIEMANNIAN), s ->
                    new int[] {s.between("width", Versions.LEAST_ON_SPHERE, 5)})),
    /** A square in single precision, without its factor 2. */
    FLOAT(wrong -> vector(
            "in single precision",
            x -> Subject.scalar("in single precision", Versions::floatSquare, one -> (float) (wrong ? one : 2 * one), x)
                    .withPrecision(Precision.FLOAT)));

    private static final int LEAST_ON_SPHERE = 2;

    @SuppressWarnings("ImmutableEnumChecker") // every lambda above is stateless
    private final Function<Boolean, TensorSource> source;

    Versions(Function<Boolean, TensorSource> source) {
        this.source = source;
    }

    /** {@return cases of the right version} */
    public TensorSource right() {
        return source.apply(false);
    }

    /** {@return cases of the wrong version} */
    public TensorSource wrong() {
        return source.apply(true);
    }

    /** {@return the least that each size can be} */
    public int leastSize() {
        return this == SURFACE ? LEAST_ON_SPHERE : 1;
    }

    private static TensorSource vector(String name, Function<double[], Subject> subject) {
        return FunctionSource.of(name, (s, v) -> subject.apply(v.get("x").values()))
                .input("x", s -> Values.between(-2, 2), s -> new int[] {s.width()});
    }

    private static TensorSource layer(String name, Function<Sizes, Layer> layer) {
        return LayerSource.of(name, layer, s -> new int[] {s.batch(), s.width()});
    }

    /** y_i = x_i^2 + sin x_{i+1} */
    private static double[] value(double[] x) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> x[i] * x[i] + (i + 1 < x.length ? Math.sin(x[i + 1]) : 0));
        return y;
    }

    private static double[][] jacobian(double[] x) {
        double[][] j = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            j[i][i] = 2 * x[i];
            if (i + 1 < x.length) {
                j[i][i + 1] = Math.cos(x[i + 1]);
            }
        }
        return j;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int k = 0; k < matrix.length; k++) {
                transposed[k][i] = matrix[i][k];
            }
        }
        return transposed;
    }

    private static double[] times(double[][] matrix, double[] v) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int k = 0; k < v.length; k++) {
                product[i] += matrix[i][k] * v[k];
            }
        }
        return product;
    }

    /** The sum of x_i^3 and of products of neighbours. */
    private static double objective(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * x[i] * x[i] + (i + 1 < x.length ? x[i] * x[i + 1] : 0);
        }
        return sum;
    }

    private static double[] gradient(double[] x) {
        return gradient(x, false);
    }

    private static double[] gradient(double[] x, boolean forgetful) {
        double[] g = new double[x.length];
        for (int i = 0; i < x.length - (forgetful ? 1 : 0); i++) {
            g[i] = 3 * x[i] * x[i] + (i > 0 ? x[i - 1] : 0) + (i + 1 < x.length ? x[i + 1] : 0);
        }
        return g;
    }

    private static double[][] hessian(double[] x, boolean diagonal) {
        double[][] h = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            h[i][i] = 6 * x[i];
            if (i + 1 < x.length && !diagonal) {
                h[i][i + 1] = 1;
                h[i + 1][i] = 1;
            }
        }
        return h;
    }

    private static double logLoss(double[] p, BoostingData data) {
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            loss += data.weights()[i] * (Math.log1p(Math.exp(p[i])) - data.labels()[i] * p[i]);
        }
        return loss;
    }

    private static List<double[]> derivatives(double[] p, BoostingData data, int which, boolean wrong) {
        double[] g = new double[p.length];
        double[] h = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            double share = 1 / (1 + Math.exp(-p[i]));
            g[i] = (wrong && which == 0 ? 1 : data.weights()[i]) * (share - data.labels()[i]);
            h[i] = (wrong && which == 1 ? 1 : data.weights()[i]) * share * (1 - share);
        }
        return List.of(g, h);
    }

    private static TensorSource boosting(int which, boolean wrong) {
        return FunctionSource.of(
                        "boosting " + which,
                        (s, v) -> BoostingObjective.of(
                                        "logistic",
                                        BoostingData.ofLabels(v.get("labels").values())
                                                .withWeights(v.get("weights").values()),
                                        Versions::logLoss,
                                        (p, data) -> derivatives(p, data, which, wrong),
                                        v.get("scores").values())
                                .subjects()
                                .get(which))
                .input("scores", s -> Values.between(-4, 4), s -> new int[] {s.batch()})
                .input("labels", s -> Values.mask(), s -> new int[] {s.batch()})
                .input("weights", s -> Values.between(0.5, 3).constant(), s -> new int[] {s.batch()});
    }

    private static double[] projected(double[] gradient, double[] x) {
        double along = 0;
        for (int i = 0; i < x.length; i++) {
            along += gradient[i] * x[i];
        }
        double[] projected = gradient.clone();
        for (int i = 0; i < x.length; i++) {
            projected[i] -= along * x[i];
        }
        return projected;
    }

    private static double floatSquare(double x) {
        return (float) x * (float) x;
    }

    /** The product a b and the sum a + b. */
    private static TensorSource operation(boolean wrong) {
        return FunctionSource.of(
                        "operation",
                        (s, v) -> Subject.operation(
                                "operation",
                                Operation.of(
                                        in -> Map.of(
                                                "product", product(in.get("a"), in.get("b")),
                                                "sum", sum(in.get("a"), in.get("b"))),
                                        (in, u) -> Map.of(
                                                "a",
                                                sum(product(u.get("product"), in.get("b")), u.get("sum")),
                                                "b",
                                                wrong
                                                        ? product(u.get("product"), in.get("a"))
                                                        : sum(product(u.get("product"), in.get("a")), u.get("sum")))),
                                v))
                .input("a", s -> new int[] {s.width()})
                .input("b", s -> new int[] {s.width()});
    }

    private static Tensor product(Tensor one, Tensor other) {
        Tensor product = one.copy();
        Arrays.setAll(product.values(), i -> one.values()[i] * other.values()[i]);
        return product;
    }

    private static Tensor sum(Tensor one, Tensor other) {
        Tensor sum = one.copy();
        Arrays.setAll(sum.values(), i -> one.values()[i] + other.values()[i]);
        return sum;
    }

    private static Tensor scaled(double factor, Tensor tensor) {
        Tensor scaled = tensor.copy();
        for (int i = 0; i < scaled.size(); i++) {
            scaled.values()[i] *= factor;
        }
        return scaled;
    }

    private static final class Dropout implements Layer {
        private final Random random = new Random();
        private final boolean forgetful;
        private boolean[] kept = {};

        Dropout(boolean forgetful) {
            this.forgetful = forgetful;
        }

        @Override
        public void seed(long seed) {
            random.setSeed(seed);
        }

        @Override
        public Tensor forward(Tensor input) {
            kept = new boolean[input.size()];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = random.nextInt(4) > 0;
            }
            return masked(4.0 / 3, input);
        }

        private Tensor masked(double scale, Tensor tensor) {
            Tensor masked = scaled(scale, tensor);
            for (int i = 0; i < kept.length; i++) {
                masked.values()[i] = kept[i] ? masked.values()[i] : 0;
            }
            return masked;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return masked(forgetful ? 1 : 4.0 / 3, outputGradient);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    /** Subtracts a running mean, of which the batch is a tenth. */
    private static final class RunningMean implements Layer {
        private final Tensor mean = Tensor.scalar(0.5);
        private final boolean forgetful;

        RunningMean(boolean forgetful) {
            this.forgetful = forgetful;
        }

        @Override
        public List<Parameter> state() {
            return List.of(new Parameter("mean", mean));
        }

        private static double mean(Tensor tensor) {
            return Arrays.stream(tensor.values()).average().orElse(0);
        }

        private static Tensor less(Tensor tensor, double number) {
            Tensor less = tensor.copy();
            for (int i = 0; i < less.size(); i++) {
                less.values()[i] -= number;
            }
            return less;
        }

        @Override
        public Tensor forward(Tensor input) {
            mean.set(0.9 * mean.get() + 0.1 * mean(input));
            return less(input, mean.get());
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return less(outputGradient, (forgetful ? 1 : 0.1) * mean(outputGradient));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private static final class Decayed implements Layer {
        private final Tensor w;
        private final Parameter parameter;
        private final double decay;
        private Tensor x = Tensor.scalar(0);

        Decayed(int width, boolean twice) {
            this.w = Tensor.zeros(width);
            this.parameter = new Parameter("w", w);
            this.decay = twice ? 0.2 : 0.1;
        }

        @Override
        public OptionalDouble penalty() {
            return OptionalDouble.of(
                    0.05 * Arrays.stream(w.values()).map(one -> one * one).sum());
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.copy();
            return byWeight(input);
        }

        private Tensor byWeight(Tensor tensor) {
            Tensor product = tensor.copy();
            for (int i = 0; i < product.size(); i++) {
                product.values()[i] *= w.values()[i % w.size()];
            }
            return product;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor dw = scaled(decay, w);
            for (int i = 0; i < x.size(); i++) {
                dw.values()[i % w.size()] += outputGradient.values()[i] * x.values()[i];
            }
            System.arraycopy(dw.values(), 0, parameter.gradient().values(), 0, dw.size());
            return byWeight(outputGradient);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }
    }
}
