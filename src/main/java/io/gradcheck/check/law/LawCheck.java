package io.gradcheck.check.law;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.GradientThrew;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges all laws of one subject with two evaluations and four gradients, three where there is one output, and one of
 * either for each part of a batch: each call serves several laws.
 *
 * <p>The order matters: {@code evaluate} at another point comes before {@code gradient}, so that a gradient which lives on
 * what was evaluated before is seen. More calls are made only to say which law it is that something has broken.
 */
public final class LawCheck {

    private final EvaluationPoint base;
    private final EntryNames names;
    private final Tensor upstream;
    private final Tensor output;
    private final ReachDirections directions;
    private final long seed;
    private final SplittableRandom random;
    private final Evaluations evaluations;
    private final JudgedLaws laws = new JudgedLaws();
    private final WatchedCalls calls;
    private final WatchedCalls.Argument argument;
    private final Tensor upstreamArgument;
    private final OwnershipLaw ownership;
    private final StaleGradientLaw stale;
    private @Nullable NearbyLaws nearby;
    private boolean shapeChanges;
    private boolean valueIsRandom;
    private boolean valueIsAnother;
    private boolean upstreamIgnored;
    private List<NamedTensors> calledInTurn = List.of();
    private boolean inFloat;

    /**
     * Prepares the judgement.
     *
     * @param base the subject's point and its gradient there, as returned right after {@code evaluate} there
     * @param output a copy of the output there
     * @param handed a copy of the point that the subject was handed before
     * @param directions along which the subject's own lines are looked at
     * @param seed for the other point and the other upstream gradients
     * @param evaluations counts the calls
     * @param maxEvaluations the most that the verdict on one variable at another point may cost
     * @param anew makes an equal subject that nobody has called; null where there is none
     */
    public LawCheck(
            EvaluationPoint base,
            Tensor output,
            NamedTensors handed,
            ReachDirections directions,
            long seed,
            Evaluations evaluations,
            int maxEvaluations,
            @Nullable Supplier<Subject> anew) {
        this.base = base;
        this.upstream = base.f().upstream();
        this.names = base.f().names();
        this.output = output;
        this.directions = directions;
        // A sequence of its own, so that the laws do not change the directions of the check.
        this.seed = ~seed;
        this.random = new SplittableRandom(this.seed);
        this.evaluations = evaluations;
        this.calls = new WatchedCalls(base.f().subject(), names, laws, evaluations);
        this.argument = WatchedCalls.Argument.of(base.point(), handed);
        this.upstreamArgument = upstream.copy();
        this.ownership = new OwnershipLaw(laws, base.point().names(), argument.handed(), upstreamArgument);
        this.stale = new StaleGradientLaw(base, output, this::guarded, anew, random, evaluations, maxEvaluations);
    }

    /** Broken laws that can be named where the outputs at the point are not finite. */
    public static List<LawFinding> notFinite(Tensor output, EntryNames names, Set<Law> skipped) {
        LawFinding finding = FiniteLaw.judge("output", "output", names.ofOutput(), output);
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
        return laws.isBroken(Law.ARGUMENTS_UNTOUCHED) || laws.isBroken(Law.RESULTS_OWNED);
    }

    /** Whether two values at the point differ by more than rounding. */
    public boolean valueIsRandom() {
        return valueIsRandom;
    }

    /** Whether {@code evaluate} returned the same twice, to the bit, with another point in between. */
    public boolean isDeterministic() {
        return !laws.isBroken(Law.DETERMINISTIC);
    }

    /** Whether values are others since the gradient was called for the first time, and have stayed so: derivatives are of another function. */
    public boolean valueIsAnother() {
        return valueIsAnother;
    }

    /** Broken laws that may be why a gradient is wrong, as a diagnosis of it; empty if there is none. */
    public List<Diagnosis> causes(Finding wrong, Set<Law> skipped) {
        boolean isStale = laws.isBroken(Law.GRADIENT_ALONE);
        return new Causes(calledInTurn, names, base.f().unit(), calls.touchedByGradient(), upstreamIgnored, isStale)
                .of(wrong, skipped);
    }

    /** Whether the output's shape changes, so that nothing else can be checked. */
    public boolean shapeChanges() {
        return shapeChanges;
    }

    /** One finding for each law that could be judged and is not left out. */
    public List<LawFinding> findings(Set<Law> skipped) {
        return laws.findings(skipped, inFloat);
    }

    /** A conclusion on a variable that is right at the point, with what the laws have seen of it at other points. */
    public Conclusion elsewhere(String variable, Conclusion here) {
        return nearby == null ? here : nearby.elsewhere(variable, here);
    }

    /** Takes back that a gradient is right only where the subject was built: one that is wrong there is so by chance. */
    public void gradientsAreWrong() {
        if (nearby != null) {
            nearby.gradientsAreWrong();
        }
    }

    public void run() {
        laws.holds(Law.ARGUMENTS_UNTOUCHED);
        laws.holds(Law.RESULTS_OWNED);
        laws.holds(Law.SHAPES);
        Tensor again = calls.evaluate(argument);
        if (!shapeHolds(again)) {
            return;
        }
        Difference noise = Difference.between("output", names.ofOutput(), output, again);
        valueIsRandom = noise != null && !repetition().isRounding(noise);
        laws.judge(Law.DETERMINISTIC, noise == null ? null : LawText.unlikeItself("evaluate", noise));
        ownership.output(again);
        Tensor kept = again.copy();
        NearbyLaws there = new NearbyLaws(base, calls, laws, stale, seed, random, evaluations);
        nearby = there;
        Tensor outputThere = there.evaluate();
        if (outputThere != null && !shapeHolds(outputThere)) {
            return;
        }
        // Not again.values() against outputThere: two calls may well return one constant array.
        ownership.overwritten("evaluate", Difference.between("output", names.ofOutput(), kept, again));
        if (noise != null) {
            laws.explain(repetition().ofOutput(kept, noise));
            valueIsAnother = valueIsRandom && repetition().isSteady();
        }

        NamedTensors g = gradientAfterElsewhere(noise == null);
        finite();
        if (g == null) {
            return;
        }
        ownership.overwritten("evaluate", Difference.between("output", names.ofOutput(), kept, again));
        boolean deterministic = !laws.isBroken(Law.DETERMINISTIC);
        inFloat = SinglePrecision.isUndeclaredInAny(base, output);
        GradientRounding rounding = new GradientRounding(base, g, output, random, evaluations);
        UpstreamLaw linear = null;
        if (deterministic) {
            UpstreamScatter scatter = new UpstreamScatter(base, g, random, evaluations);
            linear = new UpstreamLaw(base, rounding, scatter, random, evaluations);
        }
        there.judgeGradient(upstreamArgument, deterministic);
        ownership.overwritten("gradient", own(ownership.change(names, g)));
        if (linear != null) {
            judge(linear, g);
        }
        batch(inFloat ? new GradientRounding(base, g, output, Precision.FLOAT, random, evaluations) : rounding);
        if (deterministic) {
            AlongLaw along =
                    new AlongLaw(base, output, argument.handed(), directions, this::guarded, random, evaluations);
            laws.judge(Law.ALONG_EQUALS_EVALUATE, along.judge());
        }
    }

    /** Judged of a subject that declares parts, and keeps what its parts are called by. */
    private void batch(GradientRounding rounding) {
        boolean calledRightly = Stream.of(
                        Law.DETERMINISTIC, Law.GRADIENT_ALONE, Law.LINEAR_IN_UPSTREAM, Law.THROWS_TOGETHER, Law.FINITE)
                .noneMatch(laws::isBroken);
        List<Subject> parts = calledRightly ? base.f().subject().parts() : List.of();
        if (!parts.isEmpty()) {
            BatchLaw law = new BatchLaw(base, output, argument.handed(), this::guarded, rounding, evaluations);
            laws.judge(Law.BATCH_IS_SUM, law.judge(parts));
            calls.untouched("a part of the batch", argument);
        }
    }

    /** A subject as it may be called: with copies, if it was seen to write to what it is handed or to use results again. */
    private Subject guarded(Subject called) {
        return guardNeeded() ? new DefensiveCopies(called) : called;
    }

    private @Nullable Difference own(@Nullable Difference difference) {
        return difference == null ? null : difference.dividedBy(base.f().unit());
    }

    private boolean shapeHolds(Tensor other) {
        if (!other.hasShapeOf(output)) {
            shapeChanges = true;
            laws.broken(LawText.shapeChanges(output, other));
        }
        return !shapeChanges;
    }

    /** What was kept of the gradient at the point, called after {@code evaluate} at another one; null if it threw. */
    private @Nullable NamedTensors gradientAfterElsewhere(boolean comparable) {
        laws.holds(Law.THROWS_TOGETHER);
        NamedTensors g;
        try {
            g = calls.gradient(argument, upstream, upstreamArgument);
        } catch (OutsideDomain needsMore) {
            laws.broken(LawText.needsTheLastEvaluate(needsMore.thrown()));
            return null;
        }
        names(g);
        Difference differs = Difference.between(names, base.gradient(), g);
        if (!comparable || differs == null) {
            ownership.gradient(g);
            if (comparable) {
                laws.holds(Law.GRADIENT_ALONE);
            }
            return differs == null ? base.gradient() : g.copy();
        }
        NamedTensors first = g.copy();
        calls.evaluate(argument);
        NamedTensors repeated = calls.gradient(argument, upstream, upstreamArgument);
        Difference unlike = Difference.between(names, base.gradient(), repeated);
        if (unlike == null) {
            laws.broken(LawText.readsTheLastEvaluate(differs.dividedBy(base.f().unit())));
        } else {
            NamedTensors third = repeated.copy();
            laws.broken(repetition().ofGradient(first, third, unlike));
            calledInTurn = List.of(base.gradient(), first, third);
        }
        return first;
    }

    private Repetition repetition() {
        return new Repetition(base, output, evaluations);
    }

    private void finite() {
        laws.holds(Law.FINITE);
        base.gradient().forEach((name, tensor) -> {
            if (!base.gradientSizes(name).areFinite()) {
                laws.judge(Law.FINITE, FiniteLaw.judge("gradient of " + name, name, names.of(name), tensor));
            }
        });
    }

    private void names(NamedTensors g) {
        Set<String> variables = base.point().names();
        Set<String> unknown = new TreeSet<>(g.names());
        unknown.removeAll(variables);
        if (!unknown.isEmpty()) {
            laws.broken(LawText.unknownNames(unknown, variables));
        }
    }

    private void judge(UpstreamLaw linear, NamedTensors gu) {
        NamedTensors gv = null;
        if (!linear.isOfOneOutput()) {
            Tensor v = linear.opposite();
            gv = calls.gradient(argument, v, v.copy());
            gv = guardNeeded() || ownership.isReturnedAgain(gv) ? gv.copy() : gv;
        }
        Tensor sum = linear.sum();
        laws.judge(Law.LINEAR_IN_UPSTREAM, linear.judge(gu, gv, calls.gradient(argument, sum, sum.copy())));
        upstreamIgnored = linear.isIgnored();
    }
}
