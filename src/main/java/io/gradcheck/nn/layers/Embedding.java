package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * Rows of a table, picked by given indices, {@code y[t] = W[index_t]} (Bengio et al. 2003).
 *
 * <p>{@code dW[v] = sum of dy[t] over all t with index_t = v}: what is picked twice gets both gradients. Nothing can be
 * differentiated by an index, so the indices are fixed and the layer's input is the table, of shape [vocabulary, width].
 * Output [indices, width].
 */
public class Embedding implements Layer {

    final int[] indices;
    Tensor table = Tensor.vector();

    /**
     * Makes a layer that picks these rows.
     *
     * @param indices the rows, counted from 0. Copied.
     * @throws IllegalArgumentException if there is none
     */
    public Embedding(int... indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("indices: found none, wanted at least one");
        }
        this.indices = indices.clone();
    }

    @Override
    public Tensor forward(Tensor input) {
        table = Shapes.require("input", input, Shapes.ANY, Shapes.ANY);
        Tensor y = Tensor.zeros(indices.length, table.length(1));
        for (int t = 0; t < indices.length; t++) {
            for (int i = 0; i < table.length(1); i++) {
                y.set(table.get(indices[t], i), t, i);
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dTable = Tensor.zeros(table.shape());
        for (int t = 0; t < indices.length; t++) {
            for (int i = 0; i < table.length(1); i++) {
                dTable.add(dy.get(t, i), indices[t], i);
            }
        }
        return dTable;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
