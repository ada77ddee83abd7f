package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * Dropout with a given mask, {@code y = mask x / keep} (Srivastava et al. 2014, scaled while training).
 *
 * <p>{@code dx = mask dy / keep}. A mask that were drawn anew by each forward pass would be no function, and could not be
 * checked: whoever draws one fixes it for the check. Input and output have the mask's shape.
 */
public class Dropout implements Layer {

    final Tensor mask;
    final double keep;

    /**
     * Makes a layer with a fixed mask.
     *
     * @param mask 1 for entries that are kept, 0 for others. Copied.
     * @param keep the share of entries that masks keep on average
     * @throws IllegalArgumentException if the share is not above 0 and at most 1
     */
    public Dropout(Tensor mask, double keep) {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException("keep: found " + keep + ", wanted a share above 0 and at most 1");
        }
        this.mask = mask.copy();
        this.keep = keep;
    }

    @Override
    public Tensor forward(Tensor input) {
        return masked(Shapes.require("input", input, mask.shape()));
    }

    @Override
    public Tensor backward(Tensor dy) {
        return masked(dy);
    }

    private Tensor masked(Tensor tensor) {
        Tensor masked = Tensor.zeros(mask.shape());
        for (int i = 0; i < mask.size(); i++) {
            masked.values()[i] = mask.values()[i] * tensor.values()[i] / keep;
        }
        return masked;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
