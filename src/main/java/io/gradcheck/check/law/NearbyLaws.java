package io.gradcheck.check.law;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges what takes a second point, close to the subject's own: whether {@code gradient} throws where {@code evaluate}
 * does, and whether it is right only where the subject was built.
 *
 * <p>{@link #evaluate} and {@link #judgeGradient} are called in this order, with other calls between them.
 */
final class NearbyLaws {

    private static final double CLOSER = 1e3;

    private final EvaluationPoint base;
    private final Subject subject;
    private final Tensor upstream;
    private final WatchedCalls calls;
    private final JudgedLaws laws;
    private final StaleGradientLaw stale;
    private final SplittableRandom random;
    private final Evaluations evaluations;
    private final NearbyPoint point;
    // Let go of as soon as it has served, since it can be large.
    private WatchedCalls.@Nullable Argument argument;
    private @Nullable Tensor output;
    private boolean rightOnlyWhereBuilt;

    /**
     * Draws the point.
     *
     * @param base the subject's own point
     * @param stale judges whether a gradient is right only there
     * @param seed what {@code random} was made of
     * @param random a sequence that nothing was drawn from
     */
    NearbyLaws(
            EvaluationPoint base,
            WatchedCalls calls,
            JudgedLaws laws,
            StaleGradientLaw stale,
            long seed,
            SplittableRandom random,
            Evaluations evaluations) {
        this.base = base;
        this.subject = base.f().subject();
        this.upstream = base.f().upstream();
        this.calls = calls;
        this.laws = laws;
        this.stale = stale;
        this.random = random;
        this.evaluations = evaluations;
        this.point = new NearbyPoint(base, seed);
        this.argument = WatchedCalls.Argument.drawn(point.draw(random), point::again);
    }

    /**
     * The output at the point, or at one closer by if that is outside the domain; null if both are.
     *
     * <p>Where only the first is outside, the domain has an edge, and no gradient is wanted beyond it either. Where both
     * are, {@code evaluate} may well require of its argument what only few points have, such as a sum of one or symmetry;
     * a gradient need not require it too. Of a point with zeros, which stay zeros closer by and may keep what is required,
     * others are asked.
     */
    @Nullable
    Tensor evaluate() {
        output = evaluated();
        return output;
    }

    private @Nullable Tensor evaluated() {
        Throwable thrown = null;
        try {
            Tensor result = calls.evaluate(argument());
            if (result.isFinite()) {
                return result;
            }
        } catch (OutsideDomain outside) {
            thrown = outside.thrown();
        }
        argument = WatchedCalls.Argument.drawn(point.drawCloser(random), point::again);
        try {
            Tensor result = calls.evaluate(argument()).copy();
            if (thrown != null && result.isFinite() && (allMoved() || isInside(point.first()))) {
                beyondTheEdge(point.first(), thrown);
            }
            return result;
        } catch (OutsideDomain outside) {
            return null;
        }
    }

    private WatchedCalls.Argument argument() {
        return Objects.requireNonNull(argument, "the point has served");
    }

    /** Whether the closer point is as any other near the point: zeros stay where they are, as those of a diagonal matrix. */
    private boolean allMoved() {
        return base.point().tensors().stream()
                .allMatch(tensor -> Arrays.stream(tensor.values()).allMatch(x -> x != 0));
    }

    /** Whether evaluate takes points that have nothing in common with the point, on the other side of it or closer by. */
    private boolean isInside(NamedTensors outside) {
        OtherPoints points = new OtherPoints(base.point(), outside);
        return DoubleStream.of(-1, CLOSER, -CLOSER).anyMatch(times -> {
            evaluations.spend();
            try {
                return OutsideDomain.call(
                                () -> subject.evaluate(points.closer(times).asMap()))
                        .isFinite();
            } catch (OutsideDomain outsideToo) {
                return false;
            }
        });
    }

    /** Where evaluate throws the gradient throws too, or has values that nobody can take for a gradient. */
    private void beyondTheEdge(NamedTensors y, Throwable thrown) {
        evaluations.spend();
        try {
            Map<String, Tensor> g = OutsideDomain.call(() -> subject.gradient(y.asMap(), upstream.copy()));
            if (g.values().stream().allMatch(Tensor::isFinite)) {
                laws.broken(LawText.gradientReturns(thrown));
            }
        } catch (OutsideDomain asWanted) {
            laws.holds(Law.THROWS_TOGETHER);
        }
    }

    /**
     * Judges the gradient where the function is finite.
     *
     * @param upstreamArgument the tensor that is handed over as the upstream gradient
     * @param deterministic whether equal calls give equal results, so that gradients can be compared
     */
    void judgeGradient(Tensor upstreamArgument, boolean deterministic) {
        if (output != null && output.isFinite()) {
            StaleGradientLaw.Elsewhere y =
                    new StaleGradientLaw.Elsewhere(argument().handed(), output.copy());
            StaleGradientLaw.Suspicion suspicion = suspicion(y, upstreamArgument, deterministic);
            if (suspicion != null) {
                LawFinding built = stale.judge(y, suspicion);
                rightOnlyWhereBuilt = built != null;
                laws.judge(Law.GRADIENT_ALONE, built);
                if (stale.elsewhere().values().stream().anyMatch(conclusion -> conclusion.verdict() == Verdict.FAIL)) {
                    laws.withdraw(Law.GRADIENT_ALONE);
                }
            }
        }
        argument = null;
    }

    /** What the gradient there tells of the one at the point; null where it throws, and where both can't be compared. */
    private StaleGradientLaw.@Nullable Suspicion suspicion(
            StaleGradientLaw.Elsewhere y, Tensor upstreamArgument, boolean deterministic) {
        NamedTensors gradient;
        try {
            gradient = calls.gradient(argument(), upstream, upstreamArgument);
        } catch (OutsideDomain outside) {
            laws.broken(LawText.gradientThrows("at a point nearby, where", outside.thrown()));
            return null;
        }
        boolean comparable = deterministic && !laws.isBroken(Law.GRADIENT_ALONE);
        return comparable ? stale.suspicion(y, gradient) : null;
    }

    /** A conclusion on a variable that is right at the point, with what was seen of it at other points. */
    Conclusion elsewhere(String variable, Conclusion here) {
        Conclusion there = stale.elsewhere().get(variable);
        if (there == null || here.verdict().compareTo(Verdict.KINK) > 0) {
            return here;
        }
        return there.verdict() == Verdict.FAIL ? there : here.because(there.reason());
    }

    /** Takes back that a gradient is right only where the subject was built: one that is wrong there is so by chance. */
    void gradientsAreWrong() {
        if (rightOnlyWhereBuilt) {
            laws.withdraw(Law.GRADIENT_ALONE);
        }
    }
}
