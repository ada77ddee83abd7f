package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The logarithm of the softmax along the last axis, {@code y_i = x_i - log sum_j exp(x_j)}.
 *
 * <p>{@code dx_i = dy_i - softmax(x)_i sum_j dy_j}, with {@code softmax(x) = exp(y)}. Input and output have the same
 * shape, of at least one axis.
 */
public class LogSoftmax implements Layer {

    Tensor y = Tensor.vector();

    /** Makes a log-softmax. */
    public LogSoftmax() {}

    @Override
    public Tensor forward(Tensor input) {
        y = Tensor.zeros(Shapes.requireAxes("input", input, 1).shape());
        for (int row = 0; row < Rows.count(input); row++) {
            Rows.set(y, row, of(Rows.get(input, row)));
        }
        return y.copy();
    }

    private static double[] of(double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow(); // subtracted, so that no exponential overflows
        double[] centred = Vectors.map(x, value -> value - largest);
        double logSum = Math.log(Arrays.stream(centred).map(Math::exp).sum());
        return Vectors.map(centred, value -> value - logSum);
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(y.shape());
        for (int row = 0; row < Rows.count(y); row++) {
            double[] logs = Rows.get(y, row);
            double[] d = Rows.get(dy, row);
            double sum = Arrays.stream(d).sum();
            for (int i = 0; i < d.length; i++) {
                d[i] -= Math.exp(logs[i]) * sum;
            }
            Rows.set(dx, row, d);
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
