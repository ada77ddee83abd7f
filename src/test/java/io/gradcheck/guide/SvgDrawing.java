package io.gradcheck.guide;

import java.util.Locale;

/**
 * A picture for pages of the site: 400 wide, so that its text is as large on a telephone as it was drawn, with a ground of its
 * own and colours for light and dark.
 */
public final class SvgDrawing {

    public static final int WIDTH = 400;

    private final StringBuilder text = new StringBuilder();

    /** Begins a picture that a title tells enough of. */
    public SvgDrawing(int height, String title) {
        this(height, title, "");
    }

    /**
     * Begins a picture.
     *
     * @param height in the units of its coordinates
     * @param title its name
     * @param description what is to be seen, for those who cannot see it; empty if the title says it
     */
    public SvgDrawing(int height, String title, String description) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, height, WIDTH);
        add("<title>%s</title>", title);
        if (!description.isEmpty()) {
            add("<desc>%s</desc>", description);
        }
        text.append("""
                <style>
                .ground { fill: #ffffff; }
                .tinted { fill: #ddf4ff; }
                .box { fill: #f6f8fa; }
                .box, .tinted, .edge { stroke: #8c959f; }
                text { fill: #1f2328; }
                .halo { stroke: #ffffff; stroke-width: 4; paint-order: stroke; }
                text.forward { fill: #0550ae; }
                text.backward { fill: #a40e26; }
                text.faint { fill: #59636e; }
                .path { fill: none; stroke-width: 2.5; }
                .path0 { stroke: #0550ae; }
                .path1 { stroke: #a40e26; }
                .path2 { stroke: #116329; }
                .path3 { stroke: #8250df; }
                @media (prefers-color-scheme: dark) {
                .ground { fill: #0d1117; }
                .tinted { fill: #0c2d6b; }
                .box { fill: #161b22; }
                .box, .tinted, .edge { stroke: #6e7681; }
                text { fill: #e6edf3; }
                .halo { stroke: #0d1117; }
                text.forward { fill: #79c0ff; }
                text.backward { fill: #ffa198; }
                text.faint { fill: #8b949e; }
                .path0 { stroke: #79c0ff; }
                .path1 { stroke: #ffa198; }
                .path2 { stroke: #7ee787; }
                .path3 { stroke: #d2a8ff; }
                }
                </style>
                """);
        add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
    }

    public void line(double x1, double y1, double x2, double y2) {
        add("<line class=\"edge\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
    }

    /** A line of a grid, behind what counts. */
    public void gridLine(double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"edge\" stroke-opacity=\"0.35\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                x1, y1, x2, y2);
    }

    /** A dot of a path. */
    public void dot(String style, double x, double y) {
        add("<circle class=\"path %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\"/>", style, x, y);
    }

    /** Straight from place to place. */
    public void path(String style, String dashes, double... places) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < places.length; i += 2) {
            d.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : " L", places[i], places[i + 1]));
        }
        add("<path class=\"path %s\" stroke-dasharray=\"%s\" d=\"%s\"/>", style, dashes, d);
    }

    public void box(String style, double x, double y, double width, double height) {
        add("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", style, x, y, width, height);
    }

    /** Text around a place. */
    public void middle(String style, double x, double y, String words) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>", style, x, y, words);
    }

    /** Text from a place on. */
    public void start(String style, double x, double y, String words) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, words);
    }

    /** Text up to a place. */
    public void ending(String style, double x, double y, String words) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>", style, x, y, words);
    }

    /** {@return the whole picture} */
    public String end() {
        return text + "</svg>\n";
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
