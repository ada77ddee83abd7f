package io.gradcheck.campaign.distribution;

import io.gradcheck.source.SubjectCase;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What can be seen of a layer with its input.
 *
 * @param layer its name
 * @param sizes its sizes and settings by name
 * @param subject the layer, to be checked
 * @param point input and parameters by name
 */
record LayerView(String layer, Map<?, ?> sizes, Subject subject, Map<String, Tensor> point) {

    static LayerView of(SubjectCase drawn) {
        List<String> source = drawn.traits().getOrDefault("source", List.of());
        Subject subject = drawn.subject();
        return new LayerView(
                source.isEmpty() ? "" : source.get(0),
                (Map<?, ?>) drawn.data().getOrDefault("sizes", Map.of()),
                subject,
                subject.point());
    }

    boolean is(String name) {
        return layer.equals(name);
    }

    Tensor input() {
        return variable("input");
    }

    Tensor variable(String name) {
        Tensor value = point.get(name);
        if (value == null) {
            throw new IllegalStateException(layer + ": found " + point.keySet() + ", wanted also " + name);
        }
        return value;
    }

    List<Tensor> tensors() {
        return List.copyOf(point.values());
    }

    /** Whether it has one of these sizes, and that is of a kind. */
    boolean has(IntPredicate kind, String... names) {
        for (String name : names) {
            if (sizes.get(name) instanceof Integer size && kind.test(size)) {
                return true;
            }
        }
        return false;
    }

    int size(String name) {
        if (sizes.get(name) instanceof Integer size) {
            return size;
        }
        throw new IllegalStateException(layer + ": found sizes " + sizes.keySet() + ", wanted also " + name);
    }

    /** Whether the window over an axis leaves something of it at its end. */
    boolean strideLeavesRest(String axis) {
        int span = 1 + (size("kernel over " + axis) - 1) * size("dilation over " + axis);
        int length = input().length(input().rank() - 1);
        return (length + 2 * size("padding of " + axis) - span) % size("stride over " + axis) != 0;
    }

    /** Whether some output is 0 for an input of ones. */
    boolean dropsOnes() {
        Tensor ones = input().copy();
        Arrays.fill(ones.values(), 1);
        return Numbers.some(subject.evaluate(Map.of("input", ones)), y -> y == 0);
    }

    /** Whether a token comes twice. */
    boolean hasRepeatedToken() {
        Set<Integer> seen = new HashSet<>();
        List<Integer> tokens = new ArrayList<>();
        for (int t = 0; t < size("tokens"); t++) {
            tokens.add(size("token " + t));
        }
        return tokens.stream().anyMatch(token -> !seen.add(token));
    }
}
