package io.gradcheck.campaign.distribution;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.network.Layers;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The upstream gradients that layers get while they are checked. */
final class Upstreams {

    private Upstreams() {}

    static List<EdgeClass> edges() {
        return List.of(
                edge(
                        "random upstream, not all equal",
                        us -> us.stream()
                                .anyMatch(u -> u.size() > 1 && !Numbers.isConstant(u) && Numbers.all(u, v -> v != 0))),
                edge(
                        "upstream with zeros and others, again and again",
                        us -> us.stream()
                                        .filter(u -> Numbers.some(u, v -> v == 0) && Numbers.some(u, v -> v != 0))
                                        .count()
                                > us.size() / 2),
                edge("several backward passes of one object", us -> us.size() > 1));
    }

    /** Elsewhere: an upstream of ones, once, as checks of a fixed upstream have it. */
    private static EdgeClass edge(String name, Predicate<List<Tensor>> shows) {
        return new EdgeClass(
                "settings",
                name,
                "layers",
                index -> shows.test(seen(index)),
                index -> shows.test(List.of(Tensor.vector(1, 1, 1))));
    }

    private static List<Tensor> seen(long index) {
        List<Tensor> seen = new ArrayList<>();
        List<LayerSource> layers = Layers.all();
        LayerSource source = layers.get((int) (index % layers.size())).altered(layer -> new Recording(layer, seen));
        GradientChecker.standard()
                .seed(index)
                .check(source.at(EdgeClass.SEED, index).subject());
        return seen;
    }

    /** Notes the upstream gradients of a layer. */
    private record Recording(Layer layer, List<Tensor> seen) implements Layer {

        @Override
        public Tensor forward(Tensor input) {
            return layer.forward(input);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            seen.add(outputGradient.copy());
            return layer.backward(outputGradient);
        }

        @Override
        public List<Parameter> parameters() {
            return layer.parameters();
        }
    }
}
