package io.gradcheck.campaign.repeat;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/**
 * A layer with as many parameters as wanted, and one mistake: the rows of the input times a sum over the entries of all
 * parameters, each of which counts as many times as it is far from the first.
 */
final class PlantedLayer implements Layer {

    /** What is wrong. */
    enum Mistake {
        SIGN,
        FACTOR,
        FORGOTTEN,
        LAST_EXAMPLE,
        WRITES_TO_ARGUMENT,
        GROWS_WITH_CALLS,
        NOT_LINEAR,
        MIXES_EXAMPLES,
        THROWS
    }

    private final List<Parameter> parameters;
    private final Mistake mistake;
    private Tensor input = Tensor.scalar(0);
    private int calls;

    PlantedLayer(Mistake mistake, List<Parameter> parameters) {
        this.mistake = mistake;
        this.parameters = parameters;
    }

    private double scale() {
        double scale = 1;
        for (Parameter parameter : parameters) {
            double[] values = parameter.value().values();
            for (int j = 0; j < values.length; j++) {
                scale += Double.isFinite(values[j]) ? (j % 7 + 1) * values[j] : 0;
            }
        }
        return scale;
    }

    @Override
    public Tensor forward(Tensor x) {
        if (mistake == Mistake.THROWS) {
            throw new UnsupportedOperationException("not yet \"written\"");
        }
        input = x.copy();
        Tensor y = x.copy();
        double scale = scale();
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] *= scale + (mistake == Mistake.MIXES_EXAMPLES ? x.values()[0] : 0);
        }
        if (mistake == Mistake.WRITES_TO_ARGUMENT && x.size() > 0) {
            x.values()[0] += 1;
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        calls++;
        double scale = scale();
        Tensor dx = dy.copy();
        double products = 0;
        int row = Math.max(1, dy.size() / dy.length(0));
        for (int i = 0; i < dx.size(); i++) {
            boolean counts = mistake != Mistake.LAST_EXAMPLE || i >= dx.size() - row;
            products += counts ? dy.values()[i] * input.values()[i] : 0;
            dx.values()[i] *= scale + (mistake == Mistake.MIXES_EXAMPLES ? input.values()[0] : 0);
        }
        if (mistake == Mistake.MIXES_EXAMPLES) {
            dx.values()[0] += products;
        }
        for (int k = 0; k < parameters.size(); k++) {
            double[] gradient = parameters.get(k).gradient().values();
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] = Double.isFinite(parameters.get(k).value().values()[j])
                        ? (j % 7 + 1) * products * (k == 0 ? factor() : 1) + added(k)
                        : 0;
            }
        }
        return dx;
    }

    private double added(int parameter) {
        return mistake == Mistake.NOT_LINEAR && parameter == 0 ? 0.25 : 0;
    }

    private double factor() {
        return switch (mistake) {
            case SIGN -> -1;
            case FACTOR -> 2;
            case FORGOTTEN -> 0;
            case GROWS_WITH_CALLS -> calls == 1 ? 1 : 1 + calls;
            default -> 1;
        };
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean isBatched() {
        return mistake == Mistake.MIXES_EXAMPLES || mistake == Mistake.LAST_EXAMPLE;
    }
}
