package io.gradcheck.check;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** {@code y = c x}; keeps its input and adds to its gradient. */
public class Scale implements Layer {

    final Parameter c = new Parameter("c", Tensor.scalar(3));
    private Tensor input = Tensor.vector(0);

    @Override
    public Tensor forward(Tensor input) {
        this.input = input;
        return times(c.value().get(), input);
    }

    @Override
    public Tensor backward(Tensor outputGradient) {
        double sum = 0;
        for (int i = 0; i < input.size(); i++) {
            sum += input.values()[i] * outputGradient.values()[i];
        }
        c.gradient().set(c.gradient().get() + sum);
        return times(c.value().get(), outputGradient);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(c);
    }

    static Tensor times(double factor, Tensor tensor) {
        Tensor product = tensor.copy();
        for (int i = 0; i < product.size(); i++) {
            product.values()[i] *= factor;
        }
        return product;
    }
}
