package io.gradcheck.check.law;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryLengths;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.GradientThrew;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges all laws of one subject with two evaluations and four gradients, and one of either for each part of a batch:
 * each call serves several laws.
 *
 * <p>The order matters: {@code evaluate} at another point comes before {@code gradient}, so that a gradient which lives on
 * what was evaluated before is seen. More calls are made only to say which law it is that something has broken.
 */
public final class LawCheck {

    private static final double RADIUS = 1e-2;

    private final EvaluationPoint base;
    private final Subject subject;
    private final Tensor upstream;
    private final Tensor output;
    private final SplittableRandom random;
    private final Evaluations evaluations;
    private final @Nullable Supplier<Subject> anew;
    private Map<String, Conclusion> elsewhere = Map.of();
    private final Map<Law, @Nullable LawFinding> judged = new EnumMap<>(Law.class);
    private final NamedTensors argument;
    private final Tensor upstreamArgument;
    private final int maxEvaluations;
    private boolean shapeChanges;
    private boolean rightOnlyWhereBuilt;
    private boolean inFloat;

    /**
     * Prepares the judgement.
     *
     * @param base the subject's point and its gradient there, as returned right after {@code evaluate} there
     * @param output a copy of the output there
     * @param seed for the other point and the other upstream gradients
     * @param evaluations counts the calls
     * @param maxEvaluations the most that the verdict on one variable at another point may cost
     * @param anew makes an equal subject that nobody has called; null where there is none
     */
    public LawCheck(
            EvaluationPoint base,
            Tensor output,
            long seed,
            Evaluations evaluations,
            int maxEvaluations,
            @Nullable Supplier<Subject> anew) {
        this.maxEvaluations = maxEvaluations;
        this.base = base;
        this.subject = base.f().subject();
        this.upstream = base.f().upstream();
        this.output = output;
        // A sequence of its own, so that the laws do not change the directions of the check.
        this.random = new SplittableRandom(~seed);
        this.evaluations = evaluations;
        this.anew = anew;
        this.argument = base.point().copy();
        this.upstreamArgument = upstream.copy();
    }

    /** Broken laws that can be named where the outputs at the point are not finite. */
    public static List<LawFinding> notFinite(Tensor output, Set<Law> skipped) {
        LawFinding finding = FiniteLaw.judge("output", "output", output);
        return finding == null || skipped.contains(Law.FINITE) ? List.of() : List.of(finding);
    }

    /** The broken law where the gradient threw at the point itself. */
    public static List<LawFinding> gradientThrew(GradientThrew threw, Set<Law> skipped) {
        return skipped.contains(Law.THROWS_TOGETHER)
                ? List.of()
                : List.of(LawText.gradientThrows("at the point, where", threw.thrown()));
    }

    /** The broken law where a line through the point met another shape. */
    public static List<LawFinding> shapeChangesAlong(WrongResultException seen, Set<Law> skipped) {
        return skipped.contains(Law.SHAPES) ? List.of() : List.of(LawText.shapeChangesAlong(seen));
    }

    /** Whether the subject must be handed copies, and its results copied, for the rest of the check. */
    public boolean guardNeeded() {
        return judged.get(Law.ARGUMENTS_UNTOUCHED) != null || judged.get(Law.RESULTS_OWNED) != null;
    }

    /** Whether the output's shape changes, so that nothing else can be checked. */
    public boolean shapeChanges() {
        return shapeChanges;
    }

    /** One finding for each law that could be judged and is not left out. */
    public List<LawFinding> findings(Set<Law> skipped) {
        List<LawFinding> findings = new ArrayList<>();
        judged.forEach((law, broken) -> {
            if (!skipped.contains(law)) {
                findings.add(broken == null ? LawText.kept(law) : inFloat ? LawText.orInFloat(broken) : broken);
            }
        });
        return findings;
    }

    /** A conclusion on a variable that is right at the point, with what the laws have seen of it at other points. */
    public Conclusion elsewhere(String variable, Conclusion here) {
        Conclusion there = elsewhere.get(variable);
        if (there == null || here.verdict().compareTo(Verdict.KINK) > 0) {
            return here;
        }
        return there.verdict() == Verdict.FAIL ? there : here.because(there.reason());
    }

    /** Takes back that a gradient is right only where the subject was built: one that is wrong there is so by chance. */
    public void gradientsAreWrong() {
        if (rightOnlyWhereBuilt) {
            judged.remove(Law.GRADIENT_ALONE);
        }
    }

    public void run() {
        holds(Law.ARGUMENTS_UNTOUCHED);
        holds(Law.RESULTS_OWNED);
        holds(Law.SHAPES);
        Tensor again = evaluate(argument, base.point());
        if (!shapeHolds(again)) {
            return;
        }
        Difference noise = Difference.between("output", output, again);
        judged.put(Law.DETERMINISTIC, noise == null ? null : LawText.unlikeItself("evaluate", noise));
        owned(() -> "the output", again, argument);
        Tensor kept = again.copy();
        NamedTensors y = elsewhere();
        NamedTensors argumentY = y.copy();
        Tensor outputY = evaluateElsewhere(y, argumentY);
        if (outputY != null && !shapeHolds(outputY)) {
            return;
        }
        // Not again.values() against outputY: two calls may well return one constant array.
        overwritten("evaluate", Difference.between("output", kept, again));
        if (noise != null) {
            judged.put(Law.DETERMINISTIC, repetition().ofOutput(kept, noise));
        }

        NamedTensors g = gradientAfterElsewhere(noise == null);
        finite();
        if (g == null) {
            return;
        }
        NamedTensors gKept = Difference.between(base.gradient(), g) == null ? base.gradient() : g.copy();
        names(g);
        owned(g);
        overwritten("evaluate", Difference.between("output", kept, again));
        boolean deterministic = judged.get(Law.DETERMINISTIC) == null;
        inFloat = SinglePrecision.isUndeclaredInAny(base, output);
        GradientRounding rounding = new GradientRounding(base, gKept, output, random, evaluations);
        if (deterministic) {
            linear(gKept, g, rounding);
        }
        if (outputY != null && outputY.isFinite()) {
            elsewhere(y, argumentY, outputY.copy(), deterministic);
        }
        overwritten("gradient", own(Difference.between(gKept, g)));
        if (deterministic) {
            broken(new AlongLaw(base, random, evaluations).judge(), Law.ALONG_EQUALS_EVALUATE);
        }
        batch(inFloat ? new GradientRounding(base, gKept, output, Precision.FLOAT, random, evaluations) : rounding);
    }

    /** Judged of a subject that declares parts, and keeps what its parts are called by. */
    private void batch(GradientRounding rounding) {
        boolean calledRightly = Stream.of(
                        Law.DETERMINISTIC, Law.GRADIENT_ALONE, Law.LINEAR_IN_UPSTREAM, Law.THROWS_TOGETHER, Law.FINITE)
                .allMatch(law -> judged.get(law) == null);
        List<Subject> parts = calledRightly ? subject.parts() : List.of();
        if (!parts.isEmpty()) {
            UnaryOperator<Subject> guard = guardNeeded() ? DefensiveCopies::new : UnaryOperator.identity();
            BatchLaw law = new BatchLaw(base, output, argument, guard, rounding, evaluations);
            broken(law.judge(parts), Law.BATCH_IS_SUM);
        }
    }

    private @Nullable Difference own(@Nullable Difference difference) {
        return difference == null ? null : difference.dividedBy(base.f().unit());
    }

    private void holds(Law law) {
        judged.putIfAbsent(law, null);
    }

    /** Keeps the first way in which a law was seen broken. */
    private void broken(@Nullable LawFinding finding, Law law) {
        if (judged.get(law) == null) {
            judged.put(law, finding);
        }
    }

    private Tensor evaluate(NamedTensors handed, NamedTensors original) {
        evaluations.spend();
        Tensor result = OutsideDomain.call(() -> subject.evaluate(handed.asMap()));
        untouched("evaluate", handed, original);
        return result;
    }

    private NamedTensors gradient(NamedTensors handed, NamedTensors original, Tensor handedUpstream, Tensor u) {
        evaluations.spend();
        Map<String, Tensor> result = OutsideDomain.call(() -> subject.gradient(handed.asMap(), handedUpstream));
        untouched("gradient", handed, original);
        Difference touched = Difference.between("upstream", u, handedUpstream);
        if (touched != null) {
            broken(LawText.touched("gradient", touched), Law.ARGUMENTS_UNTOUCHED);
            System.arraycopy(u.values(), 0, handedUpstream.values(), 0, u.size());
        }
        return NamedTensors.of(result);
    }

    private void untouched(String method, NamedTensors handed, NamedTensors original) {
        Difference touched = Difference.between(original, handed);
        if (touched != null) {
            broken(LawText.touched(method, touched), Law.ARGUMENTS_UNTOUCHED);
            handed.asMap().clear();
            handed.asMap().putAll(original.copy().asMap());
        }
    }

    private boolean shapeHolds(Tensor other) {
        if (!other.hasShapeOf(output)) {
            shapeChanges = true;
            broken(LawText.shapeChanges(output, other), Law.SHAPES);
        }
        return !shapeChanges;
    }

    private NamedTensors elsewhere() {
        NamedTensors moved = base.point().copy();
        for (Tensor tensor : moved.tensors()) {
            double[] reach = EntryLengths.reach(tensor);
            double[] x = tensor.values();
            for (int i = 0; i < x.length; i++) {
                x[i] += RADIUS * reach[i] * Entries.weight(random);
            }
        }
        return moved;
    }

    /**
     * The output at the other point, or at one closer by if that is outside the domain; null if both are.
     *
     * <p>Where only the first is outside, the domain has an edge, and no gradient is wanted beyond it either. Where both
     * are, {@code evaluate} may well require of its argument what only few points have, such as a sum of one or symmetry;
     * a gradient need not require it too.
     */
    private @Nullable Tensor evaluateElsewhere(NamedTensors y, NamedTensors argumentY) {
        NamedTensors first = y.copy();
        Throwable thrown = null;
        try {
            Tensor result = evaluate(argumentY, y);
            if (result.isFinite()) {
                return result;
            }
        } catch (OutsideDomain outside) {
            thrown = outside.thrown();
        }
        y.forEach((name, tensor) -> {
            double[] x = base.value(name).values();
            for (int i = 0; i < x.length; i++) {
                tensor.values()[i] = x[i] * (1 + RADIUS * Entries.weight(random));
            }
        });
        argumentY.asMap().clear();
        argumentY.asMap().putAll(y.copy().asMap());
        try {
            Tensor result = evaluate(argumentY, y).copy();
            if (thrown != null && result.isFinite()) {
                beyondTheEdge(first, thrown);
            }
            return result;
        } catch (OutsideDomain outside) {
            return null;
        }
    }

    /** Where evaluate throws the gradient throws too, or has values that nobody can take for a gradient. */
    private void beyondTheEdge(NamedTensors y, Throwable thrown) {
        evaluations.spend();
        try {
            Map<String, Tensor> g = OutsideDomain.call(() -> subject.gradient(y.asMap(), upstream.copy()));
            if (g.values().stream().allMatch(Tensor::isFinite)) {
                broken(LawText.gradientReturns(thrown), Law.THROWS_TOGETHER);
            }
        } catch (OutsideDomain asWanted) {
            holds(Law.THROWS_TOGETHER);
        }
    }

    /** The gradient at the point, called after {@code evaluate} at another one; null if it threw. */
    private @Nullable NamedTensors gradientAfterElsewhere(boolean comparable) {
        holds(Law.THROWS_TOGETHER);
        NamedTensors g;
        try {
            g = gradient(argument, base.point(), upstreamArgument, upstream);
        } catch (OutsideDomain needsMore) {
            broken(LawText.needsTheLastEvaluate(needsMore.thrown()), Law.GRADIENT_ALONE);
            return null;
        }
        if (!comparable) {
            return g;
        }
        Difference stale = Difference.between(base.gradient(), g);
        if (stale == null) {
            holds(Law.GRADIENT_ALONE);
            return g;
        }
        NamedTensors first = g.copy();
        evaluate(argument, base.point());
        NamedTensors repeated = gradient(argument, base.point(), upstreamArgument, upstream);
        Difference unlike = Difference.between(base.gradient(), repeated);
        if (unlike == null) {
            broken(LawText.readsTheLastEvaluate(stale.dividedBy(base.f().unit())), Law.GRADIENT_ALONE);
        } else {
            judged.put(Law.DETERMINISTIC, repetition().ofGradient(first, repeated.copy(), unlike));
        }
        return first;
    }

    private Repetition repetition() {
        return new Repetition(base, output, evaluations);
    }

    private void finite() {
        holds(Law.FINITE);
        base.gradient()
                .forEach((name, tensor) -> broken(FiniteLaw.judge("gradient of " + name, name, tensor), Law.FINITE));
    }

    private void names(NamedTensors g) {
        Set<String> unknown = new TreeSet<>(g.names());
        unknown.removeAll(base.point().names());
        if (!unknown.isEmpty()) {
            broken(LawText.unknownNames(unknown, base.point().names()), Law.SHAPES);
        }
    }

    private void owned(NamedTensors g) {
        List<String> names = List.copyOf(base.point().names());
        for (int k = 0; k < names.size(); k++) {
            String name = names.get(k);
            Tensor result = g.get(name);
            Supplier<String> what = () -> "the gradient of " + name;
            owned(what, result, argument);
            view(what, result, () -> "the upstream gradient", upstreamArgument);
            for (String earlier : names.subList(0, k)) {
                view(what, result, () -> "that of " + earlier, g.get(earlier));
            }
        }
    }

    private void owned(Supplier<String> what, Tensor result, NamedTensors point) {
        point.forEach((name, tensor) -> view(what, result, () -> name + " in the point", tensor));
    }

    private void view(Supplier<String> what, Tensor result, Supplier<String> ofWhat, Tensor of) {
        if (result.values() == of.values() && result.size() > 0) {
            broken(LawText.view(what.get(), ofWhat.get()), Law.RESULTS_OWNED);
        }
    }

    private void overwritten(String method, @Nullable Difference difference) {
        if (difference != null) {
            broken(LawText.overwritten(method, difference), Law.RESULTS_OWNED);
        }
    }

    private void linear(NamedTensors gu, NamedTensors last, GradientRounding rounding) {
        UpstreamScatter scatter = new UpstreamScatter(base, gu, random, evaluations);
        UpstreamLaw law = new UpstreamLaw(base, rounding, scatter, random, evaluations);
        Tensor v = law.opposite();
        Tensor sum = law.timesFactorPlus(v);
        NamedTensors gv = gradient(argument, base.point(), v.copy(), v);
        // An array that was returned before is returned again next time, and then overwritten.
        NamedTensors gvKept = guardNeeded() || shared(gv, last) ? gv.copy() : gv;
        broken(law.judge(gu, gvKept, gradient(argument, base.point(), sum.copy(), sum)), Law.LINEAR_IN_UPSTREAM);
    }

    private boolean shared(NamedTensors a, NamedTensors b) {
        return base.point().names().stream()
                .anyMatch(name -> a.get(name).values() == b.get(name).values());
    }

    private void elsewhere(NamedTensors y, NamedTensors argumentY, Tensor outputY, boolean deterministic) {
        NamedTensors gy;
        try {
            gy = gradient(argumentY, y, upstreamArgument, upstream);
        } catch (OutsideDomain outside) {
            broken(LawText.gradientThrows("at a point nearby, where", outside.thrown()), Law.THROWS_TOGETHER);
            return;
        }
        if (deterministic && judged.get(Law.GRADIENT_ALONE) == null) {
            StaleGradientLaw law = new StaleGradientLaw(base, output, anew, random, evaluations, maxEvaluations);
            LawFinding built = law.judge(new StaleGradientLaw.Elsewhere(y, outputY, gy));
            rightOnlyWhereBuilt = built != null;
            elsewhere = law.elsewhere();
            broken(built, Law.GRADIENT_ALONE);
            if (elsewhere.values().stream().anyMatch(conclusion -> conclusion.verdict() == Verdict.FAIL)) {
                judged.remove(Law.GRADIENT_ALONE);
            }
        }
    }
}
