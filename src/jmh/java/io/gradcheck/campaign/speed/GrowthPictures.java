package io.gradcheck.campaign.speed;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** The pictures of how the cost of a check grows with the network. */
final class GrowthPictures {

    private static final String GRADCHECK = "gradcheck, all variables and laws";
    private static final String BY_HAND = "central differences by hand";
    private static final String PARAMETERS = "weights and biases";

    private final List<Growth> rows;

    private GrowthPictures(List<Growth> rows) {
        this.rows = rows;
    }

    /** {@return the pictures of networks in the order of their size, by the names of their files} */
    static Map<String, String> of(List<Growth> rows) {
        GrowthPictures pictures = new GrowthPictures(rows);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("growth-time.svg", pictures.time());
        all.put("growth-evaluations.svg", pictures.evaluations());
        all.put("growth-memory.svg", pictures.memory());
        return all;
    }

    private String time() {
        return chart(
                "The time of a check",
                GrowthPictures::seconds,
                new Line(GRADCHECK, Growth::seconds, Figures::time),
                new Line(BY_HAND, Growth::secondsByHand, Figures::time));
    }

    private String evaluations() {
        return chart(
                "The evaluations of a check",
                power -> plain(power, ""),
                new Line(GRADCHECK, Growth::evaluations, Figures::count),
                new Line(BY_HAND, Growth::evaluationsByHand, Figures::count));
    }

    private String memory() {
        return chart(
                "The heap that is enough for a check",
                power -> plain(power, " MB"),
                new Line(
                        "heap for JVM, network and check",
                        Growth::heapMegabytes,
                        megabytes -> Figures.count(megabytes) + " MB"),
                new Line(
                        "one copy of the weights and biases",
                        growth -> growth.network().bytesOfACopy() / Figures.MEGABYTE,
                        megabytes -> Figures.bytes(megabytes * Figures.MEGABYTE)));
    }

    /** A line of a chart, and how its ends are told. */
    private record Line(String name, ToDoubleFunction<Growth> value, Words words) {}

    private interface Words {
        String of(double value);
    }

    private String chart(String title, IntFunction<String> yLabel, Line... lines) {
        LogLogChart chart = new LogLogChart(title, PARAMETERS, yLabel);
        StringBuilder description = new StringBuilder();
        Growth first = rows.get(0);
        Growth last = rows.get(rows.size() - 1);
        for (Line line : lines) {
            chart.series(
                    line.name,
                    rows.stream()
                            .map(growth -> LogLogChart.Place.of(
                                    (double) growth.network().parameters(), line.value.applyAsDouble(growth)))
                            .toList(),
                    line.words.of(line.value.applyAsDouble(last)));
            description.append(String.format(
                    Locale.ROOT,
                    "%s%s: %s for %,d %s, %s for %,d.",
                    description.isEmpty() ? "" : " ",
                    line.name,
                    line.words.of(line.value.applyAsDouble(first)),
                    first.network().parameters(),
                    PARAMETERS,
                    line.words.of(line.value.applyAsDouble(last)),
                    last.network().parameters()));
        }
        return chart.draw(description.toString());
    }

    /** A power of ten in seconds, or in what a clock says for short ones. */
    private static String seconds(int power) {
        if (power >= 0) {
            return plain(power, " s");
        }
        return power >= -3 ? plain(power + 3, " ms") : plain(power + 6, " µs");
    }

    private static String plain(int power, String unit) {
        BigDecimal number = BigDecimal.ONE.scaleByPowerOfTen(power);
        return (power < 0 ? number.toPlainString() : String.format(Locale.ROOT, "%,.0f", number)) + unit;
    }
}
