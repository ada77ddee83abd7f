package io.gradcheck.check.hostile;

import static io.gradcheck.check.kinds.Mistake.FACTOR;
import static io.gradcheck.check.kinds.Mistake.SIGN;
import static io.gradcheck.check.kinds.Mistake.entry;
import static io.gradcheck.check.kinds.Mistake.gradient;
import static io.gradcheck.check.kinds.Mistake.plus;
import static io.gradcheck.check.kinds.Places.about;
import static io.gradcheck.check.kinds.Places.between;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Kinds;
import io.gradcheck.check.kinds.Places;
import io.gradcheck.check.kinds.Smooth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Products and cumulative products with zeros, tiny and huge factors. */
final class ProductKinds {

    private ProductKinds() {}

    static List<Kind> all() {
        Kinds kinds = new Kinds("products");
        products(kinds);
        return kinds.all();
    }

    private static void products(Kinds kinds) {
        for (int zeros : new int[] {0, 1, 2, 3}) {
            Places places = random -> {
                double[] x = random.doubles(5, 0.5, 2).toArray();
                Arrays.fill(x, 0, zeros, 0);
                return x;
            };
            kinds.objective(
                    "product with " + zeros + " zeros",
                    x -> product(x, -1),
                    ProductKinds::productGradient,
                    places,
                    plus(0, 0.1),
                    gradient("product divided by x, zero at zeros", ProductKinds::productByDivision));
            kinds.vector(
                    "cumulative product with " + zeros + " zeros",
                    ProductKinds::cumulative,
                    ProductKinds::cumulativeVjp,
                    places,
                    SIGN,
                    entry(0, 1.01));
        }
        kinds.objective(
                "product of 30 entries about 1e-3",
                x -> product(x, -1),
                ProductKinds::productGradient,
                between(30, 1e-3, 2e-3),
                SIGN,
                entry(2, 1.1));
        kinds.objective(
                "product of 30 entries about 1e3",
                x -> product(x, -1),
                ProductKinds::productGradient,
                between(30, 1e3, 2e3),
                SIGN,
                entry(2, 1.1));
        kinds.objective(
                "product of entries at 1e-8",
                x -> product(x, -1),
                ProductKinds::productGradient,
                about(1e-8, 1, 2),
                SIGN,
                entry(1, -1));
        kinds.objective(
                "x y at zero",
                x -> x[0] * x[1],
                x -> new double[] {x[1], x[0]},
                about(1.3).after(0),
                SIGN,
                gradient("not exchanged", double[]::clone));
        kinds.objective(
                "x y / (x^2 + y^2) near zero",
                x -> x[0] * x[1] / Smooth.dot(x, x),
                ProductKinds::ratioGradient,
                about(1e-4, 2e-4),
                SIGN,
                FACTOR);
    }

    private static double[] ratioGradient(double[] x) {
        double q = Smooth.dot(x, x);
        return new double[] {x[1] * (x[1] * x[1] - x[0] * x[0]) / (q * q), x[0] * (x[0] * x[0] - x[1] * x[1]) / (q * q)
        };
    }

    private static double product(double[] x, int without) {
        return IntStream.range(0, x.length)
                .filter(i -> i != without)
                .mapToDouble(i -> x[i])
                .reduce(1, (a, b) -> a * b);
    }

    private static double[] productGradient(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> product(x, i)).toArray();
    }

    private static double[] productByDivision(double[] x) {
        double all = product(x, -1);
        return Arrays.stream(x).map(v -> v == 0 ? 0 : all / v).toArray();
    }

    private static double[] cumulative(double[] x) {
        double[] y = x.clone();
        for (int i = 1; i < y.length; i++) {
            y[i] *= y[i - 1];
        }
        return y;
    }

    private static double[] cumulativeVjp(double[] x, double[] u) {
        double[] g = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int k = i; k < x.length; k++) {
                g[i] += u[k] * product(Arrays.copyOf(x, k + 1), i);
            }
        }
        return g;
    }
}
