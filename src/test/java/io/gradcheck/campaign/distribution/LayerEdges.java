package io.gradcheck.campaign.distribution;

import io.gradcheck.source.LayerSource;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.network.Layers;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Sizes, values and settings of single layers that reveal mistakes; of all layers mixed, or of the one that has them. */
final class LayerEdges {

    private static final String SIZES = "sizes";
    private static final String VALUES = "values";
    private static final String SETTINGS = "settings";

    private static final Mixed ANY = new Mixed("layers", Layers.all());
    private static final SubjectSource LEAST = new Sized(ANY, Map.of());
    private static final SubjectSource QUIET =
            new Mixed("layers", Layers.all().stream().map(Edited::quiet).toList());

    /** The sizes that can be 1 and are something else here. */
    private static final SubjectSource TWOS = new Sized(
            ANY,
            Map.ofEntries(
                    Map.entry("batch", 2),
                    Map.entry("images", 2),
                    Map.entry("examples", 2),
                    Map.entry("channels", 2),
                    Map.entry("filters", 2),
                    Map.entry("width", 2),
                    Map.entry("length", 2),
                    Map.entry("steps", 2),
                    Map.entry("axes", 2),
                    Map.entry("more rows", 2),
                    Map.entry("more columns", 2)));

    private static final SubjectSource TWO_BY_TWO = new Mixed(
            "layers",
            List.of(
                    new Sized(Layers.named("softmax"), Map.of("axes", 2, "batch", 2, "width", 2)),
                    new Sized(Layers.named("rnn"), Map.of("examples", 2, "steps", 2, "inputs", 2))));

    private LayerEdges() {}

    static List<EdgeClass> all() {
        List<EdgeClass> all = new ArrayList<>();
        all.addAll(sizes());
        all.addAll(ranks());
        all.addAll(values());
        all.addAll(ties());
        all.addAll(windows());
        all.addAll(settings());
        all.addAll(Upstreams.edges());
        return all;
    }

    private static EdgeClass size(String name, Predicate<LayerView> shows, SubjectSource elsewhere) {
        return EdgeClass.ofLayers(SIZES, name, ANY, shows, elsewhere);
    }

    private static List<EdgeClass> sizes() {
        return List.of(
                size("one example", l -> l.has(n -> n == 1, "batch", "images", "examples"), TWOS),
                size("several examples", l -> l.has(n -> n > 1, "batch", "images", "examples"), LEAST),
                size("one channel", l -> l.has(n -> n == 1, "channels"), TWOS),
                size("several channels", l -> l.has(n -> n > 1, "channels"), LEAST),
                size("one filter", l -> l.has(n -> n == 1, "filters"), TWOS),
                size(
                        "several filters over several channels",
                        l -> l.has(n -> n > 1, "filters") && l.has(n -> n > 1, "channels"),
                        LEAST),
                size("width 1", l -> l.has(n -> n == 1, "width"), TWOS),
                size("length 1", l -> l.has(n -> n == 1, "length"), TWOS),
                size("one step of a sequence", l -> l.has(n -> n == 1, "steps"), TWOS),
                size("several steps of a sequence", l -> l.has(n -> n > 1, "steps"), LEAST),
                of(
                        SIZES,
                        "dense",
                        "square weights",
                        l -> l.size("width") == l.size("outputs") && l.size("width") > 1,
                        Map.of("width", 2, "outputs", 3)),
                of(
                        SIZES,
                        "dense",
                        "weights that are not square",
                        l -> l.size("width") != l.size("outputs"),
                        Map.of("width", 3, "outputs", 3)),
                of(
                        SIZES,
                        "batch_normalisation",
                        "one number for a channel: variance 0",
                        l -> l.input().size() == l.size("channels"),
                        Map.of("batch", 2)));
    }

    private static List<EdgeClass> ranks() {
        return List.of(
                size("input of one axis", l -> l.input().rank() == 1, TWOS),
                size("input of two axes, one of length 1", l -> hasAxisOfOne(l.input(), 2), TWO_BY_TWO),
                size("input of three axes, one of length 1", l -> hasAxisOfOne(l.input(), 3), TWO_BY_TWO),
                of(
                        SIZES,
                        "layer_normalisation",
                        "three axes, several rows",
                        l -> l.input().rank() == 3
                                && l.input().length(0) * l.input().length(1) > 1,
                        Map.of("axes", 2)));
    }

    private static boolean hasAxisOfOne(Tensor tensor, int rank) {
        return tensor.rank() == rank
                && IntStream.of(tensor.shape()).anyMatch(length -> length == 1)
                && tensor.size() > 1;
    }

    private static EdgeClass value(String name, Predicate<LayerView> shows) {
        return EdgeClass.ofLayers(VALUES, name, ANY, shows, QUIET);
    }

    private static List<EdgeClass> values() {
        return List.of(
                value("exact zero in the input", l -> Numbers.some(l.input(), v -> v == 0)),
                value("input all zero", l -> Numbers.all(l.input(), v -> v == 0)),
                value("row of the input all zero", l -> Numbers.hasZeroRow(l.input())),
                value(
                        "exact zero in a parameter",
                        l -> l.tensors().stream().anyMatch(t -> t != l.input() && Numbers.some(t, v -> v == 0))),
                value("input all equal", l -> Numbers.isConstant(l.input())),
                value("rows of the input all equal", l -> Numbers.hasEqualRows(l.input())),
                value("ties among the inputs", l -> Numbers.hasTies(l.input())),
                value("two parameters with equal values", l -> Numbers.hasEqualTensors(l.tensors())),
                value("magnitude above 100", l -> Numbers.some(l.tensors(), v -> Math.abs(v) > 100)),
                value(
                        "magnitude below 0.01, not zero",
                        l -> Numbers.some(l.tensors(), v -> v != 0 && Math.abs(v) < 0.01)),
                value(
                        "four decades within one tensor",
                        l -> l.tensors().stream().anyMatch(t -> Numbers.decades(t) > 4)),
                value("saturating input, x above 20 or below -20", l -> Numbers.some(l.input(), v -> Math.abs(v) > 20)),
                value(
                        "exponential beyond a float's range, x > 88 in a softmax",
                        l -> (l.is("softmax") || l.is("log_softmax")) && Numbers.some(l.input(), v -> v > 88)));
    }

    private static List<EdgeClass> ties() {
        LayerSource pooling = Layers.named("max_pooling_2d");
        LayerSource prelu = Layers.named("prelu");
        return List.of(
                EdgeClass.ofLayers(
                        VALUES, "ties and no zero in a window", pooling, Windows::hasTie, Edited.quiet(pooling)),
                of(VALUES, "embedding", "token that comes twice", LayerView::hasRepeatedToken, Map.of("tokens", 1)),
                EdgeClass.ofLayers(
                        VALUES,
                        "negative slope and a negative input",
                        prelu,
                        l -> Numbers.some(l.variable("slope"), v -> v < 0) && Numbers.some(l.input(), v -> v < 0),
                        prelu.parameter("slope", sizes -> Values.positive())),
                EdgeClass.ofLayers(
                        VALUES,
                        "input of exactly zero",
                        prelu,
                        l -> Numbers.some(l.input(), v -> v == 0),
                        Edited.quiet(prelu)),
                EdgeClass.ofLayers(
                        VALUES,
                        "norm of a zero vector",
                        Layers.named("rms_normalisation"),
                        l -> Numbers.hasZeroRow(l.input()),
                        Edited.quiet(Layers.named("rms_normalisation"))),
                EdgeClass.ofLayers(
                        VALUES,
                        "row of zero variance",
                        Layers.named("layer_normalisation"),
                        l -> l.size("width") > 1 && Windows.hasConstantRow(l.input()),
                        Edited.quiet(Layers.named("layer_normalisation"))));
    }

    /** A class of one layer; elsewhere it has these sizes, and the others are the least. */
    private static EdgeClass of(
            String group, String layer, String name, Predicate<LayerView> shows, Map<String, Integer> elsewhere) {
        LayerSource source = Layers.named(layer);
        return EdgeClass.ofLayers(group, name, source, shows, new Sized(source, elsewhere));
    }

    private static List<EdgeClass> windows() {
        String layer = "convolution_1d";
        return List.of(
                of(
                        SETTINGS,
                        layer,
                        "kernel 1",
                        l -> l.size("kernel over length") == 1,
                        Map.of("kernel over length", 2)),
                of(SETTINGS, layer, "stride above 1", l -> l.size("stride over length") > 1, Map.of()),
                of(SETTINGS, layer, "dilation above 1", l -> l.size("dilation over length") > 1, Map.of()),
                of(
                        SETTINGS,
                        layer,
                        "stride other than dilation",
                        l -> l.size("stride over length") != l.size("dilation over length"),
                        Map.of()),
                of(SETTINGS, layer, "padding", l -> l.size("padding of length") > 0, Map.of()),
                of(SETTINGS, layer, "stride that does not divide", l -> l.strideLeavesRest("length"), Map.of()),
                of(
                        SETTINGS,
                        "average_pooling_2d",
                        "windows that overlap",
                        l -> l.size("kernel over columns") > l.size("stride over columns"),
                        Map.of()));
    }

    private static List<EdgeClass> settings() {
        // An output left out is no input dropped.
        SubjectSource dropout = Edited.with(Layers.named("dropout"), "upstreamZeros", 0L);
        return List.of(
                of(
                        SETTINGS,
                        "layer_normalisation",
                        "large epsilon, 1",
                        l -> l.size("digits of epsilon") == 0,
                        Map.of("digits of epsilon", 6)),
                of(
                        SETTINGS,
                        "layer_normalisation",
                        "small epsilon, 1e-6",
                        l -> l.size("digits of epsilon") == 6,
                        Map.of()),
                of(SETTINGS, "dropout", "everything kept", l -> l.size("tenths kept") == 10, Map.of("tenths kept", 5)),
                EdgeClass.ofLayers(
                        SETTINGS,
                        "something dropped",
                        dropout,
                        LayerView::dropsOnes,
                        new Sized(dropout, Map.of("tenths kept", 10))),
                of(SETTINGS, "attention", "causal mask", l -> l.size("causal") == 1, Map.of()),
                of(SETTINGS, "attention", "mask at random", l -> l.size("causal") == 0, Map.of("causal", 1)),
                of(
                        SETTINGS,
                        "attention",
                        "as many queries as keys, several",
                        l -> l.size("queries") == l.size("keys") && l.size("keys") > 1,
                        Map.of()));
    }
}
