package io.gradcheck.report.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** How small an error the checks would have shown: the subjects by the decade of their relative detection limit. */
final class DetectionLimits {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 230;
    private static final int LEFT = 50;
    private static final int BOTTOM = 44;
    private static final int TOP = 22;
    private static final int FEWEST_BARS = 6;
    private static final int LOWEST = -20;
    private static final int HIGHEST = 2;

    private DetectionLimits() {}

    /** The picture; none where no subject has a limit. */
    static Optional<Picture> of(List<ReportedSubject> all) {
        TreeMap<Integer, Integer> decades = new TreeMap<>();
        int without = 0;
        for (ReportedSubject one : all) {
            double limit = one.subject().relativeDetectionLimit();
            if (Double.isFinite(limit)) {
                int decade = limit > 0 ? (int) Math.floor(Math.log10(limit)) : LOWEST;
                decades.merge(Math.max(LOWEST, Math.min(HIGHEST, decade)), 1, Integer::sum);
            } else {
                without++;
            }
        }
        return decades.isEmpty() ? Optional.empty() : Optional.of(picture(decades, without));
    }

    private static Picture picture(NavigableMap<Integer, Integer> decades, int without) {
        int low = decades.firstKey();
        int high = Math.max(decades.lastKey(), low + FEWEST_BARS - 1);
        int largest =
                decades.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        int all = decades.values().stream().mapToInt(Integer::intValue).sum();
        String title = "Relative detection limits";
        String finding = "Of " + Numbers.plural(all, "subject", "subjects")
                + " with variables that are right, the best "
                + "limit is below " + Numbers.powerOfTen(low + 1) + " and the worst below "
                + Numbers.powerOfTen(decades.lastKey() + 1) + " of the largest gradient entry: a larger error in any "
                + "single entry would have shown."
                + (without > 0 ? " " + Numbers.plural(without, "subject has", "subjects have") + " none." : "");
        Svg svg = new Svg("limits", WIDTH, HEIGHT, title, finding);
        double bar = (double) (WIDTH - LEFT - 14) / (high - low + 1);
        double space = (double) HEIGHT - TOP - BOTTOM;
        int stride = bar < 36 ? 2 : 1;
        for (int decade = low; decade <= high + 1; decade++) {
            if ((decade - low) % stride == 0) {
                svg.text(
                        "tick middle", LEFT + (decade - low) * bar, HEIGHT - BOTTOM + 16.0, Numbers.powerOfTen(decade));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<Integer, Integer> one : decades.entrySet()) {
            double height = Math.max(1.5, space * one.getValue() / largest);
            double x = LEFT + (one.getKey() - low) * bar;
            String range = Numbers.powerOfTen(one.getKey()) + " to " + Numbers.powerOfTen(one.getKey() + 1);
            svg.rect(
                    "bar",
                    x + 1.5,
                    HEIGHT - BOTTOM - height,
                    bar - 3,
                    height,
                    range + ": " + Numbers.plural(one.getValue(), "subject", "subjects"));
            svg.text("tick middle", x + bar / 2, HEIGHT - BOTTOM - height - 5, Numbers.count(one.getValue()));
            rows.add(List.of(range, Numbers.count(one.getValue())));
        }
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - 14.0, HEIGHT - BOTTOM);
        svg.text(
                "axis-name middle",
                (LEFT + WIDTH - 14) / 2.0,
                HEIGHT - 8.0,
                "smallest relative error that would have shown");
        svg.textUpwards("axis-name middle", 16, TOP + space / 2, "subjects");
        return new Picture(
                title, finding, svg.end(), List.of(), new Picture.NumberTable(List.of("limit", "subjects"), rows));
    }
}
