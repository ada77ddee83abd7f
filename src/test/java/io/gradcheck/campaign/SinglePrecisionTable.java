package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.network.FloatNetwork;
import io.gradcheck.source.network.Networks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is seen of random networks in single precision, by the size of their tensors. */
final class SinglePrecisionTable {

    private static final int[] LARGEST = {1, 4, 16, Integer.MAX_VALUE};
    private static final String[] NAMES = {"1", "2-4", "5-16", "17-64"};

    // Eight: twice what the value's own rounding on both sides can amount to.
    private static final double SHOWN = 8;
    private static final double ONE_SIDED_95 = 1.645;

    private SinglePrecisionTable() {}

    /** How many of how many. */
    static final class Share {
        private int hits;
        private int all;

        void add(boolean hit) {
            hits += hit ? 1 : 0;
            all++;
        }

        int all() {
            return all;
        }

        double share() {
            return (double) hits / all;
        }

        /** The lower limit of the share with confidence 95%, by E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209. */
        double lowerLimit() {
            double z2 = ONE_SIDED_95 * ONE_SIDED_95;
            double p = share();
            return (p + z2 / (2 * all) - ONE_SIDED_95 * Math.sqrt(p * (1 - p) / all + z2 / (4.0 * all * all)))
                    / (1 + z2 / all);
        }

        @Override
        public String toString() {
            return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f%% of %,d", 100.0 * hits / all, all);
        }
    }

    private static int row(int size) {
        int row = 0;
        while (size > LARGEST[row]) {
            row++;
        }
        return row;
    }

    /** The verdicts on right gradients. */
    static final class Verdicts {
        private final List<Map<Verdict, Integer>> counts = new ArrayList<>();
        private final long[] evaluations = new long[NAMES.length];
        private final List<String> failures = new ArrayList<>();
        private int variables;
        private long allEvaluations;

        private Verdicts() {
            for (int row = 0; row < NAMES.length; row++) {
                counts.add(new EnumMap<>(Verdict.class));
            }
        }

        /** Checks networks until there are so many variables. */
        static Verdicts of(int variables, long seed) {
            Verdicts verdicts = new Verdicts();
            for (int index = 0; verdicts.variables < variables; index++) {
                FloatNetwork network =
                        new FloatNetwork(Networks.any().ordinary().at(seed, index));
                verdicts.add(GradientChecker.standard().seed(index).check(network), index);
            }
            return verdicts;
        }

        private void add(GradientReport report, long index) {
            allEvaluations += report.evaluations();
            for (Finding finding : report.findings()) {
                int row = row(finding.entries());
                variables++;
                counts.get(row).merge(finding.verdict(), 1, Integer::sum);
                evaluations[row] += finding.evaluations();
                if (finding.verdict() == Verdict.FAIL) {
                    failures.add("network " + index + ": " + report);
                }
            }
        }

        int count(Verdict verdict) {
            int count = 0;
            for (int row = 0; row < NAMES.length; row++) {
                count += count(row, verdict);
            }
            return count;
        }

        private int count(int row, Verdict verdict) {
            return counts.get(row).getOrDefault(verdict, 0);
        }

        int variables() {
            return variables;
        }

        List<String> failures() {
            return failures;
        }

        /** Those of the laws and of the noise included. */
        double evaluationsPerVariable() {
            return (double) allEvaluations / variables;
        }

        String markdown() {
            StringBuilder text = new StringBuilder("""
                    | entries | variables | PASS | KINK | INCONCLUSIVE | FAIL | evaluations a variable |
                    | --- | --: | --: | --: | --: | --: | --: |
                    """);
            for (int row = 0; row < NAMES.length; row++) {
                int all = 0;
                StringBuilder cells = new StringBuilder();
                for (Verdict verdict : List.of(Verdict.PASS, Verdict.KINK, Verdict.INCONCLUSIVE, Verdict.FAIL)) {
                    all += count(row, verdict);
                    cells.append(String.format(Locale.ROOT, " %,d |", count(row, verdict)));
                }
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %,d |%s %.1f |\n",
                        NAMES[row],
                        all,
                        cells,
                        (double) evaluations[row] / all));
            }
            return text.append(String.format(
                            Locale.ROOT,
                            "| all | %,d | %,d | %,d | %,d | %,d | %.1f |\n",
                            variables,
                            count(Verdict.PASS),
                            count(Verdict.KINK),
                            count(Verdict.INCONCLUSIVE),
                            count(Verdict.FAIL),
                            evaluationsPerVariable()))
                    .toString();
        }
    }

    /** The share of planted errors that were caught. */
    static final class Caught {
        private final double[] errors;
        private final Share[][] shares;
        private final Share[] shown;

        private Caught(double... errors) {
            this.errors = errors;
            this.shares = new Share[errors.length][NAMES.length + 1];
            this.shown = new Share[errors.length];
            for (int e = 0; e < errors.length; e++) {
                shown[e] = new Share();
                for (int row = 0; row <= NAMES.length; row++) {
                    shares[e][row] = new Share();
                }
            }
        }

        /** Plants each error in one entry of so many networks. */
        static Caught of(int planted, long seed, double... errors) {
            Caught caught = new Caught(errors);
            for (long index = 0; caught.all(0).all() < planted; index++) {
                Optional<WrongFloatEntry> wrong = WrongFloatEntry.drawn(seed, index);
                for (int e = 0; e < errors.length && wrong.isPresent(); e++) {
                    caught.add(e, wrong.get());
                }
            }
            return caught;
        }

        private void add(int e, WrongFloatEntry wrong) {
            boolean hit = wrong.isCaught(errors[e]);
            shares[e][row(wrong.size())].add(hit);
            all(e).add(hit);
            if (wrong.roundings(errors[e]) >= SHOWN) {
                shown[e].add(hit);
            }
        }

        /** Of all entries. */
        Share all(int error) {
            return shares[error][NAMES.length];
        }

        /** Of the entries whose error moves the value by at least eight of its roundings. */
        Share shown(int error) {
            return shown[error];
        }

        String markdown() {
            StringBuilder text = new StringBuilder("| entries |");
            for (double error : errors) {
                text.append(String.format(Locale.ROOT, " caught, wrong by %.0f%% |", 100 * error));
            }
            text.append("\n| --- |").append(" --: |".repeat(errors.length)).append('\n');
            for (int row = 0; row <= NAMES.length + 1; row++) {
                text.append("| ")
                        .append(
                                row < NAMES.length
                                        ? NAMES[row]
                                        : row == NAMES.length ? "all" : "eight roundings or more");
                for (int e = 0; e < errors.length; e++) {
                    text.append(" | ").append(row > NAMES.length ? shown[e] : shares[e][row]);
                }
                text.append(" |\n");
            }
            return text.toString();
        }
    }
}
