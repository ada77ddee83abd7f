package io.gradcheck.check.probe;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Lines;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A subject's output contracted with a fixed upstream gradient to one number: {@code <u, f(x)>}. */
public final class Contraction {

    private final Subject subject;
    private final EntryNames names;
    private final Tensor upstream;
    private final double accepted;
    private final Units units;
    private final @Nullable Contraction ofSubject;
    private final Tensor received;
    private @Nullable Lines lines;

    /**
     * Prepares a contraction.
     *
     * @param subject the subject
     * @param upstream the weights of its outputs, in the output's shape
     * @param accepted the relative error of the gradient that is accepted
     * @throws WrongResultException if the names that the subject has for entries or outputs do not fit them
     */
    public Contraction(Subject subject, Tensor upstream, double accepted) {
        this(subject, EntryNames.of(subject, upstream), upstream, accepted, Units.OF_SUBJECT, null);
    }

    private Contraction(
            Subject subject,
            EntryNames names,
            Tensor upstream,
            double accepted,
            Units units,
            @Nullable Contraction ofSubject) {
        this.subject = subject;
        this.names = names;
        this.upstream = upstream;
        this.accepted = accepted;
        this.units = units;
        this.ofSubject = ofSubject;
        this.received = Tensor.zeros(upstream.shape());
    }

    public Subject subject() {
        return subject;
    }

    /** The names for entries and outputs; asked for once. */
    public EntryNames names() {
        return names;
    }

    public Tensor upstream() {
        return upstream;
    }

    /** The weight of an output of one number, by which numbers are divided to be the subject's own; else 1. */
    public double unit() {
        return upstream.size() == 1 ? upstream.values()[0] : 1;
    }

    /** The weight of all outputs together, {@code sum |u_i|}: an error that all may have is that of the contraction by it. */
    double weight() {
        double sum = 0;
        for (double u : upstream.values()) {
            sum += Math.abs(u);
        }
        return sum;
    }

    /** The relative error of the gradient that is accepted. */
    public double accepted() {
        return accepted;
    }

    /** The contraction of another subject by the same upstream gradient. */
    public Contraction of(Subject other) {
        return new Contraction(other, names, upstream, accepted, units, ofSubject);
    }

    /** The same subject with other weights of its outputs. */
    public Contraction with(Tensor otherUpstream) {
        return new Contraction(subject, names, otherUpstream, accepted, Units.OF_SUBJECT, null);
    }

    /** The same contraction, with the variables counted in other units. */
    Contraction in(Units other) {
        return new Contraction(new SubjectInUnits(subject, other), names, upstream, accepted, other, this);
    }

    /** The units in which the variables of {@link #subject()} are counted. */
    public Units units() {
        return units;
    }

    /** The contraction with its variables in the units of the subject. */
    Contraction ofSubject() {
        return ofSubject == null ? this : ofSubject;
    }

    /** The size of the terms of the contraction, {@code sum |u_i y_i|}: their rounding is the contraction's. */
    public double magnitude(Tensor output) {
        double sum = 0;
        for (int i = 0; i < output.size(); i++) {
            sum += Math.abs(upstream.values()[i] * output.values()[i]);
        }
        return sum;
    }

    /**
     * The rounding of the contraction.
     *
     * <p>In single precision the roundings of many outputs are taken as independent. Measured on 4,000 random networks in
     * float: with their sum the noise was taken six times too large in a tenth of the variables, so twice.
     */
    double rounding(Tensor output) {
        double unit = subject.precision().unitRoundoff();
        if (subject.precision() == Precision.DOUBLE) {
            return unit * magnitude(output);
        }
        double squares = 0;
        for (int i = 0; i < output.size(); i++) {
            double term = upstream.values()[i] * output.values()[i];
            squares += term * term;
        }
        return unit * Math.sqrt(squares);
    }

    /** The contraction of an output, {@code <u, y>}. */
    public double value(Tensor output) {
        return Sums.dot(upstream.values(), output.values());
    }

    /**
     * The value at a point, as {@code evaluate} has it; not a number where the subject rejects the argument.
     *
     * @throws WrongResultException if the output has another shape than the upstream gradient
     */
    public double at(NamedTensors point, Evaluations evaluations) {
        evaluations.spend();
        Tensor output;
        try {
            output = OutsideDomain.call(() -> subject.evaluate(point.asMap()));
        } catch (OutsideDomain outside) {
            return Double.NaN;
        }
        if (!output.hasShapeOf(upstream)) {
            throw new WrongResultException("subject " + subject.name() + ": evaluate returned shape "
                    + output.shapeText() + ", wanted " + upstream.shapeText()
                    + " as at its point; the output's shape must not depend on the values");
        }
        return value(output);
    }

    private Lines lines() {
        Lines made = lines;
        if (made == null) {
            made = subject.lines();
            lines = made;
        }
        return made;
    }

    /** {@code phi(t) = <u, f(x + t d)>}; not a number where the subject rejects the argument. */
    public DoubleUnaryOperator along(String variable, Direction direction, Evaluations evaluations) {
        return along(variable, direction, Double.NaN, evaluations);
    }

    /**
     * The same where the value at the point may be known.
     *
     * @param atPoint the value at the point, which is not computed again where lines begin with it; not a number if it is not known
     */
    DoubleUnaryOperator along(String variable, Direction direction, double atPoint, Evaluations evaluations) {
        Line line = lines().along(variable, direction);
        DoubleUnaryOperator phi = along(line, evaluations);
        boolean known = !Double.isNaN(atPoint) && line.beginsWithValue();
        return known ? t -> t == 0 ? atPoint : phi.applyAsDouble(t) : phi;
    }

    /** The same along a line that was made before. */
    public DoubleUnaryOperator along(Line line, Evaluations evaluations) {
        DoubleFunction<double[]> outputs = outputsAlong(line, evaluations);
        return t -> Sums.dot(upstream.values(), outputs.apply(t));
    }

    /** All outputs along a line, in one array that the next call overwrites; not numbers where the subject rejects the argument. */
    public DoubleFunction<double[]> outputsAlong(String variable, Direction direction, Evaluations evaluations) {
        return outputsAlong(lines().along(variable, direction), evaluations);
    }

    private DoubleFunction<double[]> outputsAlong(Line line, Evaluations evaluations) {
        return t -> {
            evaluations.spend();
            try {
                return OutsideDomain.call(() -> {
                    line.at(t, received);
                    return received.values();
                });
            } catch (OutsideDomain outside) {
                if (outside.thrown() instanceof WrongResultException wrong) {
                    throw wrong;
                }
                Arrays.fill(received.values(), Double.NaN);
                return received.values();
            }
        };
    }
}
