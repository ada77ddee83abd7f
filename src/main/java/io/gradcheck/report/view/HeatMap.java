package io.gradcheck.report.view;

import io.gradcheck.finding.EntryDifferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The differences in every entry of a variable that is wrong, as a map: which row, column or block is wrong. */
final class HeatMap {

    private static final int WIDEST = 32;
    private static final int MOST_CELL = 34;
    private static final int LEAST_CELL = 9;
    private static final int SPACE = 380;
    private static final int MARGIN = 34;
    private static final int SIGN_CELL = 14;
    private static final int DIGIT = 7; // the width of a character of a label
    private static final int LONGEST_NAME = 16;
    private static final int AXIS_GAP = 5;
    private static final double[] LEVELS = {0.5, 0.1, 1e-2, 1e-4}; // parts of the largest difference

    private final EntryDifferences differences;
    private final int columns;
    private final int rows;
    private final double largest;

    private HeatMap(EntryDifferences differences) {
        this.differences = differences;
        int[] shape = differences.shape();
        int entries = differences.values().size();
        int last = shape.length == 0 ? 1 : shape[shape.length - 1];
        this.columns = shape.length < 2 ? Math.min(WIDEST, Math.max(1, last)) : Math.max(1, last);
        this.rows = (entries + columns - 1) / columns;
        this.largest = differences.values().stream()
                .mapToDouble(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    static Picture of(String id, EntryDifferences differences) {
        return new HeatMap(differences).picture(id);
    }

    private Picture picture(String id) {
        List<Double> values = differences.values();
        long wrong = values.stream()
                .filter(value -> value != 0 && !Double.isNaN(value))
                .count();
        long unknown = values.stream().filter(value -> Double.isNaN(value)).count();
        String title = "Differences in the entries of " + differences.variable();
        String finding = wrong + " of " + Numbers.plural(values.size(), "entry differs", "entries differ")
                + (unknown > 0 ? ", of " + unknown + " nothing can be said" : "") + "; the largest difference is "
                + Numbers.bound(largest) + where() + ".";
        finding += axes();
        int cell = Math.max(LEAST_CELL, Math.min(MOST_CELL, SPACE / Math.max(rows, columns)));
        int margin = Math.max(MARGIN, 10 + DIGIT * label(rows - 1).length());
        int top = top(cell);
        Svg svg = new Svg(id, margin + columns * cell + 2, top + rows * cell + 2, title, finding);
        labels(svg, cell, margin, top);
        for (int k = 0; k < values.size(); k++) {
            int row = k / columns;
            double x = margin + (double) (k % columns) * cell;
            double y = top + (double) row * cell;
            double value = values.get(k);
            String tip = differences.variable() + index(k) + ": " + text(value);
            svg.rect("cell " + style(value), x, y, cell - 1.0, cell - 1.0, tip);
            if (cell >= SIGN_CELL && sign(value) != ' ') {
                svg.text(
                        "sign middle " + style(value), x + cell / 2.0, y + cell / 2.0 + 4, String.valueOf(sign(value)));
            }
        }
        return new Picture(title, finding, svg.end(), legend(unknown > 0), numbers());
    }

    private void labels(Svg svg, int cell, int margin, int top) {
        int stride = cell >= 2 * LEAST_CELL ? 1 : 4;
        boolean upwards = top > MARGIN / 2;
        for (int k = 0; k < columns; k += stride) {
            double x = margin + (k + 0.5) * cell;
            if (upwards) {
                svg.textUpwards("tick start", x + 4, top - (double) AXIS_GAP, column(k));
            } else {
                svg.text("tick middle", x, top - (double) AXIS_GAP, column(k));
            }
        }
        for (int k = 0; k < rows; k += stride) {
            svg.text("tick end", margin - (double) AXIS_GAP, top + (k + 0.5) * cell + 4, label(k));
        }
    }

    /** The height of the labels of columns: names that are wider than a cell run upwards. */
    private int top(int cell) {
        int longest = hasColumnNames()
                ? IntStream.range(0, columns).map(k -> column(k).length()).max().orElse(0)
                : 0;
        return DIGIT * longest > cell ? Math.max(MARGIN / 2, 2 * AXIS_GAP + DIGIT * longest) : MARGIN / 2;
    }

    /** Whether each column stands for one name: not those of a vector that is too long for one row. */
    private boolean hasColumnNames() {
        return differences.names() != null && (differences.shape().length > 1 || rows == 1);
    }

    private String column(int k) {
        if (!hasColumnNames()) {
            return String.valueOf(k);
        }
        String name = onAxis(differences.shape().length - 1, k);
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
    }

    /** What the entries of a row have in common: their index without the last axis; of a vector that of the first of them. */
    private String label(int row) {
        int[] shape = differences.shape();
        if (shape.length < 2) {
            return String.valueOf(row * columns);
        }
        return index(row, Arrays.copyOf(shape, shape.length - 1));
    }

    /** Which axes went where; empty where a row is an index of the first axis, and a column one of the second. */
    private String axes() {
        int[] shape = differences.shape();
        if (shape.length < 2) {
            return rows == 1 ? "" : " Rows: " + columns + " entries each of axis 0.";
        }
        if (shape.length == 2) {
            return "";
        }
        int last = shape.length - 1;
        String before = IntStream.range(0, last - 1).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String lengths = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
        return " Rows: axes " + before + " and " + (last - 1) + ", axis " + (last - 1) + " fastest; columns: axis "
                + last + "; " + lengths + " shown as " + rows + " × " + columns + ".";
    }

    /** The entry with the largest difference, where it stands out. */
    private String where() {
        List<Double> values = differences.values();
        int at = -1;
        for (int k = 0; k < values.size(); k++) {
            if (Math.abs(values.get(k)) == largest) {
                at = at < 0 ? k : values.size();
            }
        }
        return at >= 0 && at < values.size() && values.size() > 1 ? ", in " + differences.variable() + index(at) : "";
    }

    private String index(int offset) {
        String index = index(offset, differences.shape());
        return index.isEmpty() ? "" : "[" + index + "]";
    }

    /** One number of an index as it is told: the name, if it has one. */
    private String onAxis(int axis, int index) {
        List<String> names = differences.names();
        return names != null && axis == differences.shape().length - 1 ? names.get(index) : String.valueOf(index);
    }

    private String index(int offset, int[] shape) {
        StringBuilder index = new StringBuilder();
        int rest = offset;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index.insert(0, (axis == 0 ? "" : ",") + onAxis(axis, rest % shape[axis]));
            rest /= shape[axis];
        }
        return index.toString();
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "not decided" : value == 0 ? "agrees" : Numbers.bound(value);
    }

    private static char sign(double value) {
        return Double.isNaN(value) ? '?' : value == 0 ? ' ' : value > 0 ? '+' : '−';
    }

    private String style(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (value == 0) {
            return "agrees";
        }
        int level = LEVELS.length + 1;
        for (double part : LEVELS) {
            if (Double.isInfinite(value) || Math.abs(value) > part * largest) {
                break;
            }
            level--;
        }
        return (value > 0 ? "above" : "below") + level;
    }

    private static List<Picture.Key> legend(boolean unknown) {
        List<Picture.Key> keys = new ArrayList<>();
        keys.add(new Picture.Key("cell above5", "reported too large"));
        keys.add(new Picture.Key("cell below5", "reported too small"));
        keys.add(new Picture.Key("cell above2", "paler: smaller difference"));
        keys.add(new Picture.Key("cell agrees", "agrees"));
        if (unknown) {
            keys.add(new Picture.Key("cell unknown", "not decided"));
        }
        return keys;
    }

    private Picture.NumberTable numbers() {
        List<List<String>> table = new ArrayList<>();
        List<Double> values = differences.values();
        for (int k = 0; k < values.size(); k++) {
            if (values.get(k) != 0) {
                table.add(List.of(differences.variable() + index(k), text(values.get(k))));
            }
        }
        return new Picture.NumberTable(List.of("entry", "reported − numeric"), table);
    }
}
