package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * A convolution of images, as neural networks have it, with the kernel not mirrored (LeCun et al. 1998).
 *
 * <pre>
 * y[n,f,o,p]  = sum_ckl W[f,c,k,l] x[n,c,i,j] + b[f]      with i = o stride + k dilation - padding, j from p, l alike
 * dW[f,c,k,l] = sum_nop dy[n,f,o,p] x[n,c,i,j]
 * dx[n,c,i,j] = sum of dy[n,f,o,p] W[f,c,k,l] over all f and all o, p, k, l that lie on i, j
 * db[f]       = sum_nop dy[n,f,o,p]
 * </pre>
 *
 * <p>Input [examples, channels, rows, columns], output [examples, filters, output rows, output columns].
 */
public class Convolution2d implements Layer {

    final Parameter weight;
    final Parameter bias;
    final Window rows;
    final Window columns;
    Tensor x = Tensor.vector();
    List<Window.Tap> rowTaps = List.of();
    List<Window.Tap> columnTaps = List.of();

    /**
     * Makes a convolution with these weights and biases.
     *
     * @param weight W, of shape [filters, channels, rows of taps, columns of taps]. Wrapped.
     * @param bias b, of shape [filters]. Wrapped.
     * @param rows how it slides over the rows
     * @param columns how it slides over the columns
     * @throws IllegalArgumentException if the weights do not have four axes, the last two as long as the windows' sizes
     * @throws IllegalArgumentException if there is not one bias for each filter
     */
    public Convolution2d(Tensor weight, Tensor bias, Window rows, Window columns) {
        Shapes.require("weight", weight, Shapes.ANY, Shapes.ANY, rows.size(), columns.size());
        Shapes.require("bias", bias, weight.length(0));
        this.weight = new Parameter("weight", weight);
        this.bias = new Parameter("bias", bias);
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public Tensor forward(Tensor input) {
        Tensor w = weight.value();
        x = Shapes.require("input", input, Shapes.ANY, w.length(1), Shapes.ANY, Shapes.ANY);
        rowTaps = rows.taps(x.length(2));
        columnTaps = columns.taps(x.length(3));
        Tensor y = Tensor.zeros(x.length(0), w.length(0), rows.outputs(x.length(2)), columns.outputs(x.length(3)));
        for (int n = 0; n < y.length(0); n++) {
            for (int f = 0; f < y.length(1); f++) {
                for (int o = 0; o < y.length(2); o++) {
                    for (int p = 0; p < y.length(3); p++) {
                        y.set(bias.value().get(f), n, f, o, p);
                    }
                }
                for (int c = 0; c < x.length(1); c++) {
                    for (Window.Tap row : rowTaps) {
                        for (Window.Tap column : columnTaps) {
                            double product =
                                    w.get(f, c, row.tap(), column.tap()) * x.get(n, c, row.input(), column.input());
                            y.add(product, n, f, row.output(), column.output());
                        }
                    }
                }
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor w = weight.value();
        Tensor dx = Tensor.zeros(x.shape());
        for (int n = 0; n < dy.length(0); n++) {
            for (int f = 0; f < dy.length(1); f++) {
                for (int o = 0; o < dy.length(2); o++) {
                    for (int p = 0; p < dy.length(3); p++) {
                        bias.gradient().add(dy.get(n, f, o, p), f);
                    }
                }
                for (int c = 0; c < x.length(1); c++) {
                    for (Window.Tap row : rowTaps) {
                        for (Window.Tap column : columnTaps) {
                            double d = dy.get(n, f, row.output(), column.output());
                            double dw = d * x.get(n, c, row.input(), column.input());
                            weight.gradient().add(dw, f, c, row.tap(), column.tap());
                            dx.add(d * w.get(f, c, row.tap(), column.tap()), n, c, row.input(), column.input());
                        }
                    }
                }
            }
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    /** {@return true: the first axis counts examples} */
    @Override
    public boolean isBatched() {
        return true;
    }
}
