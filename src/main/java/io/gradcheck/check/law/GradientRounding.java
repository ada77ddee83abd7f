package io.gradcheck.check.law;

import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far rounding drives apart what should be equal: two outputs of one subject, or two gradients.
 *
 * <p>Nothing is called as long as they agree closely. If not, the rounding is measured, by moving the arguments by a unit
 * in the last place.
 */
final class GradientRounding {

    private static final double CLOSE = 64;
    private static final int MEASUREMENTS = 3;
    // Three samples of a rounding seldom see its largest value; a constant term or a lost sign is far beyond.
    private static final double ROUNDING = 1e3;
    // Terms as large as the subject's largest gradient may have cancelled in the smallest; no broken law is so small.
    private static final double OF_LARGEST = 1e-9;
    // So may terms as large as the outputs: the derivative of a saturated softmax is a difference of such.
    private static final double OF_OUTPUT = 1e-12;

    private final Subject subject;
    private final NamedTensors point;
    private final NamedTensors gradient;
    private final Tensor output;
    private final Tensor u;
    private final Precision precision;
    private final double roundoff;
    private final double ofOutput;
    private final SplittableRandom random;
    private final Evaluations evaluations;
    private @Nullable Map<String, Double> gradientLevel;
    private double outputLevel = Double.NaN;

    /**
     * Prepares the measurement.
     *
     * @param base where, and for which upstream gradient
     * @param gradient the gradient there, as now returned
     * @param output the output there
     */
    GradientRounding(
            EvaluationPoint base,
            NamedTensors gradient,
            Tensor output,
            SplittableRandom random,
            Evaluations evaluations) {
        this(base, gradient, output, base.f().subject().precision(), random, evaluations);
    }

    /**
     * Prepares the measurement for code that may compute in another precision than it says.
     *
     * @param precision the precision that it computes in
     */
    GradientRounding(
            EvaluationPoint base,
            NamedTensors gradient,
            Tensor output,
            Precision precision,
            SplittableRandom random,
            Evaluations evaluations) {
        this.precision = precision;
        this.subject = new DefensiveCopies(base.f().subject());
        this.point = base.point();
        this.gradient = gradient;
        this.output = output;
        this.u = base.f().upstream();
        this.random = random;
        this.evaluations = evaluations;
        double unit = precision.unitRoundoff();
        this.roundoff =
                subject.accuracy() > 0 ? Math.max(unit, subject.accuracy() / Sums.largest(output.values())) : unit;
        double largest = 0;
        for (String variable : point.names()) {
            largest = Math.max(largest, 1 / base.scale(variable));
        }
        this.ofOutput = OF_OUTPUT * base.f().magnitude(output) * largest;
    }

    /**
     * What rounding explains of differences between two gradients.
     *
     * @param magnitudes for every variable the size of the terms that were added up to the gradients compared
     * @param times how many times the gradient for {@code u} is in them
     */
    Allowance allowance(Map<String, Double> magnitudes, double times) {
        double cancelled = times * ofOutput;
        for (double magnitude : magnitudes.values()) {
            cancelled = Math.max(cancelled, OF_LARGEST * magnitude);
        }
        return new Allowance(magnitudes, times, cancelled);
    }

    /** The largest differences between two gradients that rounding explains. */
    final class Allowance {

        private final Map<String, Double> magnitudes;
        private final double times;
        private final double cancelled;

        private Allowance(Map<String, Double> magnitudes, double times, double cancelled) {
            this.magnitudes = magnitudes;
            this.times = times;
            this.cancelled = cancelled;
        }

        /**
         * The largest difference by one variable.
         *
         * @param variable the variable
         * @param difference the difference that is there; measured is only what it needs
         */
        double of(String variable, double difference) {
            double magnitude = number(magnitudes, variable);
            double close = Math.max(cancelled, CLOSE * roundoff * magnitude);
            if (difference <= close) {
                return close;
            }
            if (gradientLevel == null) {
                gradientLevel = gradientLevel();
            }
            double measured = times * number(gradientLevel, variable);
            double rounding = Math.max(underflow(), Math.max(measured, roundoff * magnitude));
            return Math.max(cancelled, ROUNDING * rounding);
        }
    }

    /**
     * The largest difference between two outputs that rounding explains.
     *
     * @param difference the difference that is there; measured is only what it needs
     * @param magnitude the size of the terms that were added up to the outputs compared
     */
    double allowedOutput(double difference, double magnitude) {
        double close = CLOSE * roundoff * magnitude;
        if (difference <= close) {
            return close;
        }
        if (Double.isNaN(outputLevel)) {
            outputLevel = outputLevel();
        }
        return ROUNDING * Math.max(underflow(), Math.max(outputLevel, roundoff * magnitude));
    }

    private static double number(Map<String, Double> numbers, String variable) {
        return Objects.requireNonNull(numbers.get(variable), variable);
    }

    /** For each variable how far its gradient moves when point and upstream gradient move by a rounding. */
    private Map<String, Double> gradientLevel() {
        Map<String, Double> level = new LinkedHashMap<>();
        for (int k = 0; k < MEASUREMENTS; k++) {
            Tensor upstream = u.copy();
            NamedTensors moved = moved();
            for (int i = 0; i < upstream.size(); i++) {
                upstream.values()[i] *= 1 + (random.nextBoolean() ? 2 : -2) * roundoff;
            }
            NamedTensors g = orElse(gradient, () -> NamedTensors.of(subject.gradient(moved.asMap(), upstream)));
            for (String variable : point.names()) {
                level.merge(variable, distance(gradient.get(variable), g.get(variable)), Math::max);
            }
        }
        return level;
    }

    private double outputLevel() {
        double level = 0;
        for (int k = 0; k < MEASUREMENTS; k++) {
            level = Math.max(level, distance(output, orElse(output, () -> subject.evaluate(moved().asMap()))));
        }
        return level;
    }

    /** What a call returns, or what is known already where the moved point is outside the domain. */
    private <T> T orElse(T known, Supplier<T> call) {
        evaluations.spend();
        try {
            return OutsideDomain.call(call);
        } catch (OutsideDomain outsideTheDomain) {
            return known;
        }
    }

    private static double distance(Tensor a, Tensor b) {
        Difference difference = Difference.between("", a, b);
        return difference == null ? 0 : difference.distance();
    }

    private NamedTensors moved() {
        NamedTensors moved = point.copy();
        moveByUlp(moved, precision, random);
        return moved;
    }

    /** Moves every entry of every variable by a unit in the last place, up or down. */
    static void moveByUlp(NamedTensors point, Precision precision, SplittableRandom random) {
        for (Tensor tensor : point.tensors()) {
            double[] x = tensor.values();
            for (int i = 0; i < x.length; i++) {
                x[i] += random.nextBoolean() ? precision.ulp(x[i]) : -precision.ulp(x[i]);
            }
        }
    }

    /** What subnormal intermediate results may lose, and later factors up to the inverse of a roundoff enlarge. */
    private double underflow() {
        double unit = precision.unitRoundoff();
        return precision.ulp(0) / (unit * unit);
    }
}
