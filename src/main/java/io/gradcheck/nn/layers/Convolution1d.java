package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * A convolution along one axis, as neural networks have it, with the kernel not mirrored (Waibel et al. 1989).
 *
 * <pre>
 * y[n,f,o]  = sum_ck W[f,c,k] x[n,c,i] + b[f]      with i = o stride + k dilation - padding
 * dW[f,c,k] = sum_no dy[n,f,o] x[n,c,i]
 * dx[n,c,i] = sum of dy[n,f,o] W[f,c,k] over all f and all o, k that lie on i
 * db[f]     = sum_no dy[n,f,o]
 * </pre>
 *
 * <p>Input [examples, channels, length], output [examples, filters, outputs].
 */
public class Convolution1d implements Layer {

    final Parameter weight;
    final Parameter bias;
    final Window window;
    Tensor x = Tensor.vector();
    List<Window.Tap> taps = List.of();

    /**
     * Makes a convolution with these weights and biases.
     *
     * @param weight W, of shape [filters, channels, taps]. Wrapped.
     * @param bias b, of shape [filters]. Wrapped.
     * @param window how it slides along the axis
     * @throws IllegalArgumentException if the weights do not have three axes, the last as long as the window's size
     * @throws IllegalArgumentException if there is not one bias for each filter
     */
    public Convolution1d(Tensor weight, Tensor bias, Window window) {
        Shapes.require("weight", weight, Shapes.ANY, Shapes.ANY, window.size());
        Shapes.require("bias", bias, weight.length(0));
        this.weight = new Parameter("weight", weight);
        this.bias = new Parameter("bias", bias);
        this.window = window;
    }

    @Override
    public Tensor forward(Tensor input) {
        Tensor w = weight.value();
        x = Shapes.require("input", input, Shapes.ANY, w.length(1), Shapes.ANY);
        taps = window.taps(x.length(2));
        Tensor y = Tensor.zeros(x.length(0), w.length(0), window.outputs(x.length(2)));
        for (int n = 0; n < y.length(0); n++) {
            for (int f = 0; f < y.length(1); f++) {
                for (int o = 0; o < y.length(2); o++) {
                    y.set(bias.value().get(f), n, f, o);
                }
                for (int c = 0; c < x.length(1); c++) {
                    for (Window.Tap at : taps) {
                        y.add(w.get(f, c, at.tap()) * x.get(n, c, at.input()), n, f, at.output());
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
                    bias.gradient().add(dy.get(n, f, o), f);
                }
                for (int c = 0; c < x.length(1); c++) {
                    for (Window.Tap at : taps) {
                        double d = dy.get(n, f, at.output());
                        weight.gradient().add(d * x.get(n, c, at.input()), f, c, at.tap());
                        dx.add(d * w.get(f, c, at.tap()), n, c, at.input());
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
