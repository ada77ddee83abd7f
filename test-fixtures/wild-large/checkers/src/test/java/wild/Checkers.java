package wild;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The same functions, given to all checkers. */
final class Checkers {

    private static final List<Checker> ALL =
            List.of(new CheckerGradcheck(), new CheckerDl4j(), new CheckerDdogleg(), new CheckerBreeze());

    private static final int WARM_UP = 30;
    private static final int TIMED = 15;

    private Checkers() {}

    static {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    /** Prints all tables. */
    public static void main(String[] args) {
        System.out.println(verdicts() + "\n" + names() + "\n" + CheckedNetworks.verdicts() + "\n" + costs());
    }

    /** What each says of each function; what is not so is bold. */
    static String verdicts() {
        StringBuilder table = new StringBuilder(head("the gradient", " --- |"));
        int[] misses = new int[ALL.size()];
        int[] alarms = new int[ALL.size()];
        for (CheckedFunction function : CheckedFunctions.all()) {
            List<String> cells = new ArrayList<>(List.of(function.name(), function.isRight() ? "right" : "wrong"));
            for (int k = 0; k < ALL.size(); k++) {
                String cell = ask(ALL.get(k), function).against(function.isRight());
                misses[k] += cell.contains("miss") ? 1 : 0;
                alarms[k] += cell.contains("false") ? 1 : 0;
                cells.add(cell);
            }
            table.append(line(cells));
        }
        List<String> sums = new ArrayList<>(List.of("misses; false alarms", ""));
        for (int k = 0; k < ALL.size(); k++) {
            sums.add(misses[k] + "; " + alarms[k]);
        }
        return table.append(line(sums)).toString();
    }

    /** What is said beyond right and wrong, by those that say it. */
    static String names() {
        StringBuilder table = new StringBuilder("| function | gradcheck | Breeze |\n| --- | --- | --- |\n");
        for (CheckedFunction function : CheckedFunctions.all()) {
            String ours = ask(new CheckerGradcheck(), function).words();
            String theirs = ask(new CheckerBreeze(), function).words();
            if (!ours.isEmpty() || !theirs.isEmpty()) {
                table.append(line(List.of(function.name(), ours, theirs)));
            }
        }
        return table.toString();
    }

    /** Microseconds, and how often value and gradient were asked for. */
    private static String costs() {
        StringBuilder table = new StringBuilder(head("", ""));
        for (CheckedFunction function : CheckedFunctions.all()) {
            List<String> cells = new ArrayList<>(List.of(function.name()));
            for (Checker checker : ALL) {
                CheckedFunction.Code counted = function.code().get();
                checker.check(function, counted).run();
                cells.add(String.format(Locale.ROOT, "%.0f µs, %s", microseconds(checker, function), counted.calls()));
            }
            table.append(line(cells));
        }
        return table.toString();
    }

    private static double microseconds(Checker checker, CheckedFunction function) {
        double[] times = new double[TIMED];
        for (int k = -WARM_UP; k < TIMED; k++) {
            Checker.Check check = checker.check(function, function.code().get());
            long start = System.nanoTime();
            check.run();
            times[Math.max(0, k)] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(times);
        return times[TIMED / 2];
    }

    private static Checker.Answer ask(Checker checker, CheckedFunction function) {
        return checker.check(function, function.code().get()).run();
    }

    private static String head(String second, String rule) {
        List<String> cells = new ArrayList<>(List.of("function"));
        if (!second.isEmpty()) {
            cells.add(second);
        }
        ALL.forEach(checker -> cells.add(checker.name()));
        return line(cells) + "| --- |" + rule + " --- |".repeat(ALL.size()) + "\n";
    }

    static String line(List<String> cells) {
        StringBuilder line = new StringBuilder("|");
        cells.forEach(cell -> line.append(cell.isEmpty() ? "" : " " + cell).append(" |"));
        return line.append('\n').toString();
    }
}
