package io.gradcheck.report.view;

import io.gradcheck.finding.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The error of central difference quotients against their step, on logarithmic axes: truncation, which grows with the square
 * of the step, and rounding, which grows with its inverse; and how far away the reported gradient is.
 */
final class StepErrors {

    private static final double TRUNCATION = 2;
    private static final double ROUNDING = -1;
    private static final double SLOPE_TOLERANCE = 0.5;
    private static final int FEWEST_POINTS = 3;
    private static final int MOST_OF_BRANCH = 7; // next to the minimum, where one of the two errors rules alone

    private final Profile profile;
    private final boolean wrong;
    private final List<Point> points = new ArrayList<>();

    /** A quotient with its error. */
    private record Point(double step, double quotient, double error) {}

    private StepErrors(Profile profile, boolean wrong) {
        this.profile = profile;
        this.wrong = wrong;
        for (Profile.Sample sample : profile.samples()) {
            double quotient = (sample.ahead() - sample.behind()) / (2 * sample.step());
            double error = Math.abs(quotient - profile.numeric());
            // A quotient that is exact has no place on a logarithmic axis.
            if (Double.isFinite(error) && error > 0 && sample.step() > 0) {
                points.add(new Point(sample.step(), quotient, error));
            }
        }
    }

    /** The picture; none where there is no numeric derivative, or too few quotients differ from it. */
    static Optional<Picture> of(String id, Profile profile, boolean wrong) {
        StepErrors errors = new StepErrors(profile, wrong);
        return errors.points.size() < FEWEST_POINTS ? Optional.empty() : Optional.of(errors.picture(id));
    }

    private Picture picture(String id) {
        int best = 0;
        for (int k = 1; k < points.size(); k++) {
            best = points.get(k).error < points.get(best).error ? k : best;
        }
        Branch rounding = Branch.of(points.subList(Math.max(0, best - MOST_OF_BRANCH), best), ROUNDING);
        Branch truncation =
                Branch.of(points.subList(best + 1, Math.min(points.size(), best + 1 + MOST_OF_BRANCH)), TRUNCATION);
        double difference = Math.abs(profile.analytic() - profile.numeric());
        String title = "Error of difference quotients of " + profile.variable() + " against their step";
        String finding = "The error is least, " + Numbers.bound(points.get(best).error) + ", at step "
                + Numbers.bound(points.get(best).step) + "; above, it "
                + truncation.text("truncation") + ", below, it " + rounding.text("rounding") + ". "
                + difference(difference);
        List<Picture.Key> legend = new ArrayList<>();
        Svg svg = new Svg(id, Frame.WIDTH, Frame.HEIGHT, title, finding);
        Frame frame = frame(difference);
        frame.axes(svg, "step h", "distance to the numeric derivative");
        draw(frame, svg, truncation, "truncation", "slope 2: truncation", legend);
        draw(frame, svg, rounding, "rounding", "slope −1: rounding", legend);
        level(frame, svg, profile.error(), "bound", "error bound of the numeric derivative", legend);
        level(
                frame,
                svg,
                difference,
                wrong ? "reported wrong" : "reported",
                "difference of the reported gradient",
                legend);
        for (Point point : points) {
            svg.circle("quotient", frame.x(point.step), frame.y(point.error), 3);
        }
        legend.add(0, new Picture.Key("quotient", "central difference quotient"));
        return new Picture(title, finding, svg.end(), legend, numbers());
    }

    private String difference(double difference) {
        if (!Double.isFinite(difference)) {
            return "No finite gradient was reported.";
        }
        if (!wrong && difference > profile.error()) {
            return "The reported gradient is " + Numbers.bound(difference)
                    + " away: at a kink the quotients tend to the mean of the slopes on either side.";
        }
        String distance = "The reported gradient is " + Numbers.bound(difference) + " away, ";
        return distance
                + (difference > profile.error() ? "more than the bound " : "within the bound ")
                + Numbers.bound(profile.error()) + ".";
    }

    private Frame frame(double difference) {
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (Point point : points) {
            least = Math.min(least, point.error);
            largest = Math.max(largest, point.error);
        }
        for (double level : new double[] {difference, profile.error()}) {
            if (isShown(level)) {
                least = Math.min(least, level);
                largest = Math.max(largest, level);
            }
        }
        return new Frame(
                Scale.logarithmic(points.get(0).step, points.get(points.size() - 1).step),
                Scale.logarithmic(least, largest));
    }

    private static boolean isShown(double level) {
        return level > 0 && Double.isFinite(level);
    }

    private static void level(Frame frame, Svg svg, double level, String style, String text, List<Picture.Key> legend) {
        if (isShown(level)) {
            svg.line(style, frame.left(), frame.y(level), frame.right(), frame.y(level));
            legend.add(new Picture.Key(style, text));
        }
    }

    private void draw(Frame frame, Svg svg, Branch branch, String style, String text, List<Picture.Key> legend) {
        if (branch.isAsExpected()) {
            double from = points.get(0).step;
            double to = points.get(points.size() - 1).step;
            frame.clippedLine(svg, style, from, branch.at(from), to, branch.at(to));
            legend.add(new Picture.Key(style, text));
        }
    }

    private Picture.NumberTable numbers() {
        List<List<String>> rows = new ArrayList<>();
        for (Point point : points) {
            rows.add(
                    List.of(Numbers.bound(point.step), Numbers.derivative(point.quotient), Numbers.bound(point.error)));
        }
        return new Picture.NumberTable(List.of("step", "quotient", "error"), rows);
    }

    /** The errors on one side of the least: their slope, and the line of the slope expected through their middle. */
    private record Branch(double expected, double slope, double factor) {

        static Branch of(List<Point> points, double expected) {
            SimpleRegression line = new SimpleRegression();
            double logarithm = 0;
            for (Point point : points) {
                line.addData(Math.log(point.step), Math.log(point.error));
                logarithm += Math.log(point.error) - expected * Math.log(point.step);
            }
            double slope = points.size() < FEWEST_POINTS ? Double.NaN : line.getSlope();
            return new Branch(expected, slope, Math.exp(logarithm / points.size()));
        }

        boolean isAsExpected() {
            return Math.abs(slope - expected) < SLOPE_TOLERANCE;
        }

        double at(double step) {
            return factor * Math.pow(step, expected);
        }

        String text(String cause) {
            if (Double.isNaN(slope)) {
                return "was seen at too few steps";
            }
            return String.format(Locale.ROOT, "goes with slope %.1f", slope).replace('-', '−')
                    + (isAsExpected() ? " as " + cause + " does" : " and not as " + cause + " does");
        }
    }
}
