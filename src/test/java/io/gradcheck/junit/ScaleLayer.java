package io.gradcheck.junit;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** {@code y = c f(x)}, column by column, with {@code f(x) = x}; subclasses get it wrong. */
class ScaleLayer implements Layer {

    final Parameter c;
    Tensor input = Tensor.scalar(0);

    ScaleLayer(int width) {
        c = new Parameter("c", Tensor.zeros(width));
    }

    double f(double x) {
        return x;
    }

    double slope(double x) {
        return 1;
    }

    /** A term of the gradient by {@code c}. */
    double dc(double x, double c, double dy) {
        return dy * f(x);
    }

    @Override
    public Tensor forward(Tensor x) {
        input = x.copy();
        Tensor y = x.copy();
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] = c(i) * f(x.values()[i]);
        }
        return y;
    }

    private double c(int i) {
        return c.value().values()[i % c.value().size()];
    }

    @Override
    public Tensor backward(Tensor outputGradient) {
        Tensor dx = outputGradient.copy();
        double[] dc = c.gradient().values();
        for (int i = 0; i < dx.size(); i++) {
            double x = input.values()[i];
            double dy = outputGradient.values()[i];
            dc[i % dc.length] += dc(x, c(i), dy);
            dx.values()[i] = dy * c(i) * slope(x);
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(c);
    }

    @Override
    public boolean isBatched() {
        return true;
    }
}
