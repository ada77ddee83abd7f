package io.gradcheck.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A network without its weights: widths[0..L], activations of the layers 1..L-1, loss, regulariser and skips. */
final class Architecture {

    private final int[] widths;
    private final Activation[] activations;
    private final LayerNames[] names;
    final Loss loss;
    final double l2;

    /** An array, because iterating over a list would allocate in every evaluation. */
    final Skip[] skips;

    /** Made when first asked for. */
    private @Nullable String text;

    Architecture(List<Integer> widths, List<Activation> activations, Loss loss, double l2, List<Skip> skips) {
        this.widths = widths.stream().mapToInt(Integer::intValue).toArray();
        this.activations = activations.toArray(Activation[]::new);
        this.names =
                IntStream.range(0, this.widths.length).mapToObj(LayerNames::of).toArray(LayerNames[]::new);
        this.loss = loss;
        this.l2 = l2;
        this.skips = skips.toArray(Skip[]::new);
        List<Skip> seen = new ArrayList<>();
        for (Skip skip : this.skips) {
            requireFits(skip);
            if (seen.contains(skip)) {
                throw new IllegalArgumentException("skip: found " + text(skip) + " twice, wanted it at most once");
            }
            seen.add(skip);
        }
    }

    private void requireFits(Skip skip) {
        if (skip.to() > layers()) {
            throw new IllegalArgumentException(
                    "skip: found " + text(skip) + ", wanted a layer from 1 to " + layers() + " at its end");
        }
        if (width(skip.from()) != width(skip.to())) {
            throw new IllegalArgumentException("skip: found " + text(skip) + " from width " + width(skip.from())
                    + " to width " + width(skip.to()) + ", wanted equal widths");
        }
    }

    private static String text(Skip skip) {
        return skip.from() + " to " + skip.to();
    }

    int layers() {
        return widths.length - 1;
    }

    int width(int layer) {
        return widths[layer];
    }

    Activation activation(int layer) {
        return activations[layer - 1];
    }

    LayerNames names(int layer) {
        return names[layer];
    }

    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = text();
            text = known;
        }
        return known;
    }

    private String text() {
        StringBuilder text = new StringBuilder().append(widths[0]);
        for (int k = 1; k <= layers(); k++) {
            text.append('-').append(widths[k]);
        }
        text.append(' ');
        for (Activation activation : activations) {
            text.append(activation.label()).append('/');
        }
        text.append(loss.label());
        if (l2 != 0) {
            text.append(" l2=").append(l2);
        }
        if (skips.length > 0) {
            text.append(Arrays.stream(skips)
                    .map(skip -> skip.from() + ">" + skip.to())
                    .collect(Collectors.joining(",", " skips=", "")));
        }
        return text.toString();
    }
}
