package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * The mean under each window of an image, {@code y[n,c,o,p] = 1/(KL) sum_kl x[n,c,i,j]} for windows of K by L taps, with
 * {@code i = o stride + k dilation - padding}, and {@code j} from {@code p, l} alike.
 *
 * <p>{@code dx[n,c,i,j] = 1/(KL) sum of dy[n,c,o,p] over all windows that see i, j}. Padding counts as zeros. Input
 * [examples, channels, rows, columns], output [examples, channels, output rows, output columns].
 */
public class AveragePooling2d implements Layer {

    final Window rows;
    final Window columns;
    Tensor x = Tensor.vector();
    List<Window.Tap> rowTaps = List.of();
    List<Window.Tap> columnTaps = List.of();

    /**
     * Makes a pooling layer.
     *
     * @param rows how it slides over the rows
     * @param columns how it slides over the columns
     */
    public AveragePooling2d(Window rows, Window columns) {
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public Tensor forward(Tensor input) {
        x = Shapes.require("input", input, Shapes.ANY, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        rowTaps = rows.taps(x.length(2));
        columnTaps = columns.taps(x.length(3));
        Tensor y = Tensor.zeros(x.length(0), x.length(1), rows.outputs(x.length(2)), columns.outputs(x.length(3)));
        for (int n = 0; n < x.length(0); n++) {
            for (int c = 0; c < x.length(1); c++) {
                for (Window.Tap row : rowTaps) {
                    for (Window.Tap column : columnTaps) {
                        double part = x.get(n, c, row.input(), column.input()) / taps();
                        y.add(part, n, c, row.output(), column.output());
                    }
                }
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(x.shape());
        for (int n = 0; n < x.length(0); n++) {
            for (int c = 0; c < x.length(1); c++) {
                for (Window.Tap row : rowTaps) {
                    for (Window.Tap column : columnTaps) {
                        double part = dy.get(n, c, row.output(), column.output()) / taps();
                        dx.add(part, n, c, row.input(), column.input());
                    }
                }
            }
        }
        return dx;
    }

    private int taps() {
        return rows.size() * columns.size();
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
