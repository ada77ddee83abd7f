package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.argMax;
import static io.gradcheck.check.textbook.Plain.oneHot;
import static io.gradcheck.check.textbook.Plain.times;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Maximum, median, sorting and what is made of them. */
final class OrderStatistics {

    private OrderStatistics() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("order");
        extremes(formulas);
        sorted(formulas);
        clipped(formulas);
        return formulas.all();
    }

    private static void extremes(Formulas formulas) {
        formulas.any(
                "maximum",
                draw -> Example.objective(draw.values(4), Plain::max, x -> oneHot(4, argMax(x)))
                        .wrongObjective("of the smallest", x -> oneHot(4, argMax(times(x, -1))))
                        .wrongObjective("spread over all", x -> new double[] {0.25, 0.25, 0.25, 0.25})
                        .wrongObjective("one too far", x -> oneHot(4, (argMax(x) + 1) % 4)));
        formulas.any(
                "range, largest less smallest",
                draw -> Example.objective(
                                draw.values(4),
                                x -> Plain.max(x) + Plain.max(times(x, -1)),
                                x -> Plain.minus(oneHot(4, argMax(x)), oneHot(4, argMax(times(x, -1)))))
                        .wrongObjective(
                                "smallest's sign",
                                x -> Plain.plus(oneHot(4, argMax(x)), oneHot(4, argMax(times(x, -1)))))
                        .wrongObjective("smallest forgotten", x -> oneHot(4, argMax(x)))
                        .wrongObjective(
                                "sign", x -> Plain.minus(oneHot(4, argMax(times(x, -1))), oneHot(4, argMax(x)))));
        formulas.any(
                "largest absolute value",
                draw -> Example.objective(
                                draw.values(4),
                                x -> Plain.max(Plain.map(x, Math::abs)),
                                x -> signedOneHot(x, argMax(Plain.map(x, Math::abs))))
                        .wrongObjective("sign forgotten", x -> oneHot(4, argMax(Plain.map(x, Math::abs))))
                        .wrongObjective("of the largest", x -> signedOneHot(x, argMax(x)))
                        .wrongObjective("every sign", x -> Plain.map(x, Math::signum)));
    }

    private static double[] signedOneHot(double[] x, int index) {
        return times(oneHot(x.length, index), Math.signum(x[index]));
    }

    private static int[] order(double[] x) {
        return IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> x[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** Weights by rank, smallest first, to the places from which the ranks come. */
    private static double[] toPlaces(double[] x, double... byRank) {
        int[] order = order(x);
        double[] g = new double[x.length];
        for (int rank = 0; rank < g.length; rank++) {
            g[order[rank]] = byRank[rank];
        }
        return g;
    }

    private static double byRank(double[] x, double... weights) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return Plain.dot(sorted, weights);
    }

    private static void sorted(Formulas formulas) {
        formulas.any(
                "median of five",
                draw -> Example.objective(
                                draw.values(5), x -> byRank(x, 0, 0, 1, 0, 0), x -> toPlaces(x, 0, 0, 1, 0, 0))
                        .wrongObjective("a rank too high", x -> toPlaces(x, 0, 0, 0, 1, 0))
                        .wrongObjective("mean", x -> toPlaces(x, 0.2, 0.2, 0.2, 0.2, 0.2))
                        .wrongObjective("at the middle place, not rank", x -> oneHot(5, 2)));
        formulas.any(
                "median of four, mean of the middle two",
                draw -> Example.objective(
                                draw.values(4), x -> byRank(x, 0, 0.5, 0.5, 0), x -> toPlaces(x, 0, 0.5, 0.5, 0))
                        .wrongObjective("lower one alone", x -> toPlaces(x, 0, 1, 0, 0))
                        .wrongObjective("not halved", x -> toPlaces(x, 0, 1, 1, 0))
                        .wrongObjective("upper one forgotten", x -> toPlaces(x, 0, 0.5, 0, 0)));
        formulas.any(
                "weighted sum of sorted values",
                draw -> Example.objective(
                                draw.values(4),
                                x -> byRank(x, 0.1, 0.2, 0.3, 0.4),
                                x -> toPlaces(x, 0.1, 0.2, 0.3, 0.4))
                        .wrongObjective("not brought back to the places", x -> new double[] {0.1, 0.2, 0.3, 0.4})
                        .wrongObjective("in reverse", x -> toPlaces(x, 0.4, 0.3, 0.2, 0.1))
                        .wrongObjective("brought by the inverse", x -> {
                            int[] order = order(x);
                            double[] weights = {0.1, 0.2, 0.3, 0.4};
                            return IntStream.range(0, 4)
                                    .mapToDouble(i -> weights[order[i]])
                                    .toArray();
                        }));
        formulas.any(
                "trimmed mean of the middle three of five",
                draw -> Example.objective(
                                draw.values(5),
                                x -> byRank(x, 0, 1, 1, 1, 0) / 3,
                                x -> times(toPlaces(x, 0, 1, 1, 1, 0), 1 / 3.0))
                        .wrongObjective("divided by five", x -> times(toPlaces(x, 0, 1, 1, 1, 0), 1 / 5.0))
                        .wrongObjective("not trimmed", x -> times(toPlaces(x, 1, 1, 1, 1, 1), 1 / 3.0))
                        .wrongObjective("trimmed on one side", x -> times(toPlaces(x, 0, 1, 1, 1, 1), 1 / 3.0)));
    }

    private static void clipped(Formulas formulas) {
        formulas.any(
                "clipping to -1..1, times a weight",
                draw -> Example.elementwise(
                                draw.values(3), x -> 2 * Math.max(-1, Math.min(1, x)), x -> Math.abs(x) <= 1 ? 2 : 0)
                        .wrongSlope("passed through outside", x -> 2)
                        .wrongSlope("above alone", x -> x <= 1 ? 2 : 0)
                        .wrongSlope("weight forgotten", x -> Math.abs(x) <= 1 ? 1 : 0));
        formulas.any("clipped ratio of policies, min(r a, clip(r) a)", draw -> {
            double advantage = draw.normal(1)[0];
            return Example.elementwise(
                            Plain.map(draw.values(2), v -> Math.max(-5, Math.min(5, v))),
                            log -> Math.min(Math.exp(log) * advantage, clip(Math.exp(log)) * advantage),
                            log -> policySlope(log, advantage, Math.exp(log)))
                    .wrongSlope("log's chain rule forgotten", log -> policySlope(log, advantage, 1))
                    .wrongSlope("never clipped", log -> Math.exp(log) * advantage)
                    .wrongSlope(
                            "always clipped",
                            log -> clip(Math.exp(log)) == Math.exp(log) ? Math.exp(log) * advantage : 0);
        });
    }

    private static double clip(double ratio) {
        return Math.max(0.8, Math.min(1.2, ratio));
    }

    private static double policySlope(double log, double advantage, double chain) {
        double ratio = Math.exp(log);
        return ratio * advantage <= clip(ratio) * advantage ? advantage * chain : 0;
    }
}
