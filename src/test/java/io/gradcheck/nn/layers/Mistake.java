package io.gradcheck.nn.layers;

import io.gradcheck.campaign.LayerCase;
import io.gradcheck.campaign.LayerKind;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * A mistake that people make in the backward pass of a layer.
 *
 * @param kind the layer
 * @param name what is wrong
 * @param source which cases show it
 * @param wrong makes the wrong layer of the right one
 * @param variables whose gradients it makes wrong, in one case or another
 */
public record Mistake(LayerKind kind, String name, Source source, Function<Layer, Layer> wrong, Set<String> variables) {

    /** Where cases come from. */
    public enum Source {
        /** Normally distributed entries. */
        ORDINARY {
            @Override
            LayerCase at(LayerKind kind, long seed, long index) {
                return kind.ordinary(seed, index);
            }
        },
        /** Entries of all sorts, exact zeros among them. */
        ALL_SORTS {
            @Override
            LayerCase at(LayerKind kind, long seed, long index) {
                return kind.ofAllSorts(seed, index);
            }
        },
        /** Inputs rounded to odd multiples of a half, so that many are equal and none is zero. */
        TIES {
            @Override
            LayerCase at(LayerKind kind, long seed, long index) {
                LayerCase ordinary = kind.ordinary(seed, index);
                double[] x = ordinary.input().values();
                return new LayerCase(ordinary.layer(), entries(ordinary.input(), i -> Math.rint(x[i]) + 0.5));
            }
        };

        abstract LayerCase at(LayerKind kind, long seed, long index);
    }

    /** {@return the mistakes of all layers} */
    public static List<Mistake> all() {
        return Stream.of(
                        DenseMistakes.all(),
                        RowMistakes.all(),
                        WindowMistakes.all(),
                        NormalisationMistakes.all(),
                        RecurrentMistakes.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A layer that is put together wrongly. */
    static <L extends Layer> Mistake layer(
            LayerKind kind, Class<L> type, String name, Function<L, Layer> wrong, String... variables) {
        return new Mistake(kind, name, Source.ORDINARY, layer -> wrong.apply(type.cast(layer)), Set.of(variables));
    }

    /** A wrong backward pass, which is given the right layer after its forward pass. */
    static <L extends Layer> Mistake backward(
            LayerKind kind, Class<L> type, String name, BiFunction<L, Tensor, Tensor> wrong, String... variables) {
        return layer(kind, type, name, right -> new Backward<>(right, wrong), variables);
    }

    /** The same mistake, shown by other cases than ordinary ones. */
    Mistake shownBy(Source other) {
        return new Mistake(kind, name, other, wrong, variables);
    }

    LayerCase at(long seed, long index) {
        return source.at(kind, seed, index);
    }

    @Override
    public String toString() {
        return kind + ": " + name;
    }

    private record Backward<L extends Layer>(L right, BiFunction<L, Tensor, Tensor> wrong) implements Layer {

        @Override
        public Tensor forward(Tensor input) {
            return right.forward(input);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return wrong.apply(right, outputGradient);
        }

        @Override
        public List<Parameter> parameters() {
            return right.parameters();
        }
    }

    /** A tensor of the same shape, entry by entry. */
    static Tensor entries(Tensor like, IntToDoubleFunction entry) {
        Tensor tensor = Tensor.zeros(like.shape());
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = entry.applyAsDouble(i);
        }
        return tensor;
    }

    /** The upstream gradient with zeros for all but one entry of axis 0. */
    static Tensor only(int first, Tensor dy) {
        int each = dy.size() / dy.length(0);
        return entries(dy, i -> i / each == first ? dy.values()[i] : 0);
    }

    static void scale(Parameter parameter, double factor) {
        double[] gradient = parameter.gradient().values();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= factor;
        }
    }

    /** Exchanges the first two axes of a gradient, if they are equally long. */
    static void transpose(Tensor gradient) {
        int rows = gradient.length(0);
        int each = rows == 0 ? 0 : gradient.size() / (rows * gradient.length(1));
        if (rows == gradient.length(1)) {
            double[] from = gradient.values().clone();
            for (int i = 0; i < gradient.size(); i++) {
                int row = i / each / rows;
                int column = i / each % rows;
                gradient.values()[(column * rows + row) * each + i % each] = from[i];
            }
        }
    }
}
