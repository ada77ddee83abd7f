package io.gradcheck.campaign;

import io.gradcheck.nn.Network;
import io.gradcheck.result.NetworkResult;
import io.gradcheck.result.NetworkResult.LayerResult;
import io.gradcheck.result.NetworkResult.SkipResult;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.network.NetworkCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records a network for a picture of it. */
final class RecordedNetwork {

    private RecordedNetwork() {}

    /** The network of a case, in whichever engine it is checked; null if the case is none of a network. */
    static @Nullable NetworkResult of(SubjectCase subjectCase) {
        return NetworkCase.in(subjectCase).map(found -> of(found.network())).orElse(null);
    }

    private static NetworkResult of(Network network) {
        List<LayerResult> layers = new ArrayList<>();
        for (int k = 1; k <= network.layers(); k++) {
            layers.add(new LayerResult(
                    network.width(k),
                    k < network.layers() ? network.activation(k).label() : "",
                    Arrays.stream(network.weights(k).toRows())
                            .map(RecordedNetwork::list)
                            .toList(),
                    list(network.biases(k).values())));
        }
        List<SkipResult> skips = network.skips().stream()
                .map(skip -> new SkipResult(skip.from(), skip.to()))
                .toList();
        return new NetworkResult(network.width(0), network.loss().label(), layers, skips);
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
