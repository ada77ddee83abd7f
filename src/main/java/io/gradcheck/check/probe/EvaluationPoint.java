package io.gradcheck.check.probe;

import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.numeric.FloatFormat;
import io.gradcheck.numeric.Noise;
import io.gradcheck.numeric.Stairs;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A point at which a subject is probed: its variables, the gradient that is claimed there, the rounding of its value. */
public final class EvaluationPoint {

    private static final double NOISE_IN_SLOPE = 20;

    // Where values are coarse the smallest step decides how well a slope is known, and the first is longer for it.
    private static final double COARSE_STEP = 4;

    // 1e-5: from there on the bound of an estimate with small steps is above a hundredth of the gradient.
    private static final double COARSE = 1e-5;

    // 1e3: values beside a zero of the function, where none of its roundings are left.
    private static final double LARGER_AROUND = 1e3;

    private final Contraction f;
    private final NamedTensors point;
    private final NamedTensors gradient;
    private final PointRounding rounding;
    private final OutputSizes outputSizes;
    private final @Nullable EvaluationPoint ofSubject;
    private final PointSizes sizes;
    private double value = Double.NaN;
    private @Nullable FloatFormat arithmetic;
    private @Nullable InOwnSizes inOwnSizes;

    /** Only the last is kept, since there can be many variables. */
    private record InOwnSizes(String variable, EvaluationPoint place) {}

    private EvaluationPoint(
            Contraction f,
            NamedTensors point,
            NamedTensors gradient,
            double valueRounding,
            @Nullable EvaluationPoint ofSubject) {
        this.ofSubject = ofSubject;
        this.f = f;
        this.point = point;
        this.gradient = gradient;
        this.sizes = new PointSizes(point, gradient);
        this.outputSizes = new OutputSizes(f.subject(), point);
        this.rounding = new PointRounding(point, gradient, f.subject().precision(), valueRounding);
    }

    /**
     * The place at a subject's point.
     *
     * @param f the contraction of the subject
     * @param output the subject's output at its point
     * @throws GradientThrew if the gradient throws
     * @throws WrongResultException if the gradient is null, lacks a variable, or has another shape than the variable
     */
    public static EvaluationPoint of(Contraction f, Tensor output) {
        NamedTensors point = NamedTensors.copyOf(f.subject().point());
        return of(f, output, point, point.copy());
    }

    /**
     * The same, where there is a copy of the point that the subject was handed before.
     *
     * @param handed the copy; handed over again if the subject has left it as it was, else another
     */
    public static EvaluationPoint of(Contraction f, Tensor output, NamedTensors handed) {
        NamedTensors point = NamedTensors.copyOf(f.subject().point());
        return of(f, output, point, handed.isCopyOf(point) ? handed : point.copy());
    }

    private static EvaluationPoint of(Contraction f, Tensor output, NamedTensors point, NamedTensors argument) {
        NamedTensors gradient =
                claimed(f.subject(), point, argument, f.upstream().copy());
        return new EvaluationPoint(f, point, gradient.only(point.names()).copy(), rounding(f, output), null);
    }

    private static double rounding(Contraction f, Tensor output) {
        return Math.max(f.rounding(output), f.subject().accuracy() * f.weight());
    }

    /**
     * The gradient that the subject claims here for other weights of its outputs.
     *
     * @throws GradientThrew if it throws
     * @throws WrongResultException if it is null, lacks a variable, or has another shape than the variable
     */
    public NamedTensors claimed(Tensor upstream) {
        return claimed(f.subject(), point, point.copy(), upstream.copy())
                .only(point.names())
                .copy();
    }

    /**
     * The same place with other weights of the outputs.
     *
     * @param recorded the subject, with the outputs that were seen
     * @param upstream the weights
     * @param claimed the gradient that the subject claims for them
     */
    public EvaluationPoint weighted(RecordedOutputs recorded, Tensor upstream, NamedTensors claimed) {
        Contraction other = f.of(recorded).with(upstream);
        return new EvaluationPoint(other, point, claimed, rounding(other, recorded.at(0)), null);
    }

    private static NamedTensors claimed(Subject subject, NamedTensors point, NamedTensors argument, Tensor upstream) {
        try {
            Map<String, Tensor> returned = OutsideDomain.call(() -> subject.gradient(argument.asMap(), upstream));
            return NamedTensors.gradient(subject, point, returned);
        } catch (OutsideDomain outside) {
            if (outside.thrown() instanceof WrongResultException wrong) {
                throw wrong;
            }
            throw new GradientThrew(outside.thrown());
        }
    }

    /** The place at which variables have moved; null where the function is not finite there, or its results do not fit. */
    public @Nullable EvaluationPoint at(NamedTensors moved, Evaluations evaluations) {
        Subject subject = f.subject();
        evaluations.spend();
        try {
            Tensor output =
                    OutsideDomain.call(() -> subject.evaluate(moved.copy().asMap()));
            if (output.isFinite()) {
                evaluations.spend();
                EvaluationPoint there = of(f.of(new SubjectAt(subject, moved)), output);
                if (!Double.isNaN(value)) {
                    there.knowValue(output);
                }
                return there;
            }
        } catch (OutsideDomain | WrongResultException outsideTheDomain) {
            // as not finite
        }
        return null;
    }

    /** The same place of an equal subject, for another thread. */
    public EvaluationPoint with(Subject equal) {
        return new EvaluationPoint(f.of(equal), point, gradient, valueRounding(), ofSubject).withValue(value);
    }

    /**
     * Takes the value here for known from now on, where {@code evaluate} was seen to return the same at equal arguments.
     *
     * @param output the output here
     */
    public void knowValue(Tensor output) {
        value = f.value(output);
    }

    private EvaluationPoint withValue(double known) {
        value = known;
        return this;
    }

    /** The same place with its variables counted in other units than the subject's. */
    public EvaluationPoint in(Units units) {
        return new EvaluationPoint(
                        f.in(units), point.map(units::dividedBy), gradient.map(units::times), valueRounding(), this)
                .withValue(value);
    }

    /** The same place with a variable, and all that are far from one, counted in units of their entries' own sizes. */
    public EvaluationPoint inOwnSizes(String variable) {
        InOwnSizes last = inOwnSizes;
        if (last == null || !last.variable.equals(variable)) {
            last = new InOwnSizes(variable, in(EntryLengths.sizes(this, variable)));
            inOwnSizes = last;
        }
        return last.place;
    }

    /** The same place in the units of the subject. */
    public EvaluationPoint ofSubject() {
        Units units = f.units();
        if (units.areOfSubject()) {
            return this;
        }
        if (ofSubject != null) {
            return ofSubject;
        }
        NamedTensors x = point.map(units::times);
        Contraction there = f.ofSubject().of(new SubjectAt(f.ofSubject().subject(), x));
        return new EvaluationPoint(there, x, gradient.map(units::dividedBy), valueRounding(), null);
    }

    public Contraction f() {
        return f;
    }

    public NamedTensors point() {
        return point;
    }

    public NamedTensors gradient() {
        return gradient;
    }

    public Tensor value(String variable) {
        return point.get(variable);
    }

    /** The indices of a variable's entries. */
    public Indices indices(String variable) {
        return new Indices(value(variable), f.names().of(variable));
    }

    /** The indices of the outputs. */
    public Indices outputIndices() {
        return new Indices(f.upstream(), f.names().ofOutput());
    }

    public Tensor gradient(String variable) {
        return gradient.get(variable);
    }

    /** What the subject itself offers as likely mistakes, as the gradients that they would make here. */
    public Map<String, Map<String, Tensor>> suspects() {
        return f.subject().suspects(point.copy().asMap(), f.upstream().copy());
    }

    public FloatFormat arithmetic() {
        FloatFormat known = arithmetic;
        if (known == null) {
            boolean single = f.subject().precision() == Precision.FLOAT || coarse();
            known = single ? FloatFormat.BINARY32 : FloatFormat.BINARY64;
            arithmetic = known;
        }
        return known;
    }

    /** Whether the declared accuracy is no better than that of single precision, which wants steps as large. */
    private boolean coarse() {
        double accuracy = f.subject().accuracy();
        return accuracy > 0
                && accuracy * f.weight() > COARSE * sizes.reach(byReach().get(0));
    }

    /** {@code phi(t) = <u, f(x + t d)>}; not a number where the subject rejects the argument. */
    public DoubleUnaryOperator along(String variable, Direction direction, Evaluations evaluations) {
        return f.along(variable, direction, value, evaluations);
    }

    /** Measures the noise along one direction, up to a step; the level is 0 where the function is not finite. */
    public Noise noise(String variable, Direction direction, double reach, Evaluations evaluations) {
        DoubleUnaryOperator phi = along(variable, direction, evaluations);
        double atZero = phi.applyAsDouble(0);
        return Double.isFinite(atZero) ? Noise.estimate(phi, atZero, arithmetic(), reach) : new Noise(0);
    }

    /** The rounding of the value, or the declared accuracy where that is worse. */
    public double valueRounding() {
        return rounding.ofValue();
    }

    /** The least noise that a variable's probes must reckon with. */
    public double leastNoise(String variable) {
        return rounding.leastNoise(variable);
    }

    /** The same where only some of the entries move. */
    public double leastNoise(String variable, Entries region) {
        return rounding.leastNoise(variable, region);
    }

    /** The largest of what {@link #leastNoise(String)} is for any variable. */
    public double leastNoise() {
        return rounding.leastNoise();
    }

    /** All variables, first those with which the function moves most, as the gradient has it. */
    public List<String> byReach() {
        return sizes.byReach();
    }

    /** The sizes of a variable's entries; computed once. */
    public Sizes sizes(String variable) {
        return sizes.of(variable);
    }

    /** The sizes of some of a variable's entries. */
    public Sizes sizes(String variable, Entries region) {
        return region.whole() ? sizes.of(variable) : Sizes.of(value(variable).values(), region);
    }

    /** The sizes of the entries of a variable's gradient; computed once. */
    public Sizes gradientSizes(String variable) {
        return sizes.ofGradient(variable);
    }

    /** The usual first step for a direction. */
    public double firstStep(String variable, Entries region, Direction direction) {
        return firstStep(variable, region, region.measured(direction));
    }

    /** The same for a direction that was drawn. */
    public double firstStep(String variable, Entries region, Entries.Drawn drawn) {
        double scale = region.whole() ? scale(variable) : region.scale(value(variable));
        return region.firstStep(scale, drawn, arithmetic());
    }

    /** The scale of all entries of a variable, {@link Entries#scale}; computed once. */
    public double scale(String variable) {
        return sizes.scale(variable);
    }

    /** The largest size that each output has here and elsewhere, for what terms it is made of. */
    public double[] largestOutputs(double[] here, Evaluations evaluations) {
        return outputSizes.largest(here, evaluations);
    }

    /** How much of the way that values take along a direction at one spacing is scatter. */
    public double share(String variable, Direction direction, double spacing, Evaluations evaluations) {
        DoubleUnaryOperator phi = along(variable, direction, evaluations);
        return Noise.share(phi, phi.applyAsDouble(0), spacing);
    }

    /** The noise of rough values along a direction at one spacing; 0 where they are smooth. */
    double roughness(String variable, Direction direction, double spacing, Evaluations evaluations) {
        DoubleUnaryOperator phi = along(variable, direction, evaluations);
        return Noise.rough(phi, phi.applyAsDouble(0), spacing);
    }

    /**
     * Whether values move in stairs along a direction.
     *
     * @param doubt how far the claim and what was seen are apart
     * @param noise the noise that is known so far
     * @param step the smallest step that was used
     * @param smallest the smallest distance over which to take a slope
     * @param reach the largest step
     */
    Stairs.Found stairs(
            String variable,
            Direction direction,
            double doubt,
            double noise,
            double step,
            double smallest,
            double reach,
            SplittableRandom random,
            Evaluations evaluations) {
        DoubleUnaryOperator phi = along(variable, direction, evaluations);
        double distance = Math.max(smallest, Math.min(NOISE_IN_SLOPE * noise / doubt, step));
        return new Stairs(phi, doubt, noise, smallest, random).seek(reach, distance);
    }

    /**
     * Probes along a direction; closer, if wanted, where a fit has to average noise, and by a fit in any case where
     * values are coarse.
     */
    public Probe probe(
            String variable,
            Entries region,
            Direction direction,
            double firstStep,
            double noise,
            boolean closer,
            boolean coarse,
            Evaluations evaluations) {
        Sums.Products claimed = region.products(gradient(variable).values(), direction);
        double analytic = claimed.sum();
        double magnitude = claimed.absolute();
        DoubleUnaryOperator phi = along(variable, direction, evaluations);
        double atZero = phi.applyAsDouble(0);
        // A gradient that is not finite says nothing of the size to expect; with it the estimator would take any
        // estimate.
        double expected = Double.isFinite(magnitude) ? magnitude : 0;
        Derivative estimator = new Derivative(phi, atZero, noise, analytic, expected, arithmetic());
        DerivativeEstimate slope = !Double.isFinite(atZero)
                ? DerivativeEstimate.none()
                : coarse ? estimator.fit(COARSE_STEP * firstStep, closer) : estimator.estimate(firstStep, closer);
        if (magnitude == 0 && estimator.range() > 0 && slope.sides() == DerivativeEstimate.Sides.BOTH) {
            slope = slope.roundedBy(rounding.ofArgument(variable, direction, estimator, firstStep));
        }
        if (!arithmetic().noiseDecides()
                && slope.sides() == DerivativeEstimate.Sides.BOTH
                && Math.abs(analytic - slope.derivative()) > slope.bound()
                && estimator.moveAtNearest() > LARGER_AROUND * Math.abs(atZero)) {
            slope = slope.roundedBy(rounding.besideZero(phi, slope.step(), variable, region, direction));
        }
        return new Probe(region, direction, firstStep, analytic, magnitude, f.accepted() * magnitude, slope, estimator);
    }
}
