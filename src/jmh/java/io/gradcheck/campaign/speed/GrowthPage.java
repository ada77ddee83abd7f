package io.gradcheck.campaign.speed;

import io.gradcheck.result.AtomicFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how the time, the evaluations and the memory of a check grow with a network, beside central differences by hand. Prints
 * a table, and writes it to {@code target/growth.md} and a picture of each to {@code target/growth-*.svg}.
 */
public final class GrowthPage {

    /** Powers of the square root of ten. */
    private static final int FIRST = 4;

    private static final int LAST = 14;

    /** Weights and biases from which on their copies, and not the JVM's own objects, are most of the heap. */
    private static final double MANY = 9e4;

    private GrowthPage() {}

    public static void main(String[] args) throws IOException {
        MeasuredPage page = MeasuredPage.begin();
        List<Growth> rows = new ArrayList<>();
        for (int halves = FIRST; halves <= LAST; halves++) {
            Growth row = Growth.of(GrowingNetwork.ofAbout(Math.pow(10, 0.5 * halves)));
            System.out.println(row);
            rows.add(row);
        }
        for (Map.Entry<String, String> picture : GrowthPictures.of(rows).entrySet()) {
            AtomicFile.write(MeasuredPage.file(picture.getKey()), picture.getValue());
        }
        page.write("growth.md", MeasuredPage.command(GrowthPage.class), table(rows));
    }

    private static MarkdownTable table(List<Growth> rows) {
        MarkdownTable table = new MarkdownTable(List.of(
                "weights and biases",
                "width",
                "check",
                "evaluations",
                "heap that is enough",
                "of it for the check alone",
                "by hand",
                "evaluations by hand"));
        for (Growth row : rows) {
            GrowingNetwork network = row.network();
            table.row(
                    Figures.count(network.parameters()),
                    List.of(
                            String.valueOf(network.width()),
                            Figures.time(row.seconds()),
                            Figures.count(row.evaluations()),
                            row.heapMegabytes() + " MB",
                            network.parameters() < MANY ? "" : String.format(Locale.ROOT, "%.1f copies", row.copies()),
                            Figures.time(row.secondsByHand()) + (row.isExtrapolated() ? " x" : ""),
                            Figures.count(row.evaluationsByHand())));
        }
        return table;
    }
}
