package io.gradcheck.report.view;

/** The rectangle that is plotted in, with its axes. */
final class Frame {

    static final int WIDTH = 440;
    static final int HEIGHT = 270;

    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final int TICK_GAP = 7;
    private static final int TEXT_HEIGHT = 4; // from a line's middle to its foot

    private final Scale x;
    private final Scale y;

    Frame(Scale x, Scale y) {
        this.x = x;
        this.y = y;
    }

    double x(double value) {
        return LEFT + x.part(value) * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
        return HEIGHT - BOTTOM - y.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    double left() {
        return LEFT;
    }

    double right() {
        return (double) WIDTH - RIGHT;
    }

    double bottom() {
        return (double) HEIGHT - BOTTOM;
    }

    Svg axes(Svg svg, String xName, String yName) {
        for (Scale.Tick tick : y.ticks()) {
            svg.line("grid", left(), y(tick.value()), right(), y(tick.value()));
            svg.text("tick end", left() - TICK_GAP, y(tick.value()) + TEXT_HEIGHT, tick.label());
        }
        for (Scale.Tick tick : x.ticks()) {
            svg.line("grid", x(tick.value()), TOP, x(tick.value()), bottom());
            svg.text("tick middle", x(tick.value()), bottom() + TICK_GAP + 2 * TEXT_HEIGHT, tick.label());
        }
        svg.line("axis", left(), bottom(), right(), bottom());
        svg.line("axis", left(), TOP, left(), bottom());
        svg.text("axis-name middle", (left() + right()) / 2, HEIGHT - TICK_GAP, xName);
        return svg.textUpwards("axis-name middle", 13, (TOP + bottom()) / 2, yName);
    }

    /** The part within the frame of the line through two points of the plot, in its coordinates. */
    void clippedLine(Svg svg, String style, double x1, double y1, double x2, double y2) {
        double from = 0;
        double to = 1;
        double dx = x(x2) - x(x1);
        double dy = y(y2) - y(y1);
        double[] directions = {-dx, dx, -dy, dy};
        double[] distances = {x(x1) - LEFT, right() - x(x1), y(y1) - TOP, bottom() - y(y1)};
        for (int k = 0; k < directions.length; k++) {
            if (directions[k] == 0) {
                if (distances[k] < 0) {
                    return;
                }
            } else if (directions[k] < 0) {
                from = Math.max(from, distances[k] / directions[k]);
            } else {
                to = Math.min(to, distances[k] / directions[k]);
            }
        }
        if (from < to) {
            svg.line(style, x(x1) + from * dx, y(y1) + from * dy, x(x1) + to * dx, y(y1) + to * dy);
        }
    }
}
