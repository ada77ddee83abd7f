package io.gradcheck.check.law;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.decision.VariableCheck;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.SubjectAt;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.Derivative;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a gradient is right only at the point where the subject was built, because it was computed there, all of
 * it or a part.
 *
 * <p>The trapezoidal rule {@code f(y) - f(x) = <g(x) + g(y), y - x> / 2}, which costs no evaluation, must be off before
 * anything is suspected. A gradient that is the same at both points, bit for bit, is then a suspect. So is any other for
 * which the rule is off by a share that shrinks with the distance: by its square where a smooth gradient is right, not at
 * all at a kink. The usual check must find the gradient right at {@code x} and wrong at {@code y} before anything is
 * accused.
 *
 * <p>Calls of a subject alone can't tell numbers that were stored from the same numbers in a formula. What can be known is
 * why a formula would be right at {@code x}: because of zeros, ones or ties there, because of a norm or a sum that is kept,
 * or because of a region that {@code y} is outside of. Storage is named only where all of that is excluded, or where an
 * equal subject that is first called at {@code y} is right there. Symmetry is named where every number has moved, the same
 * entries are equal, and the gradient is right again.
 */
final class StaleGradientLaw {

    // The rule's own error is of third order, 1e-7 for steps of 1e-2; what a constant gradient leaves out is of second.
    private static final double THIRD_ORDER = 3e-5;
    private static final double ROUNDING = 1e3;
    // The second look is so much closer. The share of the rule's error shrinks by as much for a stale gradient, by the
    // square for a right one, not at all at a kink; the limits are the geometric means.
    private static final double CLOSER = 64;
    private static final double LEAST_SHRINKAGE = 8;
    private static final double MOST_SHRINKAGE = 512;

    // What the rule is off by is half of what a stale gradient is off by along the way.
    private static final double WITHIN = 0.25;
    private static final double FAR_BEYOND_NOISE = 100;
    private static final double SHORTEST_WAY = 0x1p-12;

    private final EvaluationPoint x;
    private final Tensor outputX;
    private final double unit;
    private final UnaryOperator<Subject> guard;
    private final SplittableRandom random;
    private final Evaluations evaluations;
    private final int maxEvaluations;
    private final @Nullable Supplier<Subject> anew;
    private final Map<String, Conclusion> elsewhere = new LinkedHashMap<>();

    /** Another point, and the output there. */
    record Elsewhere(NamedTensors point, Tensor output) {}

    /**
     * By how much the rule is off, and what that may be.
     *
     * @param size by how much
     * @param share by how much in the terms of its sum
     * @param explained the share that rounding and the rule itself explain
     * @param claimed the slope at the other point along the line that leads there, as the gradient there has it
     * @param magnitude the size of the terms of that slope
     */
    private record Gap(double size, double share, double explained, double claimed, double magnitude) {
        boolean isSuspect() {
            return share > explained;
        }
    }

    /** What is seen of the gradient at another point, which itself is not kept: it can be large. */
    static final class Suspicion {

        private final List<String> constant;
        private final Gap gap;

        private Suspicion(List<String> constant, Gap gap) {
            this.constant = constant;
            this.gap = gap;
        }
    }

    /**
     * Prepares the judgement.
     *
     * @param outputX the output at the subject's point
     * @param guard what the subject is called by
     * @param anew makes an equal subject that nobody has called; null where there is none
     * @param maxEvaluations the most that the verdict on one variable at another point may cost
     */
    StaleGradientLaw(
            EvaluationPoint x,
            Tensor outputX,
            UnaryOperator<Subject> guard,
            @Nullable Supplier<Subject> anew,
            SplittableRandom random,
            Evaluations evaluations,
            int maxEvaluations) {
        this.maxEvaluations = maxEvaluations;
        this.x = x;
        this.outputX = outputX;
        this.guard = guard;
        this.anew = anew;
        this.unit = x.f().unit();
        this.random = random;
        this.evaluations = evaluations;
    }

    /** What there is to suspect of the gradient that is claimed at another point. */
    Suspicion suspicion(Elsewhere y, NamedTensors gradient) {
        boolean allConstant = x.gradient().names().stream()
                .allMatch(variable -> Difference.isNone(x.gradient(variable), gradient.get(variable)));
        return new Suspicion(constant(gradient), gap(y, gradient, allConstant ? 0 : THIRD_ORDER));
    }

    /** What is broken; null if nothing is. */
    @Nullable
    LawFinding judge(Elsewhere y, Suspicion suspicion) {
        Gap gap = suspicion.gap;
        if (!gap.isSuspect()) {
            return null;
        }
        LawFinding accused = accused(suspicion.constant, y, true);
        if (accused != null
                || !elsewhere.isEmpty()
                || looksRightAlong(y, gap)
                || !shrinksWithDistance(y, gap)
                || isRightAlong(y, gap)) {
            return accused;
        }
        List<String> others = new ArrayList<>(x.point().names());
        others.removeAll(suspicion.constant);
        return accused(others, y, false);
    }

    /** The variables whose gradient is the same, and not zero. */
    private List<String> constant(NamedTensors gradient) {
        List<String> constant = new ArrayList<>();
        x.gradient().forEach((variable, g) -> {
            if (Difference.isNone(g, gradient.get(variable)) && Sums.largest(g.values()) > 0) {
                constant.add(variable);
            }
        });
        return constant;
    }

    private Gap gap(Elsewhere y, NamedTensors gradient, double thirdOrder) {
        double rule = 0;
        double terms = 0;
        double claimed = 0;
        double magnitude = 0;
        for (String variable : x.point().names()) {
            double[] from = x.value(variable).values();
            double[] to = y.point().get(variable).values();
            double[] gx = x.gradient(variable).values();
            double[] gy = gradient.get(variable).values();
            for (int i = 0; i < from.length; i++) {
                double way = to[i] - from[i];
                double term = (gx[i] + gy[i]) / 2 * way;
                rule += term;
                terms += Math.abs(term);
                double there = gy[i] * way;
                claimed += there;
                magnitude += Math.abs(there);
            }
        }
        double change = x.f().value(y.output()) - x.f().value(outputX);
        double size = Math.abs(change - rule);
        double explained = ROUNDING * x.leastNoise() / terms + thirdOrder;
        return new Gap(size, size / terms, explained, claimed, magnitude);
    }

    private boolean shrinksWithDistance(Elsewhere y, Gap gap) {
        NamedTensors point = new OtherPoints(x.point(), y.point()).closer(CLOSER);
        Subject subject = guard.apply(x.f().subject());
        Gap closer;
        try {
            evaluations.spend();
            Tensor output = OutsideDomain.call(() -> subject.evaluate(point.asMap()));
            evaluations.spend();
            Map<String, Tensor> gradient = OutsideDomain.call(() -> subject.gradient(point.asMap(), x.f().upstream()));
            closer = gap(new Elsewhere(point, output), NamedTensors.of(gradient), 0);
        } catch (OutsideDomain outsideTheDomain) {
            return false;
        }
        double shrinkage = gap.share() / closer.share();
        return closer.isSuspect() && shrinkage > LEAST_SHRINKAGE && shrinkage < MOST_SHRINKAGE;
    }

    /**
     * Whether one plain difference, over as short a way as the noise allows, finds the gradient at the other point right along the line that leads
     * there, by far less than a stale one is off.
     */
    private boolean looksRightAlong(Elsewhere y, Gap gap) {
        DoubleUnaryOperator line = beyond(y);
        double noiseAlone = x.leastNoise() / (WITHIN * gap.size());
        double step = Math.max(SHORTEST_WAY, Math.min(1 / CLOSER, FAR_BEYOND_NOISE * noiseAlone));
        double slope = (line.applyAsDouble(step) - line.applyAsDouble(-step)) / (2 * step);
        return Math.abs(gap.claimed() - slope) <= WITHIN * gap.size();
    }

    /**
     * Whether the gradient at the other point is right along the line that leads there, so that what the rule is off by is not
     * its fault: thousands of kinks between both points look like a gradient that is stale, and each variable alone would take
     * as many evaluations as its check.
     */
    private boolean isRightAlong(Elsewhere y, Gap gap) {
        DerivativeEstimate slope = new Derivative(
                        beyond(y),
                        x.f().value(y.output()),
                        x.leastNoise(),
                        gap.claimed(),
                        gap.magnitude(),
                        x.arithmetic())
                .estimate(1);
        return slope.sides() == DerivativeEstimate.Sides.BOTH
                && !slope.showsJump()
                && Math.abs(gap.claimed() - slope.derivative()) <= slope.bound()
                && slope.bound() <= WITHIN * gap.size();
    }

    /** The value beyond the other point, at {@code y + t (y - x)}; not a number outside the domain. */
    private DoubleUnaryOperator beyond(Elsewhere y) {
        Contraction evaluating = x.f().of(guard.apply(x.f().subject()));
        NamedTensors moved = y.point().map((variable, tensor) -> Tensor.zeros(tensor.shape()));
        return t -> value(evaluating, moved, y, t);
    }

    private double value(Contraction evaluating, NamedTensors moved, Elsewhere y, double t) {
        moved.forEach((variable, tensor) -> {
            double[] from = x.value(variable).values();
            double[] to = y.point().get(variable).values();
            goBeyond(from, to, t, tensor.values());
        });
        return evaluating.at(moved, evaluations);
    }

    private static void goBeyond(double[] from, double[] to, double t, double[] place) {
        for (int i = 0; i < place.length; i++) {
            place[i] = to[i] + t * (to[i] - from[i]);
        }
    }

    /**
     * What follows for variables whose gradient is right at the point for a reason that is no storage: FAIL at another
     * point, or the reason why nobody is to blame.
     */
    Map<String, Conclusion> elsewhere() {
        return elsewhere;
    }

    private @Nullable LawFinding accused(List<String> suspected, Elsewhere y, boolean constant) {
        if (suspected.isEmpty()) {
            return null;
        }
        EvaluationPoint there = place(new DefensiveCopies(x.f().subject()), y.point(), y.output());
        OtherPoints points = new OtherPoints(x.point(), y.point());
        Map<String, Conclusion> wrong = new LinkedHashMap<>();
        Map<String, Why> whys = new LinkedHashMap<>();
        for (String variable : suspected) {
            Conclusion conclusion = conclude(there, variable);
            if (conclusion.verdict() != Verdict.FAIL
                    || !conclusion.smooth()
                    || conclude(x, variable).verdict().compareTo(Verdict.KINK) > 0) {
                continue;
            }
            String surface = surface(variable, points);
            if (surface != null) {
                elsewhere.put(variable, new Conclusion(Verdict.PASS, surface, x, null));
            } else {
                wrong.put(variable, conclusion);
                whys.put(variable, why(variable, points, constant));
            }
        }
        for (Map.Entry<String, Why> why : whys.entrySet()) {
            if (why.getValue().stored()) {
                Conclusion conclusion = Objects.requireNonNull(wrong.get(why.getKey()));
                Probe probe = Objects.requireNonNull(conclusion.probe());
                return LawText.rightOnlyWhereBuilt(
                        why.getKey(),
                        constant,
                        probe.analytic() / unit,
                        probe.slope().derivative() / unit,
                        probe.bound() / Math.abs(unit),
                        why.getValue().text());
            }
        }
        whys.forEach((variable, why) -> {
            Conclusion conclusion = Objects.requireNonNull(wrong.get(variable));
            elsewhere.put(variable, new Conclusion(Verdict.FAIL, why.text(), conclusion.place(), conclusion.probe()));
        });
        return null;
    }

    /** Where a gradient that is wrong elsewhere is right beside the point too: on what surface; null if on none. */
    private @Nullable String surface(String variable, OtherPoints points) {
        for (OtherPoints.OnSurface surface : points.onSurfaces()) {
            if (isRight(x.f().subject(), variable, surface.point())) {
                return LawText.rightOnSurface(surface.kept());
            }
        }
        return null;
    }

    /**
     * Why a gradient is right at the point and wrong at another.
     *
     * @param stored whether it must come from what is stored
     * @param text what was seen of it; of what is stored the evidence, which may be empty, else the reason of the variable
     */
    private record Why(boolean stored, String text) {}

    private Why why(String variable, OtherPoints points, boolean constant) {
        if (anew != null && isRight(anew.get(), variable, points.to())) {
            return new Why(true, LawText.RIGHT_ANEW);
        }
        Subject subject = x.f().subject();
        if (isRight(subject, variable, points.closer(CLOSER))) {
            return new Why(false, LawText.RIGHT_HERE);
        }
        if (!points.hasSpecialValues()) {
            return new Why(true, "");
        }
        if (points.hasTies() && isRight(subject, variable, points.withTies())) {
            return new Why(false, LawText.RIGHT_HERE_BY_SYMMETRY);
        }
        NamedTensors special = points.withSpecialValues();
        return special != null && isWrong(subject, variable, special)
                ? new Why(true, LawText.WRONG_WITH_SPECIAL_VALUES)
                : new Why(false, LawText.rightHereByValues(constant));
    }

    private boolean isRight(Subject subject, String variable, NamedTensors point) {
        Conclusion conclusion = conclude(subject, variable, point);
        return conclusion != null && conclusion.verdict().compareTo(Verdict.KINK) <= 0 && !conclusion.vacuous();
    }

    private boolean isWrong(Subject subject, String variable, NamedTensors point) {
        Conclusion conclusion = conclude(subject, variable, point);
        return conclusion != null && conclusion.verdict() == Verdict.FAIL && conclusion.smooth();
    }

    /** The verdict at another point; null where that is outside the domain. */
    private @Nullable Conclusion conclude(Subject subject, String variable, NamedTensors point) {
        Subject guarded = new DefensiveCopies(subject);
        try {
            evaluations.spend();
            Tensor output = OutsideDomain.call(() -> guarded.evaluate(point.asMap()));
            return output.isFinite() ? conclude(place(guarded, point, output), variable) : null;
        } catch (OutsideDomain outside) {
            return null;
        }
    }

    private EvaluationPoint place(Subject guarded, NamedTensors point, Tensor output) {
        evaluations.spend();
        return EvaluationPoint.of(x.f().of(new SubjectAt(guarded, point)), output);
    }

    private Conclusion conclude(EvaluationPoint place, String variable) {
        // A law must not take longer to make up its mind than the check of a variable.
        Evaluations own = new Evaluations(maxEvaluations);
        Prober prober = new Prober(place, variable, 0, random.split(), own);
        try {
            return new VariableCheck(prober, false).conclude();
        } catch (Evaluations.Exhausted exhausted) {
            return Conclusion.exhausted(prober);
        } finally {
            evaluations.add(own);
        }
    }
}
