package io.gradcheck.campaign.speed;

import io.gradcheck.guide.SvgDrawing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;

/** A picture of what grows, with a logarithm on each axis and a line of the grid for each power of ten. */
final class LogLogChart {

    private static final double LEFT = 92;
    private static final double RIGHT = SvgDrawing.WIDTH - 16;
    private static final double HEIGHT = 230;
    private static final double LINE = 20;
    private static final double KEY = 40;
    private static final double MARGIN = 12;
    /** From a line of text to its middle. */
    private static final double HALF = 4.5;
    /** How far above a place its words are. */
    private static final double ABOVE = 8;

    /** How far above a place another line has to be, so that words between them touch neither. */
    private static final double ROOM = 50;

    /** Colours, and dashes for those who do not see them apart. */
    private static final List<Style> STYLES =
            List.of(new Style("path0", "none", "forward"), new Style("path1", "9 3", "backward"));

    private final String title;
    private final String xName;
    private final IntFunction<String> yLabel;
    private final List<Series> all = new ArrayList<>();

    /** What tells a series from others. */
    private record Style(String path, String dashes, String words) {}

    /** A place, with logarithms to the base of ten as its coordinates. */
    record Place(double x, double y) {

        static Place of(double x, double y) {
            return new Place(Math.log10(x), Math.log10(y));
        }
    }

    /** What is drawn in one style: its name, its places, and what is told at the last of them. */
    private record Series(String name, List<Place> places, String end) {

        Place last() {
            return places.get(places.size() - 1);
        }
    }

    /**
     * Begins a chart.
     *
     * @param title what it shows
     * @param xName what is told under the x axis
     * @param yLabel how a power of ten on the y axis is written, with its unit
     */
    LogLogChart(String title, String xName, IntFunction<String> yLabel) {
        this.title = title;
        this.xName = xName;
        this.yLabel = yLabel;
    }

    /**
     * Adds a series.
     *
     * @param name told above the chart
     * @param places from left to right
     * @param end told at the last of them, unless another series ends close above it
     */
    void series(String name, List<Place> places, String end) {
        all.add(new Series(name, places, end));
    }

    /**
     * Draws the chart.
     *
     * @param description what is to be seen
     * @return the text of an SVG file
     */
    String draw(String description) {
        Plot plot = plot();
        SvgDrawing svg = new SvgDrawing((int) (plot.bottom() + 2 * LINE + MARGIN), title, description);
        plot.grid(svg);
        for (int k = 0; k < all.size(); k++) {
            Style style = STYLES.get(k);
            double y = MARGIN + LINE * (k + 0.5);
            svg.path(style.path, style.dashes, MARGIN, y, MARGIN + KEY, y);
            svg.start(style.words, 2 * MARGIN + KEY, y + HALF, all.get(k).name);
            plot.line(svg, style, all.get(k));
        }
        return svg.end();
    }

    private Plot plot() {
        List<Place> places =
                all.stream().flatMap(series -> series.places.stream()).toList();
        double[] x = places.stream().mapToDouble(Place::x).sorted().toArray();
        double[] y = places.stream().mapToDouble(Place::y).sorted().toArray();
        return new Plot(
                MARGIN + LINE * (all.size() + 0.5),
                // Sizes are close to powers of ten, on either side of them.
                (int) Math.round(x[0]),
                (int) Math.round(x[x.length - 1]),
                (int) Math.floor(y[0]),
                (int) Math.ceil(y[y.length - 1]));
    }

    /** The part with the grid: where its top is, and between which powers of ten it goes. */
    private final class Plot {

        private final double top;
        private final int left;
        private final int right;
        private final int low;
        private final int high;

        Plot(double top, int left, int right, int low, int high) {
            this.top = top;
            this.left = left;
            this.right = right;
            this.low = low;
            this.high = high;
        }

        double bottom() {
            return top + HEIGHT;
        }

        private double x(double power) {
            return LEFT + (RIGHT - LEFT) * (power - left) / (right - left);
        }

        private double y(double power) {
            return bottom() - HEIGHT * (power - low) / (high - low);
        }

        void grid(SvgDrawing svg) {
            for (int power = low; power <= high; power++) {
                svg.gridLine(LEFT, y(power), RIGHT, y(power));
                svg.ending("faint", LEFT - MARGIN / 2, y(power) + HALF, yLabel.apply(power));
            }
            for (int power = left; power <= right; power++) {
                svg.gridLine(x(power), top, x(power), bottom());
                svg.middle("faint", x(power), bottom() + LINE, powerOfTen(power));
            }
            svg.line(LEFT, bottom(), RIGHT, bottom());
            svg.line(LEFT, top, LEFT, bottom());
            svg.middle("faint", (LEFT + RIGHT) / 2, bottom() + 2 * LINE, xName);
        }

        private boolean hasRoomAbove(Place end) {
            return all.stream()
                    .mapToDouble(series -> y(end.y) - y(series.last().y))
                    .noneMatch(above -> above > 0 && above < ROOM);
        }

        void line(SvgDrawing svg, Style style, Series series) {
            List<Place> places = series.places;
            svg.path(
                    style.path,
                    style.dashes,
                    places.stream()
                            .flatMapToDouble(place -> DoubleStream.of(x(place.x), y(place.y)))
                            .toArray());
            places.forEach(place -> svg.dot(style.path, x(place.x), y(place.y)));
            Place last = series.last();
            if (hasRoomAbove(last)) {
                svg.ending("halo " + style.words, x(last.x), y(last.y) - ABOVE, series.end);
            }
        }
    }

    private static String powerOfTen(int power) {
        StringBuilder text = new StringBuilder("10");
        String.valueOf(power).chars().forEach(digit -> text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')));
        return text.toString();
    }
}
