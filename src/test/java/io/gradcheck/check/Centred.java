package io.gradcheck.check;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** {@code y_i = x_i^2 - mean of x_j^2 over the batch}: a normalisation by the batch, with its right gradient. */
public record Centred(boolean isBatched, Tensor[] kept) implements Layer {

    public Centred(boolean isBatched) {
        this(isBatched, new Tensor[1]);
    }

    @Override
    public Tensor forward(Tensor input) {
        kept[0] = input.copy();
        Tensor squares = input.copy();
        for (int i = 0; i < squares.size(); i++) {
            squares.values()[i] *= input.values()[i];
        }
        return centred(squares);
    }

    @Override
    public Tensor backward(Tensor outputGradient) {
        Tensor gradient = centred(outputGradient);
        for (int i = 0; i < gradient.size(); i++) {
            gradient.values()[i] *= 2 * kept[0].values()[i];
        }
        return gradient;
    }

    private static Tensor centred(Tensor tensor) {
        Tensor centred = tensor.copy();
        int rows = tensor.length(0);
        for (int column = 0; column < tensor.length(1); column++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += tensor.get(row, column) / rows;
            }
            for (int row = 0; row < rows; row++) {
                centred.set(tensor.get(row, column) - mean, row, column);
            }
        }
        return centred;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
