package io.gradcheck.guide;

import java.util.List;
import java.util.Map;

/** The pictures of the page on backpropagation, with the numbers of its network. */
final class BackpropagationPictures {

    private static final double[] LAYERS = {28, 132, 249, 362};
    private static final double[] WIDTHS = {32, 72, 72, 60};
    private static final int LINE = 17;
    private static final double CELL = 44;
    private static final double CELL_HEIGHT = 32;
    private static final List<String> DASHES = List.of("none", "9 3", "3 3", "10 3 2 3");

    private final BackpropagationByHand hand = WorkedNetwork.example(0);

    private BackpropagationPictures() {}

    /** By the names of their files. */
    static Map<String, String> all() {
        BackpropagationPictures pictures = new BackpropagationPictures();
        return Map.of(
                "backpropagation-network.svg", pictures.network(),
                "backpropagation-paths.svg", pictures.paths(),
                "backpropagation-tensor.svg", pictures.tensor());
    }

    /** A number as short as it is: 3 and not 3.0, with a true minus sign. */
    static String number(double value) {
        return PlainNumbers.of(value).replace('-', '−');
    }

    private String network() {
        SvgDrawing svg = new SvgDrawing(352, "The network with its numbers: forward b, a and h, backward delta");
        List<String> headings = List.of("input", "layer 1", "layer 2", "layer 3");
        for (int k = 0; k <= hand.layers; k++) {
            svg.middle("", LAYERS[k], 20, headings.get(k));
        }
        for (int k = 1; k <= hand.layers; k++) {
            edges(svg, k);
        }
        for (int j = 0; j < hand.h[0].length; j++) {
            svg.box("box", LAYERS[0] - WIDTHS[0] / 2, y(0, j) - 15, WIDTHS[0], 30);
            svg.middle("forward", LAYERS[0], y(0, j) + 5, number(hand.h[0][j]));
        }
        for (int k = 1; k <= hand.layers; k++) {
            for (int i = 0; i < hand.a[k].length; i++) {
                unit(svg, k, i);
            }
        }
        svg.start("forward", 12, 322, "→ forward: b, a, h = g(a); at the end the target t");
        svg.start("backward", 12, 342, "← backward: δ, the derivative of the loss by a");
        return svg.end();
    }

    private void edges(SvgDrawing svg, int k) {
        double from = LAYERS[k - 1] + WIDTHS[k - 1] / 2;
        double to = LAYERS[k] - WIDTHS[k] / 2;
        for (int i = 0; i < hand.w[k].length; i++) {
            for (int j = 0; j < hand.w[k][i].length; j++) {
                svg.line(from, y(k - 1, j), to, y(k, i));
            }
        }
        for (int i = 0; i < hand.w[k].length; i++) {
            for (int j = 0; j < hand.w[k][i].length; j++) {
                double along = 0.3; // behind the unit, where no edges cross
                svg.middle(
                        "halo",
                        from + along * (to - from),
                        y(k - 1, j) + along * (y(k, i) - y(k - 1, j)) + 4,
                        number(hand.w[k][i][j]));
            }
        }
    }

    private void unit(SvgDrawing svg, int k, int i) {
        double top = y(k, i) - 2 * LINE - 4;
        svg.box("box", LAYERS[k] - WIDTHS[k] / 2, top, WIDTHS[k], 4 * LINE + 8);
        svg.middle("faint", LAYERS[k], top + LINE, "b " + number(hand.b[k][i]));
        svg.middle("forward", LAYERS[k], top + 2 * LINE, "a " + number(hand.a[k][i]));
        svg.middle(
                "forward",
                LAYERS[k],
                top + 3 * LINE,
                k < hand.layers ? "h " + number(hand.h[k][i]) : "t " + number(hand.t[i]));
        svg.middle("backward", LAYERS[k], top + 4 * LINE, "δ " + number(hand.delta[k][i]));
    }

    private static double y(int k, int unit) {
        return k == 0 ? 60 + 108 * unit : 92 + 152 * unit;
    }

    private String paths() {
        SvgDrawing svg = new SvgDrawing(318, "The four paths from a_1[0] to the loss, and the product along each");
        double[] columns = {40, 160, 290, 380};
        double[] rows = {60, 150};
        double middle = (rows[0] + rows[1]) / 2;
        List<BackpropagationByHand.Path> paths = hand.paths(1, 0);
        for (int n = 0; n < paths.size(); n++) {
            List<Integer> units = paths.get(n).units();
            double beside = 4 * (n - 1.5);
            svg.path(
                    "path" + n,
                    DASHES.get(n),
                    columns[0],
                    middle + beside,
                    columns[1],
                    rows[units.get(1)] + beside,
                    columns[2],
                    rows[units.get(2)] + beside,
                    columns[3],
                    middle + beside);
        }
        place(svg, columns[0], middle, "a₁[0]");
        for (int i = 0; i < 2; i++) {
            place(svg, columns[1], rows[i], "a₂[" + i + "]");
            place(svg, columns[2], rows[i], "a₃[" + i + "]");
        }
        place(svg, columns[3], middle, "L");
        svg.middle("", (columns[0] + columns[1]) / 2, 20, "g′ · W₂");
        svg.middle("", (columns[1] + columns[2]) / 2, 20, "g′ · W₃");
        svg.middle("", (columns[2] + columns[3]) / 2 + 6, 20, "δ₃");
        for (int n = 0; n < paths.size(); n++) {
            double y = 208 + 24 * n;
            svg.path("path" + n, DASHES.get(n), 12, y - 4, 52, y - 4);
            svg.start("", 60, y, product(paths.get(n)));
        }
        svg.start("backward", 60, 306, "sum δ₁[0] = " + number(hand.sumOverPaths(1, 0)));
        return svg.end();
    }

    private static void place(SvgDrawing svg, double x, double y, String name) {
        double half = name.length() > 1 ? 22 : 14;
        svg.box("box", x - half, y - 13, 2 * half, 26);
        svg.middle("", x, y + 4, name);
    }

    private String product(BackpropagationByHand.Path path) {
        int p = path.units().get(1);
        int q = path.units().get(2);
        return String.join(
                        " · ",
                        number(hand.slope(1, 0)),
                        number(hand.w[2][p][0]),
                        number(hand.slope(2, p)),
                        number(hand.w[3][q][p]),
                        number(hand.delta[3][q]))
                + " = " + number(path.product());
    }

    private String tensor() {
        SvgDrawing svg = new SvgDrawing(250, "The derivatives of both pre-activations of layer 1 by its weights");
        double[] h = hand.h[0];
        double[] delta = hand.delta[1];
        double[][][] slices = BackpropagationByHand.byWeights(h, delta.length);
        for (int i = 0; i < slices.length; i++) {
            double left = 62 + 200 * i;
            svg.middle("", left + 1.5 * CELL, 22, "slice " + i + ": ∂a₁[" + i + "] / ∂W₁");
            svg.middle("backward", left - 34, 34 + CELL_HEIGHT + 5, (i == 0 ? "" : "+ ") + number(delta[i]) + " ·");
            matrix(svg, left, 34, slices[i]);
        }
        double left = 94;
        double top = 160;
        svg.middle("", 20, top + CELL_HEIGHT + 5, "=");
        svg.middle("forward", left - 30, top - 12, "x");
        for (int l = 0; l < h.length; l++) {
            svg.middle("forward", left + CELL * (l + 0.5), top - 12, number(h[l]));
        }
        for (int j = 0; j < delta.length; j++) {
            svg.middle("backward", left - 30, top + CELL_HEIGHT * j + 21, number(delta[j]));
        }
        matrix(svg, left, top, BackpropagationByHand.contracted(delta, slices));
        svg.start("", 244, top + 5, "∂L / ∂W₁: the slices,");
        svg.start("", 244, top + 23, "each times the δ of its");
        svg.start("", 244, top + 41, "unit, added. It is the");
        svg.start("", 244, top + 59, "outer product of δ₁ and x");
        return svg.end();
    }

    private static void matrix(SvgDrawing svg, double left, double top, double[][] entries) {
        for (int j = 0; j < entries.length; j++) {
            for (int l = 0; l < entries[j].length; l++) {
                double x = left + CELL * l;
                double y = top + CELL_HEIGHT * j;
                double entry = entries[j][l];
                svg.box(entry == 0 ? "box" : "tinted", x, y, CELL, CELL_HEIGHT);
                svg.middle(entry == 0 ? "faint" : "", x + CELL / 2, y + 21, number(entry));
            }
        }
    }
}
