package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Layers that compute in float throughout pass the whole contract where they are right, and fail it where they are not. */
class FloatContractTest {

    private static final int TESTS_OF_GRADIENTS = 7;

    /** {@code y = tanh(x W + b)} in float. */
    static class FloatDense implements Layer {

        final float[] w;
        final float[] b;
        final float[] dw;
        final float[] db;
        private final int inputs;
        private final int outputs;
        float[] x = new float[0];
        float[] y = new float[0];

        FloatDense(int inputs, int outputs) {
            this.inputs = inputs;
            this.outputs = outputs;
            w = new float[inputs * outputs];
            b = new float[outputs];
            dw = new float[w.length];
            db = new float[outputs];
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT;
        }

        @Override
        public Tensor forward(Tensor input) {
            x = floats(input);
            int rows = input.length(0);
            y = new float[rows * outputs];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < outputs; j++) {
                    float sum = b[j];
                    for (int k = 0; k < inputs; k++) {
                        sum += x[i * inputs + k] * w[k * outputs + j];
                    }
                    y[i * outputs + j] = (float) Math.tanh(sum);
                }
            }
            return tensor(new int[] {rows, outputs}, y);
        }

        float derivative(float value) {
            return 1 - value * value;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            float[] dy = floats(outputGradient);
            float[] dx = new float[x.length];
            Arrays.fill(dw, 0);
            Arrays.fill(db, 0);
            for (int i = 0; i < outputGradient.length(0); i++) {
                for (int j = 0; j < outputs; j++) {
                    float da = dy[i * outputs + j] * derivative(y[i * outputs + j]);
                    db[j] += da;
                    for (int k = 0; k < inputs; k++) {
                        dw[k * outputs + j] += da * x[i * inputs + k];
                        dx[i * inputs + k] += da * w[k * outputs + j];
                    }
                }
            }
            return tensor(new int[] {outputGradient.length(0), inputs}, dx);
        }

        static float[] floats(Tensor tensor) {
            float[] floats = new float[tensor.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) tensor.values()[i];
            }
            return floats;
        }

        static Tensor tensor(int[] shape, float... floats) {
            Tensor tensor = Tensor.zeros(shape);
            for (int i = 0; i < floats.length; i++) {
                tensor.values()[i] = floats[i];
            }
            return tensor;
        }

        private static void store(Tensor from, float[] to) {
            System.arraycopy(floats(from), 0, to, 0, to.length);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    Parameter.of(
                            "W",
                            () -> tensor(new int[] {inputs, outputs}, w),
                            from -> store(from, w),
                            () -> tensor(new int[] {inputs, outputs}, dw)),
                    Parameter.of(
                            "b",
                            () -> tensor(new int[] {outputs}, b),
                            from -> store(from, b),
                            () -> tensor(new int[] {outputs}, db)));
        }

        @Override
        public boolean isBatched() {
            return true;
        }
    }

    static class Right extends LayerContract {
        @Override
        protected Layer layer(Sizes s) {
            return new FloatDense(s.width(), s.outputs());
        }

        @Override
        protected int[] inputShape(Sizes s) {
            return new int[] {s.batch(), s.width()};
        }

        @Override
        protected Class<?> classUnderTest() {
            return FloatDense.class;
        }
    }

    static class Wrong extends Right {
        @Override
        protected Layer layer(Sizes s) {
            return new FloatDense(s.width(), s.outputs()) {
                @Override
                float derivative(float value) {
                    return 1 - value;
                }
            };
        }
    }

    static class SecondSeed extends Right {
        @Override
        protected long seed() {
            return 2;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Right.class, SecondSeed.class})
    void a_right_float_layer_passes_all_tests_of_its_contract(Class<?> contract) {
        EngineExecutionResults results = run(contract);

        assertThat(Runs.paths(results.testEvents().failed())).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isGreaterThan(TESTS_OF_GRADIENTS);
    }

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(classes = Wrong.class)
    void a_wrong_one_fails_the_tests_of_gradients(Class<?> contract) {
        assertThat(run(contract).testEvents().failed().count()).isGreaterThanOrEqualTo(TESTS_OF_GRADIENTS - 1);
    }
}
