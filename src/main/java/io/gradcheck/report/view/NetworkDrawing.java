package io.gradcheck.report.view;

import io.gradcheck.result.NetworkResult;
import io.gradcheck.result.NetworkResult.LayerResult;
import io.gradcheck.result.NetworkResult.SkipResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network with its values: units with their biases, connections with their weights, layers with their activations. */
final class NetworkDrawing {

    private static final int MOST_UNITS = 8; // of a layer; more are counted
    private static final int MOST_LABELS = 30;
    private static final int MOST_VALUES = 120; // in the table
    private static final int COLUMN = 132;
    private static final int ROW = 58;
    private static final int MARGIN = 58;
    private static final int TOP = 40;
    private static final int FOOT = 46;
    private static final int RADIUS = 17;

    private final NetworkResult network;
    private final int[] widths;
    private final int tallest;

    private NetworkDrawing(NetworkResult network) {
        this.network = network;
        this.widths = new int[network.layers().size() + 1];
        widths[0] = network.inputs();
        int most = widths[0];
        for (int k = 1; k < widths.length; k++) {
            widths[k] = network.layers().get(k - 1).width();
            most = Math.max(most, widths[k]);
        }
        this.tallest = Math.min(MOST_UNITS, most);
    }

    static Picture of(String id, NetworkResult network) {
        return new NetworkDrawing(network).picture(id);
    }

    private Picture picture(String id) {
        String title = "The smallest network that shows it";
        String finding = finding();
        int skipSpace = network.skips().isEmpty() ? 0 : ROW / 2;
        int width = 2 * MARGIN + (widths.length - 1) * COLUMN;
        int height = TOP + skipSpace + tallest * ROW + FOOT;
        Svg svg = new Svg(id, width, height, title, finding);
        for (SkipResult skip : network.skips()) {
            skip(svg, skip, skipSpace);
        }
        int edges = 0;
        for (int k = 1; k < widths.length; k++) {
            edges += shown(k - 1) * shown(k);
        }
        for (int k = 1; k < widths.length; k++) {
            edges(svg, k, edges <= MOST_LABELS, skipSpace);
        }
        for (int k = 0; k < widths.length; k++) {
            units(svg, k, height, skipSpace);
        }
        List<Picture.Key> legend = new ArrayList<>();
        legend.add(new Picture.Key("edge positive", "positive weight"));
        legend.add(new Picture.Key("edge negative", "negative weight"));
        legend.add(new Picture.Key("edge zero", "weight zero"));
        return new Picture(title, finding, svg.end(), legend, numbers());
    }

    private String finding() {
        StringBuilder text = new StringBuilder(Numbers.plural(network.inputs(), "input", "inputs"));
        for (LayerResult layer : network.layers()) {
            text.append(", then ").append(Numbers.plural(layer.width(), "unit", "units"));
            if (!layer.activation().isEmpty()) {
                text.append(" with ").append(name(layer.activation()));
            }
        }
        text.append("; the loss is ").append(name(network.loss()));
        for (SkipResult skip : network.skips()) {
            text.append("; a skip connection from ").append(layerName(skip.from()));
            text.append(" to ").append(layerName(skip.to()));
        }
        return text.append(". Units show their biases, connections their weights.")
                .toString();
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String layerName(int layer) {
        return layer == 0 ? "the input" : "layer " + layer;
    }

    private int shown(int layer) {
        return Math.min(MOST_UNITS, widths[layer]);
    }

    private static double x(int layer) {
        return MARGIN + (double) layer * COLUMN;
    }

    private double y(int layer, int unit, int skipSpace) {
        return TOP + skipSpace + (tallest - shown(layer)) * ROW / 2.0 + (unit + 0.5) * ROW;
    }

    private void skip(Svg svg, SkipResult skip, int skipSpace) {
        double from = x(skip.from());
        double to = x(skip.to());
        double start = y(skip.from(), 0, skipSpace) - RADIUS;
        double end = y(skip.to(), 0, skipSpace) - RADIUS;
        double top = TOP - 12.0;
        svg.path(
                "skip",
                "M" + Svg.number(from) + " " + Svg.number(start) + "C" + Svg.number(from) + " " + Svg.number(top) + " "
                        + Svg.number(to) + " " + Svg.number(top) + " " + Svg.number(to) + " " + Svg.number(end));
    }

    private void edges(Svg svg, int layer, boolean labels, int skipSpace) {
        List<List<Double>> weights = network.layers().get(layer - 1).weights();
        List<String> texts = new ArrayList<>();
        List<double[]> places = new ArrayList<>();
        for (int to = 0; to < shown(layer); to++) {
            for (int from = 0; from < shown(layer - 1); from++) {
                double weight = weights.get(to).get(from);
                double x1 = x(layer - 1) + RADIUS;
                double x2 = x(layer) - RADIUS;
                double y1 = y(layer - 1, from, skipSpace);
                double y2 = y(layer, to, skipSpace);
                svg.line(
                        "edge " + (weight > 0 ? "positive" : weight < 0 ? "negative" : "zero")
                                + (Math.abs(weight) > 1 ? " strong" : ""),
                        x1,
                        y1,
                        x2,
                        y2);
                // Nearer to the end for the next, so that labels of crossing connections stay apart.
                double part = shown(layer - 1) == 1 ? 0.62 : 0.26 + 0.44 * from / (shown(layer - 1) - 1);
                texts.add(Numbers.brief(weight));
                places.add(new double[] {x1 + part * (x2 - x1), y1 + part * (y2 - y1) + 4});
            }
        }
        for (int k = 0; labels && k < texts.size(); k++) {
            svg.text("weight middle", places.get(k)[0], places.get(k)[1], texts.get(k));
        }
    }

    private void units(Svg svg, int layer, int height, int skipSpace) {
        for (int unit = 0; unit < shown(layer); unit++) {
            double x = x(layer);
            double y = y(layer, unit, skipSpace);
            svg.circle(layer == 0 ? "unit input" : "unit", x, y, RADIUS);
            String value = layer == 0
                    ? "x" + (unit + 1)
                    : Numbers.brief(network.layers().get(layer - 1).biases().get(unit));
            svg.text("bias middle", x, y + 4, value);
        }
        String heading = layer == 0 ? "input" : layer == widths.length - 1 ? "output" : "layer " + layer;
        svg.text("heading middle", x(layer), 18, heading);
        double foot = height - FOOT + 18.0;
        svg.text(
                "tick middle",
                x(layer),
                foot,
                layer == 0 ? "" : name(network.layers().get(layer - 1).activation()));
        if (layer == widths.length - 1) {
            svg.text("tick middle", x(layer), foot + 16, "loss: " + name(network.loss()));
        }
        if (widths[layer] > MOST_UNITS) {
            svg.text("tick middle", x(layer), 33, MOST_UNITS + " of " + widths[layer]);
        }
    }

    private Picture.NumberTable numbers() {
        List<List<String>> rows = new ArrayList<>();
        long left = 0;
        for (int k = 1; k < widths.length; k++) {
            LayerResult layer = network.layers().get(k - 1);
            for (int unit = 0; unit < widths[k]; unit++) {
                left += layer.weights().get(unit).size() + 1;
                for (int from = 0; from < layer.weights().get(unit).size() && rows.size() < MOST_VALUES; from++) {
                    rows.add(List.of(
                            "W" + k + "[" + unit + "," + from + "]",
                            String.valueOf(layer.weights().get(unit).get(from))));
                }
                if (rows.size() < MOST_VALUES) {
                    rows.add(List.of(
                            "b" + k + "[" + unit + "]",
                            String.valueOf(layer.biases().get(unit))));
                }
            }
        }
        left -= rows.size();
        if (left > 0) {
            rows.add(List.of("and " + Numbers.count(left) + " more", ""));
        }
        return new Picture.NumberTable(List.of("entry", "value"), rows);
    }
}
