package peers;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables, in Markdown. */
final class Page {

    private final StringBuilder text = new StringBuilder();

    private Page() {}

    static String of(Comparison comparison, List<String> conditions, long seed) {
        Page page = new Page();
        page.text.append("# Gradient checkers beside each other\n\n");
        conditions.forEach(condition -> page.text.append("- ").append(condition).append('\n'));
        page.costs(comparison, seed);
        page.sensitivity(comparison);
        page.passes(comparison);
        return page.text.toString();
    }

    private void costs(Comparison comparison, long seed) {
        section(
                "What a check costs",
                "A batch of " + Networks.EXAMPLES + " examples in double precision. The times are of warm checks; x "
                        + "marks what is extrapolated from some entries of every variable, or of one, whose verdict is "
                        + "of those entries only. gradcheck counts places on lines and gradients as evaluations.");
        for (Networks networks : Networks.values()) {
            CheckedNetwork network = networks.make(seed);
            text.append("\n").append(network).append(", ").append(network.size()).append(" weights and biases:\n\n");
            table("checker", "says", "median", "fastest", "evaluations", "gradients");
            comparison.rows().forEach((name, row) -> line(name, row.cost(networks), 5, Page::cells));
        }
    }

    private static List<String> cells(Peer.Cost cost) {
        String mark = cost.isExtrapolated() ? " x" : "";
        return List.of(
                cost.verdict() + mark,
                time(cost.time().median()) + mark,
                time(cost.time().fastest()) + mark,
                String.format(Locale.ROOT, "%.0f%s", cost.evaluations(), mark),
                String.format(Locale.ROOT, "%.0f", cost.gradients()));
    }

    private void sensitivity(Comparison comparison) {
        section(
                "What a check sees",
                "The first column has right ReLU networks 6-8-8-4 with 4 examples that are called wrong, of "
                        + Sensitivity.KINKED_NETWORKS + "; some of their pre-activations are exactly zero. The "
                        + "others have the smallest relative error of one weight's gradient, of powers of ten, that is "
                        + "called wrong in at least " + Sensitivity.SEEN + " of " + Sensitivity.SEEDS
                        + " networks; where there is none, in how many 1e-1 is. In brackets, how many of those "
                        + "networks are called wrong without it, in which no error counts as seen. x: only some "
                        + "entries of every variable were looked at.");
        text.append('\n');
        List<String> head = new ArrayList<>(List.of("checker", "right networks called wrong"));
        Comparison.SMALLER.forEach(networks -> head.add("smallest error, " + networks.make(0)));
        table(head.toArray(String[]::new));
        comparison.rows().forEach((name, row) -> {
            List<String> cells = new ArrayList<>();
            cells.add(cell(row.kinks(), Page::kinks));
            Comparison.SMALLER.forEach(networks -> cells.add(cell(row.seen(networks), Page::seen)));
            line(name, cells);
        });
    }

    private static String kinks(Sensitivity.Kinks kinks) {
        return kinks.wrong() + (kinks.undecided() == 0 ? "" : ", undecided " + kinks.undecided());
    }

    private static String seen(Sensitivity.Seen seen) {
        String smallest = Double.isNaN(seen.smallest())
                ? "none; 1e-1 in " + seen.ofLargest()
                : String.format(Locale.ROOT, "1e%d", Math.round(Math.log10(seen.smallest())));
        return smallest + " (" + seen.rightCalledWrong() + ")" + (seen.isSlice() ? " x" : "");
    }

    private void passes(Comparison comparison) {
        section(
                "Forward and backward",
                "The gradient of the networks themselves by all weights and biases, on one thread; here by the inputs, "
                        + "pre-activations and hidden layers too.");
        text.append('\n');
        table("network", "examples", "here", "fastest", "torch", "fastest");
        comparison
                .passTimes()
                .forEach(pass -> line(
                        pass.network(),
                        List.of(
                                String.valueOf(pass.examples()),
                                cell(pass.here(), time -> time(time.median())),
                                cell(pass.here(), time -> time(time.fastest())),
                                cell(pass.torch(), time -> time(time.median())),
                                cell(pass.torch(), time -> time(time.fastest())))));
    }

    private void section(String title, String words) {
        text.append("\n## ").append(title).append("\n\n").append(words).append('\n');
    }

    private void table(String... columns) {
        text.append("| ").append(String.join(" | ", columns)).append(" |\n|");
        text.append(" --- |".repeat(columns.length)).append('\n');
    }

    private <T> void line(
            String name, Comparison.Measured<T> measured, int columns, Function<T, List<String>> cellsOf) {
        List<String> cells = measured.isThere() ? cellsOf.apply(measured.value()) : new ArrayList<>();
        if (cells.isEmpty()) {
            cells.add(measured.reason());
            while (cells.size() < columns) {
                cells.add("");
            }
        }
        line(name, cells);
    }

    private void line(String name, List<String> cells) {
        String joined = cells.stream().map(Page::inCell).collect(Collectors.joining(" | "));
        text.append("| ").append(name).append(" | ").append(joined).append(" |\n");
    }

    private static <T> String cell(Comparison.Measured<T> measured, Function<T, String> words) {
        return measured.isThere() ? words.apply(measured.value()) : measured.reason();
    }

    private static String inCell(String words) {
        String oneLine = words.replaceAll("\\s+", " ").replace("|", "\\|").strip();
        return oneLine.length() > 120 ? oneLine.substring(0, 120) + "..." : oneLine;
    }

    private static String time(double milliseconds) {
        double seconds = milliseconds / 1000;
        if (seconds < 1) {
            return digits(milliseconds) + " ms";
        }
        if (seconds < 100) {
            return digits(seconds) + " s";
        }
        return seconds < 6000 ? digits(seconds / 60) + " min" : digits(seconds / 3600) + " h";
    }

    private static String digits(double number) {
        return new BigDecimal(number).round(new MathContext(3)).toPlainString();
    }

    /** Writes the page so that nobody ever sees a part of it. */
    static void write(String page, Path file) throws IOException {
        Path written = Files.createTempFile(file.getParent(), "peers", ".md");
        Files.writeString(written, page);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
