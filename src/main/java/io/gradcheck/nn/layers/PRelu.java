package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * The parametric rectifier: {@code y = x} above 0, else {@code y = slope x} with a learned slope for each channel, or one
 * for all (He et al. 2015).
 *
 * <pre>
 * dx        = dy where x &gt; 0, else slope[c] dy
 * dslope[c] = sum of x dy over the entries of channel c with x &lt;= 0
 * </pre>
 *
 * <p>It has a kink at 0, where the derivative is taken from the left. Input and output [examples, channels, ...].
 */
public class PRelu implements Layer {

    final Parameter slope;
    Tensor x = Tensor.vector();

    /**
     * Makes a layer with these slopes.
     *
     * @param slope of shape [channels], or [1] for all channels. Wrapped.
     * @throws IllegalArgumentException if the slopes do not have one axis
     */
    public PRelu(Tensor slope) {
        this.slope = new Parameter("slope", Shapes.require("slope", slope, Shapes.ANY));
    }

    @Override
    public Tensor forward(Tensor input) {
        x = Shapes.requireAxes("input", input, 2);
        if (slope.value().size() != 1 && slope.value().size() != x.length(1)) {
            throw new IllegalArgumentException("input: found " + x.length(1) + " channels in shape " + x.shapeText()
                    + ", wanted " + slope.value().size() + ", one for each slope");
        }
        Tensor y = Tensor.zeros(x.shape());
        for (int i = 0; i < x.size(); i++) {
            double value = x.values()[i];
            y.values()[i] = value > 0 ? value : slope.value().get(slopeAt(i)) * value;
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(x.shape());
        for (int i = 0; i < x.size(); i++) {
            double value = x.values()[i];
            double d = dy.values()[i];
            if (value > 0) {
                dx.values()[i] = d;
            } else {
                dx.values()[i] = slope.value().get(slopeAt(i)) * d;
                slope.gradient().add(value * d, slopeAt(i));
            }
        }
        return dx;
    }

    int slopeAt(int offset) {
        return slope.value().size() == 1 ? 0 : Channels.of(x).at(offset);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(slope);
    }
}
