package io.gradcheck.spark;

import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Sources of wrong gradients, and of code that does its JVM harm. */
final class Planted {

    /** Those whose gradients are wrong. */
    static final List<Class<? extends SubjectSource>> WRONG = List.of(
            NoFactor.class, OtherSign.class, LastForgotten.class, Transposed.class, MixedLeftOut.class, Throws.class);

    private Planted() {}

    /** A source of functions of one vector, named like its class, as the command line names it. */
    abstract static class OfVector implements SubjectSource {

        private final FunctionSource source;

        OfVector(Function<double[], Subject> subject) {
            source = FunctionSource.of(
                            getClass().getName(),
                            (sizes, values) -> subject.apply(values.get("x").values()))
                    .input("x", s -> Values.between(-2, 2), s -> new int[] {s.width()});
        }

        @Override
        public String name() {
            return getClass().getName();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return source.draw(random, sizes);
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return source.restore(data);
        }
    }

    /** A square without the factor 2. */
    static final class NoFactor extends OfVector {
        NoFactor() {
            super(x -> Subject.scalar("no factor", one -> one * one, one -> one, x));
        }
    }

    /** A cosine whose derivative has the other sign. */
    static final class OtherSign extends OfVector {
        OtherSign() {
            super(x -> Subject.scalar("other sign", Math::cos, Math::sin, x));
        }
    }

    /** A sum of cubes whose last coordinate gets no gradient. */
    static final class LastForgotten extends OfVector {
        LastForgotten() {
            super(x -> Subject.objective(
                    "last forgotten",
                    at -> Arrays.stream(at).map(one -> one * one * one).sum(),
                    at -> {
                        double[] gradient =
                                Arrays.stream(at).map(one -> 3 * one * one).toArray();
                        gradient[gradient.length - 1] = 0;
                        return gradient;
                    },
                    x));
        }
    }

    /** A Jacobian that is transposed. */
    static final class Transposed extends OfVector {
        Transposed() {
            super(x -> VectorFunctions.jacobian("transposed", Transposed::value, Transposed::matrix, x));
        }

        private static double[] value(double[] x) {
            double[] y = new double[x.length];
            Arrays.setAll(y, i -> x[i] * x[i] + (i + 1 < x.length ? Math.sin(x[i + 1]) : 0));
            return y;
        }

        private static double[][] matrix(double[] x) {
            double[][] matrix = new double[x.length][x.length];
            for (int i = 0; i < x.length; i++) {
                matrix[i][i] = 2 * x[i];
                if (i > 0) {
                    matrix[i][i - 1] = Math.cos(x[i]);
                }
            }
            return matrix;
        }
    }

    /** A Hessian without its mixed derivatives. */
    static final class MixedLeftOut extends OfVector {
        MixedLeftOut() {
            super(x -> VectorFunctions.hessian("mixed left out", MixedLeftOut::gradient, MixedLeftOut::product, x));
        }

        /** Of (x_0 + ... + x_n)^2 / 2 + the sum of x_i^4 / 4. */
        private static double[] gradient(double[] x) {
            double sum = Arrays.stream(x).sum();
            return Arrays.stream(x).map(one -> sum + one * one * one).toArray();
        }

        private static double[] product(double[] x, double[] v) {
            double[] product = new double[x.length];
            Arrays.setAll(product, i -> (1 + 3 * x[i] * x[i]) * v[i]);
            return product;
        }
    }

    /** A function that throws at some places. */
    static final class Throws extends OfVector {
        Throws() {
            super(x -> Subject.scalar(
                    "throws",
                    one -> {
                        if (x[0] > 1) {
                            throw new IllegalStateException("larger than 1");
                        }
                        return one * one;
                    },
                    one -> 2 * one,
                    x));
        }
    }

    /** A right gradient. */
    static final class Right extends OfVector {
        Right() {
            super(x -> Subject.scalar("right", one -> one * one, one -> 2 * one, x));
        }
    }

    /** One that at some places ends its JVM. */
    static final class Exits extends OfVector {
        Exits() {
            super(x -> Subject.scalar(
                    "exits",
                    one -> {
                        if (x[0] > 1.8) {
                            System.exit(0);
                        }
                        return one * one;
                    },
                    one -> 2 * one,
                    x));
        }
    }

    /** One that at some places halts its JVM. */
    static final class Halts extends OfVector {
        Halts() {
            super(x -> Subject.scalar(
                    "halts",
                    one -> {
                        if (x[0] > 1.8) {
                            Runtime.getRuntime().halt(0);
                        }
                        return one * one;
                    },
                    one -> 2 * one,
                    x));
        }
    }
}
