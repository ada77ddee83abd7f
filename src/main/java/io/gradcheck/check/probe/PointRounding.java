package io.gradcheck.check.probe;

import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.Noise;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What rounding makes of the values at a point, and of slopes there where hardly any of it is in the values. */
final class PointRounding {

    /** Standard deviation of one rounding to nearest, in units of the last place: 1 / sqrt(12). */
    static final double DEVIATION = 0.3;

    // 64: a step at which a function that grows fast has not grown much.
    private static final double CLOSE = 64;

    // As much of the noise of values as the bound of a slope reckons with.
    private static final double BOUND_OF_NOISE = 5;
    private static final double BESIDE = 1e-6;

    private final NamedTensors point;
    private final NamedTensors gradient;
    private final Precision precision;
    private final double ofValue;
    private double leastNoiseOfAny = Double.NaN;
    private @Nullable Beside beside;

    // Every prober asks for it, and where each entry is checked alone there are as many as entries.
    private final Map<String, Double> leastNoise = new ConcurrentHashMap<>();

    /** What rounding makes of a slope along some entries, as a share of how far they move together. */
    private record Beside(String variable, Entries region, double rounding) {}

    /**
     * The rounding at a point.
     *
     * @param gradient the gradient that is claimed there, which passes the rounding of the variables on to the value
     * @param ofValue the rounding of the value, or its declared accuracy
     */
    PointRounding(NamedTensors point, NamedTensors gradient, Precision precision, double ofValue) {
        this.point = point;
        this.gradient = gradient;
        this.precision = precision;
        this.ofValue = ofValue;
    }

    double ofValue() {
        return ofValue;
    }

    /**
     * The least noise that a variable's probes must reckon with: the rounding of the value, the declared accuracy, and
     * the rounding of the variable as the gradient passes it on.
     */
    double leastNoise(String variable) {
        return leastNoise.computeIfAbsent(
                variable, name -> leastNoise(name, Entries.all(point.get(name).size())));
    }

    /** The largest of what {@link #leastNoise(String)} is for any variable. */
    double leastNoise() {
        if (Double.isNaN(leastNoiseOfAny)) {
            leastNoiseOfAny =
                    point.names().stream().mapToDouble(this::leastNoise).max().orElse(0);
        }
        return leastNoiseOfAny;
    }

    /** The least noise where only some of the entries move. */
    double leastNoise(String variable, Entries region) {
        double[] x = point.get(variable).values();
        double[] g = gradient.get(variable).values();
        double squares = 0;
        for (int k = 0; k < region.count(); k++) {
            int i = region.entry(k);
            double term = g[i] * precision.ulp(x[i]);
            squares += term * term;
        }
        double argument = DEVIATION * Math.sqrt(squares);
        return Double.isFinite(argument) ? Math.max(ofValue, argument) : ofValue;
    }

    /**
     * What the rounding of the variable makes of the derivative where the gradient is zero, as at a minimum: its change over
     * the last place. Anywhere else it is far below the rounding of the gradient's own terms.
     */
    double ofArgument(String variable, Direction direction, Derivative estimator, double firstStep) {
        double h = firstStep / CLOSE;
        double curvature = Math.abs(estimator.centralDifference(h).bend()) / h;
        double rounding = curvature * Math.sqrt(squaredUlps(point.get(variable).values(), direction));
        return Double.isFinite(rounding) ? rounding : 0;
    }

    /** The squared last places of the entries that move, added up. */
    private double squaredUlps(double[] x, Direction direction) {
        if (direction instanceof Direction.OfOne one) {
            double ulp = precision.ulp(x[one.entry()]);
            return ulp * ulp;
        }
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double term = direction.weight(i) == 0 ? 0 : precision.ulp(x[i]);
            squares += term * term;
        }
        return squares;
    }

    /**
     * What rounding makes of a slope at a zero of the function, where values have hardly any: all of it is beside the zero, in
     * proportion to the distance, as of {@code x - sin x} at zero, where no term is left to round. Along another direction
     * of the same entries it is about the same, in proportion to how far they move.
     */
    double besideZero(DoubleUnaryOperator phi, double step, String variable, Entries region, Direction direction) {
        Beside last = beside;
        if (last == null || !last.variable.equals(variable) || !last.region.equals(region)) {
            double noise = Noise.at(t -> phi.applyAsDouble(step + t), phi.applyAsDouble(step), BESIDE * step);
            last = new Beside(variable, region, noise / step / direction.absoluteSum());
            beside = last;
        }
        return BOUND_OF_NOISE * last.rounding * direction.absoluteSum();
    }
}
