package wild;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Functions with right gradients that are hard to check, and with wrong ones. */
final class CheckedFunctions {

    private static final int WRONG = 7;

    private CheckedFunctions() {}

    static List<CheckedFunction> all() {
        List<CheckedFunction> all = new ArrayList<>(right());
        all.addAll(wrong());
        return all;
    }

    private static List<CheckedFunction> right() {
        Logistic logistic = Logistic.of(20);
        Logistic large = Logistic.of(1000);
        UnaryOperator<double[]> relu =
                x -> Arrays.stream(x).map(t -> Math.max(0, t)).toArray();
        CheckedFunction single = CheckedFunction.right(
                "computed in float", CheckedFunctions::single, CheckedFunctions::singleGradient, 0.3, -0.7, 1.2, 0.9);
        return List.of(
                CheckedFunction.right(
                        "logistic loss of 20 weights", logistic::loss, logistic::gradient, numbers(20, 1)),
                CheckedFunction.right("logistic loss of 1,000 weights", large::loss, large::gradient, numbers(1000, 4)),
                CheckedFunction.right(
                        "softmax and cross entropy, logits about 1,000",
                        CheckedFunctions::crossEntropy,
                        CheckedFunctions::crossEntropyGradient,
                        1000,
                        1001,
                        999.5,
                        998),
                CheckedFunction.right(
                        "ReLU, away from 0",
                        x -> weighed(relu.apply(x)),
                        CheckedFunctions::step,
                        0.4,
                        -1.3,
                        2.5,
                        -0.2,
                        0.7),
                CheckedFunction.right(
                        "ReLU, two inputs at exactly 0",
                        x -> weighed(relu.apply(x)),
                        CheckedFunctions::step,
                        0.4,
                        0,
                        2.5,
                        -0.2,
                        0),
                CheckedFunction.right(
                        "1e6 and a small sum", x -> 1e6 + sines(x), CheckedFunctions::sinesGradient, numbers(10, 2)),
                CheckedFunction.right(
                        "logistic loss times 1e-8",
                        x -> 1e-8 * logistic.loss(x),
                        x -> times(1e-8, logistic.gradient(x)),
                        numbers(20, 1)),
                single,
                single.saidToBeFloat(),
                CheckedFunction.right(
                        "a kink 1e-9 beside the point",
                        x -> weighed(new double[] {Math.abs(x[0] - 1e-9), x[1] * x[1]}),
                        x -> new double[] {Math.signum(x[0] - 1e-9), 3 * x[1]},
                        0,
                        0.7),
                CheckedFunction.right(
                        "value rounded to nine decimals",
                        x -> Math.rint(1e9 * logistic.loss(x)) / 1e9,
                        logistic::gradient,
                        numbers(20, 1)),
                CheckedFunction.right(
                        "steep: a sigmoid of 1e6 x",
                        x -> Arrays.stream(x)
                                .map(t -> 1 / (1 + Math.exp(-1e6 * t)))
                                .sum(),
                        x -> Arrays.stream(x)
                                .map(t -> 1e6 * Math.exp(-1e6 * t) / Math.pow(1 + Math.exp(-1e6 * t), 2))
                                .toArray(),
                        2e-7,
                        -1e-6),
                CheckedFunction.right(
                        "fast: sin(1/x) near 0",
                        x -> Math.sin(1 / x[0]) + x[1],
                        x -> new double[] {-Math.cos(1 / x[0]) / (x[0] * x[0]), 1},
                        1e-3,
                        0.5));
    }

    private static List<CheckedFunction> wrong() {
        Logistic logistic = Logistic.of(20);
        Logistic large = Logistic.of(1000);
        double[] at = numbers(20, 1);
        List<CheckedFunction> wrong = new ArrayList<>();
        for (String error : new String[] {"1e-2", "1e-4", "1e-6"}) {
            wrong.add(CheckedFunction.wrong(
                    "one of 20 weights off by " + error,
                    logistic::loss,
                    x -> scaled(logistic.gradient(x), WRONG, 1 + Double.parseDouble(error)),
                    at));
        }
        wrong.add(CheckedFunction.wrong("one sign", logistic::loss, x -> scaled(logistic.gradient(x), WRONG, -1), at));
        wrong.add(CheckedFunction.wrong(
                "one sign, times 1e-8",
                x -> 1e-8 * logistic.loss(x),
                x -> times(1e-8, scaled(logistic.gradient(x), WRONG, -1)),
                at));
        wrong.add(CheckedFunction.wrong(
                "one of ten off by 1e-2, beside 1e6",
                x -> 1e6 + sines(x),
                x -> scaled(sinesGradient(x), WRONG, 1.01),
                numbers(10, 2)));
        wrong.add(CheckedFunction.wrong(
                "penalty of 0.001 w² not in the gradient",
                x -> logistic.loss(x) + 0.001 * Arrays.stream(x).map(t -> t * t).sum(),
                logistic::gradient,
                at));
        wrong.add(CheckedFunction.wrong(
                        "matrix transposed",
                        CheckedFunctions::bilinear,
                        x -> transposed(bilinearGradient(x)),
                        numbers(9, 3))
                .shaped(3, 3));
        wrong.add(CheckedFunction.wrong(
                "derivative of ReLU missing",
                x -> weighed(Arrays.stream(x).map(t -> Math.max(0, t)).toArray()),
                x -> weights(x.length),
                0.4,
                -1.3,
                2.5,
                -0.2,
                0.7));
        wrong.add(CheckedFunction.wrong(
                "gradient of the point before a step of 1e-3",
                logistic::loss,
                x -> logistic.gradient(Arrays.stream(x).map(t -> t - 1e-3).toArray()),
                at));
        wrong.add(stale(logistic, at));
        wrong.add(CheckedFunction.wrong(
                "one sign, value rounded to nine decimals",
                x -> Math.rint(1e9 * logistic.loss(x)) / 1e9,
                x -> scaled(logistic.gradient(x), WRONG, -1),
                at));
        wrong.add(CheckedFunction.wrong(
                "1e-13 missing beside 1",
                x -> sines(x) + 1e-13 * x[WRONG],
                CheckedFunctions::sinesGradient,
                numbers(10, 2)));
        wrong.add(CheckedFunction.wrong(
                "one of 1,000 entries off by 1e-2",
                large::loss,
                x -> scaled(large.gradient(x), 613, 1.01),
                numbers(1000, 4)));
        wrong.add(CheckedFunction.wrong(
                "one of 1,000 entries 0", large::loss, x -> scaled(large.gradient(x), 613, 0), numbers(1000, 4)));
        return wrong;
    }

    /** As a network that keeps what its last forward pass computed. */
    private static CheckedFunction stale(Logistic logistic, double[] at) {
        return new CheckedFunction(
                "gradient of the point evaluated last",
                false,
                new int[] {at.length},
                () -> {
                    double[][] last = {new double[at.length]};
                    return new CheckedFunction.Code(
                            x -> {
                                last[0] = x;
                                return logistic.loss(x);
                            },
                            x -> logistic.gradient(last[0]));
                },
                at,
                false);
    }

    private static double crossEntropy(double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(x).map(t -> Math.exp(t - largest)).sum())
                - x[0];
    }

    private static double[] crossEntropyGradient(double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow();
        double sum = Arrays.stream(x).map(t -> Math.exp(t - largest)).sum();
        double[] gradient =
                Arrays.stream(x).map(t -> Math.exp(t - largest) / sum).toArray();
        gradient[0] -= 1;
        return gradient;
    }

    private static double[] weights(int length) {
        double[] weights = new double[length];
        Arrays.setAll(weights, j -> 1 + 0.5 * j);
        return weights;
    }

    private static double weighed(double[] y) {
        double[] weights = weights(y.length);
        double sum = 0;
        for (int j = 0; j < y.length; j++) {
            sum += weights[j] * y[j];
        }
        return sum;
    }

    private static double[] step(double[] x) {
        double[] gradient = weights(x.length);
        for (int j = 0; j < x.length; j++) {
            gradient[j] = x[j] > 0 ? gradient[j] : 0;
        }
        return gradient;
    }

    /** Every second one is a hundredth of the others. */
    private static double sines(double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += (j % 2 == 0 ? 0.01 : 1) * Math.sin(x[j]);
        }
        return sum;
    }

    private static double[] sinesGradient(double[] x) {
        double[] gradient = new double[x.length];
        Arrays.setAll(gradient, j -> (j % 2 == 0 ? 0.01 : 1) * Math.cos(x[j]));
        return gradient;
    }

    private static double bilinear(double[] x) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += Math.sin(x[3 * i + j] * (1 + i) + j);
            }
        }
        return sum;
    }

    private static double[] bilinearGradient(double[] x) {
        double[] gradient = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                gradient[3 * i + j] = (1 + i) * Math.cos(x[3 * i + j] * (1 + i) + j);
            }
        }
        return gradient;
    }

    private static double[] transposed(double[] x) {
        double[] transposed = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                transposed[3 * j + i] = x[3 * i + j];
            }
        }
        return transposed;
    }

    private static double single(double[] x) {
        float sum = 0;
        for (double t : x) {
            sum += (float) Math.exp((float) t) * (float) t;
        }
        return sum;
    }

    private static double[] singleGradient(double[] x) {
        double[] gradient = new double[x.length];
        Arrays.setAll(gradient, j -> (float) Math.exp((float) x[j]) * (1 + (float) x[j]));
        return gradient;
    }

    private static double[] scaled(double[] gradient, int entry, double factor) {
        gradient[entry] *= factor;
        return gradient;
    }

    private static double[] times(double factor, double[] gradient) {
        return Arrays.stream(gradient).map(g -> factor * g).toArray();
    }

    private static double[] numbers(int length, long seed) {
        return new Random(seed).doubles(length, -1.5, 1.5).toArray();
    }

    /** The mean of log(1 + exp(-y w'x)) over as many examples as weights, at most 40. */
    private record Logistic(double[][] examples, int[] signs) {

        static Logistic of(int width) {
            int count = Math.min(40, width);
            Random random = new Random(5);
            double[][] examples = new double[count][];
            int[] signs = new int[count];
            for (int i = 0; i < count; i++) {
                examples[i] = random.doubles(width, -1, 1).toArray();
                signs[i] = i % 2 == 0 ? 1 : -1;
            }
            return new Logistic(examples, signs);
        }

        double loss(double[] w) {
            double sum = 0;
            for (int i = 0; i < signs.length; i++) {
                sum += Math.log1p(Math.exp(-margin(i, w)));
            }
            return sum / signs.length;
        }

        double[] gradient(double[] w) {
            double[] gradient = new double[w.length];
            for (int i = 0; i < signs.length; i++) {
                double d = -signs[i] / (1 + Math.exp(margin(i, w))) / signs.length;
                for (int j = 0; j < w.length; j++) {
                    gradient[j] += d * examples[i][j];
                }
            }
            return gradient;
        }

        private double margin(int i, double[] w) {
            double sum = 0;
            for (int j = 0; j < w.length; j++) {
                sum += examples[i][j] * w[j];
            }
            return signs[i] * sum;
        }
    }
}
