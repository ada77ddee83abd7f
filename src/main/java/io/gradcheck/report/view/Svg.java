package io.gradcheck.report.view;

import java.util.Locale;

/** A drawing in SVG; colours are the style sheet's, so that they follow dark and light. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a drawing.
     *
     * @param id unique on the page
     * @param width in the units of the coordinates
     * @param height in the units of the coordinates
     * @param title its name
     * @param description what is to be seen
     */
    Svg(String id, int width, int height, String title, String description) {
        text.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(height);
        text.append("\" width=\"").append(width).append("\" height=\"").append(height);
        text.append("\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("-t ")
                .append(id)
                .append("-d\">");
        text.append("<title id=\"")
                .append(id)
                .append("-t\">")
                .append(escaped(title))
                .append("</title>");
        text.append("<desc id=\"")
                .append(id)
                .append("-d\">")
                .append(escaped(description))
                .append("</desc>");
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return element("line", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2).append("/>");
    }

    Svg circle(String style, double x, double y, double radius) {
        return element("circle", style, "cx", x, "cy", y, "r", radius).append("/>");
    }

    Svg rect(String style, double x, double y, double width, double height) {
        return element("rect", style, "x", x, "y", y, "width", width, "height", height)
                .append("/>");
    }

    /** A rectangle that tells what it stands for when it is pointed at. */
    Svg rect(String style, double x, double y, double width, double height, String tip) {
        return element("rect", style, "x", x, "y", y, "width", width, "height", height)
                .append("><title>" + escaped(tip) + "</title></rect>");
    }

    /** A path in the syntax of SVG's d. */
    Svg path(String style, String d) {
        text.append("<path class=\"").append(style).append("\" d=\"").append(d).append("\"/>");
        return this;
    }

    /** A line of text, at its anchor: start, middle or end, as its style says. */
    Svg text(String style, double x, double y, String words) {
        return element("text", style, "x", x, "y", y).append(">" + escaped(words) + "</text>");
    }

    /** A line of text that runs upwards. */
    Svg textUpwards(String style, double x, double y, String words) {
        text.append("<text class=\"").append(style).append("\" transform=\"translate(");
        text.append(number(x)).append(' ').append(number(y)).append(") rotate(-90)\">");
        return append(escaped(words) + "</text>");
    }

    String end() {
        return text + "</svg>";
    }

    static String number(double value) {
        String rounded = String.format(Locale.ROOT, "%.1f", value);
        return rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded;
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }

    private Svg element(String name, String style, Object... attributes) {
        text.append('<').append(name).append(" class=\"").append(style).append('"');
        for (int k = 0; k < attributes.length; k += 2) {
            text.append(' ').append(attributes[k]).append("=\"");
            text.append(number((double) attributes[k + 1])).append('"');
        }
        return this;
    }

    private Svg append(String end) {
        text.append(end);
        return this;
    }
}
