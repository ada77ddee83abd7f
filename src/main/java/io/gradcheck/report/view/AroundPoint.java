package io.gradcheck.report.view;

import io.gradcheck.finding.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How the function goes around the point: {@code phi(t)} with the slope on either side, and the one that was reported.
 *
 * <p>At a kink the two slopes differ; where the gradient is wrong the reported one lies beside both.
 */
final class AroundPoint {

    private static final double BEND = 0.25; // of the rise: what is shown is nearly straight on either side
    private static final int FEWEST_SAMPLES = 4;

    private final Profile profile;
    private final List<Profile.Sample> samples;

    private AroundPoint(Profile profile) {
        this.profile = profile;
        this.samples = profile.samples().stream()
                .filter(sample -> Double.isFinite(sample.ahead()) || Double.isFinite(sample.behind()))
                .toList();
    }

    /** The picture; none where the function is defined at too few points. */
    static Optional<Picture> of(String id, Profile profile, boolean wrong) {
        AroundPoint around = new AroundPoint(profile);
        return around.samples.size() < FEWEST_SAMPLES ? Optional.empty() : Optional.of(around.picture(id, wrong));
    }

    private Picture picture(String id, boolean wrong) {
        double ahead = slope(
                samples.stream().map(sample -> sample.ahead() / sample.step()).toList());
        double behind = slope(
                samples.stream().map(sample -> -sample.behind() / sample.step()).toList());
        int shown = shown(behind, ahead);
        double reach = samples.get(shown).step();
        double[] t = new double[2 * shown + 3];
        double[] phi = new double[t.length];
        double least = 0;
        double largest = 0;
        for (int k = 0; k <= shown; k++) {
            Profile.Sample sample = samples.get(k);
            t[shown - k] = -sample.step();
            phi[shown - k] = sample.behind();
            t[shown + 2 + k] = sample.step();
            phi[shown + 2 + k] = sample.ahead();
        }
        for (double value : phi) {
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                largest = Math.max(largest, value);
            }
        }
        String title = "The function along " + profile.variable() + " around the point";
        String finding = finding(behind, ahead);
        Svg svg = new Svg(id, Frame.WIDTH, Frame.HEIGHT, title, finding);
        Frame frame = new Frame(Scale.linear(-reach, reach), Scale.linear(least, largest));
        frame.axes(svg, "t along the decisive direction", "φ(t) − φ(0)");
        double far = 1.06 * reach; // to the edge of the axis
        List<Picture.Key> legend = new ArrayList<>();
        legend.add(new Picture.Key("function", "function"));
        if (Double.isFinite(behind)) {
            frame.clippedLine(svg, "slope-behind", -far, -far * behind, far, far * behind);
            legend.add(new Picture.Key("slope-behind", "slope behind, " + Numbers.brief(behind)));
        }
        if (Double.isFinite(ahead)) {
            frame.clippedLine(svg, "slope-ahead", -far, -far * ahead, far, far * ahead);
            legend.add(new Picture.Key("slope-ahead", "slope ahead, " + Numbers.brief(ahead)));
        }
        if (Double.isFinite(profile.analytic())) {
            String style = wrong ? "reported wrong" : "reported";
            frame.clippedLine(svg, style, -far, -far * profile.analytic(), far, far * profile.analytic());
            legend.add(new Picture.Key(style, "reported slope, " + Numbers.brief(profile.analytic())));
        }
        svg.path("function", path(frame, t, phi));
        for (int k = 0; k < t.length; k++) {
            // Those nearest to the point are one dot.
            if (Double.isFinite(phi[k]) && (t[k] == 0 || Math.abs(t[k]) > reach / 100)) {
                svg.circle(t[k] == 0 ? "point" : "sample", frame.x(t[k]), frame.y(phi[k]), t[k] == 0 ? 4 : 2.5);
            }
        }
        return new Picture(title, finding, svg.end(), legend, numbers(shown));
    }

    private String finding(double behind, double ahead) {
        if (!Double.isFinite(behind) || !Double.isFinite(ahead)) {
            return "The function is defined on one side only, with slope "
                    + Numbers.brief(Double.isFinite(ahead) ? ahead : behind) + "; " + reported() + ".";
        }
        double gap = Math.abs(ahead - behind);
        boolean kink = gap > 1e-3 * Math.max(Math.abs(ahead), Math.abs(behind));
        double low = Math.min(behind, ahead);
        double high = Math.max(behind, ahead);
        String between = kink && profile.analytic() >= low - 1e-6 * gap && profile.analytic() <= high + 1e-6 * gap
                ? ", between the two"
                : "";
        return (kink
                        ? "The slope is " + Numbers.brief(behind) + " behind and " + Numbers.brief(ahead)
                                + " ahead of the point, a kink; "
                        : "The slope is " + Numbers.brief(ahead) + " on both sides; ")
                + reported() + between + ".";
    }

    private String reported() {
        return Double.isFinite(profile.analytic())
                ? Numbers.brief(profile.analytic()) + " was reported"
                : "no finite slope was reported";
    }

    /** The difference quotient that changes least from one step to the next, of the larger steps, where rounding is small. */
    private static double slope(List<Double> quotients) {
        double slope = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (int k = quotients.size() / 2; k + 1 < quotients.size(); k++) {
            double change = Math.abs(quotients.get(k + 1) - quotients.get(k));
            if (change < least) {
                least = change;
                slope = quotients.get(k);
            }
        }
        return slope;
    }

    /** The largest step at which the function has not bent away from its slopes. */
    private int shown(double behind, double ahead) {
        for (int k = samples.size() - 1; k >= FEWEST_SAMPLES; k--) {
            Profile.Sample sample = samples.get(k);
            double bend = Math.max(
                    Math.abs(sample.ahead() - ahead * sample.step()),
                    Math.abs(sample.behind() + behind * sample.step()));
            if (bend <= BEND * Math.max(Math.abs(sample.ahead()), Math.abs(sample.behind()))) {
                return k;
            }
        }
        return samples.size() - 1;
    }

    private static String path(Frame frame, double[] t, double[] phi) {
        StringBuilder path = new StringBuilder();
        char command = 'M';
        for (int k = 0; k < t.length; k++) {
            if (Double.isFinite(phi[k])) {
                path.append(command).append(Svg.number(frame.x(t[k])));
                path.append(' ').append(Svg.number(frame.y(phi[k])));
                command = 'L';
            } else {
                command = 'M';
            }
        }
        return path.toString();
    }

    private Picture.NumberTable numbers(int shown) {
        List<List<String>> rows = new ArrayList<>();
        for (Profile.Sample sample : samples.subList(0, shown + 1)) {
            rows.add(List.of(
                    Numbers.bound(sample.step()),
                    Numbers.derivative(sample.behind()),
                    Numbers.derivative(sample.ahead())));
        }
        Collections.reverse(rows);
        return new Picture.NumberTable(List.of("step h", "φ(−h) − φ(0)", "φ(h) − φ(0)"), rows);
    }
}
