package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The whole texts of checks of every kind, as users see them, in texts.txt. Only with numbers that are added and multiplied,
 * so that every Java computes the same.
 */
class KindsOfTextTest {

    private static final double[] AT = {0.5, -0.75, 1.25, 2};
    private static final double[][] MATRIX = {{1, 2, -3}, {0.5, -1, 4}, {2, 0.25, 1}};

    private final GradientChecker checker = GradientChecker.standard().seed(3);
    private final Map<String, Supplier<GradientReport>> kinds = new LinkedHashMap<>();

    private static double value(double[] x) {
        double sum = 0;
        for (double one : x) {
            sum += one * one * one + one * x[0];
        }
        return sum;
    }

    private static double[] gradient(double[] x) {
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gradient[i] = 3 * x[i] * x[i] + x[0];
            gradient[0] += x[i];
        }
        return gradient;
    }

    private static UnaryOperator<double[]> altered(UnaryOperator<double[]> alteration) {
        return x -> alteration.apply(gradient(x));
    }

    private static double[] times(double[] x, double factor) {
        return Arrays.stream(x).map(one -> factor * one).toArray();
    }

    private static double[] with(double[] x, int i, double value) {
        double[] changed = x.clone();
        changed[i] = value;
        return changed;
    }

    private static double[] product(double[] x) {
        double[] product = new double[MATRIX.length];
        for (int i = 0; i < MATRIX.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += MATRIX[i][j] * x[j];
            }
        }
        return product;
    }

    private static double[] transposed(double[] upstream) {
        double[] product = new double[MATRIX[0].length];
        for (int i = 0; i < MATRIX.length; i++) {
            for (int j = 0; j < product.length; j++) {
                product[j] += MATRIX[i][j] * upstream[i];
            }
        }
        return product;
    }

    private void add(String kind, Supplier<Subject> subject) {
        kinds.put(kind, () -> checker.check(subject.get()));
    }

    private void objective(String kind, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
        add(kind, () -> Subject.objective("f", value, gradient, AT));
    }

    private void gradients(String kind, UnaryOperator<double[]> gradient) {
        objective(kind, KindsOfTextTest::value, gradient);
    }

    private void matrix(String kind, BinaryOperator<double[]> vjp) {
        add(
                kind,
                () -> Subject.of(
                        "A x",
                        Map.of("x", Tensor.vector(1, -2, 0.5)),
                        at -> Tensor.vector(product(at.get("x").values())),
                        (at, upstream) ->
                                Map.of("x", Tensor.vector(vjp.apply(at.get("x").values(), upstream.values())))));
    }

    private void wrongNumbers() {
        gradients("right", KindsOfTextTest::gradient);
        gradients("sign flipped", altered(g -> times(g, -1)));
        gradients("twice", altered(g -> times(g, 2)));
        gradients("zero", altered(g -> new double[g.length]));
        gradients("one entry", altered(g -> with(g, 2, g[2] * 1.001)));
        gradients("one entry zero", altered(g -> with(g, 1, 0)));
        gradients("offset", altered(g -> Arrays.stream(g).map(one -> one + 0.25).toArray()));
        gradients("undiagnosed", x -> new double[] {x[1], 3 * x[0], 0.7, x[3] - x[1]});
        gradients("not a number", altered(g -> times(g, Double.NaN)));
        gradients("not a number in one entry", altered(g -> with(g, 2, Double.NaN)));
        gradients("infinite in one entry", altered(g -> with(g, 2, Double.POSITIVE_INFINITY)));
        gradients(
                "rounded to float",
                altered(g -> Arrays.stream(g)
                        .map(one -> (double) (float) (one / 3) * 3)
                        .toArray()));
    }

    private void wrongCode() {
        gradients("of another length", x -> new double[] {1, 2, 3});
        gradients("null", x -> null);
        gradients("throws", x -> {
            throw new IllegalStateException("not yet");
        });
        Random random = new Random(1);
        gradients("random", altered(g -> with(g, 0, random.nextInt(1000))));
        double[] sum = new double[AT.length];
        gradients("adds up over calls", x -> {
            double[] g = gradient(x);
            for (int i = 0; i < g.length; i++) {
                sum[i] += g[i];
            }
            return sum.clone();
        });
        matrix("transposed", (x, upstream) -> product(upstream));
        matrix("upstream ignored", (x, upstream) -> transposed(new double[] {1, 1, 1}));
        matrix("an output ignored", (x, upstream) -> transposed(with(upstream, 1, 0)));
        matrix("upstream overwritten", (x, upstream) -> {
            double[] right = transposed(upstream);
            upstream[0] = 5;
            return right;
        });
        double[][] first = new double[1][];
        add(
                "stored at the first call",
                () -> Subject.objective(
                        "f",
                        KindsOfTextTest::value,
                        x -> {
                            first[0] = first[0] == null ? gradient(x) : first[0];
                            return first[0].clone();
                        },
                        AT));
    }

    private void notWrong() {
        add("kink", () -> Subject.scalar("abs", Math::abs, x -> x < 0 ? -1 : 1, 0));
        add("wrong beside a kink", () -> Subject.scalar("abs", Math::abs, x -> x < 0 ? -1 : 2, 0));
        add("jump", () -> Subject.scalar("step", x -> x < 0 ? 0 : 1, x -> 0, 0));
        add("nothing to see", () -> Subject.scalar("one", x -> 1, x -> 0, 0.5));
        Random noise = new Random(2);
        objective("noise", x -> noise.nextInt(1000), KindsOfTextTest::gradient);
        objective("value is not a number", x -> Double.NaN, KindsOfTextTest::gradient);
        objective(
                "value throws",
                x -> {
                    throw new IllegalStateException("not yet");
                },
                KindsOfTextTest::gradient);
    }

    private static String text(Supplier<GradientReport> check) {
        try {
            return check.get().toString();
        } catch (RuntimeException thrown) {
            return "throws " + thrown;
        }
    }

    @Test
    void they_are_as_written_down() throws IOException {
        wrongNumbers();
        wrongCode();
        notWrong();
        StringBuilder texts = new StringBuilder();
        kinds.forEach((kind, check) -> texts.append("=== ")
                .append(kind)
                .append('\n')
                .append(text(check))
                .append("\n\n"));

        Path written = Path.of("target", "texts.txt");
        Files.createDirectories(written.getParent());
        Files.writeString(written, texts);
        try (InputStream expected = getClass().getResourceAsStream("texts.txt")) {
            assertThat(texts.toString())
                    .as("compared with src/test/resources/io/gradcheck/check/texts.txt; found: %s", written)
                    .isEqualTo(expected == null ? "" : new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
