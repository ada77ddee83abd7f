package io.gradcheck.campaign.mistakes;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** A layer as someone writes it, right or with one mistake in its backward pass. */
abstract class SmallLayer implements Layer {

    final boolean wrong;
    Tensor x = Tensor.scalar(0);
    private final List<Parameter> parameters;

    SmallLayer(boolean wrong, Parameter... parameters) {
        this.wrong = wrong;
        this.parameters = List.of(parameters);
    }

    static Parameter parameter(String name, int... shape) {
        return new Parameter(name, Tensor.zeros(shape));
    }

    @Override
    public final Tensor forward(Tensor input) {
        x = input.copy();
        return output();
    }

    /** The output for the input {@link #x}. */
    abstract Tensor output();

    @Override
    public final List<Parameter> parameters() {
        return parameters;
    }
}
