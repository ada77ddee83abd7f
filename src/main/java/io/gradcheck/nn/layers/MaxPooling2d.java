package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The largest input under each window of an image, {@code y[n,c,o,p] = max_kl x[n,c,i,j]}, with {@code i = o stride + k
 * dilation - padding}, and {@code j} from {@code p, l} alike.
 *
 * <p>{@code dx[n,c,i,j] = sum of dy[n,c,o,p] over all windows whose largest input is i, j}. Where several inputs of a
 * window are largest there is a kink, and the first of them in row-major order gets the whole gradient. Padding is never
 * the largest. Input [examples, channels, rows, columns], output [examples, channels, output rows, output columns].
 */
public class MaxPooling2d implements Layer {

    private static final int NONE = -1;

    final Window rows;
    final Window columns;
    Tensor x = Tensor.vector();
    /** For each output the offset of its largest input in {@code x}. */
    int[] largest = new int[0];

    /**
     * Makes a pooling layer.
     *
     * @param rows how it slides over the rows
     * @param columns how it slides over the columns
     */
    public MaxPooling2d(Window rows, Window columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a window sees nothing but padding
     */
    @Override
    public Tensor forward(Tensor input) {
        x = Shapes.require("input", input, Shapes.ANY, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        int height = rows.outputs(x.length(2));
        int width = columns.outputs(x.length(3));
        Tensor y = Tensor.zeros(x.length(0), x.length(1), height, width);
        largest = new int[y.size()];
        Arrays.fill(largest, NONE);
        for (int image = 0; image < x.length(0) * x.length(1); image++) {
            for (Window.Tap row : rows.taps(x.length(2))) {
                for (Window.Tap column : columns.taps(x.length(3))) {
                    int from = (image * x.length(2) + row.input()) * x.length(3) + column.input();
                    int to = (image * height + row.output()) * width + column.output();
                    if (largest[to] == NONE || x.values()[from] > y.values()[to]) {
                        largest[to] = from;
                        y.values()[to] = x.values()[from];
                    }
                }
            }
        }
        requireInputUnderEveryWindow(y);
        return y;
    }

    private void requireInputUnderEveryWindow(Tensor y) {
        for (int to = 0; to < largest.length; to++) {
            if (largest[to] == NONE) {
                throw new IllegalArgumentException("input: found shape " + x.shapeText() + ", of which output "
                        + Arrays.toString(y.indexOf(to)) + " sees nothing but padding under rows " + rows
                        + " and columns " + columns + ", wanted an input under every window");
            }
        }
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(x.shape());
        for (int o = 0; o < largest.length; o++) {
            dx.values()[largest[o]] += dy.values()[o];
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    /** {@return true: the first axis counts examples} */
    @Override
    public boolean isBatched() {
        return true;
    }
}
