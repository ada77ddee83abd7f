package io.gradcheck.check.kinds;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Whether a mistake changes a gradient, by more than rounding does. */
final class Harm {

    /** Of the largest entry: thousands of ulps, as formulas that are equal on paper differ by some. */
    private static final double ROUNDING = 1e-12;

    private static final int NEIGHBOURS = 20;
    private static final double NEAR = 1e-4;
    private static final double FAR = 1e-2;

    private Harm() {}

    static boolean atThePoint(Subject right, Subject wrong) {
        return at(right.point(), right, wrong);
    }

    /** Whether it does at any of some random points nearby; if not, it is another choice among the slopes at a kink. */
    static boolean nearby(Subject right, Subject wrong, long seed) {
        return neighbours(right, NEAR, seed).anyMatch(point -> at(point, right, wrong));
    }

    /** Whether the value is the very same at random points all around, so that there is nothing to be seen. */
    static boolean isFlat(Subject subject, long seed) {
        double[] here = subject.evaluate(subject.point()).values();
        return neighbours(subject, FAR, seed)
                .allMatch(point -> Arrays.equals(here, subject.evaluate(point).values()));
    }

    private static Stream<Map<String, Tensor>> neighbours(Subject subject, double radius, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> moved(subject.point(), radius, random)).limit(NEIGHBOURS);
    }

    private static Map<String, Tensor> moved(Map<String, Tensor> point, double radius, SplittableRandom random) {
        Map<String, Tensor> moved = new LinkedHashMap<>();
        point.forEach((name, value) -> {
            Tensor copy = value.copy();
            for (int j = 0; j < copy.size(); j++) {
                double scale = copy.values()[j] == 0 ? 1 : Math.abs(copy.values()[j]);
                copy.values()[j] += radius * scale * random.nextDouble(-1, 1);
            }
            moved.put(name, copy);
        });
        return moved;
    }

    private static boolean at(Map<String, Tensor> point, Subject right, Subject wrong) {
        Tensor upstream = upstream(right.evaluate(point));
        Map<String, Tensor> truth = right.gradient(point, upstream);
        Map<String, Tensor> claimed = wrong.gradient(point, upstream);
        return truth.entrySet().stream().anyMatch(entry -> {
            double[] is = entry.getValue().values();
            double[] instead = claimed.get(entry.getKey()).values();
            double[] x = point.get(entry.getKey()).values();
            return differ(is, instead) || differ(inProportion(is, x), inProportion(instead, x));
        });
    }

    /** Times the entries, so that units do not count. */
    private static double[] inProportion(double[] gradient, double[] x) {
        double[] scaled = gradient.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= x[i] == 0 ? 1 : x[i];
        }
        return scaled;
    }

    /** Neither all ones nor symmetric, so that nothing cancels: the gradient of a softmax by ones is zero. */
    static Tensor upstream(Tensor output) {
        Tensor upstream = output.copy();
        for (int i = 0; i < upstream.size(); i++) {
            upstream.values()[i] = Math.cos(i + 1);
        }
        return upstream;
    }

    private static boolean differ(double[] truth, double[] claimed) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < truth.length; i++) {
            if (!Double.isFinite(claimed[i])) {
                return true;
            }
            largest = Math.max(largest, Math.max(Math.abs(truth[i]), Math.abs(claimed[i])));
            difference = Math.max(difference, Math.abs(truth[i] - claimed[i]));
        }
        return difference > ROUNDING * largest;
    }
}
