package io.gradcheck.report.view;

import io.gradcheck.finding.Mutant;
import io.gradcheck.result.CheckResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many standard mistakes the checks would have caught, and which they would not. */
final class MutantsCaught {

    private static final int WIDTH = 440;
    private static final int LINE = 15;
    private static final int ROW = 26; // a bar, and what keeps it apart from the next
    private static final int MOST_ROWS = 7;
    private static final int LONGEST_LINE = 64;

    private MutantsCaught() {}

    /** The picture; none where there were no mutants. */
    static Optional<Picture> of(List<ReportedSubject> all, Totals totals) {
        Map<String, Integer> unseen = new LinkedHashMap<>();
        for (ReportedSubject one : all) {
            CheckResult shown = one.subject().shown();
            if (shown != null) {
                for (Mutant mutant : shown.unseen()) {
                    unseen.merge(mutant.mistake(), 1, Integer::sum);
                }
            }
        }
        return totals.mutants() == 0 ? Optional.empty() : Optional.of(picture(unseen, totals));
    }

    private static Picture picture(Map<String, Integer> unseen, Totals totals) {
        List<Map.Entry<String, Integer>> sorted = unseen.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        List<Map.Entry<String, Integer>> shown = sorted.subList(0, Math.min(MOST_ROWS, sorted.size()));
        String title = "Standard mistakes that would have been caught";
        String finding = Numbers.count(totals.caught()) + " of " + Numbers.count(totals.mutants()) + " ("
                + Numbers.percent(totals.caught(), totals.mutants())
                + ") standard mistakes, planted in the variables that passed, would have been caught."
                + (sorted.isEmpty()
                        ? ""
                        : " Most often unseen: " + sorted.get(0).getKey() + ".");
        int lines = shown.stream().mapToInt(one -> lines(one.getKey()).size()).sum();
        int height = 70 + (shown.isEmpty() ? 0 : 26 + lines * LINE + shown.size() * ROW);
        Svg svg = new Svg("mutants", WIDTH, height, title, finding);
        double whole = WIDTH - 20.0;
        double caught = whole * totals.caught() / totals.mutants();
        svg.text("tick start", 10, 18, "caught " + Numbers.count(totals.caught()));
        svg.text("tick end", WIDTH - 10.0, 18, "unseen " + Numbers.count(totals.mutants() - totals.caught()));
        svg.rect("mutants-caught", 10, 28, caught, 22);
        svg.rect("mutants-unseen", 10 + caught, 28, whole - caught, 22);
        if (!shown.isEmpty()) {
            svg.text(
                    "tick start",
                    10,
                    78,
                    sorted.size() <= MOST_ROWS
                            ? "unseen, by mistake"
                            : "unseen, by mistake: the first " + MOST_ROWS + " of " + Numbers.count(sorted.size()));
        }
        int largest = shown.isEmpty() ? 1 : shown.get(0).getValue();
        double y = 88;
        for (Map.Entry<String, Integer> one : shown) {
            for (String line : lines(one.getKey())) {
                svg.text("tick start", 10, y + 11, line);
                y += LINE;
            }
            double length = (WIDTH - 70.0) * one.getValue() / largest;
            svg.rect("mutants-unseen", 10, y, Math.max(2, length), 14);
            svg.text("tick start", 16 + length, y + 11, Numbers.count(one.getValue()));
            y += ROW;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("all", Numbers.count(totals.mutants()), Numbers.count(totals.mutants() - totals.caught())));
        sorted.forEach(one -> rows.add(List.of(one.getKey(), "", Numbers.count(one.getValue()))));
        return new Picture(
                title,
                finding,
                svg.end(),
                List.of(
                        new Picture.Key("mutants-caught", "caught"),
                        new Picture.Key("mutants-unseen", "would have stayed unseen")),
                new Picture.NumberTable(List.of("mistake", "planted", "unseen"), rows));
    }

    /** A label in lines of a length that the picture has room for. */
    private static List<String> lines(String label) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : label.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > LONGEST_LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
