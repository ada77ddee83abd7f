package io.gradcheck.campaign;

import io.gradcheck.source.LayerSource;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** A layer as a user writes one: {@code y = c x}, column by column. */
public final class ScaleLayer implements Layer {

    private final Parameter c;
    private final boolean summed;
    private Tensor input = Tensor.scalar(0);

    ScaleLayer(int width, boolean summed) {
        this.c = new Parameter("c", Tensor.zeros(width));
        this.summed = summed;
    }

    /** {@return random cases of the right layer} */
    public static LayerSource rightSource() {
        return LayerSource.of("scale", s -> new ScaleLayer(s.width(), true), s -> new int[] {s.batch(), s.width()});
    }

    /** {@return random cases of a layer whose parameter gradient is that of the last example alone} */
    public static LayerSource wrongSource() {
        return LayerSource.of("scale", s -> new ScaleLayer(s.width(), false), s -> new int[] {s.batch(), s.width()})
                .writtenAs("io.gradcheck.campaign.ScaleLayer.wrongSource()");
    }

    @Override
    public Tensor forward(Tensor x) {
        input = x.copy();
        Tensor y = x.copy();
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] *= c.value().values()[i % c.value().size()];
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor outputGradient) {
        Tensor dx = outputGradient.copy();
        double[] dc = c.gradient().values();
        for (int i = 0; i < dx.size(); i++) {
            int column = i % dc.length;
            double term = outputGradient.values()[i] * input.values()[i];
            dc[column] = summed ? dc[column] + term : term;
            dx.values()[i] *= c.value().values()[column];
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(c);
    }
}
