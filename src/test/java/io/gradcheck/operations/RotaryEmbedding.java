package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Rotary position embedding of queries and keys: pairs of the first and second half, turned by their position. */
final class RotaryEmbedding extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("turned onward again instead of back", "query", "key"),
                new Mistake("neighbours are paired instead of halves", "query", "key"),
                new Mistake("keys are turned by their place instead of the position given", "key"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int width = 2 * s.between("pairs", 1, 4);
        int length = s.between("length", 1, 5);
        return ordered(
                "query", new Variable(Values.any(), s.batch(), length, width),
                "key", new Variable(Values.any(), s.batch(), length, width),
                "positions", new Variable(Values.integers(0, 2048), s.batch(), length));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("query", "key", "positions");
    }

    private static Tensor turned(Tensor x, Tensor positions, int direction, boolean neighbours, boolean byPlace) {
        Tensor turned = Tensor.zeros(x.shape());
        int pairs = x.length(2) / 2;
        for (int n = 0; n < x.length(0); n++) {
            for (int t = 0; t < x.length(1); t++) {
                for (int i = 0; i < pairs; i++) {
                    double position = byPlace ? t : positions.get(n, t);
                    double angle = direction * position * Math.pow(10_000, -(double) i / pairs);
                    int first = neighbours ? 2 * i : i;
                    int second = neighbours ? 2 * i + 1 : i + pairs;
                    double a = x.get(n, t, first);
                    double b = x.get(n, t, second);
                    turned.set(a * Math.cos(angle) - b * Math.sin(angle), n, t, first);
                    turned.set(a * Math.sin(angle) + b * Math.cos(angle), n, t, second);
                }
            }
        }
        return turned;
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor positions = in.get("positions");
        return Map.of(
                "query", turned(in.get("query"), positions, 1, false, false),
                "key", turned(in.get("key"), positions, 1, false, false));
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Tensor positions = in.get("positions");
        int direction = mistake == 1 ? 1 : -1;
        return Map.of(
                "query", turned(d.get("query"), positions, direction, mistake == 2, false),
                "key", turned(d.get("key"), positions, direction, mistake == 2, mistake == 3));
    }
}
