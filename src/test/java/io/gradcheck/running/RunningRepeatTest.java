package io.gradcheck.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.repeat.RepeatedCodes;
import io.gradcheck.campaign.repeat.RepeatedCodes.Found;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.util.Pair;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The code that a finding of a running program tells compiles, and repeats it where what it names is at hand. */
class RunningRepeatTest {

    private static final String HERE = RunningRepeatTest.class.getSimpleName();

    static double value(double... x) {
        return x[0] * x[0] * x[1];
    }

    /** With a wrong sign. */
    static double[] gradient(double... x) {
        return new double[] {2 * x[0] * x[1], -x[0] * x[0]};
    }

    record Both(double value, double[] gradient) {}

    static Both both(double... x) {
        return new Both(value(x), gradient(x));
    }

    static double stored(double[] x, double[] gradient) {
        System.arraycopy(gradient(x), 0, gradient, 0, x.length);
        return value(x);
    }

    static double[] outputs(double... x) {
        return new double[] {value(x), x[1]};
    }

    static double[][] jacobian(double... x) {
        return new double[][] {gradient(x), {0, 1}};
    }

    static MultivariateJacobianFunction model() {
        return point -> new Pair<>(
                new ArrayRealVector(outputs(point.toArray())), new Array2DRowRealMatrix(jacobian(point.toArray())));
    }

    /** {@code y = c x^2}, of a layer or operation with the parameter {@code c}; a two is forgotten in the gradient. */
    static final class Squares implements Layer {
        private final Tensor c = Tensor.vector(3, 3);
        private final Parameter parameter = new Parameter("c", c);
        private Tensor last = Tensor.vector();

        @Override
        public Tensor forward(Tensor input) {
            last = input.copy();
            Tensor output = input.copy();
            for (int i = 0; i < output.size(); i++) {
                output.values()[i] *= c.values()[i] * input.values()[i];
            }
            return output;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = dy.copy();
            for (int i = 0; i < dx.size(); i++) {
                double x = last.values()[i];
                dx.values()[i] *= c.values()[i] * x;
                parameter.gradient().values()[i] += dy.values()[i] * x * x;
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }
    }

    static final class SquaresOfInputs implements Operation {
        private final Squares squares = new Squares();

        @Override
        public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
            return Map.of("y", squares.forward(inputs.get("in \"x\"")));
        }

        @Override
        public Map<String, Tensor> backward(Map<String, Tensor> dy) {
            return Map.of("in \"x\"", squares.backward(dy.get("y")));
        }

        @Override
        public List<Parameter> parameters() {
            return squares.parameters();
        }
    }

    private static final Map<String, RunningFinding> FINDINGS = new LinkedHashMap<>();

    /** What code of many numbers reads its point from. */
    static RunningFinding finding(String way) {
        return FINDINGS.get(way);
    }

    private final RepeatedCodes codes = new RepeatedCodes(RunningRepeatTest.class, RunningRepeatTest::main);

    private static @Nullable Throwable main(Class<?> type, Found found) throws ReflectiveOperationException {
        Method repeat = type.getDeclaredMethod("repeat");
        repeat.setAccessible(true);
        try {
            repeat.invoke(null);
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
    }

    private static RunningChecks every() {
        return RunningChecks.every(1).share(1);
    }

    /** Adds the code of what was found, in a class where the names in it mean what was wrapped. */
    private void add(String way, RunningChecks checks, String names) {
        RunningFinding finding = checks.report().findings().get(0);
        FINDINGS.put(way, finding);
        codes.add(new Found(
                way,
                finding.text(),
                "package io.gradcheck.running;\n\n"
                        + "import io.gradcheck.check.GradientChecker;\n"
                        + "import io.gradcheck.subject.*;\n"
                        + "import io.gradcheck.subject.vector.VectorFunctions;\n"
                        + "import java.util.*;\n"
                        + "import java.util.function.*;\n"
                        + "import org.apache.commons.math3.linear.ArrayRealVector;\n\n"
                        + "class Repeated {\n"
                        + "    static void repeat() {\n"
                        + "        RunningFinding finding = " + HERE + ".finding(\"" + way + "\");\n"
                        + names.indent(8)
                        + finding.code().indent(8)
                        + "    }\n"
                        + "}\n",
                null));
    }

    private void functions(String size, double... x) {
        RunningChecks gradient = every();
        assertThat(gradient.gradient("loss \"1\"", RunningRepeatTest::value, RunningRepeatTest::padded)
                        .apply(x))
                .isNotNull();
        String value = "ToDoubleFunction<double[]> value = " + HERE + "::value;\n";
        add("gradient" + size, gradient, value + "UnaryOperator<double[]> gradient = " + HERE + "::padded;");
    }

    /** The gradient by all numbers, of which the value depends on two. */
    static double[] padded(double... x) {
        return Arrays.copyOf(gradient(x), x.length);
    }

    @Test
    void code_of_functions_repeats_what_was_found() throws IOException {
        functions("", 0.3, 1e-3);
        double[] many = new double[1_500];
        Arrays.setAll(many, i -> 1 + i / 1000.0);
        functions(" of many numbers", many);

        RunningChecks both = every();
        assertThat(both.valueAndGradient("loss", RunningRepeatTest::both, Both::value, Both::gradient)
                        .apply(new double[] {0.3, 2}))
                .isNotNull();
        add(
                "value and gradient",
                both,
                "Function<double[], " + HERE + ".Both> function = " + HERE + "::both;\n"
                        + "ToDoubleFunction<" + HERE + ".Both> value = " + HERE + ".Both::value;\n"
                        + "Function<" + HERE + ".Both, double[]> gradient = " + HERE + ".Both::gradient;");

        RunningChecks stored = every();
        assertThat(stored.storedGradient("loss", RunningRepeatTest::stored)
                        .applyAsDouble(new double[] {0.3, 2}, new double[2]))
                .isPositive();
        add("stored", stored, "ToDoubleBiFunction<double[], double[]> function = " + HERE + "::stored;");

        RunningChecks jacobian = every();
        assertThat(jacobian.jacobian("outputs", RunningRepeatTest::outputs, RunningRepeatTest::jacobian)
                        .apply(new double[] {0.3, 2}))
                .isNotNull();
        add(
                "Jacobian",
                jacobian,
                "UnaryOperator<double[]> value = " + HERE + "::outputs;\n"
                        + "Function<double[], double[][]> jacobian = " + HERE + "::jacobian;");

        RunningChecks model = every();
        model.leastSquares("model", model()).value(new ArrayRealVector(new double[] {0.3, 2}));
        add("model", model, "var model = " + HERE + ".model();");

        assertThat(codes.size()).isEqualTo(6);
        assertThat(codes.problems()).isEmpty();
    }

    @Test
    void code_of_layers_and_operations_repeats_what_was_found() throws IOException {
        RunningChecks layer = every();
        Squares squares = new Squares();
        squares.c.set(-0.7, 1);
        layer.layer("squares", squares).forward(Tensor.vector(0.3, -2));
        add("layer", layer, "var layer = new " + HERE + ".Squares();");

        RunningChecks operation = every();
        SquaresOfInputs inputs = new SquaresOfInputs();
        inputs.squares.c.set(5, 0);
        operation.operation("squares \\ of inputs", inputs).forward(Map.of("in \"x\"", Tensor.vector(0.3, -2)));
        add("operation", operation, "var operation = new " + HERE + ".SquaresOfInputs();");

        assertThat(codes.size()).isEqualTo(2);
        assertThat(codes.problems()).isEmpty();
    }

    /** The codes are run with what was wrapped, so that another function would not repeat the finding. */
    @Test
    void code_with_what_is_right_repeats_nothing() throws IOException {
        RunningChecks gradient = every();
        assertThat(gradient.gradient("loss", RunningRepeatTest::value, RunningRepeatTest::gradient)
                        .apply(new double[] {0.3, 2}))
                .isNotNull();
        add(
                "right",
                gradient,
                "ToDoubleFunction<double[]> value = " + HERE + "::value;\n"
                        + "UnaryOperator<double[]> gradient = x -> new double[] {2 * x[0] * x[1], x[0] * x[0]};");

        assertThat(codes.problems().values()).singleElement().asString().startsWith("throws nothing");
    }
}
