package io.gradcheck.guide;

import io.gradcheck.junit.LayerContract;
import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

class FloatScaleTest extends LayerContract {

    /** y = x w, in float; gradients add up until they are cleared. */
    static class Scale {
        final float[] w;
        final float[] dw;
        float[] x = new float[0];

        Scale(int width) {
            w = new float[width];
            dw = new float[width];
        }

        float[] forward(float[] input) {
            x = input;
            float[] y = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] * w[i];
            }
            return y;
        }

        float[] backward(float[] dy) {
            float[] dx = new float[dy.length];
            for (int i = 0; i < dy.length; i++) {
                dw[i] += dy[i] * x[i];
                dx[i] = dy[i] * w[i];
            }
            return dx;
        }
    }

    static Tensor tensor(float... numbers) {
        Tensor tensor = Tensor.zeros(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            tensor.values()[i] = numbers[i];
        }
        return tensor;
    }

    static float[] floats(Tensor tensor) {
        float[] numbers = new float[tensor.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) tensor.values()[i];
        }
        return numbers;
    }

    private record ScaleLayer(Scale scale) implements Layer {
        @Override
        public Precision precision() {
            return Precision.FLOAT;
        }

        @Override
        public Tensor forward(Tensor input) {
            return tensor(scale.forward(floats(input)));
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return tensor(scale.backward(floats(outputGradient)));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.of(
                            "w",
                            () -> tensor(scale.w),
                            from -> System.arraycopy(floats(from), 0, scale.w, 0, scale.w.length),
                            () -> tensor(scale.dw))
                    .clearedBy(() -> Arrays.fill(scale.dw, 0)));
        }
    }

    @Override
    protected Layer layer(Sizes s) {
        return new ScaleLayer(new Scale(s.width()));
    }

    @Override
    protected int[] inputShape(Sizes s) {
        return new int[] {s.width()};
    }

    @Override
    protected Class<?> classUnderTest() {
        return Scale.class;
    }
}
