package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The softmax along the last axis, {@code y_i = exp(x_i) / sum_j exp(x_j)} (Bridle 1990).
 *
 * <p>{@code dy_i/dx_j = y_i (delta_ij - y_j)}, so {@code dx_i = y_i (dy_i - sum_j y_j dy_j)}: every output depends on
 * every input of its row. Input and output have the same shape, of at least one axis.
 */
public class Softmax implements Layer {

    Tensor y = Tensor.vector();

    /** Makes a softmax. */
    public Softmax() {}

    @Override
    public Tensor forward(Tensor input) {
        y = Tensor.zeros(Shapes.requireAxes("input", input, 1).shape());
        for (int row = 0; row < Rows.count(input); row++) {
            Rows.set(y, row, of(Rows.get(input, row)));
        }
        return y.copy();
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(y.shape());
        for (int row = 0; row < Rows.count(y); row++) {
            Rows.set(dx, row, gradient(Rows.get(y, row), Rows.get(dy, row)));
        }
        return dx;
    }

    /** The softmax of one row; an entry of minus infinity gets 0, as long as another one is finite. */
    static double[] of(double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow(); // subtracted, so that no exponential overflows
        double[] y = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.exp(x[i] - largest);
            sum += y[i];
        }
        for (int i = 0; i < x.length; i++) {
            y[i] /= sum;
        }
        return y;
    }

    /** The gradient of one row by x, from the softmax {@code y} and the upstream gradient. */
    static double[] gradient(double[] y, double[] dy) {
        double mean = 0;
        for (int i = 0; i < y.length; i++) {
            mean += y[i] * dy[i];
        }
        double[] dx = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            dx[i] = y[i] * (dy[i] - mean);
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
